from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cybernorms import assessment as model
from cybernorms import assessment_files
from cybernorms.assessment import Assessment, Standing
from cybernorms.catalogue import Catalogue
from cybernorms.cli import main


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def run_json(*arguments: str | Path, code: int = 0) -> Any:
    return json.loads(run(*arguments, "--format", "json", code=code))


@pytest.fixture
def file(tmp_path: Path, assessment: Assessment, catalogue: Catalogue) -> Path:
    a = model.give(assessment, catalogue.items["norm-13a"].quick[0], 1)
    a = model.give(a, catalogue.items["norm-13b"].quick[0], Standing.NOT_KNOWN)
    path = tmp_path / "a.yaml"
    path.write_text(assessment_files.write(a, catalogue), "utf-8")
    return path


def test_validate_without_files_checks_the_catalogue(norms: Path) -> None:
    assert "The catalogue is valid" in run("validate")
    (norms / "catalogue.yaml").write_text("id: x\n")
    said = run("--norms", norms, "validate", code=1)
    assert "norms/catalogue.yaml:1:1: error: the key 'areas' is missing." in said


def test_validate_tells_all_files(file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("a: 1\na: 2\n")
    said = run_json("validate", file, bad, code=1)
    (problem,) = said["problems"]
    assert problem["file"] == str(bad)
    assert (problem["line"], problem["column"], problem["severity"]) == (2, 1, "error")
    assert "1 file is valid." in run("validate", file)


def test_score_gives_bounds_and_coverage(file: Path, catalogue: Catalogue) -> None:
    said = run_json("score", file)
    assert list(said) == list(catalogue.items)
    assert said["norm-13a"]["score"] == 1
    assert said["norm-13a"]["bounds"] == [1, 1]
    assert said["norm-13b"]["score"] is None
    assert said["norm-13b"]["bounds"] == [0, 4]
    assert said["norm-13b"]["answers"]["not-known"] == 1
    assert "0.0–4.0" in run("score", file)


def test_gaps_come_with_their_reasons(file: Path) -> None:
    said = run_json("gaps", file)
    assert [entry["item"] for entry in said["gaps"]] == ["norm-13a"]
    assert said["gaps"][0]["gap"] == 2
    assert "norm-13b" in {entry["item"] for entry in said["to_find_out"]}
    assert said["gaps"][0]["reason"] in run("gaps", file)


def test_coverage_is_the_matrix_of_paragraphs_or_of_answers(file: Path) -> None:
    matrix = run_json("coverage")
    entry = next(e for e in matrix if (e["symbol"], e["paragraph"]) == ("A/70/174", "13(c)"))
    assert entry["items"] == ["norm-13c"]
    assert entry["citation"] == "verified"
    core = ("A/65/201", "A/68/98", "A/70/174", "A/RES/75/32")
    assert all(e["items"] or e["no_item"] for e in matrix if e["symbol"] in core)
    answers = run_json("coverage", file)
    assert answers["by_area"]["voluntary-norms"]["level"] == 1
    assert "unanswered" in run("coverage", file)


def test_new_makes_a_file_that_validates_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    run("new", "--title", "Trial", "--state", "NO", "--area", "voluntary-norms", "-o", path)
    run("validate", path)
    assert "state: 'NO'" in path.read_text("utf-8")
    before = path.read_bytes()
    run("new", "--title", "Other", "-o", path, code=2)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "missing.yaml"],
        ["score"],
        ["gaps", "--format", "xml", "x"],
        ["frobnicate"],
        ["new", "--title", "x", "--area", "moon", "-o", "never.yaml"],
        ["new", "--title", "x", "--target", "5", "-o", "never.yaml"],
        ["--norms", "missing", "validate"],
    ],
)
def test_wrong_use_is_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    run(*arguments, code=2)
    assert not Path("never.yaml").exists()


def test_it_runs_as_a_module_without_streamlit_altair_or_pandas() -> None:
    program = (
        "import sys; sys.argv[1:] = ['validate']; import runpy\n"
        "try: runpy.run_module('cybernorms', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "heavy = {'streamlit', 'altair', 'pandas', 'numpy', 'jsonschema'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "The catalogue is valid" in done.stdout
