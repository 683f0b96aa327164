"""The app as a server: warmed up before the first visitor, closed to everything outside."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from cybernorms.security import SecurityHeaders
from cybernorms.warm_up import warm_up


@asynccontextmanager
async def _lifespan(_: Any) -> AsyncIterator[None]:
    warm_up()
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    Path(__file__).resolve().parent / "cybernorms" / "pages" / "navigation.py",
    lifespan=_lifespan,
    middleware=[Middleware(SecurityHeaders)],
)
