"""Catalogue, a full result, and the start of the command line, each against a bare yardstick."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import yaml

from cybernorms import assessment as model
from cybernorms import assessment_files, catalogue_files, scoring
from cybernorms.assessment import Assessment, Confidence, Evidence, Scope
from cybernorms.catalogue import Catalogue, Depth

RUNS = 15


def seconds(job: Callable[[], object], runs: int = RUNS) -> float:
    """Median time of a job, after one run that does not count."""
    job()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def ratio(job: Callable[[], object], yardstick: Callable[[], object]) -> tuple[float, float, float]:
    """Median times of two jobs run in turn, and the median of their ratios."""
    job(), yardstick()
    pairs = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        job()
        between = time.perf_counter()
        yardstick()
        pairs.append((between - begun, time.perf_counter() - between))
    ours, bare = (statistics.median(values) for values in zip(*pairs, strict=True))
    return ours, bare, statistics.median(a / b for a, b in pairs)


def full_result(catalogue: Catalogue) -> Assessment:
    """Every question answered at full depth, with notes and evidence."""
    a = model.begin(catalogue, "Full", Scope(Depth.FULL, tuple(catalogue.areas)), default_target=3)
    for place, (_, indicator) in enumerate(catalogue.by_indicator.values()):
        a = model.give(a, indicator, place % 5, by="CERT")
        a = model.note(
            a,
            indicator.id,
            measures=f"A procedure was agreed with the bodies concerned, number {place}.",
            needs="Training for six officers and a second duty room.",
            confidence=Confidence.MEDIUM,
            target=4,
            target_date="2028-06-30",
            lead="CERT",
            evidence=(Evidence("National plan", f"Gazette 2025/{place}", "2025-03-14"),),
        )
    return a


def measure() -> Iterator[str]:
    """The rows of the table, one after the other."""
    catalogue = catalogue_files.load()
    yield "| what | median | yardstick | ratio |"
    yield "|---|---|---|---|"
    loaded = seconds(catalogue_files.load)
    yield f"| catalogue: read, validate, cross-check | {1000 * loaded:.0f} ms | | |"

    text = assessment_files.write(full_result(catalogue), catalogue)

    def read_and_score() -> object:
        a, _ = assessment_files.parse(text, "full.yaml", catalogue)
        return scoring.scores(a, catalogue)

    def bare() -> object:
        return yaml.load(text, Loader=yaml.CSafeLoader)

    ours, yardstick, times = ratio(read_and_score, bare)
    size = f"{len(catalogue.by_indicator)} answers, {len(text) // 1000} kB"
    yield (
        f"| full result ({size}): read, validate, score | {1000 * ours:.1f} ms "
        f"| bare parse by PyYAML's C loader {1000 * yardstick:.1f} ms | {times:.2f} |"
    )
    a = full_result(catalogue)
    saved = seconds(lambda: assessment_files.write(a, catalogue))
    yield f"| full result: to YAML text | {1000 * saved:.1f} ms | | |"

    def start(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run(
            [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
        )

    ours, yardstick, times = ratio(start("-m", "cybernorms", "validate"), start("-c", "pass"))
    yield (
        f"| `python -m cybernorms validate`, whole process | {1000 * ours:.0f} ms "
        f"| empty Python process {1000 * yardstick:.0f} ms | {times:.1f} |"
    )
