"""Scores to gaps and priorities, each of which can explain itself.

The formulas and a worked example by hand are in docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cybernorms.assessment import Answer, AnswerKind, Assessment, Importance
from cybernorms.catalogue import Catalogue, Indicator, Item
from cybernorms.language import _, plural
from cybernorms.scoring import Bounds, pairs

FACTOR = {Importance.LOW: 1, Importance.NORMAL: 2, Importance.HIGH: 3}


@dataclass(frozen=True, slots=True)
class IndicatorGap:
    """How far a question's level lies below its target. `value` is None while no level is known."""

    indicator: Indicator
    answer: Answer
    target: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far an item lies below its targets.

    `value` (0 to 4) is the weighted mean of what its questions lack, None while no level is known;
    going beyond one target makes up for no other. `bounds` are what it could turn out to be.
    `target` is the weighted mean of the targets of the questions that apply.
    """

    item: Item
    target: float
    value: float | None
    bounds: Bounds
    parts: tuple[IndicatorGap, ...]


def gap(assessment: Assessment, item: Item) -> Gap | None:
    """The gap of an item; None where no question that applies has a target."""
    parts = tuple(
        IndicatorGap(
            indicator,
            answer,
            target,
            None if answer.level is None else max(0, target - answer.level),
        )
        for indicator, answer in pairs(assessment, item)
        if answer.kind is not AnswerKind.NOT_APPLICABLE
        and (target := assessment.target(indicator.id)) is not None
    )
    if not parts:
        return None
    known = [(part.indicator.weight, part.value) for part in parts if part.value is not None]
    weight = sum(part.indicator.weight for part in parts)
    known_weight = sum(w for w, value in known)
    lacking = sum(w * value for w, value in known)
    return Gap(
        item=item,
        target=sum(part.indicator.weight * part.target for part in parts) / weight,
        value=lacking / known_weight if known_weight else None,
        bounds=Bounds(lacking / weight, _greatest(lacking, known_weight, parts)),
        parts=parts,
    )


def _greatest(lacking: float, weight: float, parts: Iterable[IndicatorGap]) -> float:
    """The greatest mean that the unknown questions allow, should each lack all or not apply.

    A question lifts the mean only if its target is above it; so they are taken from the greatest
    target downwards, for as long as they lift.
    """
    unknown = sorted((part for part in parts if part.value is None), key=lambda part: -part.target)
    for part in unknown:
        if weight and part.target * weight <= lacking:
            break
        lacking += part.indicator.weight * part.target
        weight += part.indicator.weight
    return lacking / weight


@dataclass(frozen=True, slots=True)
class Priority:
    """A gap with its place in the order of work, and why it stands there.

    `points` = gap x importance factor (1, 2 or 3). Equal points: more items that build on it
    first, then the order of the catalogue.
    """

    gap: Gap
    importance: Importance
    points: float
    supports: tuple[Item, ...]

    @property
    def reason(self) -> str:
        """Why the gap stands where it stands, in one sentence."""
        size = self.gap.bounds.high if self.gap.value is None else self.gap.value
        values = {
            "size": f"{size:.1f}",
            "factor": FACTOR[self.importance],
            "points": f"{self.points:.1f}",
        }
        sentences = {
            Importance.LOW: _(
                "Gap {size} in an area of low importance to you: {size} × {factor} = {points}",
                **values,
            ),
            Importance.NORMAL: _(
                "Gap {size} in an area of normal importance to you: {size} × {factor} = {points}",
                **values,
            ),
            Importance.HIGH: _(
                "Gap {size} in an area of high importance to you: {size} × {factor} = {points}",
                **values,
            ),
        }
        text = sentences[self.importance]
        if self.supports:
            text += "; " + plural(
                "{count} other item with a gap builds on it",
                "{count} other items with a gap build on it",
                len(self.supports),
            )
        return text + "."


def gaps(assessment: Assessment, catalogue: Catalogue) -> dict[str, Gap]:
    """The gap of every item in scope that has a target, in catalogue order."""
    found = ((item.id, gap(assessment, item)) for item in assessment.items_in_scope(catalogue))
    return {item: value for item, value in found if value is not None}


def priorities(assessment: Assessment, catalogue: Catalogue) -> list[Priority]:
    """The known gaps above 0, what comes first first."""
    all_gaps = gaps(assessment, catalogue)
    found = [
        _priority(assessment, all_gaps, gap, gap.value) for gap in all_gaps.values() if gap.value
    ]
    return _in_order(found)


def to_find_out(assessment: Assessment, catalogue: Catalogue) -> list[Priority]:
    """The items of which no level is known yet, by the gap that they could hide."""
    all_gaps = gaps(assessment, catalogue)
    found = [
        _priority(assessment, all_gaps, gap, gap.bounds.high)
        for gap in all_gaps.values()
        if gap.value is None
    ]
    return _in_order(found)


def _in_order(found: list[Priority]) -> list[Priority]:
    # Sorting is stable, and `found` is in catalogue order.
    return sorted(found, key=lambda priority: (-priority.points, -len(priority.supports)))


def _priority(assessment: Assessment, all_gaps: dict[str, Gap], gap: Gap, size: float) -> Priority:
    importance = assessment.importance.get(gap.item.area, Importance.NORMAL)
    supports = tuple(
        other.item
        for other in all_gaps.values()
        if gap.item.id in other.item.builds_on and other.bounds.high > 0
    )
    return Priority(gap, importance, size * FACTOR[importance], supports)
