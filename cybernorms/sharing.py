"""The copy of an assessment that leaves the house: only what its owner chose goes along."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cybernorms.assessment import (
    UNANSWERED,
    Action,
    Answer,
    AnswerKind,
    Assessment,
    Evidence,
    ItemNote,
    Marking,
)
from cybernorms.catalogue import Catalogue


class Part(StrEnum):
    """What can go along beside the levels, or be left out."""

    TEXTS = "texts"
    EVIDENCE = "evidence"
    COMMENTS = "comments"
    TARGETS = "targets"
    BODIES = "bodies"
    CONFIDENCE = "confidence"
    FLAGS = "flags"
    NOT_DISCLOSED = "not-disclosed"
    ACTIONS = "actions"
    HISTORY = "history"
    OTHER_FIELDS = "other-fields"


USUAL = frozenset({Part.TARGETS, Part.TEXTS, Part.BODIES, Part.NOT_DISCLOSED})
"""What goes along unless the owner chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the owner chose: parts, areas, and how far the copy may be shared."""

    parts: frozenset[Part] = USUAL
    areas: tuple[str, ...] = ()
    marking: Marking = Marking.AMBER


def share(assessment: Assessment, catalogue: Catalogue, choice: Choice) -> Assessment:
    """The copy to hand out. The levels of the chosen areas always go along.

    Evidence that is marked more narrowly than the copy stays behind even if evidence is chosen.
    What was left out is listed by kind, never by content.
    """
    parts = choice.parts
    answers = {
        indicator: _answer(assessment.answers[indicator], choice)
        for indicator in assessment.answers
        if _in_areas(indicator, catalogue, choice)
    }
    items = {
        item: note
        for item, note in assessment.items.items()
        if Part.BODIES in parts and _item_in_areas(item, catalogue, choice)
    }
    if Part.OTHER_FIELDS not in parts:
        items = {item: ItemNote(note.owner) for item, note in items.items() if note.owner}
    kept_areas = tuple(area for area in assessment.scope.areas if area in choice.areas)
    copy = dataclasses.replace(
        assessment,
        sharing=choice.marking,
        scope=dataclasses.replace(
            assessment.scope,
            areas=kept_areas,
            left_out=_items_in_areas(assessment.scope.left_out, catalogue, choice),
            item_depths={
                item: assessment.scope.item_depths[item]
                for item in _items_in_areas(assessment.scope.item_depths, catalogue, choice)
            },
        ),
        default_target=assessment.default_target if Part.TARGETS in parts else None,
        importance={
            area: value
            for area, value in assessment.importance.items()
            if Part.TARGETS in parts and area in choice.areas
        },
        contributors=assessment.contributors if Part.BODIES in parts else (),
        items=items,
        answers={
            indicator: answer for indicator, answer in answers.items() if answer != UNANSWERED
        },
        actions=_actions(assessment, catalogue, choice),
        history=assessment.history if Part.HISTORY in parts else (),
        left_out_on_sharing=(
            *(part.value for part in Part if part not in parts),
            *(f"area:{area}" for area in assessment.scope.areas if area not in choice.areas),
        ),
    )
    return copy if Part.OTHER_FIELDS in parts else _without_other_fields(copy)


def _in_areas(indicator: str, catalogue: Catalogue, choice: Choice) -> bool:
    known = catalogue.by_indicator.get(indicator)
    # An answer that belongs to no known question could say anything: it is another field.
    return known[0].area in choice.areas if known else Part.OTHER_FIELDS in choice.parts


def _item_in_areas(item: str, catalogue: Catalogue, choice: Choice) -> bool:
    known = catalogue.items.get(item)
    return known.area in choice.areas if known else Part.OTHER_FIELDS in choice.parts


def _items_in_areas(items: Iterable[str], catalogue: Catalogue, choice: Choice) -> tuple[str, ...]:
    return tuple(item for item in items if _item_in_areas(item, catalogue, choice))


def _answer(answer: Answer, choice: Choice) -> Answer:
    parts = choice.parts
    if answer.kind is AnswerKind.NOT_DISCLOSED and Part.NOT_DISCLOSED not in parts:
        return UNANSWERED
    texts, targets, bodies = Part.TEXTS in parts, Part.TARGETS in parts, Part.BODIES in parts
    return Answer(
        given=answer.given,
        reason=answer.reason,  # a not-applicable answer without its reason is no valid answer
        wording=answer.wording,
        confidence=answer.confidence if Part.CONFIDENCE in parts else None,
        target=answer.target if targets else None,
        target_date=answer.target_date if targets else "",
        lead=answer.lead if bodies else "",
        measures=answer.measures if texts else "",
        challenges=answer.challenges if texts else "",
        needs=answer.needs if texts else "",
        evidence=_evidence(answer.evidence, choice),
        comment=answer.comment if Part.COMMENTS in parts else "",
        follow_up=answer.follow_up and Part.FLAGS in parts,
        answered_by=answer.answered_by if bodies else "",
        answered_at=answer.answered_at if Part.HISTORY in parts else "",
        extra=answer.extra if Part.OTHER_FIELDS in parts else {},
    )


def _evidence(evidence: Collection[Evidence], choice: Choice) -> tuple[Evidence, ...]:
    if Part.EVIDENCE not in choice.parts:
        return ()
    width = list(Marking).index(choice.marking)
    return tuple(
        entry if Part.OTHER_FIELDS in choice.parts else dataclasses.replace(entry, extra={})
        for entry in evidence
        if entry.sharing is None or list(Marking).index(entry.sharing) >= width
    )


def _actions(assessment: Assessment, catalogue: Catalogue, choice: Choice) -> tuple[Action, ...]:
    if Part.ACTIONS not in choice.parts:
        return ()
    return tuple(
        action
        for action in assessment.actions
        if all(_in_areas(indicator, catalogue, choice) for indicator in action.indicators)
    )


def _without_other_fields(copy: Assessment) -> Assessment:
    """Nothing that this version does not know leaves unseen."""
    bare = dataclasses.replace
    return bare(
        copy,
        extra={},
        scope=bare(copy.scope, extra={}),
        period=bare(copy.period, extra={}),
        catalogue=bare(copy.catalogue, extra={}),
        contributors=tuple(bare(entry, extra={}) for entry in copy.contributors),
        actions=tuple(bare(action, extra={}) for action in copy.actions),
        history=tuple(bare(event, extra={}) for event in copy.history),
    )
