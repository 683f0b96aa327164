"""Make the pictures of the README anew from a worked example: `python -m scripts.pictures`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.browser import ADVICE, ARGUMENTS, find
from scripts.server import ROOT, Server

TARGET = ROOT / "docs" / "pictures"
EXAMPLE = "example-velmora-2026"
SHOTS = (
    ("start", "light", ""),
    ("task-list", "light", "tasks?assessment=velmora"),
    ("question", "light", "item?assessment=velmora&item=norm-13c"),
    ("gaps", "light", "gaps?assessment=velmora"),
    ("gaps-dark", "dark", "gaps?assessment=velmora"),
    ("review", "light", "review?assessment=velmora"),
    ("share", "light", "share?assessment=velmora"),
)
WIDTH, HEIGHT = 1280, 900
TALLEST = 2200


def take(page: Page, path: Path) -> None:
    """The whole page as a picture, once everything on it is drawn."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(1500)
    main = page.get_by_test_id("stMain")
    height = main.evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(HEIGHT, height), TALLEST)})
    page.wait_for_timeout(800)
    page.screenshot(path=path)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def main() -> None:
    """Serve a copy of the example, and take each page's picture."""
    path = find()
    if path is None:
        sys.exit(ADVICE)
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        shutil.copy(ROOT / "assessments" / f"{EXAMPLE}.yaml", store / "velmora.yaml")
        with Server(store) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for name, scheme, address in SHOTS:
                context = browser.new_context(
                    viewport={"width": WIDTH, "height": HEIGHT},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page = context.new_page()
                page.goto(f"{server.url}/{address}")
                take(page, TARGET / f"{name}.png")
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
