"""Where the program finds things; each place can be set from outside."""

from __future__ import annotations

import os
from pathlib import Path

from cybernorms import catalogue_files

ROOT = Path(__file__).resolve().parent.parent


def store_folder() -> Path:
    """The folder of assessments: CYBERNORMS_STORE, or assessments/ beside the program."""
    return Path(os.environ.get("CYBERNORMS_STORE") or ROOT / "assessments")


def examples_folder() -> Path:
    """The folder of the worked examples."""
    return ROOT / "assessments"


def catalogue_folder() -> Path:
    """The folder of the catalogue: CYBERNORMS_NORMS, or norms/ beside the program."""
    return Path(os.environ.get("CYBERNORMS_NORMS") or catalogue_files.FOLDER)
