"""Altair charts: tidy rows in, chart out; nothing here knows of pages or answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import altair as alt

from cybernorms.assessment import AnswerKind
from cybernorms.catalogue import HIGHEST, LEVELS
from cybernorms.frames import CoverageRow, HeatRow, ProfileRow
from cybernorms.language import _

_ROW = 30
"""Height of a row, in pixels."""
_LABEL_WIDTH = 340
_NUMBERS: tuple[Literal["score", "low", "high", "target"], ...] = ("score", "low", "high", "target")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart. They hold apart in the common kinds of colour blindness and in grey;
    besides, every mark differs in shape, sign or label."""

    ink: str
    paper: str
    faint: str
    current: str
    possible: str
    target: str
    levels: tuple[str, str, str, str, str]
    kinds: Mapping[AnswerKind, str]
    on_light: str = "#16202c"
    on_dark: str = "#ffffff"


LIGHT = Palette(
    ink="#16202c",
    paper="#ffffff",
    faint="#c9d1d9",
    current="#0b4a86",
    possible="#8fb8dc",
    target="#b85c00",
    levels=("#dbe9f6", "#a9cbe6", "#6ba6d3", "#2f78b7", "#0b4a86"),
    kinds={
        AnswerKind.LEVEL: "#2f78b7",
        AnswerKind.NOT_KNOWN: "#f0b44c",
        AnswerKind.NOT_APPLICABLE: "#b9b9b9",
        AnswerKind.NOT_DISCLOSED: "#c9a6e0",
        AnswerKind.UNANSWERED: "#ffffff",
    },
)
DARK = replace(
    LIGHT,
    ink="#eef2f6",
    paper="#10161d",
    faint="#3a4654",
    current="#bfe0ff",
    possible="#3f74a8",
    target="#ffab4a",
    kinds={**LIGHT.kinds, AnswerKind.UNANSWERED: "#f4f4f2"},
)


def _data(rows: Sequence[Any]) -> dict[str, Any]:
    return {"values": [dict(row) for row in rows]}


def _finish(chart: Any, palette: Palette, row: int = _ROW) -> alt.LayerChart:
    """The size, and the type and colours of everything that is not a mark."""
    finished: alt.LayerChart = (
        chart.properties(
            width="container",
            height=alt.Step(row),
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=palette.ink,
            titleColor=palette.ink,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor=palette.faint,
            ticks=False,
            domain=False,
        )
        .configure_legend(
            labelColor=palette.ink,
            labelFontSize=13,
            title=None,
            orient="bottom",
            direction="horizontal",
            columns=5,
            symbolType="square",
            symbolSize=150,
            symbolStrokeColor=palette.faint,
            symbolStrokeWidth=1,
        )
    )
    return finished


def _names(field: str, order: Sequence[str]) -> alt.Y:
    """Names down the left side, none left out, in the order in which they come."""
    axis = alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False)
    return alt.Y(f"{field}:N", sort=list(order), title=None, axis=axis)


def _shown(value: float | None) -> str:
    """A number as a reader sees it: what is not known is a dash, never 0."""
    return "–" if value is None else f"{value:.1f}"


def profile(rows: Sequence[ProfileRow], palette: Palette = LIGHT) -> alt.LayerChart:
    """Current score, what it could be, and the target of each item, on one line each."""
    legend = [_("current"), _("possible"), _("target")]
    shown = [{**row, **{f"{name}_shown": _shown(row[name]) for name in _NUMBERS}} for row in rows]
    base = alt.Chart(_data(shown)).encode(
        y=_names("item", [row["item"] for row in rows]),
        tooltip=[
            alt.Tooltip("item:N", title=_("Item")),
            alt.Tooltip("score_shown:N", title=_("Current")),
            alt.Tooltip("low_shown:N", title=_("Could be at least")),
            alt.Tooltip("high_shown:N", title=_("Could be at most")),
            alt.Tooltip("target_shown:N", title=_("Target")),
            alt.Tooltip("answered:Q", title=_("Questions with a level")),
            alt.Tooltip("applicable:Q", title=_("Questions that apply")),
        ],
    )
    axis = alt.Axis(
        values=list(LEVELS),
        format="d",
        orient="top",
        title=_("0 not started – 4 in place, exercised and reviewed"),
    )
    scale = alt.Scale(domain=[0, HIGHEST], nice=False)
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=legend, range=[palette.current, palette.possible, palette.target]),
    )

    def series(place: int, value: str) -> alt.Chart:
        """The rows in which a value is known, under the name of their series."""
        rows: alt.Chart = (
            base.transform_filter(f"datum.{value} !== null")
            .transform_calculate(series=json.dumps(legend[place]))
            .encode(color=colour, x=alt.X(f"{value}:Q", scale=scale, axis=axis))
        )
        return rows

    possible = series(1, "low").mark_bar(height=9, cornerRadius=4).encode(x2="high:Q")
    target = series(2, "target").mark_tick(thickness=3, size=20, opacity=1)
    current = series(0, "score").mark_point(
        size=130, filled=True, opacity=1, shape="circle", stroke=palette.paper, strokeWidth=1.5
    )
    remark = (
        base.transform_filter("datum.remark !== ''")
        .transform_calculate(at="datum.low === null ? 0 : datum.low")
        .mark_text(align="left", dx=8, dy=-1, fontSize=12, fontStyle="italic", color=palette.ink)
        .encode(x=alt.X("at:Q", scale=scale, axis=axis), text="remark:N")
    )
    return _finish(alt.layer(possible, target, current, remark), palette)


