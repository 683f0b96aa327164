"""Assessments as plain data, both ways: what the file says, in the order in which it says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cybernorms.assessment import (
    Action,
    Answer,
    Assessment,
    CatalogueReference,
    Confidence,
    Contributor,
    Event,
    Evidence,
    Importance,
    ItemNote,
    Marking,
    Period,
    Scope,
    Standing,
    Status,
)
from cybernorms.catalogue import Catalogue, Depth

FORMAT = "cyber-norms-assessment"
FORMAT_VERSION = 1


def _rest(data: Mapping[str, Any], *known: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in known}


_ANSWER_TEXTS = (
    "reason",
    "wording",
    "target_date",
    "lead",
    "measures",
    "challenges",
    "needs",
    "comment",
    "answered_by",
    "answered_at",
)
_ANSWER_KEYS = frozenset(
    (*_ANSWER_TEXTS, "answer", "confidence", "target", "evidence", "follow_up")
)


def _answer(data: dict[str, Any]) -> Answer:
    given = data.get("answer")
    confidence = data.get("confidence")
    return Answer(
        given=Standing(given) if isinstance(given, str) else given,
        confidence=Confidence(confidence) if confidence else None,
        target=data.get("target"),
        evidence=tuple(_evidence(entry) for entry in data.get("evidence", ())),
        follow_up=data.get("follow_up", False),
        extra={key: value for key, value in data.items() if key not in _ANSWER_KEYS},
        **{key: data[key] for key in _ANSWER_TEXTS if key in data},
    )


def _evidence(data: dict[str, Any]) -> Evidence:
    return Evidence(
        title=data["title"],
        reference=data.get("reference", ""),
        date=data.get("date", ""),
        sharing=Marking(data["sharing"]) if "sharing" in data else None,
        extra=_rest(data, "title", "reference", "date", "sharing"),
    )


def _scope(data: dict[str, Any]) -> Scope:
    depths = data.get("item_depths", {})
    return Scope(
        depth=Depth(data["depth"]),
        areas=tuple(data["areas"]),
        left_out=tuple(data.get("left_out", ())),
        item_depths={item: Depth(depth) for item, depth in depths.items()},
        extra=_rest(data, "depth", "areas", "left_out", "item_depths"),
    )


_TOP_TEXTS = ("state", "state_code", "agency", "created_at", "saved_at")
_TOP_KEYS = (
    *_TOP_TEXTS,
    "format",
    "format_version",
    "id",
    "title",
    "period",
    "status",
    "sharing",
    "languages",
    "catalogue",
    "scope",
    "default_target",
    "importance",
    "contributors",
    "items",
    "answers",
    "actions",
    "history",
    "left_out_on_sharing",
)


def from_data(data: dict[str, Any]) -> Assessment:
    """The assessment that valid `data` holds."""
    made_with = data["catalogue"]
    period = data.get("period", {})
    return Assessment(
        id=data["id"],
        title=data["title"],
        catalogue=CatalogueReference(
            made_with["id"],
            made_with["version"],
            made_with.get("digest", ""),
            _rest(made_with, "id", "version", "digest"),
        ),
        scope=_scope(data["scope"]),
        period=Period(period.get("from", ""), period.get("to", ""), _rest(period, "from", "to")),
        status=Status(data.get("status", Status.DRAFT)),
        sharing=Marking(data["sharing"]) if "sharing" in data else None,
        languages=tuple(data.get("languages", ())),
        default_target=data.get("default_target"),
        importance={area: Importance(value) for area, value in data.get("importance", {}).items()},
        contributors=tuple(
            Contributor(entry["role"], entry.get("name", ""), _rest(entry, "role", "name"))
            for entry in data.get("contributors", ())
        ),
        items={
            item: ItemNote(entry.get("owner", ""), _rest(entry, "owner"))
            for item, entry in data.get("items", {}).items()
        },
        answers={indicator: _answer(entry) for indicator, entry in data["answers"].items()},
        actions=tuple(_action(entry) for entry in data.get("actions", ())),
        history=tuple(
            Event(
                entry["at"], entry["event"], entry.get("by", ""), _rest(entry, "at", "event", "by")
            )
            for entry in data.get("history", ())
        ),
        left_out_on_sharing=tuple(data.get("left_out_on_sharing", ())),
        extra=_rest(data, *_TOP_KEYS),
        **{key: data[key] for key in _TOP_TEXTS if key in data},
    )


def _action(data: dict[str, Any]) -> Action:
    known = ("id", "title", "indicators", "lead", "due", "status")
    return Action(
        id=data["id"],
        title=data["title"],
        indicators=tuple(data.get("indicators", ())),
        lead=data.get("lead", ""),
        due=data.get("due", ""),
        status=data.get("status", ""),
        extra=_rest(data, *known),
    )


def head_data(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    """What stands before the answers, in the order of the file; what is empty is left out."""
    a = assessment
    items = {item: place for place, item in enumerate(catalogue.items)}
    areas = {area: place for place, area in enumerate(catalogue.areas)}

    return _filled(
        {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "id": a.id,
            "title": a.title,
            "state": a.state,
            "state_code": a.state_code,
            "agency": a.agency,
            "period": _filled({"from": a.period.start, "to": a.period.end}, a.period.extra),
            "status": a.status.value,
            "sharing": a.sharing.value if a.sharing else "",
            "languages": list(a.languages),
            "created_at": a.created_at,
            "saved_at": a.saved_at,
            "catalogue": _filled(
                {
                    "id": a.catalogue.id,
                    "version": a.catalogue.version,
                    "digest": a.catalogue.digest,
                },
                a.catalogue.extra,
            ),
            "scope": {
                "depth": a.scope.depth.value,
                "areas": list(a.scope.areas),
                **_filled(
                    {
                        "left_out": _in_order(a.scope.left_out, items),
                        "item_depths": {
                            item: a.scope.item_depths[item].value
                            for item in _in_order(a.scope.item_depths, items)
                        },
                    },
                    a.scope.extra,
                ),
            },
            "default_target": a.default_target,
            "importance": {
                area: a.importance[area].value for area in _in_order(a.importance, areas)
            },
            "contributors": [
                _filled({"role": entry.role, "name": entry.name}, entry.extra)
                for entry in a.contributors
            ],
            "items": {
                item: _filled({"owner": a.items[item].owner}, a.items[item].extra)
                for item in _in_order(a.items, items)
            },
            "left_out_on_sharing": list(a.left_out_on_sharing),
        },
        a.extra,
    )


def _in_order(names: Iterable[str], places: Mapping[str, int]) -> list[str]:
    """In catalogue order, then what the catalogue does not know by name."""
    last = len(places)
    return sorted(names, key=lambda name: (places.get(name, last), name))


def answers_in_order(assessment: Assessment, catalogue: Catalogue) -> list[tuple[str, Answer]]:
    """The answers in catalogue order, then those to questions that it does not know."""
    places = {indicator: place for place, indicator in enumerate(catalogue.by_indicator)}
    return [(name, assessment.answers[name]) for name in _in_order(assessment.answers, places)]


def tail_data(assessment: Assessment) -> dict[str, Any]:
    """What stands after the answers."""
    return _filled(
        {
            "actions": [_action_data(action) for action in assessment.actions],
            "history": [
                _filled({"at": event.at, "event": event.event, "by": event.by}, event.extra)
                for event in assessment.history
            ],
        }
    )


def to_data(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    """The whole assessment as plain data in the order of the file."""
    answers = answers_in_order(assessment, catalogue)
    return {
        **head_data(assessment, catalogue),
        "answers": {name: answer_data(answer) for name, answer in answers},
        **tail_data(assessment),
    }


def answer_data(answer: Answer) -> dict[str, Any]:
    """One answer as plain data; what is empty is left out."""
    given = answer.given
    return _filled(
        {
            "answer": given.value if isinstance(given, Standing) else given,
            "reason": answer.reason,
            "wording": answer.wording,
            "confidence": answer.confidence.value if answer.confidence else "",
            "target": answer.target,
            "target_date": answer.target_date,
            "lead": answer.lead,
            "measures": answer.measures,
            "challenges": answer.challenges,
            "needs": answer.needs,
            "evidence": [
                _filled(
                    {
                        "title": entry.title,
                        "reference": entry.reference,
                        "date": entry.date,
                        "sharing": entry.sharing.value if entry.sharing else "",
                    },
                    entry.extra,
                )
                for entry in answer.evidence
            ],
            "comment": answer.comment,
            "follow_up": answer.follow_up or None,
            "answered_by": answer.answered_by,
            "answered_at": answer.answered_at,
        },
        answer.extra,
    )


def _action_data(action: Action) -> dict[str, Any]:
    return _filled(
        {
            "id": action.id,
            "title": action.title,
            "indicators": list(action.indicators),
            "lead": action.lead,
            "due": action.due,
            "status": action.status,
        },
        action.extra,
    )


def _filled(data: dict[str, Any], extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Without what is empty (0 is not), and with what this version does not know, as it was."""
    filled = {key: value for key, value in data.items() if value not in ("", None, [], {})}
    return {**filled, **(extra or {})}
