"""Make the pictures of the README anew from a worked example: `python -m scripts.pictures`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.browser import ADVICE, ARGUMENTS, find

ROOT = Path(__file__).resolve().parent.parent
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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as store:
        shutil.copy(ROOT / "assessments" / f"{EXAMPLE}.yaml", Path(store) / "velmora.yaml")
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "CYBERNORMS_STORE": store},
            stdout=subprocess.DEVNULL,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            while True:
                try:
                    urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
                for name, scheme, address in SHOTS:
                    context = browser.new_context(
                        viewport={"width": WIDTH, "height": HEIGHT},
                        color_scheme="dark" if scheme == "dark" else "light",
                    )
                    page = context.new_page()
                    page.goto(f"{url}/{address}")
                    take(page, TARGET / f"{name}.png")
                    context.close()
                browser.close()
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
