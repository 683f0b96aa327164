"""What is measured: `python -m benchmarks`. Nothing here is asserted in a test."""
