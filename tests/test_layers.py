"""A room imports only rooms below it; docs/architecture.md lists them in this order."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "cybernorms"
ORDER = [
    {"language"},
    {"problems"},
    {"yaml_files"},
    {"schemas"},
    {"catalogue"},
    {"catalogue_files"},
    {"assessment"},
    {"assessment_data"},
    {"assessment_files"},
    {"scoring"},
    {"gaps", "progress"},
    {"sharing"},
    {"names"},
    {"frames"},
    {"charts"},
    {"store"},
    {"settings"},
    {"pages", "cli"},
    {"security", "warm_up", "__main__"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}


def room(path: Path) -> str:
    return path.relative_to(CODE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of this package that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cybernorms"):
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return {name for name in found if name in RANK}


MODULES = sorted(path for path in CODE.rglob("*.py") if path.name != "__init__.py")


def test_every_room_has_its_place() -> None:
    assert {room(path) for path in MODULES} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CODE)))
def test_imports_go_downwards_only(path: Path) -> None:
    mine = room(path)
    for other in imported(path):
        assert RANK[other] < RANK[mine] or other == mine, f"{mine} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CODE)))
def test_modules_say_what_they_are_for_and_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, path
    assert len(text.splitlines()) <= 560, path
    assert not re.search(r"util|helper|manager", path.stem)


def test_only_pages_and_the_server_know_streamlit() -> None:
    for path in MODULES:
        if room(path) not in ("pages", "warm_up"):
            assert "import streamlit" not in path.read_text("utf-8"), path


def test_pages_that_collect_answers_load_neither_pandas_nor_altair() -> None:
    for path in (CODE / "pages").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        top = {
            alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        for heavy in ("pandas", "altair", "cybernorms.charts"):
            assert not any(name.startswith(heavy) for name in top), path


TEXT_CALLS = {
    "title", "header", "subheader", "text", "info", "warning", "error", "success", "caption",
    "button", "radio", "checkbox", "selectbox", "multiselect", "text_input", "text_area",
    "date_input", "pills", "segmented_control", "expander", "popover", "file_uploader",
    "download_button", "form_submit_button", "badge", "link", "heading",
}  # fmt: skip


def test_every_text_of_the_interface_can_be_translated() -> None:
    """No page passes a bare sentence to a widget: each goes through gettext."""
    for path in (CODE / "pages").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in TEXT_CALLS:
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    text = argument.value
                    is_name = re.fullmatch(r"[a-z_]*", text) is not None
                    assert is_name, f"{path.name}:{argument.lineno}: {text}"
