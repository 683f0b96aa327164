"""The main job as its user does it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from cybernorms import yaml_files
from cybernorms.assessment import AnswerKind
from cybernorms.catalogue import Catalogue
from cybernorms.security import HEADERS
from scripts.server import Server
from tests.browser.conftest import (
    begin,
    choose,
    chosen,
    heading,
    pick,
    question,
    settled,
)


def stored(server: Server) -> dict[str, Any]:
    data: dict[str, Any] = yaml_files.read(server.file()).data
    return data


def open_item(page: Page, server: Server, key: str, item: str) -> None:
    page.goto(f"{server.url}/item?assessment={key}&item={item}")
    expect(question(page)).to_be_visible()
    settled(page)


def test_an_agency_answers_comes_back_sees_its_gaps_and_hands_on_a_file(
    start_server: Callable[[str], Server],
    open_browser: Callable[..., BrowserContext],
    tmp_path: Path,
) -> None:
    ours = start_server("ours")
    context = open_browser(accept_downloads=True)
    page = context.new_page()
    answer = page.goto(ours.url)
    assert answer is not None
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value
    key = begin(page, ours, only="Voluntary norms")

    page.get_by_role("link", name="Go on with 13(a)").click()
    heading(page, "13(a)")
    choose(page, "1 Planned")
    expect(page.get_by_text("Answer saved")).to_be_visible()
    page.get_by_text("Evidence, target, notes").click()
    settled(page)
    page.get_by_label("Measures taken").fill("A decree is being drafted.")
    page.get_by_label("Comment", exact=True).fill("Ask again in May.")
    page.get_by_label("Comment", exact=True).blur()
    settled(page)
    for label, option in (
        ("How sure is this answer?", "Medium"),
        ("Who leads on this practice?", "National response team"),
        ("Target", "4 In place, exercised and reviewed"),
    ):
        pick(page, label, option)
    page.get_by_label("Title of the evidence").fill("Draft decree")
    page.get_by_role("button", name="Add this evidence").click()
    settled(page)
    expect(page.get_by_text("Draft decree")).to_be_visible()

    page.get_by_role("link", name="Next: 13(b)").click()
    heading(page, "13(b)")
    choose(page, "Not known")
    page.get_by_role("link", name="Next: 13(c)").click()
    heading(page, "13(c)")
    choose(page, "Not disclosed")
    page.get_by_role("link", name="Next: 13(d)").click()
    heading(page, "13(d)")
    choose(page, "Not applicable")
    expect(page.get_by_text("is saved once you give a reason")).to_be_visible()
    assert "norm-13d.quick" not in stored(ours)["answers"]
    page.get_by_label("Why does the question not apply?").fill("Another State does it for us.")
    page.get_by_label("Why does the question not apply?").blur()
    settled(page)

    answers = stored(ours)["answers"]
    assert {name: entry["answer"] for name, entry in answers.items()} == {
        "norm-13a.quick": 1,
        "norm-13b.quick": "not-known",
        "norm-13c.quick": "not-disclosed",
        "norm-13d.quick": "not-applicable",
    }
    first = answers["norm-13a.quick"]
    assert first["measures"] == "A decree is being drafted."
    assert first["comment"] == "Ask again in May."
    assert (first["confidence"], first["lead"], first["target"]) == ("medium", "CERT", 4)
    assert first["evidence"] == [{"title": "Draft decree"}]
    assert answers["norm-13d.quick"]["reason"] == "Another State does it for us."

    context.close()  # the browser is closed, and opened again another day
    page = open_browser(accept_downloads=True).new_page()
    page.goto(ours.url)
    page.get_by_role("link", name="Self-assessment · Norland").click()
    heading(page, "Task list")
    expect(page.get_by_text("4 of 14 questions answered")).to_be_visible()
    page.get_by_role("link", name="Questionnaire").click()
    heading(page, "13(e)")

    page.get_by_role("link", name="Gaps").click()
    heading(page, "Gaps")
    expect(page.get_by_role("link", name="1. 13(a)")).to_be_visible()
    expect(page.get_by_text("Gap 3.0 in an area of normal importance")).to_be_visible()
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(4)
    expect(page.locator("svg.marks").first).to_be_visible()
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("table").first).to_contain_text("13(a)")

    page.get_by_role("link", name="Share").click()
    heading(page, "Share")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the copy").click()
    copy = tmp_path / "copy.yaml"
    waiting.value.save_as(copy)
    shared = yaml_files.read(copy).data
    assert shared["answers"]["norm-13a.quick"]["answer"] == 1
    assert "comment" not in shared["answers"]["norm-13a.quick"]
    assert "evidence" not in shared["answers"]["norm-13a.quick"]
    assert "comments" in shared["left_out_on_sharing"]

    theirs = start_server("theirs")  # another agency, on its own machine
    page.goto(theirs.url)
    page.locator("input[type=file]").set_input_files(copy)
    page.get_by_role("button", name="Open “Self-assessment").click()
    heading(page, "Task list")
    expect(page.get_by_text("4 of 14 questions answered")).to_be_visible()
    assert stored(theirs)["answers"].keys() == answers.keys()
    assert key in page.url


def test_a_whole_quick_assessment_is_answered_from_first_to_last(
    server: Server, page: Page, catalogue: Catalogue
) -> None:
    begin(page, server)
    page.get_by_role("link", name="Go on with").click()
    choices = ["0 Not started", "1 Planned", "2 Partly", "3 In place", "4 In place", "Not known"]
    given = 0
    for item in catalogue.items.values():
        heading(page, item.name)
        for number in range(1, len(item.quick) + 1):
            choose(page, choices[given % len(choices)], number)
            given += 1
        page.get_by_role("link", name=re.compile("^(Next: |Review$)")).last.click()
    heading(page, "Review")
    answers = stored(server)["answers"]
    assert len(answers) == given == sum(len(item.quick) for item in catalogue.items.values())
    assert list(answers) == [q.id for item in catalogue.items.values() for q in item.quick]
    page.get_by_role("link", name="Task list").click()
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()


def test_reload_and_a_second_tab_lose_nothing(
    server: Server, open_browser: Callable[..., BrowserContext]
) -> None:
    context = open_browser()
    first, second = context.new_page(), context.new_page()
    key = begin(first, server, full=True)
    open_item(first, server, key, "norm-13c")
    open_item(second, server, key, "norm-13c")
    choose(first, "2 Partly", 1)
    choose(second, "3 In place", 2)
    choose(first, "1 Planned", 3)
    answers = stored(server)["answers"]
    assert [entry["answer"] for entry in answers.values()] == [2, 3, 1]
    for page in (first, second):
        page.reload()
        expect(question(page)).to_be_visible()
        settled(page)
        assert chosen(page, 1).startswith("2 Partly")
        assert chosen(page, 2).startswith("3 In place")
        assert chosen(page, 3).startswith("1 Planned")
        assert chosen(page, 4) == ""


def test_what_another_tab_answers_is_seen_with_the_next_click(
    server: Server, open_browser: Callable[..., BrowserContext]
) -> None:
    context = open_browser()
    first, second = context.new_page(), context.new_page()
    key = begin(first, server)
    open_item(first, server, key, "norm-13a")
    open_item(second, server, key, "norm-13a")
    choose(first, "2 Partly")
    choose(second, "4 In place")
    first.get_by_role("link", name="Next: 13(b)").click()
    heading(first, "13(b)")
    first.get_by_role("link", name="Previous: 13(a)").click()
    heading(first, "13(a)")
    assert chosen(first).startswith("4 In place")


def test_a_killed_server_loses_nothing_that_was_answered(server: Server, page: Page) -> None:
    key = begin(page, server)
    open_item(page, server, key, "norm-13a")
    choose(page, "3 In place")
    server.kill()
    assert stored(server)["answers"]["norm-13a.quick"]["answer"] == 3
    page.wait_for_timeout(1000)
    server.start()
    expect(page.get_by_role("radiogroup")).to_be_visible()
    page.wait_for_timeout(3000)  # the page finds the new server by itself
    settled(page)
    assert chosen(page).startswith("3 In place")
    choose(page, "1 Planned")
    assert stored(server)["answers"]["norm-13a.quick"]["answer"] == 1


def test_a_lost_connection_loses_nothing(
    server: Server, open_browser: Callable[..., BrowserContext]
) -> None:
    context = open_browser()
    page = context.new_page()
    key = begin(page, server)
    open_item(page, server, key, "norm-13a")
    choose(page, "3 In place")
    context.set_offline(True)
    page.wait_for_timeout(1500)
    context.set_offline(False)
    page.wait_for_timeout(3000)
    settled(page)
    assert chosen(page).startswith("3 In place")
    choose(page, "2 Partly")
    assert stored(server)["answers"]["norm-13a.quick"]["answer"] == 2


def test_the_item_stays_when_its_answer_makes_another_one_next(server: Server, page: Page) -> None:
    key = begin(page, server)
    page.goto(f"{server.url}/item?assessment={key}")  # names no item: the first open one is shown
    heading(page, "13(a)")
    choose(page, "2 Partly")
    pick(page, "Answered by", "Police")  # draws the whole page anew
    heading(page, "13(a)")
    assert stored(server)["items"]["norm-13a"]["owner"] == "POL"
    page.reload()
    heading(page, "13(a)")


def test_an_answer_can_be_taken_back_and_notes_stay(server: Server, page: Page) -> None:
    key = begin(page, server)
    open_item(page, server, key, "norm-13a")
    choose(page, "3 In place")
    page.get_by_text("Evidence, target, notes").click()
    page.get_by_label("Challenges").fill("Too few people.")
    page.get_by_label("Challenges").blur()
    settled(page)
    page.get_by_role("button", name="Take back").click()
    settled(page)
    assert chosen(page) == ""
    assert stored(server)["answers"]["norm-13a.quick"] == {"challenges": "Too few people."}


def test_one_item_is_deepened_and_made_quick_again_without_loss(
    server: Server, page: Page, catalogue: Catalogue
) -> None:
    key = begin(page, server)
    open_item(page, server, key, "norm-13c")
    choose(page, "2 Partly")
    page.get_by_role("button", name="Answer this item in full").click()
    settled(page)
    expect(page.get_by_role("radiogroup")).to_have_count(
        len(catalogue.items["norm-13c"].indicators)
    )
    choose(page, "4 In place", 2)
    page.get_by_role("button", name="Answer this item quickly").click()
    settled(page)
    expect(page.get_by_role("radiogroup")).to_have_count(1)
    assert chosen(page).startswith("2 Partly")
    second = catalogue.items["norm-13c"].indicators[1].id
    assert stored(server)["answers"][second]["answer"] == 4


def test_the_keyboard_alone_suffices(server: Server, page: Page) -> None:
    page.goto(server.url)
    heading(page, "Cyber norms self-assessment")

    def tab_to(name: str) -> None:
        """Go on with Tab until the element with this name has the focus."""
        for _ in range(80):
            page.keyboard.press("Tab")
            text = page.evaluate(
                "() => (document.activeElement.getAttribute('aria-label') || '') + ' ' +"
                " document.activeElement.innerText + ' ' + document.activeElement.value"
            )
            if name in text:
                return
        raise AssertionError(f"Tab does not reach {name}")

    tab_to("State or organisation")
    page.keyboard.type("Norland")
    tab_to("Begin the assessment")
    page.keyboard.press("Enter")
    heading(page, "Task list")
    tab_to("Go on with 13(a)")
    page.keyboard.press("Enter")
    heading(page, "13(a)")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    settled(page)
    page.keyboard.press("ArrowDown")
    settled(page)
    page.keyboard.press("ArrowDown")
    settled(page)
    assert stored(server)["answers"]["norm-13a.quick"]["answer"] == 2
    tab_to("Next: 13(b)")
    page.keyboard.press("Enter")
    heading(page, "13(b)")


def test_a_choice_of_scope_is_kept_and_followed(server: Server, page: Page) -> None:
    key = begin(page, server)
    page.goto(f"{server.url}/scope?assessment={key}")
    heading(page, "Scope and details")
    page.get_by_role("button", name="International law", exact=True).click()
    settled(page)
    page.get_by_label("Code of the State").fill("NO")
    page.get_by_label("Code of the State").blur()
    settled(page)
    page.get_by_role("radiogroup", name="Voluntary norms").get_by_text("High").click()
    settled(page)
    data = stored(server)
    assert "international-law" not in data["scope"]["areas"]
    assert data["state_code"] == "NO"
    assert "state_code: 'NO'" in server.file().read_text("utf-8")
    assert data["importance"] == {"voluntary-norms": "high"}
    page.get_by_role("link", name="Task list").click()
    heading(page, "Task list")
    expect(page.get_by_text("of 64 questions answered")).to_be_visible()


def test_a_worked_example_opens_as_a_copy(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="Open a copy").first.click()
    heading(page, "Task list")
    page.get_by_role("link", name="Gaps").click()
    heading(page, "Gaps")
    expect(page.locator("svg.marks").first).to_be_visible()
    kinds = {str(entry.get("answer")) for entry in stored(server)["answers"].values()}
    assert kinds >= {AnswerKind.NOT_KNOWN.value, AnswerKind.NOT_DISCLOSED.value, "0", "2"}


def test_the_review_leads_to_the_question(server: Server, page: Page) -> None:
    key = begin(page, server, only="National views")
    page.goto(f"{server.url}/review?assessment={key}")
    heading(page, "Review")
    page.get_by_text("Unanswered (3)").click()
    settled(page)
    page.get_by_test_id("stExpander").get_by_role("link").first.click()
    expect(question(page)).to_be_visible()
    assert "item=view-" in page.url
