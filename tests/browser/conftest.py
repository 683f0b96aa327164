"""A real server and a real Chromium; every request that a page makes is written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    TimeoutError,
    expect,
    sync_playwright,
)

from scripts.browser import ADVICE, ARGUMENTS, find
from scripts.server import Server

PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine before a test fails."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[[str], Server]]:
    servers: list[Server] = []

    def start(name: str = "store") -> Server:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        server = Server(folder)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.kill()


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Server:
    return start_server()


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """New browser windows with nothing in them; fails if a page asked anything of the outside."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def new(**options: object) -> BrowserContext:
        settings: dict[str, object] = {"viewport": {"width": 1280, "height": 1000}, **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: asked.append(request.url))
        context.on(
            "page",
            lambda page: page.on("websocket", lambda websocket: asked.append(websocket.url)),
        )
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert asked, "no request was seen: the log itself is broken"
    outside = [
        url
        for url in asked
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert outside == []


@pytest.fixture
def page(open_browser: Callable[..., BrowserContext]) -> Page:
    return open_browser().new_page()


def settled(page: Page) -> None:
    """Wait until the app has answered everything that was asked of it."""
    page.wait_for_timeout(120)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(80)


def begin(
    page: Page, server: Server, *, state: str = "Norland", full: bool = False, only: str = ""
) -> str:
    """Begin an assessment on the start page; returns its key."""
    page.goto(server.url)
    page.get_by_label("State or organisation").fill(state)
    if full:
        page.get_by_text("Full: every indicator", exact=True).click()
    if only:
        for area in (
            "Confidence-building measures",
            "Capacity-building",
            "International law",
            "Cooperative measures",
            "National views",
            "Voluntary norms",
        ):
            if area != only:
                page.get_by_role("button", name=area, exact=True).click()
    page.get_by_role("button", name="Begin the assessment").click()
    heading(page, "Task list")
    found = re.search(r"assessment=([^&]+)", page.url)
    assert found
    return found[1]


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()
    settled(page)


def question(page: Page, number: int = 1) -> Locator:
    """The levels and other answers of a question of the open item."""
    return page.get_by_role("radiogroup").nth(number - 1)


def choose(page: Page, answer: str, number: int = 1) -> None:
    """Choose an answer by the words it begins with, and wait until it is saved."""
    option = question(page, number).locator("label").filter(has_text=re.compile(f"^{answer}"))
    option.click()
    settled(page)


def chosen(page: Page, number: int = 1) -> str:
    """The text of the answer that is chosen; empty where none is."""
    checked = question(page, number).locator("label:has(input:checked)")
    return checked.first.inner_text() if checked.count() else ""


def pick(page: Page, label: str, option: str) -> None:
    """Pick an entry of a list by keyboard and mouse, and wait until it is saved."""
    box = page.get_by_role("combobox", name=label, exact=True)
    entry = page.get_by_role("option", name=option)
    for _ in range(10):  # a list that opens while the page is drawn anew closes again
        box.press("ArrowDown")
        try:
            entry.click(timeout=1500)
            break
        except TimeoutError:
            continue
    else:
        raise AssertionError(f"{label} does not open")
    settled(page)
