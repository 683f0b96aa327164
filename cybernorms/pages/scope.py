"""Scope and details: what is asked, at what depth, for whom, with whom."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from cybernorms import assessment as model
from cybernorms import names
from cybernorms.assessment import Assessment, Contributor, Importance, Marking, Status
from cybernorms.catalogue import Depth
from cybernorms.language import _
from cybernorms.pages import frame


def page() -> None:
    """The details of the open assessment, each saved when it is changed."""
    stored = frame.opened()
    a = stored.assessment
    frame.heading(_("Scope and details"), stored)
    frame.show_not_saved("scope")
    st.header(_("What is asked"), anchor=False)
    _asked(a)
    st.header(_("Targets and importance"), anchor=False)
    _importance(a)
    st.header(_("Whose assessment it is"), anchor=False)
    _details(a)
    st.header(_("Who takes part"), anchor=False)
    _contributors(a)


def _replace(field: str, value: Any) -> None:
    frame.save(lambda a: dataclasses.replace(a, **{field: value}))


def _saved(key: str, change: Callable[[Any], None]) -> dict[str, Any]:
    """The arguments by which a widget saves its own value when it is changed."""
    return {"key": key, "on_change": lambda: change(st.session_state[key])}


def _asked(a: Assessment) -> None:
    catalogue = frame.catalogue()

    def set_scope(**changes: Any) -> None:
        frame.save(lambda a: dataclasses.replace(a, scope=dataclasses.replace(a.scope, **changes)))

    def set_areas(chosen: list[str]) -> None:
        if not chosen:
            st.session_state["no_area"] = True
            return
        known = [area for area in catalogue.areas if area in chosen]
        strange = [area for area in a.scope.areas if area not in catalogue.areas]
        set_scope(areas=(*known, *strange))

    key = frame.keep("scope_areas", [area for area in a.scope.areas if area in catalogue.areas])
    st.pills(
        _("Areas"),
        list(catalogue.areas),
        selection_mode="multi",
        format_func=lambda area: frame.plain(catalogue.areas[area].title),
        **_saved(key, set_areas),
    )
    if st.session_state.pop("no_area", False):
        st.warning(_("At least one area stays."))
    key = frame.keep("scope_depth", a.scope.depth)
    st.radio(
        _("Depth"),
        list(Depth),
        format_func=names.depth,
        **_saved(key, lambda depth: set_scope(depth=depth, item_depths={})),
    )
    items = [item.id for item in catalogue.items.values() if item.area in a.scope.areas]
    key = frame.keep("left_out", [item for item in a.scope.left_out if item in items])
    st.multiselect(
        _("Items to leave out"),
        items,
        format_func=lambda item: catalogue.items[item].name,
        placeholder=_("None"),
        **_saved(key, lambda chosen: set_scope(left_out=tuple(chosen))),
    )
    st.text(_("What is out of scope is not asked and counts nowhere; its answers are kept."))


def _importance(a: Assessment) -> None:
    catalogue = frame.catalogue()
    levels = [level.level for level in catalogue.scale]
    key = frame.keep("default_target", a.default_target)
    st.selectbox(
        _("Usual target, wherever a question has none of its own"),
        levels,
        index=None,
        placeholder=_("None"),
        format_func=lambda level: f"{level} {catalogue.scale[level].title}",
        **_saved(key, lambda level: _replace("default_target", level)),
    )
    st.text(_("How important is each area to you? It moves gaps up or down the list."))
    for area in a.scope.areas:
        if area not in catalogue.areas:
            continue
        key = frame.keep(f"importance:{area}", a.importance.get(area, Importance.NORMAL))
        st.segmented_control(
            frame.plain(catalogue.areas[area].title),
            list(Importance),
            required=True,
            format_func=names.importance,
            **_saved(key, functools.partial(_set_importance, area)),
        )


def _set_importance(area: str, value: Importance) -> None:
    frame.save(lambda a: dataclasses.replace(a, importance={**a.importance, area: value}))


def _details(a: Assessment) -> None:
    def text(field: str, label: str, limit: int) -> None:
        key = frame.keep(f"details:{field}", getattr(a, field))

        def change(value: str) -> None:
            cleaned = model.clean(value, limit)
            if cleaned or field != "title":  # a title is never taken away
                _replace(field, cleaned)

        st.text_input(label, max_chars=limit, **_saved(key, change))

    text("title", _("Title"), 200)
    left, right = st.columns(2)
    with left:
        text("state", _("State or organisation"), 200)
        text("agency", _("Agency that holds the pen"), 200)
        key = frame.keep("details:status", a.status)
        st.selectbox(
            _("Status"),
            list(Status),
            format_func=names.status,
            **_saved(key, lambda value: _replace("status", value)),
        )
    with right:
        text("state_code", _("Code of the State"), 12)
        _day(_("Answers speak of the time from"), "start", a)
        _day(_("to"), "end", a)
    key = frame.keep("details:sharing", a.sharing)
    st.selectbox(
        _("Marking (TLP 2.0)"),
        list(Marking),
        index=None,
        placeholder=_("Not marked"),
        **_saved(key, lambda value: _replace("sharing", value)),
    )


def _day(label: str, field: str, a: Assessment) -> None:
    text = getattr(a.period, field)
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = None
    key = frame.keep(f"period:{field}", day)

    def change(value: date | None) -> None:
        day: dict[str, Any] = {field: value.isoformat() if value else ""}
        frame.save(lambda a: dataclasses.replace(a, period=dataclasses.replace(a.period, **day)))

    st.date_input(label, value=None, format="YYYY-MM-DD", **_saved(key, change))


def _contributors(a: Assessment) -> None:
    catalogue = frame.catalogue()
    roles = list(dict.fromkeys(entry.role for entry in a.contributors))

    def change(chosen: list[str]) -> None:
        def apply(a: Assessment) -> Assessment:
            kept = [entry for entry in a.contributors if entry.role in chosen]
            known = {entry.role for entry in kept}
            new = [Contributor(role) for role in chosen if role not in known]
            return dataclasses.replace(a, contributors=(*kept, *new))

        frame.save(apply)

    key = frame.keep("contributors", roles)
    st.multiselect(
        _("Bodies that take part"),
        list(dict.fromkeys([*catalogue.leads, *roles])),
        format_func=lambda code: names.body(catalogue, code),
        placeholder=_("None named"),
        **_saved(key, change),
    )
    for place, entry in enumerate(a.contributors):
        key = frame.keep(f"contributor:{place}", entry.name)
        label = _("What is it called at home? {body}", body=names.body(catalogue, entry.role))
        st.text_input(
            frame.plain(label),
            max_chars=200,
            **_saved(key, functools.partial(_name, place, entry)),
        )
    st.text(_("Names of bodies only. There is no field for the contact data of persons."))


def _name(place: int, entry: Contributor, name: str) -> None:
    """Rename the body at a place, unless somebody else has changed the list meanwhile."""

    def apply(a: Assessment) -> Assessment:
        entries = list(a.contributors)
        if place >= len(entries) or entries[place].role != entry.role:
            return a
        entries[place] = dataclasses.replace(entries[place], name=model.clean(name, 200))
        return dataclasses.replace(a, contributors=tuple(entries))

    frame.save(apply)
