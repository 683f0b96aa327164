"""What every page shares: catalogue, store, the assessment named in the URL, links, saving."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ParamSpec
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from cybernorms import catalogue_files, language, settings
from cybernorms.assessment import Assessment
from cybernorms.catalogue import Catalogue
from cybernorms.language import _, plural
from cybernorms.problems import Problem, ProblemsFound
from cybernorms.store import Stored
from cybernorms.store.files import FileStore

P = ParamSpec("P")

ASSESSMENT = "assessment"
ITEM = "item"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    """The catalogue, read once for all visitors."""
    return catalogue_files.load(settings.catalogue_folder())


@st.cache_resource(show_spinner=False)
def store() -> FileStore:
    """Where the user's assessments are kept."""
    return FileStore(settings.store_folder(), catalogue())


@st.cache_resource(show_spinner=False)
def examples() -> FileStore:
    """Where the worked examples are kept."""
    return FileStore(settings.examples_folder(), catalogue())


def app_name() -> str:
    """What the app calls itself."""
    return _("Cyber norms self-assessment")


def speak() -> None:
    """Speak the reader's language on this run."""
    language.use(language.DEFAULT)


def fragment(part: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that reruns alone, in the reader's language."""

    @st.fragment
    @functools.wraps(part)
    def run(*args: P.args, **values: P.kwargs) -> None:
        speak()
        part(*args, **values)

    return run


def plain(text: str) -> str:
    """Text that is to be read as it stands, made safe for places that understand Markdown."""
    return _PUNCTUATION.sub(r"\\\1", text).replace("\n", " ")


def style() -> None:
    """Small things that the theme cannot say."""
    st.html(
        """<style>
        [data-testid="stMainBlockContainer"] { max-width: 76rem; padding-top: 3rem; }
        [data-testid="stSidebarHeader"] { height: 2.5rem; }
        [role="radiogroup"] label { align-items: flex-start; padding-block: 0.15rem; }
        [data-testid="stMain"] [data-testid="stPageLink-NavLink"] { background: transparent; }
        [data-testid="stMain"] [data-testid="stPageLink-NavLink"] p {
          font-weight: 400; white-space: normal; text-decoration: underline;
          text-underline-offset: 0.2em;
        }
        [data-testid="stCaptionContainer"] { opacity: 0.85 !important; }
        [data-testid^="stBaseButton-primary"] {
          background-color: #0b5a9d !important; border-color: #0b5a9d !important;
          color: #ffffff !important;
        }
        [data-testid="stRadio"] > label p { font-size: 1rem; font-weight: 600; }
        h1 { font-size: 2rem !important; }
        h2 { font-size: 1.35rem !important; }
        h3 { font-size: 1.15rem !important; }
        @media (prefers-reduced-motion: reduce) {
          *, *::before, *::after { animation: none !important; transition: none !important; }
        }
        @media print {
          [data-testid="stSidebar"], [data-testid="stHeader"] { display: none !important; }
        }
        </style>"""
    )


# --- pages and links ---------------------------------------------------------------------------


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "start": (_("Start"), ":material/home:"),
        "tasks": (_("Task list"), ":material/checklist:"),
        "item": (_("Questionnaire"), ":material/edit_note:"),
        "review": (_("Review"), ":material/rule:"),
        "gaps": (_("Gaps"), ":material/bar_chart:"),
        "share": (_("Share"), ":material/share:"),
        "scope": (_("Scope and details"), ":material/tune:"),
        "about": (_("About and method"), ":material/info:"),
    }


def make_pages(pages: Mapping[str, Callable[[], None]]) -> dict[str, StreamlitPage]:
    """The pages by name, the first one as the start; kept for links on this and later runs."""
    titles = _titles()
    made = {
        name: st.Page(
            page,
            title=titles[name][0],
            url_path="" if name == "start" else name,
            default=name == "start",
        )
        for name, page in pages.items()
    }
    st.session_state["pages"] = made
    return made


def link(page: str, label: str, *, icon: str | None = None, **params: str) -> None:
    """A link to a page, with the assessment and item that it is about in its address."""
    st.page_link(
        st.session_state["pages"][page], label=plain(label), icon=icon, query_params=params
    )


def go(page: str, **params: str) -> None:
    """Leave this page for another one."""
    st.switch_page(st.session_state["pages"][page], query_params=params)


