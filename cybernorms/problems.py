"""What is wrong with a file, said so that its owner can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error: the file cannot be used. warning: it is used, and somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it.

    `line` and `column` count from 1; 0 means that the problem has no place in the text.
    """

    file: str
    message: str
    advice: str = ""
    field: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """File, line and column as editors and terminals write them."""
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.place}: {self.severity}: {field}{self.message}{advice}"


class ProblemsFound(Exception):
    """Raised once everything has been read, with every error that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
