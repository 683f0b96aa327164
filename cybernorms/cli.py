"""The command line: validate, score, gaps, coverage, new.

Exit code 0: fine; 1: something was found; 2: wrong use. Streamlit, Altair and pandas are never
imported here, so that a command answers at once.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from cybernorms import __version__, assessment_files, catalogue_files, gaps, scoring, yaml_files
from cybernorms.assessment import Assessment, Scope, begin
from cybernorms.catalogue import Catalogue, Depth
from cybernorms.language import _, plural
from cybernorms.problems import Problem, ProblemsFound

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _formatted(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its --format, and turn what is wrong with a file into text and exit code 1."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How to print the result.",
    )
    @functools.wraps(command)
    def run(*args: Any, form: str, **values: Any) -> None:
        try:
            command(*args, form=form, **values)
        except ProblemsFound as stopped:
            _print_problems(stopped.problems, form)
            sys.exit(1)

    return run


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "field": problem.field or None,
        "severity": problem.severity.value,
        "message": problem.message,
        "advice": problem.advice or None,
    }


def _print_problems(problems: Iterable[Problem], form: str) -> None:
    if form == "json":
        _print_json({"problems": [_problem_data(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(str(problem))


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their longest entry; the last one flows on."""
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _read(path: Path, catalogue: Catalogue) -> Assessment:
    """The assessment in a file; what somebody should look at goes to the error output."""
    assessment, warnings = assessment_files.read(path, catalogue)
    for warning in warnings:
        click.echo(str(warning), err=True)
    return assessment


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cybernorms")
@click.option(
    "--norms",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=catalogue_files.FOLDER,
    help="Folder of the catalogue; the United Nations framework if it is not given.",
)
@click.pass_context
def main(context: click.Context, norms: Path) -> None:
    """Self-assessment of the UN framework of responsible State behaviour in cyberspace.

    Exit code 0: fine. 1: something was found. 2: wrong use.
    """
    context.obj = norms


@main.command()
@click.argument("files", nargs=-1, type=_FILE)
@_formatted
@click.pass_obj
def validate(norms: Path, files: tuple[Path, ...], form: str) -> None:
    """Check assessment FILES, or the catalogue where no file is named."""
    catalogue = catalogue_files.load(norms)
    found: list[Problem] = []
    for path in files:
        try:
            found.extend(assessment_files.read(path, catalogue)[1])
        except ProblemsFound as stopped:
            found.extend(stopped.problems)
    if form == "json" or found:
        _print_problems(found, form)
    elif files:
        click.echo(plural("{count} file is valid.", "{count} files are valid.", len(files)))
    else:
        click.echo(
            _(
                "The catalogue is valid: {items} items, {questions} questions, version {version}.",
                items=len(catalogue.items),
                questions=len(catalogue.by_indicator),
                version=catalogue.version,
            )
        )
    sys.exit(1 if found else 0)


@main.command()
@click.argument("file", type=_FILE)
@_formatted
@click.pass_obj
def score(norms: Path, file: Path, form: str) -> None:
    """Where each item of the assessment in FILE stands, with bounds and coverage."""
    catalogue = catalogue_files.load(norms)
    result = scoring.scores(_read(file, catalogue), catalogue)
    if form == "json":
        _print_json(
            {
                item: {
                    "score": score.value,
                    "bounds": _bounds(score.bounds),
                    "coverage": score.coverage.share,
                    "answers": _counts(score.coverage),
                }
                for item, score in result.items()
            }
        )
        return
    rows = [
        (
            item,
            _number(score.value),
            "–" if score.bounds is None else f"{score.bounds.low:.1f}–{score.bounds.high:.1f}",
            "–" if score.coverage.share is None else f"{score.coverage.share:.0%}",
            catalogue.items[item].title,
        )
        for item, score in result.items()
    ]
    _print_table((_("item"), _("score"), _("bounds"), _("coverage"), _("title")), rows)


def _bounds(bounds: scoring.Bounds | None) -> list[float] | None:
    return None if bounds is None else [bounds.low, bounds.high]


def _counts(coverage: scoring.Coverage) -> dict[str, int]:
    return {kind.value: n for kind, n in coverage.counts.items()}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


