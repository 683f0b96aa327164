"""The JSON Schemas on disk: quick decisions, and explanations in the user's words."""

from __future__ import annotations

import difflib
import functools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cybernorms.language import _
from cybernorms.problems import Problem, Severity
from cybernorms.yaml_files import YamlText

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import ValidationError

FOLDER = Path(__file__).resolve().parent.parent / "schemas"


@functools.cache
def schema(name: str) -> dict[str, Any]:
    """The schema called `name` (catalogue, documents, item or assessment)."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return loaded


@functools.cache
def _decider(name: str) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema(name), validate_formats=True)


def is_valid(name: str, data: Any) -> bool:
    """Whether `data` follows the schema; costs next to nothing."""
    return _decider(name).is_valid(data)


def problems(name: str, text: YamlText) -> list[Problem]:
    """Every place in which the text departs from the schema; empty where it is valid."""
    if is_valid(name, text.data):
        return []
    from jsonschema import Draft202012Validator, FormatChecker

    validator = Draft202012Validator(schema(name), format_checker=FormatChecker(["date"]))
    found = [
        problem for error in validator.iter_errors(text.data) for problem in _explain(text, error)
    ]
    return sorted(found, key=lambda problem: (problem.line, problem.column, problem.message))


def unknown_keys(name: str, text: YamlText) -> list[Problem]:
    """Keys that the schema lets through without knowing them, each as a warning."""
    return [
        _unknown_key(text, path, key, known, kept=True)
        for path, key, known in _walk(schema(name), text.data, [])
    ]


def _walk(
    rule: dict[str, Any], data: Any, path: list[str | int]
) -> Iterator[tuple[list[str | int], str, list[str]]]:
    if isinstance(data, dict):
        known = rule.get("properties", {})
        other = rule.get("additionalProperties", False)
        for key, value in data.items():
            if key in known:
                yield from _walk(known[key], value, [*path, key])
            elif isinstance(other, dict):
                yield from _walk(other, value, [*path, key])
            elif other is True:
                yield path, key, list(known)
    elif isinstance(data, list) and isinstance(rule.get("items"), dict):
        for index, value in enumerate(data):
            yield from _walk(rule["items"], value, [*path, index])


def _unknown_key(
    text: YamlText, path: list[str | int], key: str, known: list[str], *, kept: bool
) -> Problem:
    line, column = text.position([*path, key])
    if kept:
        message = _("the key '{key}' is not known here; it is kept as it is.", key=key)
    else:
        message = _("the key '{key}' is not known here.", key=key)
    advice = nearest(key, known)
    if not advice and not kept:
        advice = _("Known here: {keys}.", keys=", ".join(known))
    return Problem(
        text.name,
        message,
        advice,
        field_name([*path, key]),
        line,
        column,
        Severity.WARNING if kept else Severity.ERROR,
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Advice that names the known word most like `name`; empty where none is alike."""
    near = difflib.get_close_matches(name, list(known), 1)
    return _("Did you mean '{key}'?", key=near[0]) if near else ""


def field_name(path: list[str | int]) -> str:
    """A path into the data as people write it: `answers.norm-13c.quick.target`, `areas[2].id`."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return name.lstrip(".")


def _explain(text: YamlText, error: ValidationError) -> Iterator[Problem]:
    path: list[str | int] = list(error.absolute_path)
    rule: Any = error.schema
    given: Any = error.instance
    limit: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = list(rule["properties"])
        for key in given:
            if key not in known:
                yield _unknown_key(text, path, key, known, kept=False)
        return
    if error.validator == "propertyNames" or "propertyNames" in error.absolute_schema_path:
        path = [*path, str(given)]  # the key itself is what is wrong, not the mapping around it
    line, column = text.position(path)

    def problem(message: str, advice: str = "") -> Problem:
        return Problem(text.name, message, advice, field_name(path), line, column)

    example = _example(rule)
    shown = _show(given)
    match error.validator:
        case "required":
            for key in limit:
                if key not in given:
                    yield problem(*_missing(key, given))
        case "type":
            yield problem(*_wrong_type(limit, given, example))
        case "enum":
            allowed = ", ".join(str(value) for value in limit)
            yield problem(
                _("{value} is not allowed.", value=shown), _("Allowed: {values}.", values=allowed)
            )
        case "const":
            yield problem(
                _("{value} stands here.", value=shown), _("It must be {value}.", value=limit)
            )
        case "minimum":
            yield problem(_("{value} is below the least value, {limit}.", value=shown, limit=limit))
        case "maximum":
            yield problem(
                _("{value} is above the greatest value, {limit}.", value=shown, limit=limit)
            )
        case "pattern" | "minLength" if not str(given).strip():
            yield problem(_("this is empty."), _("Write something, or delete the line."))
        case "format":
            yield problem(_("{value} is no day of the calendar.", value=shown))
        case "pattern":
            yield problem(_("{value} does not have the right form.", value=shown), example)
        case "propertyNames":
            yield problem(_("{value} is not a name that can stand here.", value=shown), example)
        case "minLength":
            yield problem(_("this is too short."), _("At least {limit} characters.", limit=limit))
        case "maxLength":
            count = len(given)
            yield problem(
                _("this has {count} characters; {limit} are allowed.", count=count, limit=limit)
            )
        case "minItems":
            yield problem(_("too few entries: {count}.", count=len(given)))
        case "maxItems":
            yield problem(_("too many entries: {count}.", count=len(given)))
        case "uniqueItems":
            yield problem(_("an entry stands here twice."), _("Keep one of them."))
        case other:
            yield problem(f"{other}: {error.message}.")


def _missing(key: str, given: dict[str, Any]) -> tuple[str, str]:
    if key == "reason" and given.get("answer") == "not-applicable":
        return (
            _("not-applicable is given without a reason."),
            _("Add a line 'reason:' that says why the question does not apply."),
        )
    return _("the key '{key}' is missing.", key=key), ""


def _kind(name: str) -> str:
    kinds = {
        "string": _("text"),
        "integer": _("a whole number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("a mapping of keys and values"),
    }
    return kinds[name]


def _wrong_type(wanted: str, given: Any, example: str) -> tuple[str, str]:
    if wanted == "string" and isinstance(given, int):
        return (
            _("{value} is read as a number or as true or false.", value=_show(given)),
            _("Put it in quotation marks."),
        )
    message = _("{value} stands where {kind} is expected.", value=_show(given), kind=_kind(wanted))
    return message, example


def _example(rule: Any) -> str:
    examples = rule.get("examples") if isinstance(rule, dict) else None
    if not examples or isinstance(examples[0], dict | list):
        return ""
    return _("Example: {example}.", example=examples[0])


def _show(value: Any) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return _kind("object" if isinstance(value, dict) else "array")
    shown = str(value)
    return f"'{shown[:60]}…'" if len(shown) > 60 else f"'{shown}'"
