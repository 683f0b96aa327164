from __future__ import annotations

import dataclasses
import difflib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from cybernorms import assessment as model
from cybernorms import assessment_data, assessment_files, schemas, yaml_files
from cybernorms.assessment import (
    Action,
    Assessment,
    Confidence,
    Contributor,
    Evidence,
    Importance,
    Marking,
    Period,
    Standing,
)
from cybernorms.catalogue import Catalogue, Depth
from cybernorms.problems import ProblemsFound, Severity

HEAD = """format: cyber-norms-assessment
format_version: 1
id: trial
title: Trial
catalogue: {id: un-framework, version: 1.0.0}
scope: {depth: quick, areas: [voluntary-norms]}
"""


def full(assessment: Assessment, catalogue: Catalogue) -> Assessment:
    """An assessment in which every field stands."""
    norm = catalogue.items["norm-13c"]
    a = model.give(assessment, norm.quick[0], 2, by="CERT")
    a = model.note(
        a,
        norm.quick[0].id,
        confidence=Confidence.LOW,
        target=4,
        target_date="2028-01-31",
        lead="JUS",
        measures="One\nTwo",
        challenges="a: b # c",
        needs="NO",
        evidence=(Evidence("Plan", "No. 12", "2025-03-14", Marking.AMBER, {"pages": 3}),),
        comment="- not a list",
        follow_up=True,
        extra={"seen_by": "nobody"},
    )
    a = model.give(
        a, catalogue.items["norm-13d"].quick[0], Standing.NOT_APPLICABLE, reason="None here."
    )
    a = model.give(a, catalogue.items["norm-13e"].quick[0], Standing.NOT_DISCLOSED)
    a = model.deepen(model.assign(a, norm, "MFA"), catalogue.items["norm-13f"], Depth.FULL)
    return dataclasses.replace(
        a,
        state_code="NO",
        agency="Ministry",
        period=Period("2026-01-01", "2026-12-31", {"note": "yes"}),
        sharing=Marking.GREEN,
        importance={"voluntary-norms": Importance.HIGH},
        contributors=(Contributor("CERT", "Our team", {"since": "2019"}),),
        actions=(Action("a-1", "Do it", (norm.quick[0].id,), "CERT", "2027-01-01", "planned"),),
        extra={"their_own": {"deep": [1, True, None, "", {}]}},
        scope=dataclasses.replace(a.scope, left_out=("norm-13b",), extra={"reason": ""}),
    )


def test_what_is_written_is_read_back_whole(assessment: Assessment, catalogue: Catalogue) -> None:
    a = full(assessment, catalogue)
    text = assessment_files.write(a, catalogue)
    again, problems = assessment_files.parse(text, "f.yaml", catalogue)
    assert again == a
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert {problem.field for problem in problems} >= {"their_own", "scope.reason"}
    assert assessment_files.write(again, catalogue) == text


def test_another_reader_reads_the_same(assessment: Assessment, catalogue: Catalogue) -> None:
    a = full(assessment, catalogue)
    text = assessment_files.write(a, catalogue)
    expected: Any = assessment_data.to_data(a, catalogue)
    assert YAML(typ="safe", pure=True).load(text) == expected
    assert expected["state_code"] == "NO"
    whole = yaml_files.write(expected)
    assert text == yaml_files.head_line(assessment_files.SCHEMA) + whole, "made part by part"
    assert text.startswith("# yaml-language-server: $schema=../schemas/assessment.schema.json\n")


def test_one_more_answer_changes_only_its_own_lines(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    a = full(assessment, catalogue)
    before = assessment_files.write(a, catalogue).splitlines()
    b = model.give(a, catalogue.items["norm-13g"].quick[0], 1)
    after = assessment_files.write(b, catalogue).splitlines()
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert [line.split(":")[0].strip() for line in changes] == [
        "+   norm-13g.quick",
        "+     answer",
        "+     wording",
        "+     answered_at",
    ]


def test_answers_stand_in_catalogue_order_whatever_the_order_of_answering(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    questions = [item.quick[0] for item in catalogue.items.values()][:5]
    forth = back = dataclasses.replace(assessment, saved_at="")
    for question in questions:
        forth = model.note(forth, question.id, given=1)
    for question in reversed(questions):
        back = model.note(back, question.id, given=1)
    assert assessment_files.write(forth, catalogue) == assessment_files.write(back, catalogue)


def test_strange_questions_items_and_versions_are_kept_and_reported(catalogue: Catalogue) -> None:
    text = HEAD.replace("1.0.0", "9.9.9") + (
        "items: {norm-13z: {owner: MFA}}\n"
        "answers:\n"
        "  norm-13c.quick: {answer: 2, wording: 000000000000}\n"
        "  norm-13z.quick: {answer: 1, mood: good}\n"
    )
    a, problems = assessment_files.parse(text, "f.yaml", catalogue)
    said = {problem.field: problem for problem in problems}
    assert said["catalogue.version"].line == 5
    assert "9.9.9" in said["catalogue.version"].message
    assert said["items.norm-13z"].line == 7
    assert "wording" in said["answers.norm-13c.quick.wording"].message
    assert said["answers.norm-13z.quick"].line == 10
    assert said["answers.norm-13z.quick.mood"].severity is Severity.WARNING
    written = assessment_files.write(a, catalogue)
    again = yaml_files.parse(written, "again.yaml").data
    assert again["answers"]["norm-13z.quick"] == {"answer": 1, "mood": "good"}
    assert again["items"]["norm-13z"] == {"owner": "MFA"}
    assert again["catalogue"]["version"] == "9.9.9"


def test_a_file_of_another_kind_is_told_in_one_sentence(catalogue: Catalogue) -> None:
    with pytest.raises(ProblemsFound) as caught:
        assessment_files.parse("name: shopping\n", "f.yaml", catalogue)
    (problem,) = caught.value.problems
    assert problem.message == "this is not an assessment file."


def test_a_file_of_a_later_format_asks_for_a_newer_program(catalogue: Catalogue) -> None:
    text = HEAD.replace("format_version: 1", "format_version: 2") + "answers: {}\n"
    with pytest.raises(ProblemsFound, match="newer") as caught:
        assessment_files.parse(text, "f.yaml", catalogue)
    assert caught.value.problems[0].line == 2


def test_there_is_no_field_for_contact_data() -> None:
    text = str(schemas.schema("assessment")).lower()
    for word in ("email", "e-mail", "telephone", "phone", "'person"):
        assert word not in text


def test_worked_examples_are_valid_and_show_every_kind_of_answer(catalogue: Catalogue) -> None:
    paths = sorted((Path(__file__).parent.parent / "assessments").glob("example-*.yaml"))
    assert len(paths) == 3
    states = set()
    for path in paths:
        a, problems = assessment_files.read(path, catalogue)
        assert problems == []
        assert a.id == path.stem
        assert assessment_files.write(a, catalogue) == path.read_text("utf-8")
        states.add(a.state)
        kinds = {
            a.answer(question.id).kind
            for item in a.items_in_scope(catalogue)
            for question in a.asked(item)
        }
        assert kinds == set(model.AnswerKind)
        assert any(answer.evidence for answer in a.answers.values())
    assert len(states) == 2
