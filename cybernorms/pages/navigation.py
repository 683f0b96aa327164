"""Navigation: the list of pages, run once for every click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cybernorms.pages import about, frame, gaps, item, review, scope, share, start, tasks

ICON = Path(__file__).parent / "icon.svg"

frame.speak()
st.set_page_config(page_title=frame.app_name(), page_icon=str(ICON), layout="wide")
pages = frame.make_pages(
    {
        "start": start.page,
        "tasks": tasks.page,
        "item": item.page,
        "review": review.page,
        "gaps": gaps.page,
        "share": share.page,
        "scope": scope.page,
        "about": about.page,
    }
)
current = st.navigation(list(pages.values()), position="hidden")
frame.style()
frame.sidebar()
current.run()
