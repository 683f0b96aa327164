"""Write the reference of all fields from the schemas: `python -m scripts.fields [--check]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cybernorms import schemas

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "fields.md"
NAMES = ("catalogue", "documents", "item", "assessment")


def reference() -> str:
    """The page: for each schema, each field with its meaning, form and an example."""
    parts = [
        "# The fields of the files\n",
        "Made from `schemas/` by `make fields`; change it there.\n",
    ]
    for name in NAMES:
        schema = schemas.schema(name)
        parts.append(f"## {schema['title']}\n\n{schema['description']}\n")
        parts.append("| field | meaning | form | example |\n|---|---|---|---|")
        parts.extend(_rows(schema, schema, ""))
        parts.append("")
    return "\n".join(parts) + "\n"


def _rows(schema: dict[str, Any], rule: dict[str, Any], path: str) -> Iterator[str]:
    required = set(rule.get("required", []))
    for key, found in rule.get("properties", {}).items():
        field = _resolved(schema, found)
        place = f"{path}{key}"
        form = _form(field) + (", required" if key in required else "")
        meaning = str(field.get("description", "")).replace("|", "\\|")
        yield f"| `{place}` | {meaning} | {form} | {_example(field)} |"
        items = _resolved(schema, field.get("items", {}))
        if "properties" in field:
            yield from _rows(schema, field, f"{place}.")
        elif "properties" in items:
            yield from _rows(schema, items, f"{place}[].")
        elif isinstance(field.get("additionalProperties"), dict):
            yield from _rows(schema, field["additionalProperties"], f"{place}.*.")


def _resolved(schema: dict[str, Any], rule: Any) -> dict[str, Any]:
    """A rule together with the definition that it refers to."""
    if not isinstance(rule, dict):
        return {}
    if "$ref" not in rule:
        return rule
    definition = schema["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    return {**_resolved(schema, definition), **rule}


def _form(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    kinds = {
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
        "array": "list",
        "object": "mapping",
    }
    form = kinds.get(field.get("type", ""), "")
    if "minimum" in field:
        form += f" {field['minimum']} to {field['maximum']}"
    return form


def _example(field: dict[str, Any]) -> str:
    examples = field.get("examples") or [""]
    if examples[0] in ("", []):
        return ""
    text = json.dumps(examples[0], ensure_ascii=False) if examples[0] is not None else ""
    return f"`{text}`".replace("|", "\\|")


def main() -> None:
    """Write the page, or with --check say whether it is out of date."""
    text = reference()
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text("utf-8") != text:
            sys.exit("The schemas have changed: run make fields.")
        return
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
