"""Task list: the home of an assessment, area by area, with what is open and on whose desk."""

from __future__ import annotations

import streamlit as st

from cybernorms import names, progress, scoring
from cybernorms.language import _
from cybernorms.pages import frame
from cybernorms.progress import ItemStatus, Task
from cybernorms.scoring import Coverage
from cybernorms.store import Stored

_COLOURS = {
    ItemStatus.NOT_STARTED: "gray",
    ItemStatus.IN_PROGRESS: "blue",
    ItemStatus.ANSWERED: "green",
    ItemStatus.NEEDS_ATTENTION: "orange",
}
_ICONS = {
    ItemStatus.NOT_STARTED: ":material/radio_button_unchecked:",
    ItemStatus.IN_PROGRESS: ":material/timelapse:",
    ItemStatus.ANSWERED: ":material/check_circle:",
    ItemStatus.NEEDS_ATTENTION: ":material/flag:",
}


def page() -> None:
    """The task list of the open assessment."""
    stored = frame.opened()
    frame.heading(_("Task list"), stored)
    catalogue = frame.catalogue()
    a = stored.assessment
    tasks = progress.tasks(a, catalogue)
    _whole(scoring.coverage(a, catalogue))
    _go_on(stored)
    left, right = st.columns(2)
    shown = left.pills(
        _("Show only"),
        list(ItemStatus),
        selection_mode="multi",
        format_func=names.item_status,
        key="task_status",
    )
    owners = [code for code in catalogue.leads if any(task.owner == code for task in tasks)]
    desk = right.selectbox(
        _("On the desk of"),
        owners,
        index=None,
        format_func=lambda code: names.body(catalogue, code),
        placeholder=_("Everybody"),
        key="task_owner",
    )
    chosen = [
        task
        for task in tasks
        if (not shown or task.status in shown) and (desk is None or task.owner == desk)
    ]
    if not chosen:
        st.info(_("No item fits this choice."))
    by_area = scoring.coverage_by_area(a, catalogue)
    first_open = progress.next_open(a, catalogue)
    for area in a.scope.areas:
        mine = [task for task in chosen if task.item.area == area]
        if mine:
            begin_here = first_open is not None and first_open.area == area
            _area(stored, area, mine, by_area[area], begin_here or bool(shown or desk))


def _whole(done: Coverage) -> None:
    text = _("{answered} of {asked} questions answered", answered=done.answered, asked=done.asked)
    st.progress(done.answered / done.asked if done.asked else 0.0, text=text)


def _go_on(stored: Stored) -> None:
    item = progress.next_open(stored.assessment, frame.catalogue())
    if item is None:
        st.success(_("Every question has an answer."))
        frame.link("review", _("Review the answers"), icon=":material/rule:", assessment=stored.key)
        return
    label = _("Go on with {item}", item=item.name)
    frame.link("item", label, icon=":material/play_arrow:", assessment=stored.key, item=item.id)


def _area(stored: Stored, area: str, tasks: list[Task], done: Coverage, expanded: bool) -> None:
    title = frame.plain(frame.catalogue().areas[area].title)
    label = _(
        "{area} – {answered} of {asked} answered",
        area=title,
        answered=done.answered,
        asked=done.asked,
    )
    # Rows are drawn only while the area is open: a whole framework has seventy of them.
    section = st.expander(label, expanded=expanded, key=f"area:{area}", on_change="rerun")
    if section.open:
        with section:
            for task in tasks:
                _row(stored, task)


def _row(stored: Stored, task: Task) -> None:
    left, middle, right = st.columns([5, 2, 4], vertical_alignment="center")
    with left:
        frame.link("item", task.item.name, assessment=stored.key, item=task.item.id)
    with middle:
        st.badge(
            names.item_status(task.status),
            icon=_ICONS[task.status],
            color=_COLOURS[task.status],  # type: ignore[arg-type]
        )
    with right:
        owner = names.body(frame.catalogue(), task.owner)
        count = _(
            "{answered} of {asked}", answered=task.coverage.answered, asked=task.coverage.asked
        )
        st.caption(frame.plain(f"{owner} · {count}"))