def sidebar() -> None:
    """Where one can go from here; the pages of an assessment only when one is open."""
    key = st.query_params.get(ASSESSMENT, "")
    open_pages = ["tasks", "item", "review", "gaps", "share", "scope"] if key else []
    titles = _titles()
    with st.sidebar:
        st.markdown(f"**{plain(app_name())}**")
        link("start", titles["start"][0], icon=titles["start"][1])
        for name in open_pages:
            params = {ASSESSMENT: key}
            if name == "item" and (item := st.query_params.get(ITEM)):
                params[ITEM] = item
            link(name, titles[name][0], icon=titles[name][1], **params)
        link(
            "about",
            titles["about"][0],
            icon=titles["about"][1],
            **({ASSESSMENT: key} if key else {}),
        )
        st.caption(_("Everything stays on this machine. Nothing is sent anywhere."))


# --- the open assessment -----------------------------------------------------------------------


def opened(place: str = "page") -> Stored:
    """The assessment named in the address; otherwise the page says so and ends.

    `place` names the part of the page that asks, where several do.
    """
    key = st.query_params.get(ASSESSMENT, "")
    if not key:
        st.info(_("No assessment is open."))
        link("start", _("Choose or begin one"), icon=":material/arrow_back:")
        st.stop()
    try:
        return store().load(key)
    except ProblemsFound as stopped:
        _forget_widgets(place)
        st.error(_("This assessment cannot be opened. Its file was left as it is."))
        show_problems(stopped.problems)
        show_not_saved(place)
        link("start", _("Back to the start"), icon=":material/arrow_back:")
        st.stop()


def _forget_widgets(place: str) -> None:
    """Widgets that are not drawn now come back empty in the browser: they must be filled anew."""
    for key in list(st.session_state):
        if str(key).endswith(f":{place}"):
            del st.session_state[key]


def heading(title: str, stored: Stored) -> None:
    """The head of a page of an assessment: its title, whose it is, and when it was saved."""
    a = stored.assessment
    st.title(plain(title), anchor=False)
    about = " · ".join(part for part in (a.title, a.state) if part)
    saved = _("Last saved {time}", time=clock(a.saved_at)) if a.saved_at else ""
    st.text(" · ".join(part for part in (about, saved) if part))
    if stored.problems:
        label = plural(
            "{count} thing in this file should be looked at",
            "{count} things in this file should be looked at",
            len(stored.problems),
        )
        with st.expander(label, icon=":material/warning:"):
            show_problems(stored.problems)


def clock(moment: str) -> str:
    """A moment of the file in the reader's time zone."""
    from babel.dates import format_datetime

    try:
        time = datetime.fromisoformat(moment).astimezone(ZoneInfo(st.context.timezone or "UTC"))
    except (ValueError, KeyError):
        return moment
    return str(format_datetime(time, "d MMMM yyyy, HH:mm:ss", locale=language.current()))


def show_problems(problems: Iterable[Problem]) -> None:
    """Problems as plain text, each with its place."""
    for problem in problems:
        st.text(str(problem))


def save(change: Callable[[Assessment], Assessment]) -> None:
    """Apply a change to the open assessment and write it at once.

    A change that cannot be written is kept and tried again with the next one; until then every
    page says so, and the fields go on showing what was typed.
    """
    key = st.query_params.get(ASSESSMENT, "")
    waiting = [*st.session_state.pop(_unsaved(key), []), change]

    def all_of_them(assessment: Assessment) -> Assessment:
        for step in waiting:
            assessment = step(assessment)
        return assessment

    try:
        store().change(key, all_of_them)
    except ProblemsFound as stopped:
        st.session_state[_unsaved(key)] = waiting
        st.session_state["why_not_saved"] = stopped.problems


def _unsaved(key: str) -> str:
    return f"unsaved:{key}"


def _has_unsaved() -> bool:
    return _unsaved(st.query_params.get(ASSESSMENT, "")) in st.session_state


def show_not_saved(place: str) -> None:
    """That a change could not be written, why, and a way to try again; `place` names the spot."""
    if _has_unsaved():
        st.error(
            _("Your last changes are NOT saved yet. They are kept here and tried again."),
            icon=":material/error:",
        )
        show_problems(st.session_state["why_not_saved"])
        st.button(
            _("Try again to save"), key=f"retry:{place}", on_click=save, args=(lambda same: same,)
        )


def keep(key: str, value: Any) -> str:
    """Make a widget show what is stored; returns its key.

    The store is the truth: a change is saved before the page is drawn again, so what differs here
    came from another tab, another program or a reload. Only while something could not be saved
    does a field keep what was typed.
    """
    if key not in st.session_state or (st.session_state[key] != value and not _has_unsaved()):
        st.session_state[key] = value
    return key
