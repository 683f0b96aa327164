"""One State's assessment in memory, and the changes that can be made to it."""

from __future__ import annotations

import dataclasses
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from cybernorms.catalogue import Catalogue, Depth, Indicator, Item

_UNSEEN = {"Cc", "Cs", "Cn"}
"""Unicode categories of control characters, lone surrogates and unassigned code points."""


class Standing(StrEnum):
    """The three answers that are not levels. None of them is ever counted as 0."""

    NOT_KNOWN = "not-known"
    NOT_APPLICABLE = "not-applicable"
    NOT_DISCLOSED = "not-disclosed"


class AnswerKind(StrEnum):
    """The five different things that can be said of a question."""

    LEVEL = "level"
    NOT_KNOWN = "not-known"
    NOT_APPLICABLE = "not-applicable"
    NOT_DISCLOSED = "not-disclosed"
    UNANSWERED = "unanswered"


class Confidence(StrEnum):
    """How sure an answer is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Importance(StrEnum):
    """How important the agency holds an area."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Status(StrEnum):
    """How far an assessment is."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    FINAL = "final"


class Marking(StrEnum):
    """How far something may be shared: the labels of TLP 2.0, narrowest first."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows a level. `extra` keeps what this version does not know."""

    title: str
    reference: str = ""
    date: str = ""
    sharing: Marking | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question. `given` is a level 0 to 4, a standing, or None."""

    given: int | Standing | None = None
    reason: str = ""
    wording: str = ""
    confidence: Confidence | None = None
    target: int | None = None
    target_date: str = ""
    lead: str = ""
    measures: str = ""
    challenges: str = ""
    needs: str = ""
    evidence: tuple[Evidence, ...] = ()
    comment: str = ""
    follow_up: bool = False
    answered_by: str = ""
    answered_at: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def kind(self) -> AnswerKind:
        """Which of the five things the answer is."""
        if self.given is None:
            return AnswerKind.UNANSWERED
        if isinstance(self.given, Standing):
            return AnswerKind(self.given.value)
        return AnswerKind.LEVEL

    @property
    def level(self) -> int | None:
        """The level from 0 to 4, or None for everything that is not a level."""
        return None if isinstance(self.given, Standing) else self.given


UNANSWERED = Answer()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: the areas, less some items, at a depth that single items may depart from."""

    depth: Depth = Depth.QUICK
    areas: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    item_depths: Mapping[str, Depth] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueReference:
    """The catalogue that an assessment was made with."""

    id: str
    version: str
    digest: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that the answers speak of; empty where it is left open."""

    start: str = ""
    end: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contributor:
    """A body that takes part; never a person."""

    role: str
    name: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemNote:
    """What is noted for an item as a whole."""

    owner: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done to close gaps."""

    id: str
    title: str
    indicators: tuple[str, ...] = ()
    lead: str = ""
    due: str = ""
    status: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the file."""

    at: str
    event: str
    by: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A whole assessment. Answers to questions that the catalogue does not know are kept."""

    id: str
    title: str
    catalogue: CatalogueReference
    scope: Scope
    state: str = ""
    state_code: str = ""
    agency: str = ""
    period: Period = Period()
    status: Status = Status.DRAFT
    sharing: Marking | None = None
    languages: tuple[str, ...] = ()
    created_at: str = ""
    saved_at: str = ""
    default_target: int | None = None
    importance: Mapping[str, Importance] = field(default_factory=dict)
    contributors: tuple[Contributor, ...] = ()
    items: Mapping[str, ItemNote] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    history: tuple[Event, ...] = ()
    left_out_on_sharing: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, indicator: str) -> Answer:
        """What was said to a question; an unanswered answer where nothing was."""
        return self.answers.get(indicator, UNANSWERED)

    def noted_owner(self, item: Item) -> str:
        """Code of the body that was noted to answer an item; empty where none was."""
        return self.items.get(item.id, ItemNote()).owner

    def owner(self, item: Item) -> str:
        """Code of the body that answers an item: the one noted, or else the usual first lead."""
        return self.noted_owner(item) or item.leads[0]

    def depth(self, item: Item) -> Depth:
        """At what depth an item is asked."""
        return self.scope.item_depths.get(item.id, self.scope.depth)

    def asked(self, item: Item) -> tuple[Indicator, ...]:
        """The questions of an item that this assessment asks."""
        return item.asked(self.depth(item))

    def items_in_scope(self, catalogue: Catalogue) -> Iterator[Item]:
        """The items that this assessment asks, in catalogue order."""
        for item in catalogue.items.values():
            if item.area in self.scope.areas and item.id not in self.scope.left_out:
                yield item

    def target(self, indicator: str) -> int | None:
        """The level aimed at for a question: its own, or else the usual one."""
        own = self.answer(indicator).target
        return self.default_target if own is None else own


