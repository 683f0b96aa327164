"""Gaps: where the State stands, what could still turn out, what comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from cybernorms import frames, gaps, names, scoring
from cybernorms.assessment import AnswerKind, Assessment
from cybernorms.gaps import Priority
from cybernorms.language import _, plural
from cybernorms.pages import frame

SHOWN = 10
"""Priorities shown before the rest is folded away."""


def page() -> None:
    """The gaps of the open assessment."""
    stored = frame.opened()
    a = stored.assessment
    catalogue = frame.catalogue()
    frame.heading(_("Gaps"), stored)
    st.text(
        _(
            "A score never stands alone: the bar beside it shows what it could turn out to be "
            "once everything that is unanswered, not known or not disclosed is known. There is "
            "no overall number, and States are not ranked."
        )
    )
    if not any(scoring.coverage(a, catalogue).counts[kind] for kind in _ANSWERED):
        st.info(_("Nothing has been answered yet. The charts fill as you answer."))
        frame.link("tasks", _("Go to the task list"), assessment=stored.key)
        return
    _first(stored.key, a)
    _stand(a)
    _known(a)


_ANSWERED = [kind for kind in AnswerKind if kind is not AnswerKind.UNANSWERED]


# --- what first --------------------------------------------------------------------------------


def _first(key: str, a: Assessment) -> None:
    st.header(_("What comes first?"), anchor=False)
    found = gaps.priorities(a, frame.catalogue())
    if not found:
        st.success(_("No gap is known against the targets that are set."))
    for place, priority in enumerate(found[:SHOWN], 1):
        _priority(key, place, priority)
    if len(found) > SHOWN:
        label = plural("{count} more gap", "{count} more gaps", len(found) - SHOWN)
        section = st.expander(label, key="more_gaps", on_change="rerun")
        if section.open:
            with section:
                for place, priority in enumerate(found[SHOWN:], SHOWN + 1):
                    _priority(key, place, priority)
    unknown = gaps.to_find_out(a, frame.catalogue())
    if unknown:
        label = plural(
            "{count} item of which no level is known",
            "{count} items of which no level is known",
            len(unknown),
        )
        section = st.expander(label, icon=":material/help:", key="find_out", on_change="rerun")
        if section.open:
            with section:
                st.text(_("Largest possible gap first."))
                for priority in unknown:
                    item = priority.gap.item
                    frame.link("item", item.name, assessment=key, item=item.id)


def _priority(key: str, place: int, priority: Priority) -> None:
    item = priority.gap.item
    left, right = st.columns([5, 6], vertical_alignment="center")
    with left:
        name = f"{place}. {item.name}"
        frame.link("item", name, assessment=key, item=item.id)
    right.text(priority.reason)


# --- the charts --------------------------------------------------------------------------------


def _stand(a: Assessment) -> None:
    st.header(_("Where do we stand?"), anchor=False)
    catalogue = frame.catalogue()
    areas = [area for area in a.scope.areas if area in catalogue.areas]
    area = st.segmented_control(
        _("Area"),
        areas,
        default=areas[0],
        required=True,
        format_func=lambda area: frame.plain(catalogue.areas[area].title),
        key="gaps_area",
        persist_state="session",
    )
    if area not in areas:
        area = areas[0]
    from cybernorms import charts

    rows = frames.profile(a, catalogue, area)
    title = catalogue.areas[area].title
    _chart(
        charts.profile,
        rows,
        key=f"profile:{area}",
        title=_("{area}: current, possible and target", area=title),
        words=frames.profile_words(rows),
        columns={
            "item": _("Item"),
            "score": _("Current"),
            "low": _("Could be at least"),
            "high": _("Could be at most"),
            "target": _("Target"),
            "answered": _("Questions with a level"),
            "applicable": _("Questions that apply"),
        },
    )
    cells = frames.heat(a, catalogue, area)
    _chart(
        charts.heat,
        cells,
        key=f"heat:{area}",
        title=_("{area}: every question", area=title),
        words=frames.heat_words(cells),
        columns={
            "item": _("Item"),
            "question": _("Question"),
            "kind_name": _("Answer"),
            "level": _("Level"),
        },
    )


def _known(a: Assessment) -> None:
    from cybernorms import charts

    catalogue = frame.catalogue()
    st.header(_("What do we not know?"), anchor=False)
    by_area = {
        catalogue.areas[area].title: value
        for area, value in scoring.coverage_by_area(a, catalogue).items()
    }
    by_lead = {
        names.body(catalogue, code): value
        for code, value in scoring.coverage_by_lead(a, catalogue).items()
    }
    columns = {"group": _("Group"), "kind_name": _("Answer"), "questions": _("Questions")}
    for key, title, groups in (
        ("area", _("Answers by area"), by_area),
        ("lead", _("Answers by the desk that they are on"), by_lead),
    ):
        rows = frames.coverage(groups)
        _chart(
            charts.coverage,
            rows,
            key=f"coverage:{key}",
            title=title,
            words=frames.coverage_words(rows),
            columns=columns,
        )


def _chart(
    draw: Callable[[Any, Any], Any],
    rows: Sequence[Any],
    *,
    key: str,
    title: str,
    words: str,
    columns: dict[str, str],
) -> None:
    """A chart with its title, its words for those who do not see it, and its table."""
    st.subheader(frame.plain(title), anchor=False)
    from cybernorms.charts import DARK, LIGHT

    palette = DARK if st.context.theme.type == "dark" else LIGHT
    st.altair_chart(draw(rows, palette), width="stretch", key=key, alt=f"{title}. {words}")
    section = st.expander(_("As a table"), key=f"table:{key}", on_change="rerun")
    if section.open:
        with section:
            st.table(
                [{label: _cell(row[name]) for name, label in columns.items()} for row in rows],
                hide_index=True,
            )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) else frame.plain(str(value))
