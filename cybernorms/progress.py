"""How far an assessment is and what is open: computed from the answers each time, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cybernorms.assessment import Answer, AnswerKind, Assessment, Confidence
from cybernorms.catalogue import Catalogue, Indicator, Item
from cybernorms.scoring import Coverage, count, pairs

HIGH_LEVEL = 3
"""From this level on a reviewer would ask for evidence."""


class ItemStatus(StrEnum):
    """How far an item is."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ANSWERED = "answered"
    NEEDS_ATTENTION = "needs-attention"


@dataclass(frozen=True, slots=True)
class Task:
    """An item as a task on somebody's desk."""

    item: Item
    status: ItemStatus
    owner: str
    coverage: Coverage


def wording_changed(indicator: Indicator, answer: Answer) -> bool:
    """Whether a question reads otherwise than when it was answered."""
    return bool(answer.wording) and answer.wording != indicator.wording


def item_status(assessment: Assessment, item: Item) -> ItemStatus:
    """Attention first (flagged or reworded), then how many of its questions are answered."""
    asked = pairs(assessment, item)
    if any(answer.follow_up or wording_changed(indicator, answer) for indicator, answer in asked):
        return ItemStatus.NEEDS_ATTENTION
    answered = sum(answer.given is not None for _, answer in asked)
    if answered == len(asked):
        return ItemStatus.ANSWERED
    return ItemStatus.IN_PROGRESS if answered else ItemStatus.NOT_STARTED


def tasks(assessment: Assessment, catalogue: Catalogue) -> list[Task]:
    """Every item in scope as a task, in catalogue order."""
    return [
        Task(
            item,
            item_status(assessment, item),
            assessment.owner(item),
            Coverage(count(answer for _, answer in pairs(assessment, item))),
        )
        for item in assessment.items_in_scope(catalogue)
    ]


def next_open(assessment: Assessment, catalogue: Catalogue, after: str = "") -> Item | None:
    """The next item with an unanswered question after `after`, beginning again at the top."""
    items = list(assessment.items_in_scope(catalogue))
    start = next((place + 1 for place, item in enumerate(items) if item.id == after), 0)
    for item in (*items[start:], *items[:start]):
        if any(answer.given is None for _, answer in pairs(assessment, item)):
            return item
    return None


def neighbours(
    assessment: Assessment, catalogue: Catalogue, item: Item
) -> tuple[Item | None, Item | None]:
    """The items before and after an item in scope."""
    items = list(assessment.items_in_scope(catalogue))
    place = items.index(item)
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return before, after


class Concern(StrEnum):
    """Why somebody should look at an answer before the assessment is shared."""

    UNANSWERED = "unanswered"
    NOT_KNOWN = "not-known"
    FLAGGED = "flagged"
    WORDING_CHANGED = "wording-changed"
    NO_EVIDENCE = "no-evidence"
    LOW_CONFIDENCE = "low-confidence"
    TARGET_PASSED = "target-passed"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A question that somebody should look at, and why."""

    concern: Concern
    item: Item
    indicator: Indicator
    answer: Answer


def review(assessment: Assessment, catalogue: Catalogue, today: str) -> list[Finding]:
    """What is open, concern by concern and then in catalogue order. `today` is an ISO date."""
    found = [
        Finding(concern, item, indicator, answer)
        for item in assessment.items_in_scope(catalogue)
        for indicator, answer in pairs(assessment, item)
        for concern in _concerns(assessment, indicator, answer, today)
    ]
    order = list(Concern)
    return sorted(found, key=lambda finding: order.index(finding.concern))


def _concerns(
    assessment: Assessment, indicator: Indicator, answer: Answer, today: str
) -> Iterator[Concern]:
    level = answer.level
    if answer.kind is AnswerKind.UNANSWERED:
        yield Concern.UNANSWERED
    if answer.kind is AnswerKind.NOT_KNOWN:
        yield Concern.NOT_KNOWN
    if answer.follow_up:
        yield Concern.FLAGGED
    if wording_changed(indicator, answer):
        yield Concern.WORDING_CHANGED
    if level is not None and level >= HIGH_LEVEL and not answer.evidence:
        yield Concern.NO_EVIDENCE
    if answer.confidence is Confidence.LOW:
        yield Concern.LOW_CONFIDENCE
    target = assessment.target(indicator.id)
    below = level is None or target is None or level < target
    if answer.target_date and answer.target_date < today and below:
        yield Concern.TARGET_PASSED
    if answer.kind is AnswerKind.NOT_APPLICABLE:
        yield Concern.NOT_APPLICABLE
