"""Altair charts: tidy rows in, chart out; nothing here knows of pages or answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from cybernorms.assessment import AnswerKind
from cybernorms.catalogue import HIGHEST, LEVELS
from cybernorms.frames import CoverageRow, HeatRow, ProfileRow
from cybernorms.language import _

# Chosen to hold apart in the common kinds of colour blindness, on white and on near-black, and in
# grey; every mark also differs in shape, sign or label.
CURRENT = "#1f6fb4"
TARGET = "#d1700a"
POSSIBLE = "#8fb8dc"
LEVEL_FILL = ("#dbe9f6", "#a9cbe6", "#6ba6d3", "#2f78b7", "#0b4a86")
KIND_FILL = {
    AnswerKind.LEVEL: "#2f78b7",
    AnswerKind.NOT_KNOWN: "#f0b44c",
    AnswerKind.NOT_APPLICABLE: "#b9b9b9",
    AnswerKind.NOT_DISCLOSED: "#9a6fb8",
    AnswerKind.UNANSWERED: "#f4f4f2",
}
_DARK_TEXT, _LIGHT_TEXT = "#16202c", "#ffffff"
_ROW_HEIGHT = 30
_LABEL_WIDTH = 320


def _data(rows: Sequence[Any]) -> dict[str, Any]:
    return {"values": [dict(row) for row in rows]}


def _level_axis() -> alt.Axis:
    return alt.Axis(
        values=list(LEVELS),
        format="d",
        orient="top",
        title=_("0 not started – 4 in place, exercised and reviewed"),
        grid=True,
    )


def profile(rows: Sequence[ProfileRow]) -> alt.LayerChart:
    """Current score, what it could be, and the target of each item, on one line each."""
    order = [row["item"] for row in rows]
    legend = [_("current"), _("possible"), _("target")]
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y(
            "item:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("item:N", title=_("Item")),
            alt.Tooltip("score:Q", title=_("Current"), format=".1f"),
            alt.Tooltip("low:Q", title=_("Could be at least"), format=".1f"),
            alt.Tooltip("high:Q", title=_("Could be at most"), format=".1f"),
            alt.Tooltip("target:Q", title=_("Target"), format=".1f"),
            alt.Tooltip("answered:Q", title=_("Questions with a level")),
            alt.Tooltip("applicable:Q", title=_("Questions that apply")),
        ],
    )
    scale = alt.Scale(domain=[0, HIGHEST], nice=False)
    colour = alt.Scale(domain=legend, range=[CURRENT, POSSIBLE, TARGET])

    def series(place: int) -> alt.Color:
        return alt.Color(datum=legend[place], scale=colour, title=None, legend=_legend())

    bounds = base.transform_filter("datum.low !== null").mark_bar(height=9, cornerRadius=4)
    current = base.transform_filter("datum.score !== null").mark_point(
        size=130, filled=True, opacity=1, shape="circle", stroke="white", strokeWidth=1
    )
    target = base.transform_filter("datum.target !== null").mark_tick(
        thickness=3, size=22, opacity=1
    )
    remark = base.transform_filter("datum.remark !== ''").mark_text(
        align="left", dx=6, dy=0, fontSize=11, fontStyle="italic", fill=_DARK_TEXT
    )
    chart: alt.LayerChart = (
        alt.layer(
            bounds.encode(
                x=alt.X("low:Q", scale=scale, axis=_level_axis()), x2="high:Q", color=series(1)
            ),
            target.encode(x=alt.X("target:Q", scale=scale), color=series(2)),
            current.encode(x=alt.X("score:Q", scale=scale), color=series(0)),
            remark.encode(x=alt.X("low:Q", scale=scale), text="remark:N"),
        )
        .properties(width="container", height=max(1, len(rows)) * _ROW_HEIGHT)
        .configure_view(stroke=None)
    )
    return chart


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", direction="horizontal", symbolType="square", title=None)


def heat(rows: Sequence[HeatRow]) -> alt.LayerChart:
    """Each question as a cell: its level as shade and digit, other answers as colour and sign."""
    names = list(dict.fromkeys(row["row"] for row in rows))
    kinds = {row["kind"]: row["kind_name"] for row in rows if row["level"] is None}
    legend = [*(_("level {level}", level=level) for level in LEVELS), *kinds.values()]
    fills = [*LEVEL_FILL, *(KIND_FILL[AnswerKind(kind)] for kind in kinds)]
    cells = [
        {
            **row,
            "shown": row["kind_name"]
            if row["level"] is None
            else _("level {level}", level=row["level"]),
            "ink": _LIGHT_TEXT if (row["level"] or 0) > 2 else _DARK_TEXT,
        }
        for row in rows
    ]
    single = len(names) == 1
    base = alt.Chart(_data(cells)).encode(
        x=alt.X("column:O", title=None if single else _("Question"), axis=_column_axis(single)),
        y=alt.Y(
            "row:N",
            sort=names,
            title=None,
            axis=None if single else alt.Axis(labelLimit=_LABEL_WIDTH, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("item:N", title=_("Item")),
            alt.Tooltip("question:N", title=_("Question")),
            alt.Tooltip("shown:N", title=_("Answer")),
        ],
    )
    fill = alt.Color(
        "shown:N",
        scale=alt.Scale(domain=legend, range=fills),
        legend=alt.Legend(orient="bottom", columns=5, title=None, symbolStrokeColor="#777777"),
    )
    layers = [
        base.mark_rect(stroke="#8a8a8a", strokeWidth=1).encode(color=fill),
        base.mark_text(fontSize=14, fontWeight="bold", dy=6 if single else 0).encode(
            text="sign:N", color=alt.Color("ink:N", scale=None)
        ),
    ]
    if single:
        layers.append(
            base.mark_text(fontSize=9, dy=-12).encode(
                text="heading:N", color=alt.Color("ink:N", scale=None)
            )
        )
    height = 52 if single else len(names) * _ROW_HEIGHT
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width="container", height=max(_ROW_HEIGHT, height))
        .configure_view(stroke=None)
    )
    return chart


def _column_axis(single: bool) -> alt.Axis | None:
    if single:
        return None
    return alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)


def coverage(rows: Sequence[CoverageRow]) -> alt.LayerChart:
    """How the questions of each group were answered, as parts of one bar with their numbers."""
    groups = list(dict.fromkeys(row["group"] for row in rows))
    kinds = {row["order"]: row for row in rows}
    present = [kinds[order] for order in sorted(kinds)]
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y(
            "group:N",
            sort=groups,
            title=None,
            axis=alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False),
        ),
        x=alt.X(
            "questions:Q",
            stack="zero",
            title=_("Questions"),
            axis=alt.Axis(tickMinStep=1, format="d"),
        ),
        order=alt.Order("order:Q"),
        tooltip=[
            alt.Tooltip("group:N", title=_("Group")),
            alt.Tooltip("kind_name:N", title=_("Answer")),
            alt.Tooltip("questions:Q", title=_("Questions")),
        ],
    )
    scale = alt.Scale(
        domain=[row["kind_name"] for row in present],
        range=[KIND_FILL[AnswerKind(row["kind"])] for row in present],
    )
    bars = base.mark_bar(stroke="#8a8a8a", strokeWidth=1).encode(
        color=alt.Color(
            "kind_name:N",
            scale=scale,
            legend=alt.Legend(orient="bottom", title=None, symbolStrokeColor="#777777"),
        ),
    )
    numbers = base.mark_text(align="center", baseline="middle", fontWeight="bold").encode(
        x=alt.X("questions:Q", stack="zero", bandPosition=0.5),
        text="questions:Q",
        color=alt.condition(
            f"datum.kind === '{AnswerKind.LEVEL.value}'",
            alt.value(_LIGHT_TEXT),
            alt.value(_DARK_TEXT),
        ),
    )
    chart: alt.LayerChart = (
        alt.layer(bars, numbers)
        .properties(width="container", height=max(1, len(groups)) * (_ROW_HEIGHT + 4))
        .configure_view(stroke=None)
    )
    return chart
