"""Where assessments are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cybernorms.assessment import Assessment
from cybernorms.problems import Problem


@dataclass(frozen=True, slots=True)
class Stored:
    """An assessment as it stands in the store, with what somebody should look at."""

    key: str
    assessment: Assessment
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the store that cannot be read; it is left as it is."""

    key: str
    problems: tuple[Problem, ...]


class Store(Protocol):
    """What the pages need of any place that keeps assessments."""

    def all(self) -> list[Stored | Broken]:
        """Everything that is kept, last saved first."""
        ...

    def load(self, key: str) -> Stored:
        """The assessment under a key.

        Raises:
            ProblemsFound: there is none, or it cannot be read.
        """
        ...

    def add(self, assessment: Assessment) -> str:
        """Keep a new assessment; returns its key, which is not one that was taken."""
        ...

    def change(self, key: str, change: Callable[[Assessment], Assessment]) -> Stored:
        """Apply a change to what is stored now, whoever saved it last, and save it.

        Raises:
            ProblemsFound: it cannot be read or written; what is stored stays as it was.
        """
        ...

    def remove(self, key: str) -> None:
        """Forget an assessment.

        Raises:
            ProblemsFound: there is none, or it cannot be removed.
        """
        ...
