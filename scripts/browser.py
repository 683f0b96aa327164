"""Find a Chromium for the browser tests, or install one: `python -m scripts.browser --install`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = """No Chromium was found, and none could be installed.
The browser tests need one. Any of these helps:
  apt-get install chromium                 (Debian, as root)
  .venv/bin/playwright install chromium    (where the network allows it)
  CYBERNORMS_CHROMIUM=/path/to/chromium    (one that is somewhere else)"""

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]
"""How Chromium is started: it makes no connection of its own, and runs as root in containers."""


def find() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    if named := os.environ.get("CYBERNORMS_CHROMIUM"):
        return named if Path(named).exists() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """A Chromium, from Debian's packages where that is allowed, or else Playwright's own."""
    if path := find():
        return path
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            check=False,
            env=environment,
        )
        if path := find():
            return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def main() -> None:
    """Print the path of a browser; exit code 1 and advice where none can be had."""
    path = install() if "--install" in sys.argv else find()
    if path is None:
        sys.exit(ADVICE)
    print(path)


if __name__ == "__main__":
    main()
