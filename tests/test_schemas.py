from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cybernorms import schemas, yaml_files

NAMES = ["catalogue", "documents", "item", "assessment"]


def fields(rule: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, wherever it is nested."""
    if isinstance(rule, dict):
        for name, field in rule.get("properties", {}).items():
            if "if" not in path.split("/"):
                yield f"{path}/{name}", field
        for key, value in rule.items():
            if key not in ("examples", "if", "then"):
                yield from fields(value, f"{path}/{key}")
    elif isinstance(rule, list):
        for place, value in enumerate(rule):
            yield from fields(value, f"{path}/{place}")


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_what_it_is_and_shows_an_example(name: str) -> None:
    schema = schemas.schema(name)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$id"].endswith(f"{name}.schema.json")
    assert schema["title"]
    assert schema["description"]
    found = list(fields(schema))
    assert len(found) > 8
    for path, field in found:
        assert {"title", "description", "examples"} <= set(field), path


@pytest.mark.parametrize("name", NAMES)
def test_every_example_follows_its_own_rule(name: str) -> None:
    schema = schemas.schema(name)
    for path, field in fields(schema):
        if field["examples"][0] == [] or "symbol" in str(field["examples"][0]):
            continue  # a whole document or question: the catalogue itself is its example
        rule = {**field, "$defs": schema.get("$defs", {})}
        errors = list(Draft202012Validator(rule).iter_errors(field["examples"][0]))
        assert not errors, (path, errors)


def test_the_catalogue_refuses_unknown_keys_and_an_assessment_keeps_them() -> None:
    for name in ("catalogue", "documents", "item"):
        assert schemas.schema(name)["additionalProperties"] is False
    assert schemas.schema("assessment")["additionalProperties"] is True


def test_a_mistyped_key_is_answered_with_the_right_one() -> None:
    text = yaml_files.parse("idd: x\n", "f.yaml")
    found = [p for p in schemas.problems("item", text) if p.field == "idd"]
    assert found[0].advice == "Did you mean 'id'?"
    assert (found[0].line, found[0].column) == (1, 1)
