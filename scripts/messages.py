"""Collect the interface texts: `python -m scripts.messages [--check]`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "cybernorms" / "locale" / "cybernorms.pot"


def collect() -> bytes:
    """The template for translators: every text that is passed to `_` or `plural`."""
    catalog = Catalog(project="cybernorms", charset="utf-8")
    found = extract_from_dir(
        ROOT / "cybernorms", [("**.py", "python")], keywords={"_": None, "plural": (1, 2)}
    )
    for file, line, message, comments, context in found:
        where = [(f"cybernorms/{Path(file).as_posix()}", line)]
        catalog.add(message, locations=where, auto_comments=comments, context=context)
    text = io.BytesIO()
    # Neither dates nor line numbers: the file changes when a text changes, and only then.
    write_po(text, catalog, omit_header=True, sort_output=True, include_lineno=False, width=100)
    return text.getvalue()


def main() -> None:
    """Write the template, or with --check say whether it is out of date."""
    text = collect()
    if "--check" in sys.argv:
        if not TEMPLATE.exists() or TEMPLATE.read_bytes() != text:
            sys.exit("The interface texts have changed: run make messages.")
        return
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(text)


if __name__ == "__main__":
    main()
