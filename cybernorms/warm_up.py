"""What is slow the first time is done before the first visitor comes."""

from __future__ import annotations

from cybernorms.pages import frame


def warm_up() -> None:
    """Read the catalogue, and load and use once what draws the charts."""
    frame.catalogue()
    from cybernorms import charts

    charts.coverage(
        [{"group": "", "kind": "level", "kind_name": "", "questions": 1, "order": 0}]
    ).to_dict()
