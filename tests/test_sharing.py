from __future__ import annotations

import dataclasses

import pytest

from cybernorms import assessment as model
from cybernorms import assessment_files, sharing
from cybernorms.assessment import (
    Action,
    Assessment,
    Confidence,
    Contributor,
    Evidence,
    Marking,
    Standing,
)
from cybernorms.catalogue import Catalogue
from cybernorms.sharing import Choice, Part

SECRETS = {
    Part.TEXTS: ["secret-measure", "secret-challenge", "secret-need"],
    Part.EVIDENCE: ["secret-evidence", "secret-reference"],
    Part.COMMENTS: ["secret-comment"],
    Part.TARGETS: ["2031-12-31", "default_target"],
    Part.BODIES: ["secret-body", "answered_by", "owner"],
    Part.CONFIDENCE: ["confidence: low"],
    Part.FLAGS: ["follow_up"],
    Part.NOT_DISCLOSED: ["answer: not-disclosed"],
    Part.ACTIONS: ["secret-action"],
    Part.HISTORY: ["history:", "answered_at"],
    Part.OTHER_FIELDS: ["secret-field", "secret-answer-field", "norm-99z"],
}


@pytest.fixture
def full(assessment: Assessment, catalogue: Catalogue) -> Assessment:
    first = catalogue.items["norm-13a"].quick[0]
    second = catalogue.items["norm-13b"].quick[0]
    law = catalogue.items["law-2015-28e"].quick[0]
    a = model.give(assessment, first, 2, by="CERT")
    a = model.note(
        a,
        first.id,
        measures="secret-measure",
        challenges="secret-challenge",
        needs="secret-need",
        comment="secret-comment",
        confidence=Confidence.LOW,
        target_date="2031-12-31",
        follow_up=True,
        evidence=(
            Evidence("secret-evidence", "secret-reference"),
            Evidence("red-evidence", sharing=Marking.RED),
        ),
        extra={"x": "secret-answer-field"},
    )
    a = model.give(a, second, Standing.NOT_DISCLOSED)
    a = model.give(a, law, 1)
    a = model.note(a, "norm-99z.quick", given=1)
    a = model.assign(a, catalogue.items["norm-13a"], "DEF")
    return dataclasses.replace(
        a,
        contributors=(Contributor("CERT", "secret-body"),),
        actions=(Action("a-1", "secret-action", (first.id,)),),
        extra={"note": "secret-field"},
    )


def shared(full: Assessment, catalogue: Catalogue, *parts: Part, **choice: object) -> str:
    made = Choice(frozenset(parts), tuple(catalogue.areas), Marking.AMBER)
    made = dataclasses.replace(made, **choice)  # type: ignore[arg-type]
    return assessment_files.write(sharing.share(full, catalogue, made), catalogue)


@pytest.mark.parametrize("part", list(Part))
def test_each_part_leaves_only_if_it_was_chosen(
    full: Assessment, catalogue: Catalogue, part: Part
) -> None:
    others = set(Part) - {part}
    with_it, without_it = shared(full, catalogue, *Part), shared(full, catalogue, *others)
    for secret in SECRETS[part]:
        assert secret in with_it
        assert secret not in without_it
    assert f"- {part}\n" in without_it


def test_with_nothing_chosen_only_levels_leave(full: Assessment, catalogue: Catalogue) -> None:
    text = shared(full, catalogue)
    assert "secret" not in text
    a, problems = assessment_files.parse(text, "f.yaml", catalogue)
    assert problems == []
    assert {key: answer.given for key, answer in a.answers.items()} == {
        "norm-13a.quick": 2,
        "law-2015-28e.quick": 1,
    }
    assert a.state == full.state


def test_areas_that_were_not_chosen_stay_behind(full: Assessment, catalogue: Catalogue) -> None:
    text = shared(full, catalogue, *Part, areas=("international-law",))
    a, _ = assessment_files.parse(text, "f.yaml", catalogue)
    assert a.scope.areas == ("international-law",)
    assert [key for key in a.answers if not key.startswith("norm-99z")] == ["law-2015-28e.quick"]
    assert "secret-measure" not in text
    assert "secret-action" not in text
    assert "norm-13a" not in text
    assert "area:voluntary-norms" in a.left_out_on_sharing


@pytest.mark.parametrize(
    ("marking", "leaves"), [(Marking.RED, True), (Marking.AMBER, False), (Marking.CLEAR, False)]
)
def test_evidence_marked_more_narrowly_stays_behind(
    full: Assessment, catalogue: Catalogue, marking: Marking, leaves: bool
) -> None:
    text = shared(full, catalogue, *Part, marking=marking)
    assert ("red-evidence" in text) is leaves
    assert f"sharing: {marking.value}" in text


def test_sharing_leaves_the_owners_assessment_as_it_was(
    full: Assessment, catalogue: Catalogue
) -> None:
    before = assessment_files.write(full, catalogue)
    shared(full, catalogue)
    assert assessment_files.write(full, catalogue) == before


def test_the_copy_opens_elsewhere(full: Assessment, catalogue: Catalogue) -> None:
    text = shared(full, catalogue, *sharing.USUAL)
    a, problems = assessment_files.parse(text, "f.yaml", catalogue)
    assert problems == []
    assert a.answer("norm-13a.quick").measures == "secret-measure"
    assert a.answer("norm-13a.quick").comment == ""
