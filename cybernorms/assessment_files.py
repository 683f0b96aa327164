"""Assessments as YAML: reading with every problem named, writing one fact a line."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from cybernorms import schemas, yaml_files
from cybernorms.assessment import Answer, Assessment
from cybernorms.assessment_data import (
    FORMAT,
    FORMAT_VERSION,
    answer_data,
    answers_in_order,
    from_data,
    head_data,
    tail_data,
)
from cybernorms.catalogue import Catalogue
from cybernorms.language import _
from cybernorms.problems import Problem, ProblemsFound, Severity
from cybernorms.yaml_files import YamlText

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


def write(assessment: Assessment, catalogue: Catalogue) -> str:
    """The assessment as YAML text, its answers in catalogue order.

    Each answer's lines are made once: saving a click costs that answer, not all of them.
    """
    answers = answers_in_order(assessment, catalogue)
    tail = tail_data(assessment)
    return "".join(
        (
            yaml_files.head_line(SCHEMA),
            yaml_files.write(head_data(assessment, catalogue)),
            "answers:\n" if answers else "answers: {}\n",
            *(_answer_text(name, answer) for name, answer in answers),
            yaml_files.write(tail) if tail else "",
        )
    )


def _answer_text(name: str, answer: Answer) -> str:
    # To Python, an unknown field's 1 and true are equal: such an answer is always written anew.
    strange = answer.extra or any(entry.extra for entry in answer.evidence)
    return _fresh_text(name, answer) if strange else _kept_text(name, answer)


def _fresh_text(name: str, answer: Answer) -> str:
    return yaml_files.indented(yaml_files.write({name: answer_data(answer)}))


_kept_text = functools.lru_cache(maxsize=4096)(_fresh_text)
