from __future__ import annotations

import dataclasses

import pytest

from cybernorms import assessment as model
from cybernorms.assessment import AnswerKind, Assessment, Standing
from cybernorms.catalogue import Catalogue, Depth


def test_the_five_kinds_of_answer_are_five_different_things(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    questions = [item.quick[0] for item in catalogue.items.values()]
    a = model.give(assessment, questions[0], 0)
    a = model.give(a, questions[1], Standing.NOT_KNOWN)
    a = model.give(a, questions[2], Standing.NOT_APPLICABLE, reason="No such thing here.")
    a = model.give(a, questions[3], Standing.NOT_DISCLOSED)
    kinds = [a.answer(question.id).kind for question in questions[:5]]
    assert kinds == [
        AnswerKind.LEVEL,
        AnswerKind.NOT_KNOWN,
        AnswerKind.NOT_APPLICABLE,
        AnswerKind.NOT_DISCLOSED,
        AnswerKind.UNANSWERED,
    ]
    assert [a.answer(question.id).level for question in questions[:5]] == [0, *[None] * 4]


@pytest.mark.parametrize("level", [-1, 5, 7])
def test_a_level_outside_the_scale_is_refused(
    assessment: Assessment, catalogue: Catalogue, level: int
) -> None:
    with pytest.raises(ValueError, match=str(level)):
        model.give(assessment, catalogue.items["norm-13a"].quick[0], level)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_not_applicable_without_a_reason_is_refused(
    assessment: Assessment, catalogue: Catalogue, reason: str
) -> None:
    question = catalogue.items["norm-13a"].quick[0]
    with pytest.raises(ValueError, match="reason"):
        model.give(assessment, question, Standing.NOT_APPLICABLE, reason=reason)


def test_an_answer_keeps_what_was_noted_beside_it(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    question = catalogue.items["norm-13a"].quick[0]
    a = model.note(assessment, question.id, measures="A plan.", target=4)
    a = model.give(a, question, 2, by="MFA")
    a = model.give(a, question, 3, by="CERT")
    answer = a.answer(question.id)
    assert (answer.given, answer.measures, answer.target) == (3, "A plan.", 4)
    assert answer.answered_by == "CERT"
    assert answer.wording == question.wording
    taken_back = model.give(a, question, None).answer(question.id)
    assert taken_back.kind is AnswerKind.UNANSWERED
    assert (taken_back.measures, taken_back.answered_by, taken_back.wording) == ("A plan.", "", "")


def test_an_answer_in_which_nothing_stands_any_more_is_dropped(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    question = catalogue.items["norm-13a"].quick[0]
    a = model.give(assessment, question, 2)
    assert model.give(a, question, None) == assessment


def test_going_deeper_and_back_loses_nothing(assessment: Assessment, catalogue: Catalogue) -> None:
    item = catalogue.items["norm-13c"]
    a = model.give(assessment, item.quick[0], 2)
    deep = model.deepen(a, item, Depth.FULL)
    assert deep.asked(item) == item.indicators
    assert deep.answers == a.answers
    deep = model.give(deep, item.indicators[0], 3)
    back = model.deepen(deep, item, Depth.QUICK)
    assert back.asked(item) == item.quick
    assert back.answers == deep.answers
    assert back.scope.item_depths == {}


def test_a_whole_assessment_can_be_deepened(assessment: Assessment, catalogue: Catalogue) -> None:
    a = dataclasses.replace(
        assessment, scope=dataclasses.replace(assessment.scope, depth=Depth.FULL)
    )
    norm, measure = catalogue.items["norm-13c"], catalogue.items["cbm-2015-16a"]
    assert a.asked(norm) == norm.indicators
    assert a.asked(measure) == (measure.indicators or measure.quick)


def test_scope_is_areas_less_items_in_catalogue_order(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    scope = dataclasses.replace(
        assessment.scope, areas=("national-views", "voluntary-norms"), left_out=("norm-13b",)
    )
    a = dataclasses.replace(assessment, scope=scope)
    found = [item.id for item in a.items_in_scope(catalogue)]
    assert found[:2] == ["norm-13a", "norm-13c"]
    assert {catalogue.items[name].area for name in found} == {"voluntary-norms", "national-views"}


def test_an_owner_is_the_one_noted_or_else_the_usual_lead(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    item = catalogue.items["norm-13c"]
    assert assessment.owner(item) == item.leads[0]
    a = model.assign(assessment, item, "MFA")
    assert a.owner(item) == "MFA"
    assert model.assign(a, item, "") == assessment


def test_identifiers_can_be_read_and_are_never_the_same() -> None:
    first, second = model.new_id("Côte d'Azur 2026"), model.new_id("Côte d'Azur 2026")
    assert first.startswith("cote-d-azur-2026-")
    assert first != second
    assert model.new_id("中文").startswith("assessment-")


def test_typed_text_is_cleaned_of_what_no_file_can_hold() -> None:
    assert model.clean(" a\x00b\x07\ud800c\nd\te ", 100) == "abc\nd\te"
    assert model.clean("x" * 20, 10) == "x" * 10
    assert model.clean("عربي 中文 👩‍💻", 100) == "عربي 中文 👩‍💻"
    assert model.clean(None, 10) == ""
