"""Start: begin, go on with a draft, open a file, or look at a worked example."""

from __future__ import annotations

import dataclasses

import streamlit as st

from cybernorms import assessment_files, names, progress, scoring, yaml_files
from cybernorms.assessment import Assessment, Scope, begin, new_id, record
from cybernorms.catalogue import Depth
from cybernorms.language import _, plural
from cybernorms.pages import frame
from cybernorms.problems import ProblemsFound
from cybernorms.store import Broken, Stored


def page() -> None:
    """The first page."""
    st.title(frame.plain(frame.app_name()), anchor=False)
    st.text(
        _(
            "Find out how far your State has come with the United Nations framework of "
            "responsible State behaviour in cyberspace. The norms are voluntary and States are "
            "not ranked: the result is a profile with gaps, not a grade. Your answers stay in "
            "files on this machine."
        )
    )
    kept = frame.store().all()
    if kept:
        st.header(_("Go on"), anchor=False)
        for found in kept:
            _draft(found)
    st.header(_("Begin"), anchor=False)
    _begin()
    st.header(_("Open a file"), anchor=False)
    _open()
    st.header(_("Worked examples"), anchor=False)
    st.text(_("Fictional States. Opening one makes a copy that you can change."))
    for example in frame.examples().examples():
        _example(example)


def _draft(found: Stored | Broken) -> None:
    with st.container(border=True):
        if isinstance(found, Broken):
            st.text(found.key)
            st.error(_("This file cannot be opened. It was left as it is."))
            frame.show_problems(found.problems)
            return
        a = found.assessment
        done = scoring.coverage(a, frame.catalogue())
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            title = " · ".join(part for part in (a.title, a.state) if part)
            frame.link("tasks", title, icon=":material/play_arrow:", assessment=found.key)
            answered = _(
                "{answered} of {asked} questions answered", answered=done.answered, asked=done.asked
            )
            saved = _("last saved {time}", time=frame.clock(a.saved_at)) if a.saved_at else ""
            facts = (names.status(a.status), names.depth(a.scope.depth), answered, saved)
            st.text(" · ".join(part for part in facts if part))
        with right, st.popover(_("Delete"), icon=":material/delete:", key=f"ask:{found.key}"):
            st.text(_("Delete “{title}” from this machine? This cannot be undone.", title=a.title))
            st.button(
                _("Delete for good"), key=f"delete:{found.key}", on_click=_delete, args=(found.key,)
            )


def _delete(key: str) -> None:
    try:
        frame.store().remove(key)
    except ProblemsFound as stopped:
        st.error(_("It could not be deleted."))
        frame.show_problems(stopped.problems)


def _begin() -> None:
    catalogue = frame.catalogue()
    areas = list(catalogue.areas)
    with st.form("begin"):
        title = st.text_input(
            _("Title"), value=_("Self-assessment"), max_chars=200, key="begin_title"
        )
        left, right = st.columns(2)
        state = left.text_input(_("State or organisation"), max_chars=200, key="begin_state")
        agency = right.text_input(_("Agency that holds the pen"), max_chars=200, key="begin_agency")
        chosen = st.pills(
            _("Areas to ask"),
            areas,
            default=areas,
            selection_mode="multi",
            format_func=lambda area: frame.plain(catalogue.areas[area].title),
            key="begin_areas",
        )
        depth = st.radio(
            _("Depth"),
            list(Depth),
            format_func=names.depth,
            captions=[
                _("About an hour for the whole framework. You can go deeper later."),
                _("Every practice of the eleven norms; the other areas as at quick depth."),
            ],
            key="begin_depth",
        )
        target = st.select_slider(
            _("Usual target: the level that you aim at unless you say otherwise"),
            [level.level for level in catalogue.scale],
            value=3,
            format_func=lambda level: f"{level} {catalogue.scale[level].title}",
            key="begin_target",
        )
        sent = st.form_submit_button(_("Begin the assessment"), type="primary")
    if not sent:
        return
    wrong = []
    if not (title or "").strip():
        wrong.append(_("Give the assessment a title."))
    if not chosen:
        wrong.append(_("Choose at least one area."))
    for message in wrong:
        st.error(message)
    if wrong:
        return
    in_order = tuple(area for area in areas if area in chosen)
    assessment = begin(
        catalogue,
        title.strip(),
        Scope(depth or Depth.QUICK, in_order),
        state=(state or "").strip(),
        agency=(agency or "").strip(),
        default_target=target,
    )
    _add_and_go(assessment)


def _add_and_go(assessment: Assessment) -> None:
    try:
        key = frame.store().add(assessment)
    except ProblemsFound as stopped:
        st.error(_("It could not be saved."))
        frame.show_problems(stopped.problems)
        return
    frame.go("tasks", assessment=key)


def _open() -> None:
    st.text(_("An assessment file (YAML) that you or somebody else saved, at most 5 MB."))
    file = st.file_uploader(
        _("Assessment file"), type=["yaml", "yml"], max_upload_size=5, key="open_file"
    )
    if file is None:
        return
    try:
        text = yaml_files.decode(file.getvalue(), file.name)
        assessment, warnings = assessment_files.parse(text, file.name, frame.catalogue())
    except ProblemsFound as stopped:
        count = len(stopped.problems)
        st.error(
            plural(
                "This file cannot be opened: {count} problem.",
                "This file cannot be opened: {count} problems.",
                count,
            )
        )
        frame.show_problems(stopped.problems)
        return
    if warnings:
        st.warning(_("The file can be opened. Some things in it should be looked at:"))
        frame.show_problems(warnings)
    same = [
        found
        for found in frame.store().all()
        if isinstance(found, Stored) and found.assessment.id == assessment.id
    ]
    title = " · ".join(part for part in (assessment.title, assessment.state) if part)
    if same:
        st.info(
            _(
                "This assessment is on this machine already. The file is opened beside it, as a "
                "copy; nothing is overwritten."
            )
        )
        assessment = dataclasses.replace(assessment, id=new_id(assessment.id))
    if st.button(_("Open “{title}”", title=frame.plain(title)), type="primary", key="open_it"):
        _add_and_go(record(assessment, "opened from a file"))


def _example(example: Stored) -> None:
    a = example.assessment
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            st.text(" · ".join(part for part in (a.title, a.state) if part))
            tasks = progress.tasks(a, frame.catalogue())
            counted = plural("{count} item", "{count} items", len(tasks))
            st.text(f"{counted} · {names.depth(a.scope.depth)}")
        with right:
            if st.button(_("Open a copy"), key=f"copy:{example.key}"):
                copy = dataclasses.replace(a, id=new_id(example.key.removeprefix("example-")))
                _add_and_go(record(copy, "copied from a worked example"))
