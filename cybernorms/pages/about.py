"""About and method: what is asked, how it is counted, and how sure each citation is."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from cybernorms import __version__
from cybernorms.language import _
from cybernorms.pages import frame


def page() -> None:
    """What a reader should know before trusting the result."""
    catalogue = frame.catalogue()
    st.title(_("About and method"), anchor=False)
    st.text(catalogue.description)
    st.header(_("What the answers mean"), anchor=False)
    for level in catalogue.scale:
        st.markdown(
            f"**{level.level} {frame.plain(level.title)}.** {frame.plain(level.description)}"
        )
    st.text(
        _(
            "Beside the levels stand three answers that are not levels: not known, not "
            "applicable (with a reason) and not disclosed. No answer at all is a fifth thing. "
            "None of them is ever counted as 0."
        )
    )
    st.header(_("How it is counted"), anchor=False)
    for sentence in (
        _("The score of an item is the mean of its levels, weighted where the catalogue says so."),
        _("Coverage is the share of the questions that apply and have a level."),
        _("Bounds are the least and the greatest score that the open questions still allow."),
        _("The gap of an item is the mean of what its questions lack to their targets."),
        _("Priority is the gap times 1, 2 or 3 for the importance that you give the area."),
        _("There is no overall number, and States are not ranked."),
    ):
        st.markdown(f"- {frame.plain(sentence)}")
    st.header(_("How sure the citations are"), anchor=False)
    counted = Counter(
        paragraph.citation
        for document in catalogue.documents.values()
        for paragraph in document.paragraphs.values()
    )
    for status, term in catalogue.citations.items():
        count = sum(n for citation, n in counted.items() if citation.value == status)
        st.markdown(f"**{frame.plain(term.title)}: {count}.** {frame.plain(term.description)}")
    st.header(_("Documents"), anchor=False)
    for document in catalogue.documents.values():
        st.markdown(f"[{document.symbol}]({document.link}) – {frame.plain(document.title)}")
    st.caption(
        _(
            "Program {program}, catalogue {catalogue} ({digest})",
            program=__version__,
            catalogue=catalogue.version,
            digest=catalogue.digest,
        )
    )
