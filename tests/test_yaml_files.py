from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

from cybernorms import yaml_files
from cybernorms.problems import Problem, ProblemsFound

TREACHEROUS = [
    "NO", "no", "yes", "on", "y", "n", "Off", "true", "null", "~", "", "1.10", "1e3", "0x1F",
    "0o14", "012", "1_000", "12:30:45", "2026-11-24", "2026-11-24T10:00:00Z", "+1", "-", "- x",
    "#x", "a: b", "a #b", "*a", "&a", "!a", "%a", "@a", "`a", "<<", "=", "{", "[", "'", '"', "|",
    ">", " lead", "trail ", "two\nlines", "two\n\nlines\n", "\ttab", "a\r\nb", "\u2028", "\ufeffx",
    "é", "中文", "عربي", "😀", "\x07bell", "1" * 40, ".5", "1.", ".inf", "Infinity", "NaN", ".nan",
]  # fmt: skip


def problem(text: str) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        yaml_files.parse(text, "f.yaml")
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


@pytest.mark.parametrize("text", ["NO", "no", "yes", "1.10", "2026-11-24", "012", "1:30", "0x1F"])
def test_only_yaml_1_2_words_and_whole_numbers_are_not_text(text: str) -> None:
    assert yaml_files.parse(f"key: {text}", "f.yaml").data == {"key": text}


def test_numbers_truth_and_nothing_are_read_as_such() -> None:
    data = yaml_files.parse("a: 3\nb: true\nc: -1\nd: ~\ne:\nf: False", "f.yaml").data
    assert data == {"a": 3, "b": True, "c": -1, "d": None, "e": None, "f": False}


def test_keys_are_text_whatever_they_look_like() -> None:
    data = yaml_files.parse("NO: x\n0: y\ntrue: z\n", "f.yaml").data
    assert data == {"NO": "x", "0": "y", "true": "z"}


@pytest.mark.parametrize("text", TREACHEROUS)
def test_what_is_written_is_read_back_by_us_and_by_others(text: str) -> None:
    written = yaml_files.write({"key": text, "list": [text]})
    expected = {"key": text, "list": [text]}
    assert yaml_files.parse(written, "f.yaml").data == expected
    assert yaml.safe_load(written) == expected
    assert YAML(typ="safe", pure=True).load(written) == expected


def test_a_fact_stands_on_one_line() -> None:
    written = yaml_files.write({"a": "word " * 200, "b": ["x", "z"]})
    assert written.splitlines()[1:] == ["b:", "- x", "- z"]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "empty"),
        ("# only a remark\n", 1, 1, "empty"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "second time"),
        ("a: &x [1]\nb: *x\n", 2, 4, "alias"),
        ("a:\n\tb: 1\n", 2, 1, "tab"),
        ("a: 'open\n", 2, 1, "never closed"),
        ("a: !!python/object:os.system x\n", 1, 4, "tag"),
        ("a: !!binary aGk=\n", 1, 4, "tag"),
        ("--- \na: 1\n---\nb: 2\n", 3, 1, "second document"),
        ("a: ok\nb: x\x07y\n", 2, 5, "character"),
        ("a: b: c\n", 1, 5, "not YAML"),
        ("? [a]\n: b\n", 1, 3, "key"),
        ("a: " + "[" * 21 + "]" * 21, 1, 24, "deep"),
        ("[" * 100_000, 1, 1001, "deep"),
        ("- " * 100_000 + "x", 1, 1999, "deep"),
    ],
)
def test_what_is_refused_is_named_with_its_place(
    text: str, line: int, column: int, words: str
) -> None:
    found = problem(text)
    assert words in found.message
    assert (found.line, found.column) == (line, column)


def test_exploding_aliases_cost_nothing() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert "alias" in problem("\n".join(lines)).message


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(ProblemsFound, match="larger than 5 MB"):
        yaml_files.read(path)


def test_other_encodings_are_named_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: ok\nstate: Côte\n".encode("latin-1"))
    with pytest.raises(ProblemsFound) as caught:
        yaml_files.read(path)
    found = caught.value.problems[0]
    assert (found.line, found.column) == (2, 9)
    assert "UTF-8" in found.message


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mark.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert yaml_files.read(path).data == {"a": 1}


def test_positions_lead_to_the_value_or_its_nearest_parent() -> None:
    text = yaml_files.parse("a:\n  b:\n    - x\n    - c: 1\n", "f.yaml")
    assert text.position(["a", "b", 1, "c"]) == (4, 7)
    assert text.position(["a", "b", 1, "missing"]) == (4, 7)
    assert text.position(["missing"]) == (1, 1)


def test_replacing_leaves_no_trace_of_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    yaml_files.replace(path, "old")

    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        yaml_files.replace(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_saved_file_belongs_to_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    yaml_files.replace(path, "x")
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_killed_writer_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    old, new = "old\n" * 20_000, "new\n" * 20_000
    yaml_files.replace(path, old)
    program = (
        "import sys; from pathlib import Path; from cybernorms import yaml_files\n"
        "path = Path(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    yaml_files.replace(path, 'new\\n' * 20_000)\n"
        "    yaml_files.replace(path, 'old\\n' * 20_000)\n"
    )
    for pause in (0.0, 0.001, 0.003, 0.007, 0.013, 0.021):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        try:
            writer.wait(pause)
        except subprocess.TimeoutExpired:
            writer.kill()
        writer.wait()
        writer.stdout.close()
        assert path.read_text() in (old, new)
