from __future__ import annotations

import dataclasses
import multiprocessing
import threading
from pathlib import Path

import pytest

from cybernorms import assessment as model
from cybernorms import catalogue_files, yaml_files
from cybernorms.assessment import Assessment
from cybernorms.catalogue import Catalogue
from cybernorms.problems import ProblemsFound
from cybernorms.store import Broken, Stored
from cybernorms.store.files import FileStore


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue) -> FileStore:
    return FileStore(tmp_path / "assessments", catalogue)


def test_what_is_added_can_be_loaded_listed_and_removed(
    store: FileStore, assessment: Assessment
) -> None:
    assert store.all() == []
    key = store.add(assessment)
    assert store.load(key).assessment == assessment
    assert [found.key for found in store.all()] == [key]
    store.remove(key)
    assert store.all() == []


def test_a_key_that_is_taken_is_not_overwritten(store: FileStore, assessment: Assessment) -> None:
    first = store.add(assessment)
    second = store.add(dataclasses.replace(assessment, title="Another"))
    assert first != second
    assert store.load(first).assessment.title == assessment.title
    assert store.load(second).assessment.title == "Another"


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "..", "", "a/b", "x\x00y"])
def test_only_files_of_the_folder_are_keys(
    store: FileStore, assessment: Assessment, tmp_path: Path, key: str
) -> None:
    store.add(assessment)
    (tmp_path / "secret.yaml").write_text("a: 1\n")
    with pytest.raises(ProblemsFound, match="no assessment"):
        store.load(key)
    with pytest.raises(ProblemsFound, match="no assessment"):
        store.remove(key)
    assert (tmp_path / "secret.yaml").exists()


def test_a_change_is_applied_to_what_the_file_says_now(
    store: FileStore, assessment: Assessment, catalogue: Catalogue
) -> None:
    key = store.add(assessment)
    other = FileStore(store.folder, catalogue)  # a second program on the same folder
    first, second = (catalogue.items[name].quick[0] for name in ("norm-13a", "norm-13b"))
    store.load(key)
    other.change(key, lambda a: model.give(a, first, 1))
    store.change(key, lambda a: model.give(a, second, 2))
    answers = other.load(key).assessment.answers
    assert {name: answer.given for name, answer in answers.items()} == {first.id: 1, second.id: 2}


def test_an_edit_by_hand_is_seen(store: FileStore, assessment: Assessment) -> None:
    key = store.add(assessment)
    path = store.folder / f"{key}.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Trial", "title: By hand"), "utf-8")
    assert store.load(key).assessment.title == "By hand"


def test_a_broken_file_is_listed_refused_and_left_as_it_is(
    store: FileStore, assessment: Assessment
) -> None:
    key = store.add(assessment)
    path = store.folder / f"{key}.yaml"
    broken = path.read_text("utf-8") + "title: again\n"
    path.write_text(broken, "utf-8")
    (found,) = store.all()
    assert isinstance(found, Broken)
    assert "second time" in found.problems[0].message
    with pytest.raises(ProblemsFound, match="second time"):
        store.change(key, lambda a: dataclasses.replace(a, title="New"))
    assert path.read_text("utf-8") == broken


def test_a_worked_example_is_never_changed(
    store: FileStore, assessment: Assessment, catalogue: Catalogue
) -> None:
    example = dataclasses.replace(assessment, id="example-x")
    key = store.add(example)
    assert key != "example-x", "nobody's own file takes the name of an example"
    store.folder.joinpath(f"{key}.yaml").rename(store.folder / "example-x.yaml")
    assert [found.key for found in store.examples()] == ["example-x"]
    assert store.all() == []
    with pytest.raises(ProblemsFound, match="not changed"):
        store.change("example-x", lambda a: dataclasses.replace(a, title="New"))


def test_a_full_disk_leaves_the_file_as_it_was(
    store: FileStore, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = store.add(assessment)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(yaml_files.os, "replace", full)  # type: ignore[attr-defined]
    with pytest.raises(ProblemsFound, match="No space left on device"):
        store.change(key, lambda a: dataclasses.replace(a, title="New"))
    monkeypatch.undo()
    assert store.load(key).assessment == assessment
    assert [path.name for path in store.folder.glob("*.yaml")] == [f"{key}.yaml"]


def test_a_change_that_changes_nothing_writes_nothing(
    store: FileStore, assessment: Assessment
) -> None:
    key = store.add(assessment)
    before = (store.folder / f"{key}.yaml").stat()
    store.change(key, lambda a: a)
    assert (store.folder / f"{key}.yaml").stat() == before


def _answer_all(folder: Path, key: str, start: int, step: int) -> None:
    catalogue = catalogue_files.load()
    store = FileStore(folder, catalogue)
    questions = [item.quick[0] for item in catalogue.items.values()]
    for question in questions[start::step]:
        store.change(key, lambda a, question=question: model.give(a, question, 2))  # type: ignore[misc]


def test_several_programs_lose_nothing_of_each_other(
    store: FileStore, assessment: Assessment, catalogue: Catalogue
) -> None:
    key = store.add(assessment)
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_answer_all, args=(store.folder, key, start, 4))
        for start in range(4)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert len(store.load(key).assessment.answers) == len(catalogue.items)


def test_several_sessions_of_one_program_lose_nothing_of_each_other(
    store: FileStore, assessment: Assessment, catalogue: Catalogue
) -> None:
    key = store.add(assessment)
    questions = [item.quick[0] for item in catalogue.items.values()]

    def answer(start: int) -> None:
        for question in questions[start::4]:
            store.change(key, lambda a, question=question: model.give(a, question, 1))  # type: ignore[misc]

    threads = [threading.Thread(target=answer, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = store.load(key)
    assert isinstance(stored, Stored)
    assert len(stored.assessment.answers) == len(questions)
