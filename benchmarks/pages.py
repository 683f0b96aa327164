"""First page and click-to-idle in Chromium, against an empty Streamlit app in the same run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.reading import full_result
from cybernorms import assessment_files, catalogue_files
from scripts.browser import ADVICE, ARGUMENTS, find
from scripts.server import Server

CLICKS = 40
VISITS = 7
EMPTY = """import streamlit as st
st.radio("Choose", ["one", "two", "three"], index=None)
"""
EMPTY_CHART = """import altair as alt
import streamlit as st
choice = st.radio("Choose", ["one", "two", "three"], index=None)
rows = [{"a": name, "b": value} for value, name in enumerate("xyz")]
st.altair_chart(alt.Chart({"values": rows}).mark_bar().encode(x="b:Q", y="a:N"))
"""


def idle(page: Page) -> None:
    """Wait until the page shows the end of the run that was just begun."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


# Runs in the page: from the click until the app has been idle, measured by the browser's clock.
CLICK = """async (place) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const inputs = document.querySelectorAll('[role="radiogroup"] input');
  const begun = performance.now();
  let ran = false;
  return await new Promise((done) => {
    const seen = new MutationObserver(() => {
      const state = app.getAttribute('data-test-script-state');
      if (state === 'running') ran = true;
      if (ran && state === 'notRunning') { seen.disconnect(); done(performance.now() - begun); }
    });
    seen.observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] });
    inputs[place].click();
    setTimeout(() => { seen.disconnect(); done(-1); }, 5000);
  });
}"""


def visit(browser: Browser, url: str, ready: Callable[[Page], None]) -> float:
    """Seconds until a new visitor with an empty cache sees a finished page."""
    context = browser.new_context()
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(url)
    ready(page)
    idle(page)
    taken = time.perf_counter() - begun
    context.close()
    return taken


def clicks(browser: Browser, url: str) -> list[float]:
    """Milliseconds from click to idle, many times on one page."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.get_by_role("radiogroup").first.wait_for()
    page.wait_for_timeout(1500)
    times = []
    for number in range(CLICKS + 3):
        taken = page.evaluate(CLICK, number % 3)
        page.wait_for_timeout(150)
        if number >= 3 and taken > 0:
            times.append(taken)
    context.close()
    return times


def row(name: str, ours: list[float], bare: list[float], unit: str) -> str:
    """A row of the table: medians and their ratio."""
    a, b = statistics.median(ours), statistics.median(bare)
    return f"| {name} | {a:.0f} {unit} | empty Streamlit app {b:.0f} {unit} | {a / b:.2f} |"


def measure() -> Iterator[str]:
    """The rows of the table; both apps are up at once and are visited in turn."""
    path = find()
    if path is None:
        sys.exit(ADVICE)
    catalogue = catalogue_files.load()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        store.mkdir()
        text = assessment_files.write(full_result(catalogue), catalogue)
        (store / "full.yaml").write_text(text, "utf-8")
        empty, chart = Path(folder) / "empty.py", Path(folder) / "chart.py"
        empty.write_text(EMPTY)
        chart.write_text(EMPTY_CHART)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with (
            Server(store) as app,
            Server(store, empty) as empty_app,
            Server(store, chart) as chart_app,
        ):
            ours, bare, charted = app.url, empty_app.url, chart_app.url

            def radio(page: Page) -> None:
                page.get_by_role("radiogroup").first.wait_for()

            def drawn(page: Page) -> None:
                page.locator("svg.marks, canvas.marks").first.wait_for()

            item = f"{ours}/item?assessment=full&item=norm-13c"
            gaps = f"{ours}/gaps?assessment=full"
            for name, url, against, ready in (
                ("first page, a new visitor: start", ours, bare, radio),
                ("first page, a new visitor: item with 7 questions", item, bare, radio),
                (
                    "first page, a new visitor: gaps with 4 charts (yardstick: one chart)",
                    gaps,
                    charted,
                    drawn,
                ),
            ):
                visit(browser, url, ready), visit(browser, against, ready)
                times = [
                    (1000 * visit(browser, url, ready), 1000 * visit(browser, against, ready))
                    for _ in range(VISITS)
                ]
                yield row(name, [a for a, _ in times], [b for _, b in times], "ms")
            yield row(
                "answer to a question, click to saved and idle",
                clicks(browser, item),
                clicks(browser, bare),
                "ms",
            )
        browser.close()
