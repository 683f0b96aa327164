"""Tidy rows for charts and tables: one row a mark, computed once from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from cybernorms import gaps, names, scoring
from cybernorms.assessment import AnswerKind, Assessment
from cybernorms.catalogue import Catalogue, Depth
from cybernorms.language import _
from cybernorms.scoring import Coverage


class ProfileRow(TypedDict):
    """An item on the scale of 0 to 4; what is not known is None."""

    item: str
    id: str
    score: float | None
    low: float | None
    high: float | None
    target: float | None
    answered: int
    applicable: int
    remark: str


class HeatRow(TypedDict):
    """One question: its place, what was said, and the sign that stands for it."""

    row: str
    column: int
    heading: str
    item: str
    question: str
    kind: str
    kind_name: str
    level: int | None
    sign: str


class CoverageRow(TypedDict):
    """How many questions of a group have one kind of answer."""

    group: str
    kind: str
    kind_name: str
    questions: int
    order: int


SIGNS: Mapping[AnswerKind, str] = {
    AnswerKind.NOT_KNOWN: "?",
    AnswerKind.NOT_APPLICABLE: "–",
    AnswerKind.NOT_DISCLOSED: "×",
    AnswerKind.UNANSWERED: "",
}
"""What stands in a cell that has no level, so that no answer is told by colour alone."""


def profile(assessment: Assessment, catalogue: Catalogue, area: str) -> list[ProfileRow]:
    """Where each item of an area stands, between which bounds, and its target."""
    rows: list[ProfileRow] = []
    for item in assessment.items_in_scope(catalogue):
        if item.area != area:
            continue
        score = scoring.score_item(assessment, item)
        gap = gaps.gap(assessment, item)
        rows.append(
            {
                "item": item.name,
                "id": item.id,
                "score": score.value,
                "low": score.bounds.low if score.bounds else None,
                "high": score.bounds.high if score.bounds else None,
                "target": gap.target if gap else None,
                "answered": score.coverage.counts[AnswerKind.LEVEL],
                "applicable": score.coverage.applicable,
                "remark": _remark(score),
            }
        )
    return rows


def _remark(score: scoring.Score) -> str:
    if score.bounds is None:
        return _("not applicable")
    return _("no level known") if score.value is None else ""


LINE = 10
"""Cells on a line where each item asks one question only."""


def heat(assessment: Assessment, catalogue: Catalogue, area: str) -> list[HeatRow]:
    """Every question of an area: a row an item; or lines of cells, headed by the item's label,
    where each item asks one question only."""
    items = [item for item in assessment.items_in_scope(catalogue) if item.area == area]
    single = all(assessment.depth(item) is Depth.QUICK or not item.indicators for item in items)
    rows: list[HeatRow] = []
    for item in items:
        for place, (indicator, answer) in enumerate(scoring.pairs(assessment, item), 1):
            rows.append(
                {
                    "row": str(len(rows) // LINE) if single else item.name,
                    "column": len(rows) % LINE + 1 if single else place,
                    "heading": item.label if single else "",
                    "item": item.name,
                    "question": indicator.title,
                    "kind": answer.kind.value,
                    "kind_name": names.answer_kind(answer.kind),
                    "level": answer.level,
                    "sign": str(answer.level) if answer.level is not None else SIGNS[answer.kind],
                }
            )
    return rows


def coverage(groups: Mapping[str, Coverage]) -> list[CoverageRow]:
    """How the questions of each named group were answered; kinds that do not occur are left out."""
    return [
        {
            "group": group,
            "kind": kind.value,
            "kind_name": names.answer_kind(kind),
            "questions": count,
            "order": order,
        }
        for group, value in groups.items()
        for order, (kind, count) in enumerate(value.counts.items())
        if count
    ]


def profile_words(rows: list[ProfileRow]) -> str:
    """The profile in words, for those who do not see the chart."""
    sentences = []
    for row in rows:
        if row["low"] is None or row["high"] is None:
            sentences.append(_("{item}: not applicable.", item=row["item"]))
            continue
        values = {
            "item": row["item"],
            "low": f"{row['low']:.1f}",
            "high": f"{row['high']:.1f}",
            "score": "" if row["score"] is None else f"{row['score']:.1f}",
            "target": "" if row["target"] is None else f"{row['target']:.1f}",
        }
        if row["score"] is None:
            text = _("{item}: no level known.", **values)
        elif row["target"] is None:
            text = _("{item}: {score}, could be {low} to {high}.", **values)
        else:
            text = _("{item}: {score}, could be {low} to {high}, target {target}.", **values)
        sentences.append(text)
    return " ".join(sentences)


def heat_words(rows: list[HeatRow]) -> str:
    """The heat map in words."""
    return " ".join(
        _(
            "{item}, {question}: {answer}.",
            item=row["item"],
            question=row["question"],
            answer=row["kind_name"]
            if row["level"] is None
            else _("level {level}", level=row["level"]),
        )
        for row in rows
    )


def coverage_words(rows: list[CoverageRow]) -> str:
    """The coverage in words."""
    return " ".join(
        _(
            "{group}: {count} {kind}.",
            group=row["group"],
            count=row["questions"],
            kind=row["kind_name"],
        )
        for row in rows
    )