def clean(text: str | None, limit: int) -> str:
    """What was typed, without characters that no text file can hold, and not longer than `limit`.

    The browser limits the length too, but what arrives here is checked again.
    """
    kept = "".join(
        sign for sign in text or "" if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN
    )
    return kept.strip()[:limit]


def now() -> str:
    """The time as assessments hold it: universal, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id(name: str) -> str:
    """A fresh identifier that begins with what can be read of `name`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    stem = "-".join(words)[:40].strip("-") or "assessment"
    return f"{stem}-{secrets.token_hex(4)}"


def begin(
    catalogue: Catalogue,
    title: str,
    scope: Scope,
    *,
    state: str = "",
    agency: str = "",
    default_target: int | None = None,
) -> Assessment:
    """A new, empty assessment."""
    moment = now()
    return Assessment(
        id=new_id(f"{state} {title}"),
        title=title,
        catalogue=reference(catalogue),
        scope=scope,
        state=state,
        agency=agency,
        languages=(catalogue.language,),
        created_at=moment,
        saved_at=moment,
        default_target=default_target,
        history=(Event(moment, "begun"),),
    )


def reference(catalogue: Catalogue) -> CatalogueReference:
    """How an assessment names the catalogue that it is made with."""
    return CatalogueReference(catalogue.id, catalogue.version, catalogue.digest)


def give(
    assessment: Assessment,
    indicator: Indicator,
    given: int | Standing | None,
    *,
    reason: str = "",
    by: str = "",
) -> Assessment:
    """Answer a question, or take the answer back with None; what was noted beside it stays.

    Raises:
        ValueError: the level is not 0 to 4, or not-applicable comes without a reason.
    """
    if isinstance(given, int) and given not in range(5):
        raise ValueError(f"level {given} is not one of 0 to 4")
    if given is Standing.NOT_APPLICABLE and not reason.strip():
        raise ValueError("not applicable needs a reason")
    answered = given is not None
    return note(
        assessment,
        indicator.id,
        given=given,
        reason=reason.strip() if given is Standing.NOT_APPLICABLE else "",
        wording=indicator.wording if answered else "",
        answered_by=by if answered else "",
        answered_at=now() if answered else "",
    )


def confirm(assessment: Assessment, indicator: Indicator) -> Assessment:
    """Say that an answer holds for the wording as it is now."""
    return note(assessment, indicator.id, wording=indicator.wording, answered_at=now())


def note(assessment: Assessment, indicator: str, **changes: Any) -> Assessment:
    """Change fields of an answer; an answer in which nothing stands any more is dropped."""
    answers = dict(assessment.answers)
    changed = dataclasses.replace(assessment.answer(indicator), **changes)
    if changed == UNANSWERED:
        answers.pop(indicator, None)
    else:
        answers[indicator] = changed
    return dataclasses.replace(assessment, answers=answers)


def assign(assessment: Assessment, item: Item, owner: str) -> Assessment:
    """Say which body answers an item; an empty code gives it back to the usual lead."""
    items = dict(assessment.items)
    items[item.id] = dataclasses.replace(items.get(item.id, ItemNote()), owner=owner)
    if items[item.id] == ItemNote():
        del items[item.id]
    return dataclasses.replace(assessment, items=items)


def deepen(assessment: Assessment, item: Item, depth: Depth) -> Assessment:
    """Ask one item at another depth than the rest; all that was typed stays."""
    depths = {**assessment.scope.item_depths, item.id: depth}
    if depth is assessment.scope.depth:
        del depths[item.id]
    scope = dataclasses.replace(assessment.scope, item_depths=depths)
    return dataclasses.replace(assessment, scope=scope)


def record(assessment: Assessment, event: str, by: str = "") -> Assessment:
    """Add a line to the history."""
    return dataclasses.replace(assessment, history=(*assessment.history, Event(now(), event, by)))
