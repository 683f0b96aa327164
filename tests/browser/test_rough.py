"""Broken files, hostile texts, full disks: what the app says, and what it keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from cybernorms import assessment as model
from cybernorms import assessment_files, yaml_files
from cybernorms.assessment import Assessment, Contributor, Evidence
from cybernorms.catalogue import Catalogue
from scripts.server import Server
from tests.browser.conftest import begin, choose, chosen, heading, question, settled

BAD = Path(__file__).parent.parent / "bad_files"
IMAGE = "![x](https://outside.example/pixel.png) <img src='https://outside.example/p.png'>"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("equal-keys.yaml", "equal-keys.yaml:9:3: error: the key 'norm-13a.quick' stands here"),
        ("level-7.yaml", "level-7.yaml:9:5: error: answers.norm-13a.quick.answer: '7' is not"),
        ("several-problems.yaml", "several-problems.yaml:12:5: error: answers.norm-13b.quick"),
        ("latin-1.yaml", "latin-1.yaml:4:10: error: the file is not UTF-8 text."),
        ("other-kind.yaml", "this is not an assessment file."),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_nothing_is_kept(
    server: Server, page: Page, name: str, words: str
) -> None:
    page.goto(server.url)
    page.locator("input[type=file]").set_input_files(BAD / name)
    expect(page.get_by_text("This file cannot be opened")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()
    assert list(server.store.glob("*.yaml")) == []


def test_a_file_of_fifty_megabytes_is_refused(server: Server, page: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(49 * 1024 * 1024)
    page.goto(server.url)
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("File must be 5.0MB or smaller")).to_be_visible()
    assert list(server.store.glob("*.yaml")) == []


def test_a_file_with_strange_parts_opens_and_says_so(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.locator("input[type=file]").set_input_files(BAD / "warns-unknown-item.yaml")
    expect(page.get_by_text("there is no question 'norm-13z.quick'")).to_be_visible()
    page.get_by_role("button", name="Open “Trial").click()
    heading(page, "Task list")
    assert "norm-13z.quick" in server.file().read_text("utf-8")


def hostile(assessment: Assessment, catalogue: Catalogue) -> Assessment:
    """An assessment with an image from outside in every text that a person can type."""
    a = assessment
    for item in catalogue.items_of("voluntary-norms"):
        for indicator in item.quick:
            a = model.give(a, indicator, 1)
            a = model.note(
                a,
                indicator.id,
                measures=IMAGE,
                challenges=IMAGE,
                needs=IMAGE,
                comment=IMAGE,
                follow_up=True,
                evidence=(Evidence(IMAGE, IMAGE),),
            )
    question = catalogue.items["norm-13b"].quick[0]
    a = model.give(a, question, model.Standing.NOT_APPLICABLE, reason=IMAGE)
    return dataclasses.replace(
        a,
        title=IMAGE,
        state=IMAGE,
        agency=IMAGE,
        contributors=(Contributor("CERT", IMAGE),),
        extra={"![x](https://outside.example/key.png)": 1},
    )


PAGES = ("tasks", "item", "review", "gaps", "share", "scope")


def test_hostile_text_is_shown_as_text_and_calls_nobody(
    server: Server, page: Page, assessment: Assessment, catalogue: Catalogue
) -> None:
    text = assessment_files.write(hostile(assessment, catalogue), catalogue)
    (server.store / "hostile.yaml").write_text(text, "utf-8")
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))
    page.goto(server.url)
    heading(page, "Cyber norms self-assessment")
    for name in PAGES:
        page.goto(f"{server.url}/{name}?assessment=hostile&item=norm-13a")
        page.get_by_role("heading", level=1).first.wait_for()
        settled(page)
        closed = page.locator("details:not([open]) > summary")
        while closed.count():
            closed.first.click()
            settled(page)
        assert page.locator("img[src*='outside.example']").count() == 0
    # Not even tried: had the policy been needed, the browser would have said what it blocked.
    assert not [line for line in blocked if "outside.example" in line]


def test_a_change_that_cannot_be_written_is_kept_and_tried_again(
    server: Server, page: Page
) -> None:
    key = begin(page, server)
    page.goto(f"{server.url}/item?assessment={key}&item=norm-13a")
    expect(question(page)).to_be_visible()
    settled(page)
    path = server.file()
    good = path.read_text("utf-8")
    path.write_text(good + "title: twice\n", "utf-8")  # somebody's slip in an editor
    choose(page, "2 Partly")
    expect(page.get_by_text("This assessment cannot be opened")).to_be_visible()
    expect(page.get_by_text("Your last changes are NOT saved yet")).to_be_visible()
    assert path.read_text("utf-8") == good + "title: twice\n"
    path.write_text(good, "utf-8")
    page.get_by_role("button", name="Try again to save").click()
    settled(page)
    assert chosen(page).startswith("2 Partly")
    expect(page.get_by_text("NOT saved")).to_have_count(0)
    assert yaml_files.read(path).data["answers"]["norm-13a.quick"]["answer"] == 2


def test_an_unknown_address_says_what_to_do(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/tasks?assessment=never-was")
    expect(page.get_by_text("This assessment cannot be opened")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the start")).to_be_visible()
    page.goto(f"{server.url}/gaps")
    expect(page.get_by_text("No assessment is open.")).to_be_visible()
    key = begin(page, server)
    page.goto(f"{server.url}/item?assessment={key}&item=norm-99z")
    expect(page.get_by_text("There is no item")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(
    server: Server, open_browser: Callable[..., BrowserContext], scheme: str
) -> None:
    """axe-core finds nothing of any impact, by WCAG 2.2 A and AA."""
    page = open_browser(color_scheme=scheme).new_page()
    page.goto(server.url)
    page.get_by_role("button", name="Open a copy").first.click()
    heading(page, "Task list")
    key = server.file().stem
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": tags}}
    found: dict[str, list[str]] = {}
    for name in ("", *PAGES, "about"):
        page.goto(f"{server.url}/{name}?assessment={key}&item=norm-13k")
        page.get_by_role("heading", level=1).first.wait_for()
        settled(page)
        page.wait_for_timeout(500)
        result = Axe().run(page, options=options)
        wrong = [
            f"{rule['id']}: {node['html'][:150]}"
            for rule in result.response["violations"]
            for node in rule["nodes"]
        ]
        if wrong:
            found[name or "start"] = wrong
    assert found == {}
