"""The worked example of docs/method.md, and its numbers one by one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cybernorms import assessment as model
from cybernorms import gaps, scoring
from cybernorms.assessment import AnswerKind, Assessment, Importance, Scope, Standing
from cybernorms.catalogue import Catalogue, Depth, Item
from tests.conftest import make_item

METHOD = (Path(__file__).parent.parent / "docs" / "method.md").read_text("utf-8")


@pytest.fixture
def item() -> Item:
    return make_item([1, 1, 2, 1, 1])


@pytest.fixture
def example(item: Item, catalogue: Catalogue) -> Assessment:
    """A 3, B 1 with target 4, C (weight 2) not known, D not applicable, E unanswered."""
    first, second, third, fourth, _ = item.indicators
    scope = Scope(Depth.FULL, ("voluntary-norms",))
    a = model.begin(catalogue, "Example", scope, default_target=3)
    a = model.give(a, first, 3)
    a = model.note(model.give(a, second, 1), second.id, target=4)
    a = model.give(a, third, Standing.NOT_KNOWN)
    return model.give(a, fourth, Standing.NOT_APPLICABLE, reason="No such thing.")


def test_score_coverage_and_bounds(example: Assessment, item: Item) -> None:
    score = scoring.score_item(example, item)
    assert score.value == pytest.approx(2.0)
    assert score.coverage.share == pytest.approx(0.5)
    assert score.bounds is not None
    assert (score.bounds.low, score.bounds.high) == pytest.approx((0.8, 3.2))
    assert score.coverage.counts == {
        AnswerKind.LEVEL: 2,
        AnswerKind.NOT_KNOWN: 1,
        AnswerKind.NOT_APPLICABLE: 1,
        AnswerKind.NOT_DISCLOSED: 0,
        AnswerKind.UNANSWERED: 1,
    }
    for text in ("= **2.0**", "= **50 %**", "= **0.8**", "= **3.2**"):
        assert text in METHOD


def test_gap_and_its_bounds(example: Assessment, item: Item) -> None:
    gap = gaps.gap(example, item)
    assert gap is not None
    assert gap.value == pytest.approx(1.5)
    assert (gap.bounds.low, gap.bounds.high) == pytest.approx((0.6, 2.4))
    assert gap.target == pytest.approx(3.2)
    for text in ("= **1.5**", "= **0.6**", "= **2.4**"):
        assert text in METHOD


def test_priority_explains_itself(example: Assessment, item: Item, catalogue: Catalogue) -> None:
    alone = dataclasses.replace(catalogue, items={item.id: item})
    a = dataclasses.replace(example, importance={"voluntary-norms": Importance.HIGH})
    (priority,) = gaps.priorities(a, alone)
    assert priority.points == pytest.approx(4.5)
    assert priority.reason == ("Gap 1.5 in an area of high importance to you: 1.5 × 3 = 4.5.")
    assert "= **4.5**" in METHOD


def test_going_beyond_one_target_makes_up_for_no_other(example: Assessment, item: Item) -> None:
    first, *_ = item.indicators
    a = model.note(example, first.id, target=1)
    before, after = gaps.gap(example, item), gaps.gap(a, item)
    assert before is not None
    assert after is not None
    assert after.value == before.value


def test_equal_points_are_ordered_by_what_builds_on_them_then_by_the_catalogue(
    catalogue: Catalogue,
) -> None:
    a, b, c = (make_item([1], name) for name in ("norm-a", "norm-b", "norm-c"))
    c = dataclasses.replace(c, builds_on=("norm-b",))
    items = {item.id: item for item in (a, b, c)}
    alone = dataclasses.replace(catalogue, items=items)
    scope = Scope(Depth.FULL, ("voluntary-norms",))
    made = model.begin(alone, "Example", scope, default_target=3)
    for item in items.values():
        made = model.give(made, item.indicators[0], 1)
    found = gaps.priorities(made, alone)
    assert [priority.gap.item.id for priority in found] == ["norm-b", "norm-a", "norm-c"]
    assert "1 other item with a gap builds on it" in found[0].reason


def test_what_is_not_known_at_all_is_listed_apart(catalogue: Catalogue) -> None:
    scope = Scope(Depth.QUICK, ("voluntary-norms",))
    a = model.begin(catalogue, "Example", scope, default_target=3)
    assert gaps.priorities(a, catalogue) == []
    assert len(gaps.to_find_out(a, catalogue)) == 11
    without = dataclasses.replace(a, default_target=None)
    assert gaps.to_find_out(without, catalogue) == []


def test_there_is_no_overall_number() -> None:
    names = [name for name in dir(scoring) + dir(gaps) if not name.startswith("_")]
    for word in ("overall", "total", "rank", "grade", "index"):
        assert not [name for name in names if word in name.lower()]
