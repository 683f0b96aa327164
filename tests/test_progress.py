from __future__ import annotations

import dataclasses

from cybernorms import assessment as model
from cybernorms import progress
from cybernorms.assessment import Assessment, Confidence, Evidence, Standing
from cybernorms.catalogue import Catalogue
from cybernorms.progress import Concern, ItemStatus


def test_the_status_of_an_item_follows_from_its_answers(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    item = catalogue.items["norm-13k"]  # two questions at quick depth
    first, second = item.quick
    assert progress.item_status(assessment, item) is ItemStatus.NOT_STARTED
    a = model.give(assessment, first, 0)
    assert progress.item_status(a, item) is ItemStatus.IN_PROGRESS
    a = model.give(a, second, Standing.NOT_KNOWN)
    assert progress.item_status(a, item) is ItemStatus.ANSWERED
    a = model.note(a, second.id, follow_up=True)
    assert progress.item_status(a, item) is ItemStatus.NEEDS_ATTENTION


def test_reworded_questions_need_attention(assessment: Assessment, catalogue: Catalogue) -> None:
    item = catalogue.items["norm-13a"]
    a = model.give(assessment, item.quick[0], 2)
    a = model.note(a, item.quick[0].id, wording="0" * 12)
    assert progress.item_status(a, item) is ItemStatus.NEEDS_ATTENTION
    found = progress.review(a, catalogue, "2026-01-01")
    assert Concern.WORDING_CHANGED in {finding.concern for finding in found}
    a = model.confirm(a, item.quick[0])
    assert progress.item_status(a, item) is ItemStatus.ANSWERED
    assert a.answer(item.quick[0].id).given == 2


def test_what_is_next_goes_round(assessment: Assessment, catalogue: Catalogue) -> None:
    items = list(assessment.items_in_scope(catalogue))
    assert progress.next_open(assessment, catalogue) == items[0]
    assert progress.next_open(assessment, catalogue, after=items[0].id) == items[1]
    assert progress.next_open(assessment, catalogue, after=items[-1].id) == items[0]
    done = assessment
    for item in items:
        for question in item.quick:
            done = model.give(done, question, Standing.NOT_KNOWN)
    assert progress.next_open(done, catalogue) is None


def test_neighbours_end_at_the_ends(assessment: Assessment, catalogue: Catalogue) -> None:
    items = list(assessment.items_in_scope(catalogue))
    assert progress.neighbours(assessment, catalogue, items[0]) == (None, items[1])
    assert progress.neighbours(assessment, catalogue, items[-1]) == (items[-2], None)


def concerns(a: Assessment, catalogue: Catalogue, question: str, today: str) -> set[Concern]:
    found = progress.review(a, catalogue, today)
    return {finding.concern for finding in found if finding.indicator.id == question}


def test_the_review_names_what_a_reader_would_ask(
    assessment: Assessment, catalogue: Catalogue
) -> None:
    question = catalogue.items["norm-13a"].quick[0]
    key, today = question.id, "2026-11-24"
    assert concerns(assessment, catalogue, key, today) == {Concern.UNANSWERED}
    a = model.give(assessment, question, 3)
    assert concerns(a, catalogue, key, today) == {Concern.NO_EVIDENCE}
    a = model.note(a, key, evidence=(Evidence("Plan"),), confidence=Confidence.LOW)
    assert concerns(a, catalogue, key, today) == {Concern.LOW_CONFIDENCE}
    a = model.note(a, key, confidence=None, target_date="2026-11-23")
    assert concerns(a, catalogue, key, today) == set(), "the target is reached"
    a = model.note(a, key, target=4)
    assert concerns(a, catalogue, key, today) == {Concern.TARGET_PASSED}
    a = model.give(a, question, Standing.NOT_APPLICABLE, reason="No.")
    assert Concern.NOT_APPLICABLE in concerns(a, catalogue, key, today)


def test_what_is_out_of_scope_is_not_reviewed(assessment: Assessment, catalogue: Catalogue) -> None:
    scope = dataclasses.replace(assessment.scope, areas=("national-views",))
    a = dataclasses.replace(assessment, scope=scope)
    found = progress.review(a, catalogue, "2026-01-01")
    assert {finding.item.area for finding in found} == {"national-views"}