@main.command("gaps")
@click.argument("file", type=_FILE)
@_formatted
@click.pass_obj
def gaps_(norms: Path, file: Path, form: str) -> None:
    """The gaps of the assessment in FILE, what comes first first, and what to find out."""
    catalogue = catalogue_files.load(norms)
    assessment = _read(file, catalogue)
    first = gaps.priorities(assessment, catalogue)
    unknown = gaps.to_find_out(assessment, catalogue)
    if form == "json":
        _print_json(
            {
                "gaps": [_priority_data(priority) for priority in first],
                "to_find_out": [_priority_data(priority) for priority in unknown],
            }
        )
        return
    if not first:
        click.echo(_("No gap is known."))
    for place, priority in enumerate(first, 1):
        item = priority.gap.item
        click.echo(f"{place:>3}. {item.name} ({item.id})\n     {priority.reason}")
    if unknown:
        click.echo("\n" + _("Nothing is known yet of:"))
        for priority in unknown:
            click.echo(f"   – {priority.gap.item.name} ({priority.gap.item.id})")


def _priority_data(priority: gaps.Priority) -> dict[str, Any]:
    return {
        "item": priority.gap.item.id,
        "gap": priority.gap.value,
        "bounds": _bounds(priority.gap.bounds),
        "target": priority.gap.target,
        "importance": priority.importance.value,
        "points": priority.points,
        "supports": [item.id for item in priority.supports],
        "reason": priority.reason,
    }


@main.command()
@click.argument("file", type=_FILE, required=False)
@_formatted
@click.pass_obj
def coverage(norms: Path, file: Path | None, form: str) -> None:
    """Which paragraph is reached by which items; with FILE, how much of it is answered."""
    catalogue = catalogue_files.load(norms)
    if file is not None:
        _answer_coverage(_read(file, catalogue), catalogue, form)
        return
    citing = catalogue.citing()
    rows = [
        (document.symbol, paragraph, citing.get((document.symbol, paragraph.number), ()))
        for document in catalogue.documents.values()
        for paragraph in document.paragraphs.values()
    ]
    if form == "json":
        _print_json(
            [
                {
                    "symbol": symbol,
                    "paragraph": paragraph.number,
                    "subject": paragraph.subject,
                    "citation": paragraph.citation.value,
                    "items": list(items),
                    "no_item": paragraph.no_item or None,
                }
                for symbol, paragraph, items in rows
            ]
        )
        return
    _print_table(
        (_("document"), _("paragraph"), _("citation"), _("items, or why there is none")),
        [
            (
                symbol,
                paragraph.number,
                paragraph.citation.value,
                ", ".join(items) or f"({paragraph.no_item or _('later guidance')})",
            )
            for symbol, paragraph, items in rows
        ],
    )


def _answer_coverage(assessment: Assessment, catalogue: Catalogue, form: str) -> None:
    groups = {
        "by_area": scoring.coverage_by_area(assessment, catalogue),
        "by_lead": scoring.coverage_by_lead(assessment, catalogue),
    }
    if form == "json":
        _print_json(
            {
                name: {key: _counts(value) for key, value in group.items()}
                for name, group in groups.items()
            }
        )
        return
    rows = [
        (
            key,
            str(value.asked),
            *(str(n) for n in value.counts.values()),
            "–" if value.share is None else f"{value.share:.0%}",
        )
        for group in groups.values()
        for key, value in group.items()
    ]
    heads = (
        _("area or body"),
        _("asked"),
        _("level"),
        _("not known"),
        _("not applicable"),
        _("not disclosed"),
        _("unanswered"),
        _("coverage"),
    )
    _print_table(heads, rows)


@main.command()
@click.option("--title", required=True, help="What the assessment is called.")
@click.option("--state", default="", help="The State or organisation.")
@click.option("--agency", default="", help="Who holds the pen.")
@click.option("--depth", type=click.Choice([d.value for d in Depth]), default="quick")
@click.option("--area", "areas", multiple=True, help="Area to ask; all where none is named.")
@click.option("--target", type=click.IntRange(0, 4), default=None, help="The usual target.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@_formatted
@click.pass_obj
def new(
    norms: Path,
    title: str,
    state: str,
    agency: str,
    depth: str,
    areas: tuple[str, ...],
    target: int | None,
    output: Path,
    form: str,
) -> None:
    """Begin an empty assessment in a new file."""
    catalogue = catalogue_files.load(norms)
    for area in areas:
        if area not in catalogue.areas:
            known = ", ".join(catalogue.areas)
            raise click.BadParameter(
                _("'{area}' is none of {known}.", area=area, known=known), param_hint="--area"
            )
    if output.exists():
        raise click.BadParameter(_("the file exists already."), param_hint="--output")
    scope = Scope(Depth(depth), areas or tuple(catalogue.areas))
    assessment = begin(catalogue, title, scope, state=state, agency=agency, default_target=target)
    try:
        yaml_files.replace(output, assessment_files.write(assessment, catalogue))
    except OSError as error:
        raise click.BadParameter(error.strerror or str(error), param_hint="--output") from None
    if form == "json":
        _print_json({"file": str(output), "id": assessment.id})
    else:
        click.echo(_("{file} is written.", file=output))
