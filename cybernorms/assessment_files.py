"""Assessments as YAML: reading with every problem named, writing one fact a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cybernorms import schemas, yaml_files
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
from cybernorms.language import _
from cybernorms.problems import Problem, ProblemsFound, Severity
from cybernorms.yaml_files import YamlText

FORMAT = "cyber-norms-assessment"
FORMAT_VERSION = 1
SCHEMA = "../schemas/assessment.schema.json"


def read(path: Path, catalogue: Catalogue) -> tuple[Assessment, list[Problem]]:
    """The assessment in a file, with what somebody should look at.

    Raises:
        ProblemsFound: the file is no assessment, or has errors; it is left as it is.
    """
    return _assessment(yaml_files.read(path), catalogue)


def parse(text: str, name: str, catalogue: Catalogue) -> tuple[Assessment, list[Problem]]:
    """The assessment in a text; see `read`."""
    return _assessment(yaml_files.parse(text, name), catalogue)


def _assessment(text: YamlText, catalogue: Catalogue) -> tuple[Assessment, list[Problem]]:
    _recognise(text)
    wrong = schemas.problems("assessment", text)
    if wrong:
        raise ProblemsFound(wrong)
    assessment = from_data(text.data)
    return assessment, [*schemas.unknown_keys("assessment", text), *_strangers(text, catalogue)]


def _recognise(text: YamlText) -> None:
    """One plain sentence for a file of another kind, instead of a list of missing keys."""
    if isinstance(text.data, dict):
        if text.data.get("format") == FORMAT:
            version = text.data.get("format_version")
            if isinstance(version, int) and version > FORMAT_VERSION:
                line, column = text.position(["format_version"])
                message = _("the file has format version {version}.", version=version)
                advice = _(
                    "This program reads version {version}. Take a newer one.",
                    version=FORMAT_VERSION,
                )
                raise ProblemsFound(
                    [Problem(text.name, message, advice, "format_version", line, column)]
                )
            return
        if "format" in text.data or "answers" in text.data:
            return  # meant as an assessment: the schema says what is wrong with it
    message = _("this is not an assessment file.")
    advice = _("An assessment begins with 'format: {format}'.", format=FORMAT)
    raise ProblemsFound([Problem(text.name, message, advice, "", 1, 1)])


def _strangers(text: YamlText, catalogue: Catalogue) -> list[Problem]:
    """What the catalogue does not know, or knows in other words: kept, and said."""
    found: list[Problem] = []

    def warn(path: list[str | int], message: str, advice: str) -> None:
        line, column = text.position(path)
        field = schemas.field_name(path)
        found.append(Problem(text.name, message, advice, field, line, column, Severity.WARNING))

    data = text.data
    made_with = data["catalogue"]
    if made_with["id"] != catalogue.id:
        warn(
            ["catalogue", "id"],
            _("the file was made with the catalogue '{id}'.", id=made_with["id"]),
            _("Here it is read with '{id}'; answers that fit nowhere are kept.", id=catalogue.id),
        )
    elif made_with["version"] != catalogue.version:
        warn(
            ["catalogue", "version"],
            _("the file was made with version {version}.", version=made_with["version"]),
            _(
                "Here it is read with version {version}; all answers are kept.",
                version=catalogue.version,
            ),
        )
    kept = _("It is kept in the file and counts nowhere.")
    for area in data["scope"]["areas"]:
        if area not in catalogue.areas:
            place = data["scope"]["areas"].index(area)
            warn(["scope", "areas", place], _("there is no area '{id}'.", id=area), kept)
    for path in (["scope", "left_out"], ["scope", "item_depths"], ["items"]):
        for place, item in enumerate(_at(data, path)):
            if item not in catalogue.items:
                step = place if path[-1] == "left_out" else item
                advice = schemas.nearest(item, catalogue.items) or kept
                warn([*path, step], _("there is no item '{id}'.", id=item), advice)
    for indicator, answer in data["answers"].items():
        known = catalogue.by_indicator.get(indicator)
        if known is None:
            message = _("there is no question '{id}'.", id=indicator)
            near = schemas.nearest(indicator, catalogue.by_indicator)
            warn(["answers", indicator], message, f"{near} {kept}".strip())
        elif answer.get("wording", known[1].wording) != known[1].wording:
            warn(
                ["answers", indicator, "wording"],
                _("the wording of this question has changed since it was answered."),
                _("Look at the answer again."),
            )
    return found


def _at(data: dict[str, Any], path: list[str]) -> Any:
    for step in path:
        data = data.get(step, {})
    return data


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


def write(assessment: Assessment, catalogue: Catalogue) -> str:
    """The assessment as YAML text, its answers in catalogue order."""
    return yaml_files.write(to_data(assessment, catalogue), SCHEMA)


def to_data(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    """The assessment as plain data in the order of the file; what is empty is left out."""
    a = assessment
    order = {indicator: place for place, indicator in enumerate(catalogue.by_indicator)}
    items = {item: place for place, item in enumerate(catalogue.items)}
    last = len(order)

    def in_order(names: Mapping[str, Any], places: dict[str, int]) -> list[str]:
        return sorted(names, key=lambda name: (places.get(name, last), name))

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
                        "left_out": sorted(a.scope.left_out, key=lambda i: (items.get(i, last), i)),
                        "item_depths": {
                            item: a.scope.item_depths[item].value
                            for item in in_order(a.scope.item_depths, items)
                        },
                    },
                    a.scope.extra,
                ),
            },
            "default_target": a.default_target,
            "importance": {
                area: a.importance[area].value
                for area in in_order(
                    a.importance, {area: place for place, area in enumerate(catalogue.areas)}
                )
            },
            "contributors": [
                _filled({"role": entry.role, "name": entry.name}, entry.extra)
                for entry in a.contributors
            ],
            "items": {
                item: _filled({"owner": a.items[item].owner}, a.items[item].extra)
                for item in in_order(a.items, items)
            },
            "left_out_on_sharing": list(a.left_out_on_sharing),
        },
        a.extra,
    ) | {
        "answers": {
            indicator: answer_data(a.answers[indicator]) for indicator in in_order(a.answers, order)
        },
        **_filled(
            {
                "actions": [_action_data(action) for action in a.actions],
                "history": [
                    _filled({"at": event.at, "event": event.event, "by": event.by}, event.extra)
                    for event in a.history
                ],
            }
        ),
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
