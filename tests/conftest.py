"""What many tests start from."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from cybernorms import assessment as model
from cybernorms import catalogue_files
from cybernorms.assessment import Assessment, Scope
from cybernorms.catalogue import Catalogue, Depth, Indicator, Item, Role, Source

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return catalogue_files.load()


@pytest.fixture
def norms(tmp_path: Path) -> Path:
    """A copy of the catalogue that a test may spoil."""
    folder = tmp_path / "norms"
    shutil.copytree(catalogue_files.FOLDER, folder)
    return folder


@pytest.fixture
def assessment(catalogue: Catalogue) -> Assessment:
    """An empty assessment of everything at quick depth."""
    scope = Scope(Depth.QUICK, tuple(catalogue.areas))
    return model.begin(catalogue, "Trial", scope, state="Norland", default_target=3)


def make_indicator(name: str, weight: int = 1) -> Indicator:
    return Indicator(
        id=name,
        title=name,
        question=f"What of {name}?",
        look_for="",
        evidence=(),
        leads=("MFA",),
        kind="process",
        sources=(),
        levels=("none", "planned", "part", "whole", "exercised"),
        weight=weight,
    )


def make_item(weights: Sequence[int], name: str = "norm-x") -> Item:
    indicators = tuple(
        make_indicator(f"{name}.q{place}", weight) for place, weight in enumerate(weights)
    )
    return Item(
        id=name,
        area="voluntary-norms",
        label="x",
        title="Made for a test",
        statement="",
        limits=(),
        force="voluntary-norm",
        core=True,
        sources=(Source("A/70/174", "13(a)", Role.ORIGIN),),
        leads=("MFA",),
        contributors=(),
        builds_on=(),
        related=(),
        tags=(),
        limbs=(),
        quick=indicators[:1],
        indicators=indicators,
    )
