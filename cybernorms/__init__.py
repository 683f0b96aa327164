"""Self-assessment of the United Nations framework of responsible State behaviour."""

__version__ = "0.1.0"
