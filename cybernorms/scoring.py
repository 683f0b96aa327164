"""Answers to scores: what stands, how much of it is known, and what it could turn out to be.

The formulas and a worked example by hand are in docs/method.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cybernorms.assessment import Answer, AnswerKind, Assessment
from cybernorms.catalogue import HIGHEST, Catalogue, Indicator, Item


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value that is still possible, on the scale of 0 to 4."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is still open."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of something has been answered, and how."""

    counts: Mapping[AnswerKind, int]

    @property
    def asked(self) -> int:
        """All questions asked."""
        return sum(self.counts.values())

    @property
    def applicable(self) -> int:
        """Questions asked that do apply."""
        return self.asked - self.counts[AnswerKind.NOT_APPLICABLE]

    @property
    def answered(self) -> int:
        """Questions to which anything at all was said, a standing included."""
        return self.asked - self.counts[AnswerKind.UNANSWERED]

    @property
    def share(self) -> float | None:
        """Share of the applicable questions that have a level, 0 to 1; None where none applies."""
        return self.counts[AnswerKind.LEVEL] / self.applicable if self.applicable else None


@dataclass(frozen=True, slots=True)
class Score:
    """Where an item stands.

    `value` (0 to 4) is None while no level is known. `bounds` is None only where every question
    is not applicable.
    """

    value: float | None
    bounds: Bounds | None
    coverage: Coverage


def count(answers: Iterable[Answer]) -> dict[AnswerKind, int]:
    """How often each of the five kinds stands among the answers."""
    found = Counter(answer.kind for answer in answers)
    return {kind: found[kind] for kind in AnswerKind}


def score(pairs: Iterable[tuple[Indicator, Answer]]) -> Score:
    """The score of the questions of one item.

    Value: weighted mean of the levels. Bounds: what the mean could be once everything that is
    unanswered, not known or not disclosed turns out to be 0 or 4.
    """
    pairs = tuple(pairs)
    known_weight = known_sum = open_weight = 0
    for indicator, answer in pairs:
        level = answer.level
        if level is not None:
            known_weight += indicator.weight
            known_sum += indicator.weight * level
        elif answer.kind is not AnswerKind.NOT_APPLICABLE:
            open_weight += indicator.weight
    weight = known_weight + open_weight
    return Score(
        value=known_sum / known_weight if known_weight else None,
        bounds=Bounds(known_sum / weight, (known_sum + HIGHEST * open_weight) / weight)
        if weight
        else None,
        coverage=Coverage(count(answer for indicator, answer in pairs)),
    )


def pairs(assessment: Assessment, item: Item) -> tuple[tuple[Indicator, Answer], ...]:
    """The questions of an item that the assessment asks, each with what was said to it."""
    return tuple(
        (indicator, assessment.answer(indicator.id)) for indicator in assessment.asked(item)
    )


def score_item(assessment: Assessment, item: Item) -> Score:
    """The score of one item."""
    return score(pairs(assessment, item))


def scores(assessment: Assessment, catalogue: Catalogue) -> dict[str, Score]:
    """The score of every item in scope, in catalogue order."""
    return {item.id: score_item(assessment, item) for item in assessment.items_in_scope(catalogue)}


def coverage_by_area(assessment: Assessment, catalogue: Catalogue) -> dict[str, Coverage]:
    """Coverage of every area in scope, in catalogue order."""
    groups: dict[str, list[Answer]] = {}
    for item in assessment.items_in_scope(catalogue):
        groups.setdefault(item.area, []).extend(answer for _, answer in pairs(assessment, item))
    return {area: Coverage(count(answers)) for area, answers in groups.items()}


def coverage_by_lead(assessment: Assessment, catalogue: Catalogue) -> dict[str, Coverage]:
    """Coverage by the body that answers: the item's owner where one is noted, else the usual."""
    groups: dict[str, list[Answer]] = {}
    for item in assessment.items_in_scope(catalogue):
        for indicator, answer in pairs(assessment, item):
            lead = answerer(assessment, item, indicator)
            groups.setdefault(lead, []).append(answer)
    return {lead: Coverage(count(groups[lead])) for lead in catalogue.leads if lead in groups}


def answerer(assessment: Assessment, item: Item, indicator: Indicator) -> str:
    """Code of the body whose desk a question is on."""
    return assessment.noted_owner(item) or indicator.leads[0]


def coverage(assessment: Assessment, catalogue: Catalogue) -> Coverage:
    """Coverage of the whole assessment."""
    return Coverage(
        count(
            answer
            for item in assessment.items_in_scope(catalogue)
            for _, answer in pairs(assessment, item)
        )
    )
