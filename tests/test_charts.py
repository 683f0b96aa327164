from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest

from cybernorms import assessment as model
from cybernorms import charts, frames, scoring
from cybernorms.assessment import AnswerKind, Assessment, Standing
from cybernorms.catalogue import Catalogue, Depth

AREA = "voluntary-norms"


@pytest.fixture
def mixed(assessment: Assessment, catalogue: Catalogue) -> Assessment:
    """13(a) level 1, (b) not known, (c) not applicable, (d) not disclosed, (e) unanswered."""
    a = assessment
    for name, given in (
        ("norm-13a", 1),
        ("norm-13b", Standing.NOT_KNOWN),
        ("norm-13c", Standing.NOT_APPLICABLE),
        ("norm-13d", Standing.NOT_DISCLOSED),
    ):
        a = model.give(a, catalogue.items[name].quick[0], given, reason="Because.")
    return a


def test_profile_rows_never_turn_the_unknown_into_a_number(
    mixed: Assessment, catalogue: Catalogue
) -> None:
    rows = frames.profile(mixed, catalogue, AREA)
    assert [row["score"] for row in rows[:5]] == [1.0, None, None, None, None]
    assert [(row["low"], row["high"]) for row in rows[:5]] == [
        (1, 1),
        (0, 4),
        (None, None),
        (0, 4),
        (0, 4),
    ]
    assert rows[2]["remark"] == "not applicable"
    assert rows[1]["remark"] == "no level known"
    assert rows[0]["target"] == 3


def test_cells_tell_the_five_kinds_apart_without_colour(
    mixed: Assessment, catalogue: Catalogue
) -> None:
    rows = frames.heat(mixed, catalogue, AREA)[:5]
    assert [row["sign"] for row in rows] == ["1", "?", "–", "×", ""]
    assert [row["heading"] for row in rows] == ["13(a)", "13(b)", "13(c)", "13(d)", "13(e)"]
    assert len({row["kind_name"] for row in rows}) == 5


def test_at_full_depth_a_row_is_an_item(mixed: Assessment, catalogue: Catalogue) -> None:
    a = dataclasses.replace(mixed, scope=dataclasses.replace(mixed.scope, depth=Depth.FULL))
    rows = frames.heat(a, catalogue, AREA)
    assert len({row["row"] for row in rows}) == 11
    assert len(rows) == sum(len(item.indicators) for item in catalogue.items_of(AREA))


def test_coverage_rows_count_every_question_once(mixed: Assessment, catalogue: Catalogue) -> None:
    groups = scoring.coverage_by_area(mixed, catalogue)
    rows = frames.coverage(groups)
    total = scoring.coverage(mixed, catalogue)
    assert sum(row["questions"] for row in rows) == total.asked
    by_lead = frames.coverage(scoring.coverage_by_lead(mixed, catalogue))
    assert sum(row["questions"] for row in by_lead) == total.asked
    kinds = {row["kind"]: row["questions"] for row in rows if row["group"] == AREA}
    assert kinds[AnswerKind.NOT_KNOWN] == 1


Draw = Callable[[Any, charts.Palette], Any]


def drawn(mixed: Assessment, catalogue: Catalogue) -> list[tuple[Draw, list[Any]]]:
    full = dataclasses.replace(mixed, scope=dataclasses.replace(mixed.scope, depth=Depth.FULL))
    return [
        (charts.profile, list(frames.profile(mixed, catalogue, AREA))),
        (charts.heat, list(frames.heat(mixed, catalogue, AREA))),
        (charts.heat, list(frames.heat(full, catalogue, AREA))),
        (charts.coverage, list(frames.coverage(scoring.coverage_by_area(mixed, catalogue)))),
    ]


@pytest.mark.parametrize("palette", [charts.LIGHT, charts.DARK])
def test_every_chart_holds_all_its_rows_in_their_order(
    mixed: Assessment, catalogue: Catalogue, palette: charts.Palette
) -> None:
    for draw, rows in drawn(mixed, catalogue):
        spec = draw(rows, palette).to_dict()  # validates against the schema of Vega-Lite
        (data,) = spec["datasets"].values() if "datasets" in spec else [spec["data"]["values"]]
        assert len(data) == len(rows)
        text = json.dumps(spec)
        assert "http" not in text.replace(spec["$schema"], "")
        assert palette.ink in text


def test_no_name_is_left_out_of_an_axis(mixed: Assessment, catalogue: Catalogue) -> None:
    spec = charts.profile(frames.profile(mixed, catalogue, AREA)).to_dict()
    y = spec["layer"][0]["encoding"]["y"]
    assert y["axis"]["labelOverlap"] is False
    assert y["sort"] == [item.name for item in catalogue.items_of(AREA)]


def test_a_score_is_never_drawn_without_its_bounds(mixed: Assessment, catalogue: Catalogue) -> None:
    spec = charts.profile(frames.profile(mixed, catalogue, AREA)).to_dict()
    fields = [layer["encoding"]["x"].get("field") for layer in spec["layer"]]
    assert {"low", "score", "target"} <= set(fields)
    assert spec["layer"][0]["encoding"]["x2"]["field"] == "high"
    assert fields.index("low") < fields.index("score"), "bounds lie under the score"


def test_the_unknown_is_a_dash_in_every_tooltip(mixed: Assessment, catalogue: Catalogue) -> None:
    spec = charts.profile(frames.profile(mixed, catalogue, AREA)).to_dict()
    (data,) = spec["datasets"].values() if "datasets" in spec else [spec["data"]["values"]]
    unknown = next(row for row in data if row["id"] == "norm-13b")
    assert unknown["score_shown"] == "–"
    tooltip = {entry["field"] for entry in spec["layer"][0]["encoding"]["tooltip"]}
    assert "score" not in tooltip


@pytest.mark.parametrize("fill", ["levels", "kinds"])
def test_colours_of_a_chart_differ_in_grey_too(fill: str) -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    if fill == "levels":
        shades = [grey(colour) for colour in charts.LIGHT.levels]
        assert all(a - b > 20 for a, b in itertools.pairwise(shades))
    else:
        assert len(set(charts.LIGHT.kinds.values())) == len(AnswerKind)


def test_words_say_what_the_charts_show(mixed: Assessment, catalogue: Catalogue) -> None:
    words = frames.profile_words(frames.profile(mixed, catalogue, AREA))
    name = catalogue.items["norm-13a"].name
    assert f"{name}: 1.0, could be 1.0 to 1.0, target 3.0." in words
    assert f"{catalogue.items['norm-13b'].name}: no level known." in words
    assert f"{catalogue.items['norm-13c'].name}: not applicable." in words
    cells = frames.heat_words(frames.heat(mixed, catalogue, AREA))
    assert "level 1." in cells
    assert "Not disclosed." in cells


@pytest.mark.parametrize("draw", [charts.profile, charts.heat, charts.coverage])
def test_a_chart_of_nothing_is_still_a_chart(draw: Draw) -> None:
    assert draw([], charts.LIGHT).to_dict()["layer"]
