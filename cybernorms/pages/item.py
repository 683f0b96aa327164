"""Questionnaire: one item a page, each question saved the moment it is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from cybernorms import assessment as model
from cybernorms import names, progress
from cybernorms.assessment import (
    Answer,
    AnswerKind,
    Assessment,
    Confidence,
    Evidence,
    Marking,
    Standing,
)
from cybernorms.catalogue import Depth, Indicator, Item, Role
from cybernorms.language import _, plural
from cybernorms.pages import frame
from cybernorms.store import Stored

TEXT_LIMIT = 5000


def page() -> None:
    """The questions of one item, its source and meaning beside them."""
    stored = frame.opened()
    catalogue = frame.catalogue()
    items = {item.id: item for item in stored.assessment.items_in_scope(catalogue)}
    if not items:
        frame.heading(_("Questionnaire"), stored)
        st.info(_("Nothing is in scope."))
        frame.link("scope", _("Choose areas"), icon=":material/tune:", assessment=stored.key)
        return
    asked_for = st.query_params.get(frame.ITEM, "")
    item = items.get(asked_for)
    if item is None:
        if asked_for:
            st.warning(
                _("There is no item “{item}” in this assessment.", item=frame.plain(asked_for))
            )
        item = progress.next_open(stored.assessment, catalogue) or next(iter(items.values()))
        # From here on the address names it: once it is answered, another one would be next.
        st.query_params[frame.ITEM] = item.id
    place = list(items).index(item.id) + 1
    st.caption(
        _(
            "{area} – item {place} of {count}",
            area=frame.plain(catalogue.areas[item.area].title),
            place=place,
            count=len(items),
        )
    )
    frame.heading(item.name, stored)
    frame.show_not_saved("item")
    questions, meaning = st.columns([5, 3], gap="large")
    with questions:
        _statement(item)
        for number, indicator in enumerate(stored.assessment.asked(item), 1):
            _question(item, indicator, number)
        _ways_on(stored, item)
    with meaning:
        _meaning(stored, item)


# --- what the item says ------------------------------------------------------------------------


def _statement(item: Item) -> None:
    with st.container(border=True):
        force = frame.catalogue().forces[item.force]
        st.badge(frame.plain(force.title), color="blue", help=frame.plain(force.description))
        st.text(item.statement)
        origin = item.origin
        document = frame.catalogue().documents[origin.symbol]
        st.markdown(
            _(
                "In our own words. Official text: [{symbol}]({link}), {paragraph}.",
                symbol=origin.symbol,
                link=document.link,
                paragraph=names.paragraph(origin.paragraph),
            )
        )


def _meaning(stored: Stored, item: Item) -> None:
    catalogue = frame.catalogue()
    st.header(_("Sources"), anchor=False)
    for role in Role:
        sources = [source for source in item.sources if source.role is role]
        if sources:
            st.markdown(f"**{names.role(role)}**")
        for source in sources:
            paragraph = catalogue.paragraph(source)
            document = catalogue.documents[source.symbol]
            st.markdown(
                f"[{source.symbol}]({document.link}), {names.paragraph(source.paragraph)}: "
                f"{frame.plain(paragraph.subject)}  \n"
                f"*{frame.plain(names.citation(catalogue, paragraph.citation))}*"
            )
    st.header(_("On whose desk"), anchor=False)
    key = frame.keep(f"owner:{item.id}", stored.assessment.owner(item))
    codes = list(catalogue.leads)
    owner = stored.assessment.owner(item)
    st.selectbox(
        _("Answered by"),
        codes if owner in codes else [owner, *codes],
        format_func=lambda code: names.body(catalogue, code),
        key=key,
        on_change=_assign,
        args=(item, key),
    )
    usual = ", ".join(names.body(catalogue, code) for code in item.leads)
    st.text(_("Usually led by: {bodies}.", bodies=usual))
    if item.contributors:
        others = ", ".join(names.body(catalogue, code) for code in item.contributors)
        st.text(_("Usually contributing: {bodies}.", bodies=others))
    _depth(stored, item)
    in_scope = {other.id for other in stored.assessment.items_in_scope(catalogue)}
    for title, ids in (
        (_("Builds on"), item.builds_on),
        (_("Related"), item.related),
    ):
        if ids:
            st.header(title, anchor=False)
        for other in ids:
            name = catalogue.items[other].name
            if other in in_scope:
                frame.link("item", name, assessment=stored.key, item=other)
            else:
                st.text(_("{item} (not in scope)", item=name))


def _assign(item: Item, key: str) -> None:
    owner = st.session_state[key]
    usual = owner == item.leads[0]
    frame.save(lambda a: model.assign(a, item, "" if usual else owner))


def _depth(stored: Stored, item: Item) -> None:
    if not item.indicators:
        return
    st.header(_("Depth"), anchor=False)
    quick = stored.assessment.depth(item) is Depth.QUICK
    other = Depth.FULL if quick else Depth.QUICK
    if quick:
        label = plural(
            "Answer this item in full: {count} question",
            "Answer this item in full: {count} questions",
            len(item.indicators),
        )
    else:
        label = _("Answer this item quickly")
    st.button(
        label,
        key=f"depth:{item.id}",
        on_click=frame.save,
        args=(lambda a: model.deepen(a, item, other),),
    )
    st.text(_("Nothing that you have answered is lost by changing the depth."))


# --- one question ------------------------------------------------------------------------------


def _question(item: Item, indicator: Indicator, number: int) -> None:
    """What does not change stands outside the part that is drawn anew with each click."""
    with st.container(border=True):
        limb = next((limb for limb in item.limbs if limb.id == indicator.limb), None)
        if limb:
            st.caption(frame.plain(limb.title))
        st.header(f"{number}. {frame.plain(indicator.title)}", anchor=False)
        st.caption(frame.plain(_("What to look for: {text}", text=indicator.look_for)))
        with st.expander(_("Examples of evidence, and sources"), key=f"help:{indicator.id}"):
            _help(indicator)
        _answering(indicator.id)


def _help(indicator: Indicator) -> None:
    catalogue = frame.catalogue()
    lines = [frame.plain(example) for example in indicator.evidence]
    for source in indicator.sources:
        status = names.citation(catalogue, catalogue.paragraph(source).citation)
        lines.append(f"{frame.plain(names.source(source))} – *{frame.plain(status)}*")
    st.markdown("\n".join(f"- {line}" for line in lines))


@frame.fragment
def _answering(indicator_id: str) -> None:
    indicator = frame.catalogue().by_indicator[indicator_id][1]
    answer = frame.opened(indicator_id).assessment.answer(indicator_id)
    if progress.wording_changed(indicator, answer):
        _reworded(indicator)
    _choice(indicator, answer)
    _details(indicator, answer)


def _reworded(indicator: Indicator) -> None:
    st.warning(_("The wording has changed since this was answered. Look at it again."))
    st.button(
        _("My answer still holds"),
        key=f"confirm:{indicator.id}",
        on_click=frame.save,
        args=(lambda a: model.confirm(a, indicator),),
    )


def _choice(indicator: Indicator, answer: Answer) -> None:
    catalogue = frame.catalogue()
    key = f"answer:{indicator.id}"
    waits = f"reason_wanted:{indicator.id}"
    if not st.session_state.get(waits):
        frame.keep(key, _word(answer.given))

    def words(option: str) -> str:
        if option.isdigit():
            title = frame.plain(catalogue.scale[int(option)].title)
            return f"**{option} {title}.** {frame.plain(indicator.levels[int(option)])}"
        kind = AnswerKind(option)
        return f"**{names.answer_kind(kind)}.** {names.answer_meaning(kind)}"

    st.radio(
        frame.plain(indicator.question),
        [*(str(level.level) for level in catalogue.scale), *(s.value for s in Standing)],
        index=None,
        format_func=words,
        key=key,
        on_change=_answered,
        args=(indicator,),
    )
    chosen = st.session_state[key]
    if chosen == Standing.NOT_APPLICABLE:
        reason = f"reason:{indicator.id}"
        frame.keep(reason, answer.reason)
        st.text_area(
            _("Why does the question not apply? (required)"),
            key=reason,
            max_chars=TEXT_LIMIT,
            height=80,
            on_change=_answered,
            args=(indicator,),
        )
        if st.session_state.get(waits):
            st.warning(_("“Not applicable” is saved once you give a reason."))
    _saved_row(indicator, answer, waiting=bool(st.session_state.get(waits)))
    frame.show_not_saved(indicator.id)


def _saved_row(indicator: Indicator, answer: Answer, *, waiting: bool) -> None:
    """When the answer was saved, what is noted beside it, and a way to take it back."""
    answered = answer.given is not None and not waiting
    said = []
    if answered:
        time = frame.clock(answer.answered_at) if answer.answered_at else _("earlier")
        said.append(_("Answer saved {time}", time=time))
    if noted := _noted(answer):
        said.append(plural("{count} note beside it", "{count} notes beside it", noted))
    # Always the same row: what follows keeps its place, and so its state.
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(" · ".join(said))
        if answered:
            st.button(
                _("Take back"),
                key=f"clear:{indicator.id}",
                type="tertiary",
                help=_("The question is then unanswered; your notes stay."),
                on_click=frame.save,
                args=(lambda a: model.give(a, indicator, None),),
            )


def _word(given: int | Standing | None) -> str | None:
    return None if given is None else str(given)


def _answered(indicator: Indicator) -> None:
    """Save what was chosen; not applicable waits for its reason."""
    chosen = st.session_state[f"answer:{indicator.id}"]
    waits = f"reason_wanted:{indicator.id}"
    st.session_state.pop(waits, None)
    given: int | Standing | None
    reason = ""
    if chosen == Standing.NOT_APPLICABLE:
        given = Standing.NOT_APPLICABLE
        reason = (st.session_state.get(f"reason:{indicator.id}") or "").strip()
        if not reason:
            st.session_state[waits] = True
            return
    elif chosen in {standing.value for standing in Standing}:
        given = Standing(chosen)
    elif chosen in {"0", "1", "2", "3", "4"}:
        given = int(chosen)
    else:
        return
    frame.save(
        lambda a: model.give(
            a,
            indicator,
            given,
            reason=reason,
            by=a.owner(frame.catalogue().by_indicator[indicator.id][0]),
        )
    )


# --- what is noted beside an answer ------------------------------------------------------------


def _details(indicator: Indicator, answer: Answer) -> None:
    # Fourteen fields a question are drawn only when somebody wants them. The label never changes:
    # with another one the section would be another section, and close under the typing hand.
    label = _("Evidence, target, notes")
    section = st.expander(label, key=f"details:{indicator.id}", on_change="rerun")
    if section.open:
        with section:
            _fields(indicator, answer)


def _noted(answer: Answer) -> int:
    fields = (
        answer.measures,
        answer.challenges,
        answer.needs,
        answer.comment,
        answer.lead,
        answer.target_date,
        answer.confidence,
        answer.follow_up,
    )
    return sum(bool(field) for field in fields) + (answer.target is not None) + len(answer.evidence)


def _fields(indicator: Indicator, answer: Answer) -> None:
    catalogue = frame.catalogue()
    for field, label, value in (
        ("measures", _("Measures taken"), answer.measures),
        ("challenges", _("Challenges"), answer.challenges),
        ("needs", _("Needs: what is missing, what help would serve"), answer.needs),
        ("comment", _("Comment"), answer.comment),
    ):
        _text_area(indicator, field, label, value)
    left, right = st.columns(2)
    with left:
        _choose(
            indicator,
            "confidence",
            _("How sure is this answer?"),
            list(Confidence),
            answer.confidence,
            names.confidence,
        )
        codes = list(catalogue.leads)
        lead = answer.lead or None
        _choose(
            indicator,
            "lead",
            _("Who leads on this practice?"),
            codes if lead is None or lead in codes else [lead, *codes],
            lead,
            lambda code: names.body(catalogue, code),
        )
    with right:
        _choose(
            indicator,
            "target",
            _("Target"),
            [level.level for level in catalogue.scale],
            answer.target,
            lambda level: f"{level} {catalogue.scale[level].title}",
            placeholder=_usual_target(),
        )
        key = frame.keep(f"target_date:{indicator.id}", _day(answer.target_date))
        st.date_input(
            _("Target date"),
            value=None,
            min_value=date(2000, 1, 1),
            max_value=date(2100, 12, 31),
            format="YYYY-MM-DD",
            key=key,
            on_change=_noted_day,
            args=(indicator.id, key),
        )
    key = frame.keep(f"follow_up:{indicator.id}", answer.follow_up)
    st.checkbox(
        _("Flag for follow-up"),
        key=key,
        on_change=_noted_value,
        args=(indicator.id, "follow_up", key),
    )
    _evidence(indicator, answer)


def _usual_target() -> str:
    target = frame.opened().assessment.default_target
    if target is None:
        return _("None")
    return _("Usual target: {level}", level=target)


def _text_area(indicator: Indicator, field: str, label: str, value: str) -> None:
    key = frame.keep(f"{field}:{indicator.id}", value)
    st.text_area(
        label,
        key=key,
        max_chars=TEXT_LIMIT,
        height=90,
        on_change=_noted_text,
        args=(indicator.id, field, key),
    )


def _choose(
    indicator: Indicator,
    field: str,
    label: str,
    options: list[Any],
    value: Any,
    words: Callable[[Any], str],
    placeholder: str = "",
) -> None:
    key = frame.keep(f"{field}:{indicator.id}", value)
    st.selectbox(
        label,
        options,
        index=None,
        format_func=words,
        placeholder=placeholder or _("Not said"),
        key=key,
        on_change=_noted_value,
        args=(indicator.id, field, key),
    )


def _note(indicator: str, **changes: Any) -> None:
    frame.save(lambda a: model.note(a, indicator, **changes))


def _noted_text(indicator: str, field: str, key: str) -> None:
    _note(indicator, **{field: model.clean(st.session_state[key], TEXT_LIMIT)})


def _noted_value(indicator: str, field: str, key: str) -> None:
    value = st.session_state[key]
    _note(indicator, **{field: "" if value is None and field == "lead" else value})


def _noted_day(indicator: str, key: str) -> None:
    day = st.session_state[key]
    _note(indicator, target_date=day.isoformat() if day else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _evidence(indicator: Indicator, answer: Answer) -> None:
    st.markdown(f"**{_('Evidence')}**")
    for place, entry in enumerate(answer.evidence):
        left, right = st.columns([5, 1], vertical_alignment="center")
        facts = (
            entry.title,
            entry.reference,
            entry.date,
            entry.sharing.value if entry.sharing else "",
        )
        left.text(" · ".join(fact for fact in facts if fact))
        right.button(
            _("Remove"),
            key=f"remove:{indicator.id}:{place}",
            help=frame.plain(entry.title),
            type="tertiary",
            on_click=frame.save,
            args=(lambda a, entry=entry: _without(a, indicator.id, entry),),
        )
    # A form: a piece of evidence is one thing, and is kept when it is whole.
    with st.form(f"evidence:{indicator.id}", clear_on_submit=True):
        title = st.text_input(_("Title of the evidence"), max_chars=300)
        reference = st.text_input(_("Where it can be found"), max_chars=500)
        left, right = st.columns(2)
        day = left.date_input(_("Its date"), value=None, format="YYYY-MM-DD")
        marking = right.selectbox(
            _("Marking"), list(Marking), index=None, placeholder=_("Not marked")
        )
        sent = st.form_submit_button(_("Add this evidence"))
    if sent and not (title or "").strip():
        st.error(_("Give the evidence a title."))
    elif sent:
        entry = Evidence(
            model.clean(title, 300),
            model.clean(reference, 500),
            day.isoformat() if isinstance(day, date) else "",
            marking,
        )
        frame.save(lambda a: _with(a, indicator.id, entry))
        st.rerun(scope="fragment")


def _with(a: Assessment, indicator: str, entry: Evidence) -> Assessment:
    return model.note(a, indicator, evidence=(*a.answer(indicator).evidence, entry))


def _without(a: Assessment, indicator: str, entry: Evidence) -> Assessment:
    kept = tuple(other for other in a.answer(indicator).evidence if other != entry)
    return model.note(a, indicator, evidence=kept)


# --- from item to item -------------------------------------------------------------------------


def _ways_on(stored: Stored, item: Item) -> None:
    catalogue = frame.catalogue()
    before, after = progress.neighbours(stored.assessment, catalogue, item)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            frame.link(
                "item",
                _("Previous: {item}", item=before.label),
                icon=":material/arrow_back:",
                assessment=stored.key,
                item=before.id,
            )
        frame.link("tasks", _("Task list"), icon=":material/checklist:", assessment=stored.key)
        if after:
            frame.link(
                "item",
                _("Next: {item}", item=after.label),
                icon=":material/arrow_forward:",
                assessment=stored.key,
                item=after.id,
            )
        else:
            frame.link("review", _("Review"), icon=":material/rule:", assessment=stored.key)
