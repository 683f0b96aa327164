"""Laws that scores, bounds and gaps keep whatever the answers are."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cybernorms import assessment as model
from cybernorms import (
    assessment_data,
    assessment_files,
    catalogue_files,
    gaps,
    scoring,
    yaml_files,
)
from cybernorms.assessment import Answer, Assessment, Scope, Standing
from cybernorms.catalogue import Catalogue, Depth, Indicator, Item
from tests.conftest import make_item

CATALOGUE = catalogue_files.load()
TOLERANCE = 1e-9

levels = st.integers(0, 4)
standings = st.sampled_from(Standing)
answers = st.one_of(st.none(), levels, standings)
final = st.one_of(levels, st.just(Standing.NOT_APPLICABLE))
"""What an open question can turn out to be."""


@st.composite
def items(draw: st.DrawFn) -> Item:
    return make_item(draw(st.lists(st.integers(1, 5), min_size=1, max_size=7)))


def begun(item: Item) -> Assessment:
    return model.begin(CATALOGUE, "Law", Scope(Depth.FULL, (item.area,)), default_target=3)


def answered(
    item: Item, given: Sequence[int | Standing | None], targets: Sequence[int | None]
) -> Assessment:
    a = begun(item)
    for question, answer, target in zip(item.indicators, given, targets, strict=True):
        if answer is not None:
            a = model.give(a, question, answer, reason="Because.")
        a = model.note(a, question.id, target=target)
    return a


@st.composite
def cases(draw: st.DrawFn) -> tuple[Item, Assessment]:
    item = draw(items())
    n = len(item.indicators)
    given = draw(st.lists(answers, min_size=n, max_size=n))
    targets = draw(st.lists(st.one_of(st.none(), levels), min_size=n, max_size=n))
    return item, answered(item, given, targets)


def is_open(answer: Answer) -> bool:
    return answer.given in (None, Standing.NOT_KNOWN, Standing.NOT_DISCLOSED)


def open_questions(a: Assessment, item: Item) -> list[Indicator]:
    return [q for q in item.indicators if is_open(a.answer(q.id))]


@given(cases(), st.data())
def test_bounds_contain_the_score_whatever_the_open_turn_out_to_be(
    case: tuple[Item, Assessment], data: st.DataObject
) -> None:
    item, a = case
    bounds = scoring.score_item(a, item).bounds
    for question in open_questions(a, item):
        a = model.give(a, question, data.draw(final), reason="Because.")
    value = scoring.score_item(a, item).value
    if value is not None:
        assert bounds is not None
        assert bounds.low - TOLERANCE <= value <= bounds.high + TOLERANCE


@given(cases(), st.data())
def test_gap_bounds_contain_the_gap_whatever_the_open_turn_out_to_be(
    case: tuple[Item, Assessment], data: st.DataObject
) -> None:
    item, a = case
    before = gaps.gap(a, item)
    for question in open_questions(a, item):
        a = model.give(a, question, data.draw(final), reason="Because.")
    after = gaps.gap(a, item)
    if after is not None:
        assert before is not None
        assert after.value is not None
        assert before.bounds.low - TOLERANCE <= after.value <= before.bounds.high + TOLERANCE


@given(cases())
def test_the_score_lies_within_its_own_bounds(case: tuple[Item, Assessment]) -> None:
    item, a = case
    score = scoring.score_item(a, item)
    gap = gaps.gap(a, item)
    if score.value is not None:
        assert score.bounds is not None
        assert score.bounds.low - TOLERANCE <= score.value <= score.bounds.high + TOLERANCE
    if gap is not None and gap.value is not None:
        assert gap.bounds.low - TOLERANCE <= gap.value <= gap.bounds.high + TOLERANCE


@given(cases(), st.data())
def test_one_more_answer_never_widens_bounds(
    case: tuple[Item, Assessment], data: st.DataObject
) -> None:
    item, a = case
    asked = open_questions(a, item)
    if not asked:
        return
    b = model.give(a, data.draw(st.sampled_from(asked)), data.draw(final), reason="Because.")
    for before, after in (
        (scoring.score_item(a, item).bounds, scoring.score_item(b, item).bounds),
        (
            getattr(gaps.gap(a, item), "bounds", None),
            getattr(gaps.gap(b, item), "bounds", None),
        ),
    ):
        if after is not None:
            assert before is not None
            assert before.low - TOLERANCE <= after.low
            assert after.high <= before.high + TOLERANCE


@given(cases())
def test_both_bounds_can_be_reached(case: tuple[Item, Assessment]) -> None:
    item, a = case
    bounds = scoring.score_item(a, item).bounds
    if bounds is None:
        return
    low = high = a
    for question in open_questions(a, item):
        low, high = model.give(low, question, 0), model.give(high, question, 4)
    lowest, highest = scoring.score_item(low, item).value, scoring.score_item(high, item).value
    assert lowest is not None
    assert highest is not None
    assert abs(lowest - bounds.low) < TOLERANCE
    assert abs(highest - bounds.high) < TOLERANCE


@given(cases())
def test_standings_are_never_counted_as_zero(case: tuple[Item, Assessment]) -> None:
    item, a = case
    known = [
        (q.weight, level) for q in item.indicators if (level := a.answer(q.id).level) is not None
    ]
    value = scoring.score_item(a, item).value
    if not known:
        assert value is None
    else:
        mean = sum(w * level for w, level in known) / sum(w for w, _ in known)
        assert value is not None
        assert abs(value - mean) < TOLERANCE


REAL = list(CATALOGUE.items.values())
QUESTIONS = [question for item in REAL for question in item.quick]


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    a = model.begin(CATALOGUE, "Law", Scope(Depth.QUICK, tuple(CATALOGUE.areas)), default_target=3)
    given = draw(st.lists(answers, min_size=len(QUESTIONS), max_size=len(QUESTIONS)))
    for question, answer in zip(QUESTIONS, given, strict=True):
        if answer is not None:
            a = model.give(a, question, answer, reason="Because.")
    return a


def scores(a: Assessment, catalogue: Catalogue = CATALOGUE) -> dict[str, scoring.Score]:
    return scoring.scores(a, catalogue)


@given(assessments(), st.sampled_from(REAL))
def test_not_applicable_changes_no_other_item(a: Assessment, item: Item) -> None:
    b = a
    for question in item.quick:
        b = model.give(b, question, Standing.NOT_APPLICABLE, reason="Because.")
    before, after = scores(a), scores(b)
    del before[item.id], after[item.id]
    assert before == after


@given(assessments(), st.randoms())
def test_the_order_of_answers_and_items_changes_nothing(a: Assessment, random: Random) -> None:
    shuffled = list(a.answers.items())
    random.shuffle(shuffled)
    b = dataclasses.replace(a, answers=dict(shuffled))
    assert scores(b) == scores(a)
    assert gaps.priorities(b, CATALOGUE) == gaps.priorities(a, CATALOGUE)
    assert assessment_files.write(b, CATALOGUE) == assessment_files.write(a, CATALOGUE)


@given(assessments())
def test_what_is_written_is_read_back(a: Assessment) -> None:
    text = assessment_files.write(a, CATALOGUE)
    assert assessment_files.parse(text, "law.yaml", CATALOGUE) == (a, [])


texts = st.text(max_size=60)


@given(st.dictionaries(st.sampled_from(["measures", "challenges", "needs", "comment"]), texts))
def test_whatever_is_typed_comes_back(typed: dict[str, str]) -> None:
    cleaned = {field: model.clean(text, 5000) for field, text in typed.items()}
    a = model.begin(CATALOGUE, "Law", Scope(Depth.QUICK, ("voluntary-norms",)))
    a = model.note(a, "norm-13a.quick", **cleaned)
    text = assessment_files.write(a, CATALOGUE)
    assert assessment_files.parse(text, "law.yaml", CATALOGUE)[0] == a
    whole = yaml_files.write(assessment_data.to_data(a, CATALOGUE))
    assert text == yaml_files.head_line(assessment_files.SCHEMA) + whole