def heat(rows: Sequence[HeatRow], palette: Palette = LIGHT) -> alt.LayerChart:
    """Each question as a cell: its level as shade and digit, other answers as colour and sign."""
    headed = any(row["heading"] for row in rows)
    kinds = {row["kind"]: row["kind_name"] for row in rows if row["level"] is None}
    cells = [
        {
            **row,
            "shown": row["kind_name"]
            if row["level"] is None
            else _("level {level}", level=row["level"]),
            "ink": palette.on_dark if (row["level"] or 0) > 2 else palette.on_light,
        }
        for row in rows
    ]
    names = _names("row", list(dict.fromkeys(row["row"] for row in rows)))
    columns = alt.Axis(orient="top", labelAngle=0)
    base = alt.Chart(_data(cells)).encode(
        x=alt.X(
            "column:O",
            title=None if headed else _("Question"),
            axis=None if headed else columns,
        ),
        y=names.axis(None) if headed else names,
        tooltip=[
            alt.Tooltip("item:N", title=_("Item")),
            alt.Tooltip("question:N", title=_("Question")),
            alt.Tooltip("shown:N", title=_("Answer")),
        ],
    )
    fill = alt.Color(
        "shown:N",
        scale=alt.Scale(
            domain=[*(_("level {level}", level=level) for level in LEVELS), *kinds.values()],
            range=[*palette.levels, *(palette.kinds[AnswerKind(kind)] for kind in kinds)],
        ),
    )
    ink = alt.Color("ink:N", scale=None)
    layers = [
        base.mark_rect(stroke="#8a8a8a", strokeWidth=1).encode(color=fill),
        base.mark_text(fontSize=15, fontWeight="bold", dy=8 if headed else 0).encode(
            text="sign:N", color=ink
        ),
    ]
    if headed:
        layers.append(base.mark_text(fontSize=11, dy=-11).encode(text="heading:N", color=ink))
    return _finish(alt.layer(*layers), palette, 48 if headed else _ROW)


def coverage(rows: Sequence[CoverageRow], palette: Palette = LIGHT) -> alt.LayerChart:
    """How the questions of each group were answered, as parts of one bar with their numbers."""
    present = {row["order"]: row for row in sorted(rows, key=lambda row: row["order"])}.values()
    base = alt.Chart(_data(rows)).encode(
        y=_names("group", list(dict.fromkeys(row["group"] for row in rows))),
        order=alt.Order("order:Q"),
        tooltip=[
            alt.Tooltip("group:N", title=_("Group")),
            alt.Tooltip("kind_name:N", title=_("Answer")),
            alt.Tooltip("questions:Q", title=_("Questions")),
        ],
    )
    axis = alt.Axis(tickMinStep=1, format="d")
    bars = base.mark_bar(stroke="#8a8a8a", strokeWidth=1).encode(
        x=alt.X("questions:Q", stack="zero", title=_("Questions"), axis=axis),
        color=alt.Color(
            "kind_name:N",
            scale=alt.Scale(
                domain=[row["kind_name"] for row in present],
                range=[palette.kinds[AnswerKind(row["kind"])] for row in present],
            ),
        ),
    )
    numbers = base.mark_text(baseline="middle", fontWeight="bold", fontSize=12).encode(
        x=alt.X("questions:Q", stack="zero", bandPosition=0.5),
        text="questions:Q",
        color=alt.condition(
            f"datum.kind === '{AnswerKind.LEVEL.value}'",
            alt.value(palette.on_dark),
            alt.value(palette.on_light),
        ),
    )
    return _finish(alt.layer(bars, numbers), palette)
