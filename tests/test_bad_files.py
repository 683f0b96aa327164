"""Each broken file in bad_files/ gets its message, on the command line and where the app reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cybernorms import assessment_files, yaml_files
from cybernorms.catalogue import Catalogue
from cybernorms.cli import main
from cybernorms.problems import ProblemsFound, Severity
from cybernorms.store import Broken
from cybernorms.store.files import FileStore

FOLDER = Path(__file__).parent / "bad_files"
EXPECTED: dict[str, list[str]] = yaml_files.read(FOLDER / "expected.yaml").data
FILES = sorted(path for path in FOLDER.iterdir() if path.name != "expected.yaml")


def test_every_file_has_its_message_and_every_message_its_file() -> None:
    assert {path.name for path in FILES} == set(EXPECTED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_command_line_says_what_is_wrong(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    before = path.read_bytes()
    for command in ("validate", "score", "gaps", "coverage"):
        result = CliRunner().invoke(main, [command, path.name])
        said = (result.stdout + result.stderr).splitlines()
        assert [line for line in said if line.startswith(path.name)] == EXPECTED[path.name]
        if command == "validate":
            assert result.exit_code == (1 if EXPECTED[path.name] else 0)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_app_says_the_same(path: Path, catalogue: Catalogue) -> None:
    """By the two functions through which an uploaded file goes."""
    try:
        text = yaml_files.decode(path.read_bytes(), path.name)
        problems = tuple(assessment_files.parse(text, path.name, catalogue)[1])
    except ProblemsFound as stopped:
        problems = stopped.problems
    assert [str(problem) for problem in problems] == EXPECTED[path.name]
    serious = {problem.severity for problem in problems} == {Severity.ERROR}
    assert serious is (not path.name.startswith(("warns-", "fine-")))


def test_a_folder_full_of_broken_files_is_listed_and_left_as_it_is(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = FileStore(tmp_path, catalogue).all()
    broken = {entry.key for entry in found if isinstance(entry, Broken)}
    assert broken == {path.stem for path in FILES if not path.name.startswith(("warns-", "fine-"))}
    for path in FILES:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_norway_keeps_its_code(catalogue: Catalogue) -> None:
    assessment, _ = assessment_files.read(FOLDER / "fine-norway.yaml", catalogue)
    assert assessment.state_code == "NO"
    assert assessment.title == "no"
    assert assessment.period.start == "2026-01-01"
    written = assessment_files.write(assessment, catalogue)
    assert "state_code: 'NO'" in written
    assert "title: 'no'" in written
    assert "from: '2026-01-01'" in written


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    result = CliRunner().invoke(main, ["validate", str(path)])
    assert result.exit_code == 1
    assert "larger than 5 MB" in result.output
