"""Assessments as YAML files in one folder: the store of a user who works alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from cybernorms import assessment_files, yaml_files
from cybernorms.assessment import Assessment, new_id, now
from cybernorms.catalogue import Catalogue
from cybernorms.language import _
from cybernorms.problems import Problem, ProblemsFound
from cybernorms.store import Broken, Stored

EXAMPLE_PREFIX = "example-"
_LOCK_SECONDS = 10.0


class FileStore:
    """A folder of assessments; its worked examples are read and never written.

    Two tabs, two programs or an editor may work on one file: every change is applied to what the
    file says at that moment, under a lock, and replaces the file in one step.
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self._read: dict[Path, tuple[tuple[int, int, int], Stored]] = {}

    def all(self) -> list[Stored | Broken]:
        """Every assessment of the user, last saved first; see `Store`."""
        found = [
            self._look(path) for path in self._files() if not path.name.startswith(EXAMPLE_PREFIX)
        ]
        return sorted(found, key=_age, reverse=True)

    def examples(self) -> list[Stored]:
        """The worked examples, in the order of their names."""
        paths = [path for path in self._files() if path.name.startswith(EXAMPLE_PREFIX)]
        found = (self._look(path) for path in paths)
        return [example for example in found if isinstance(example, Stored)]

    def load(self, key: str) -> Stored:
        """The assessment in the file `key`.yaml; see `Store`."""
        return self._open(self._path(key))

    def add(self, assessment: Assessment) -> str:
        """Write a new file, under the assessment's own identifier where that is free."""
        if self._free(assessment.id) is None:
            assessment = dataclasses.replace(assessment, id=new_id(assessment.title))
        path = self.folder / f"{assessment.id}.yaml"
        self._write(path, assessment)
        return assessment.id

    def change(self, key: str, change: Callable[[Assessment], Assessment]) -> Stored:
        """Read, change and replace the file under its lock; see `Store`."""
        path = self._path(key)
        if key.startswith(EXAMPLE_PREFIX):
            message = _("a worked example is not changed.")
            raise ProblemsFound([Problem(path.name, message, _("Open a copy of it."))])
        with self._lock(key):
            stored = self._open(path)
            changed = change(stored.assessment)
            if changed == stored.assessment:
                return stored
            changed = dataclasses.replace(changed, saved_at=now())
            self._write(path, changed)
            return self._saved(path, changed, stored)

    def remove(self, key: str) -> None:
        """Delete the file; see `Store`."""
        path = self._path(key)
        with self._lock(key):
            try:
                path.unlink()
            except OSError as error:
                raise self._failed(path, error) from None

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.yaml")) if self.folder.is_dir() else []

    def _free(self, key: str) -> Path | None:
        path = self.folder / f"{key}.yaml"
        return None if path.exists() or key.startswith(EXAMPLE_PREFIX) else path

    def _path(self, key: str) -> Path:
        """The file of a key; only names that lie in the folder are keys, whatever is asked for."""
        for path in self._files():
            if path.stem == key:
                return path
        message = _("there is no assessment '{key}' here.", key=key)
        advice = _("It may have been renamed or moved; choose it from the list.")
        raise ProblemsFound([Problem(f"{key}.yaml", message, advice)])

    def _lock(self, key: str) -> FileLock:
        folder = self.folder / ".locks"
        folder.mkdir(parents=True, exist_ok=True)
        return FileLock(folder / f"{key}.lock", timeout=_LOCK_SECONDS)

    def _look(self, path: Path) -> Stored | Broken:
        try:
            return self._open(path)
        except ProblemsFound as stopped:
            return Broken(path.stem, stopped.problems)

    def _saved(self, path: Path, assessment: Assessment, before: Stored) -> Stored:
        """What was just written; it need not be read again unless it had something to look at."""
        if before.problems:
            return self._open(path)
        stored = Stored(path.stem, assessment)
        self._read[path] = (self._stamp(path), stored)
        return stored

    def _stamp(self, path: Path) -> tuple[int, int, int]:
        """What tells one version of the file from the next."""
        try:
            status = path.stat()
        except OSError as error:
            raise self._failed(path, error) from None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    def _open(self, path: Path) -> Stored:
        """The file's assessment, read again only when the file has changed."""
        stamp = self._stamp(path)
        kept = self._read.get(path)
        if kept and kept[0] == stamp:
            return kept[1]
        text = yaml_files.read_text(path, path.name)
        assessment, problems = assessment_files.parse(text, path.name, self.catalogue)
        stored = Stored(path.stem, assessment, tuple(problems))
        self._read[path] = (stamp, stored)
        return stored

    def _write(self, path: Path, assessment: Assessment) -> None:
        try:
            yaml_files.replace(path, assessment_files.write(assessment, self.catalogue))
        except OSError as error:
            raise self._failed(path, error) from None

    def _failed(self, path: Path, error: OSError) -> ProblemsFound:
        reason = error.strerror or str(error)
        message = _("the file cannot be read or written ({reason}).", reason=reason)
        advice = _("Check the folder, its permissions and the free space; nothing was changed.")
        return ProblemsFound([Problem(path.name, message, advice)])


def _age(found: Stored | Broken) -> str:
    return found.assessment.saved_at if isinstance(found, Stored) else ""
