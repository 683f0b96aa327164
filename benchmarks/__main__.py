"""Measure everything and print the tables of docs/performance.md."""

from __future__ import annotations

from benchmarks import pages, reading


def main() -> None:
    """Run all measurements, the quick ones first."""
    for line in (*reading.measure(), *pages.measure()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
