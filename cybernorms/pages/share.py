"""Share: a copy of the assessment as a file, with only what its owner chose."""

from __future__ import annotations

from datetime import date

import streamlit as st

from cybernorms import assessment_files, names, sharing
from cybernorms.assessment import Marking
from cybernorms.language import _
from cybernorms.pages import frame
from cybernorms.sharing import Choice, Part


def page() -> None:
    """What goes along, what the file then says, and the file."""
    stored = frame.opened()
    a = stored.assessment
    catalogue = frame.catalogue()
    frame.heading(_("Share"), stored)
    st.text(
        _(
            "The file is made on this machine and goes nowhere by itself. It holds the levels of "
            "the areas that you choose, and of the rest only what you tick."
        )
    )
    st.header(_("A copy for others"), anchor=False)
    areas = list(a.scope.areas)
    chosen = st.pills(
        _("Areas"),
        areas,
        default=areas,
        selection_mode="multi",
        format_func=lambda area: frame.plain(
            catalogue.areas[area].title if area in catalogue.areas else area
        ),
        key=f"share_areas:{stored.key}",
        persist_state="session",
    )
    st.markdown(f"**{_('What goes along')}**")
    left, right = st.columns(2)
    parts = set()
    for place, part in enumerate(Part):
        with left if place % 2 == 0 else right:
            if st.checkbox(
                names.part(part),
                value=part in sharing.USUAL,
                key=f"share:{part}",
                persist_state="session",
            ):
                parts.add(part)
    marking = Marking(
        st.selectbox(
            _("Marking of the copy (TLP 2.0). Evidence that is marked more narrowly stays behind."),
            list(Marking),
            index=list(Marking).index(a.sharing or Marking.AMBER),
            key=f"share_marking:{stored.key}",
            persist_state="session",
        )
        or Marking.RED
    )
    if not chosen:
        st.info(_("Choose at least one area."))
        return
    in_order = tuple(area for area in areas if area in chosen)
    choice = Choice(frozenset(parts), in_order, marking)
    text = assessment_files.write(sharing.share(a, catalogue, choice), catalogue)
    st.download_button(
        _("Download the copy (YAML)"),
        data=text,
        file_name=f"{stored.key}-{marking.removeprefix('TLP:').lower()}-{date.today()}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="download_copy",
    )
    section = st.expander(
        _("See exactly what leaves ({lines} lines)", lines=text.count("\n")),
        key="preview",
        on_change="rerun",
    )
    if section.open:
        section.code(text, language="yaml")
    st.header(_("The whole file"), anchor=False)
    st.text(_("Everything, for yourself: to keep, to move to another machine, to hand over."))
    st.download_button(
        _("Download everything (YAML)"),
        data=assessment_files.write(a, catalogue),
        file_name=f"{stored.key}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
        key="download_all",
    )
