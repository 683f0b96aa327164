"""Review: what is open or doubtful before an assessment is shared, each with its way there."""

from __future__ import annotations

import itertools
from datetime import date

import streamlit as st

from cybernorms import names, progress
from cybernorms.language import _
from cybernorms.pages import frame
from cybernorms.progress import Concern, Finding


def page() -> None:
    """The review of the open assessment."""
    stored = frame.opened()
    frame.heading(_("Review"), stored)
    st.text(
        _(
            "Nothing here has to be mended: no question is mandatory. It shows what a careful "
            "reader would ask about."
        )
    )
    found = progress.review(stored.assessment, frame.catalogue(), date.today().isoformat())
    if not found:
        st.success(_("Nothing is open."))
    for concern, group in itertools.groupby(found, key=lambda finding: finding.concern):
        _group(stored.key, concern, list(group))
    frame.link("gaps", _("See the gaps"), icon=":material/bar_chart:", assessment=stored.key)


def _group(key: str, concern: Concern, findings: list[Finding]) -> None:
    label = f"{names.concern(concern)} ({len(findings)})"
    section = st.expander(label, key=f"concern:{concern}", on_change="rerun")
    if not section.open:
        return
    with section:
        for item, group in itertools.groupby(findings, key=lambda finding: finding.item):
            frame.link("item", item.name, assessment=key, item=item.id)
            for finding in group:
                reason = f" – {finding.answer.reason}" if finding.answer.reason else ""
                st.text(f"    {finding.indicator.title}{reason}")
