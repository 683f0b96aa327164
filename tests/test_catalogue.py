from __future__ import annotations

import functools
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from cybernorms import catalogue_files
from cybernorms.catalogue import Catalogue, Depth, Role, Source
from cybernorms.problems import Problem, ProblemsFound

NORMS = [f"norm-13{letter}" for letter in "abcdefghijk"]


def problems(norms: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        catalogue_files.load(norms)
    return caught.value.problems


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# --- what is in it -----------------------------------------------------------------------------


def test_the_eleven_norms_stand_at_full_depth(catalogue: Catalogue) -> None:
    items = catalogue.items_of("voluntary-norms")
    assert [item.id for item in items] == NORMS
    for item in items:
        assert item.origin == Source("A/70/174", item.label, Role.ORIGIN)
        assert item.force == "voluntary-norm"
        assert 4 <= len(item.indicators) <= 8
        assert "should" in item.statement
        assert item.limits, "a norm has words that narrow it"


def test_norms_with_two_limbs_ask_them_apart(catalogue: Catalogue) -> None:
    two = {item.id for item in catalogue.items_of("voluntary-norms") if item.limbs}
    assert two == {"norm-13h", "norm-13i", "norm-13k"}
    for item in (catalogue.items[name] for name in two):
        limbs = [limb.id for limb in item.limbs]
        assert [question.limb for question in item.quick] == limbs
        asked = Counter(question.limb for question in item.indicators)
        assert set(asked) == set(limbs)
        assert min(asked.values()) >= 3


def test_the_words_that_limit_the_norms_are_kept(catalogue: Catalogue) -> None:
    expected = {
        "norm-13c": ["knowingly", "internationally wrongful"],
        "norm-13d": ["consider how best"],
        "norm-13f": ["contrary to", "intentionally", "knowingly"],
        "norm-13g": ["appropriate"],
        "norm-13h": ["appropriate", "sovereignty"],
        "norm-13i": ["reasonable steps", "seek to"],
        "norm-13k": ["knowingly", "authorised"],
    }
    for name, words in expected.items():
        item = catalogue.items[name]
        text = item.statement + " ".join(limb.statement for limb in item.limbs)
        for word in words:
            assert word in text, (name, word)


def test_every_recommendation_has_a_question_at_quick_depth(catalogue: Catalogue) -> None:
    assert set(catalogue.areas) == {item.area for item in catalogue.items.values()}
    for item in catalogue.items.values():
        assert len(item.asked(Depth.QUICK)) == max(1, len(item.limbs))
        assert item.asked(Depth.FULL)


@pytest.mark.parametrize(
    ("symbol", "paragraphs"),
    [
        ("A/65/201", [f"18({n})" for n in ("i", "ii", "iii", "iv", "v")]),
        ("A/68/98", [str(n) for n in range(16, 26)]),
        ("A/68/98", [f"26({letter})" for letter in "abcdef"] + ["27", "28", "29"]),
        ("A/68/98", ["30", "31", *(f"32({letter})" for letter in "abcde"), "33"]),
        ("A/70/174", [f"13({letter})" for letter in "abcdefghijk"]),
        ("A/70/174", [f"16({letter})" for letter in "abcd"]),
        ("A/70/174", [f"16(d)({n})" for n in ("i", "ii", "iii", "iv")]),
        ("A/70/174", [*(f"17({letter})" for letter in "abcde"), "18", "19", "20"]),
        ("A/70/174", [*(f"21({letter})" for letter in "abcdefgh"), "22", "23"]),
        ("A/70/174", ["24", "25", "26", "27", *(f"28({x})" for x in "abcdef"), "29", "36"]),
        ("A/RES/75/32", [f"PP{n}" for n in range(1, 17)]),
        ("A/RES/75/32", ["OP1(a)", "OP1(b)", "OP2(a)", "OP2(b)", *(f"OP{n}" for n in range(3, 8))]),
        ("A/76/135", [str(n) for n in range(15, 74)]),
    ],
)  # fmt: skip
def test_every_recommendation_paragraph_is_listed(
    catalogue: Catalogue, symbol: str, paragraphs: list[str]
) -> None:
    assert set(paragraphs) <= set(catalogue.documents[symbol].paragraphs)


def test_lists_do_not_run_on_past_their_last_letter(catalogue: Catalogue) -> None:
    paragraphs = catalogue.documents["A/70/174"].paragraphs
    for beyond in ("13(l)", "16(e)", "17(f)", "21(i)", "28(g)", "16(d)(v)"):
        assert beyond not in paragraphs


def test_the_ranges_of_2021_tile_19_to_68(catalogue: Catalogue) -> None:
    document = catalogue.documents["A/76/135"]
    assert list(document.norm_ranges) == NORMS
    following = 19
    for name, span in document.norm_ranges.items():
        first, last = (int(number) for number in span.split("-"))
        assert first == following
        following = last + 1
        cited = {
            int(re.split(r"\(", source.paragraph)[0])
            for source in catalogue.items[name].sources
            if source.symbol == "A/76/135"
        }
        assert cited <= set(range(first, last + 1)), name
    assert following == 69


def test_only_what_was_seen_counts_as_checked(catalogue: Catalogue) -> None:
    checked = {
        (document.symbol, paragraph.number)
        for document in catalogue.documents.values()
        for paragraph in document.paragraphs.values()
        if paragraph.citation.value == "verified"
    }
    assert {("A/70/174", f"13({letter})") for letter in "abcdefghijk"} <= checked
    # Seen in a draft, quoted by others, or known without having been seen: none of it is checked.
    for symbol, number in [
        ("A/65/201", "18(i)"),
        ("A/70/174", "16(a)"),
        ("A/70/174", "21(d)"),
        ("A/76/135", "46"),
        ("A/RES/75/32", "OP2(a)"),
    ]:
        assert (symbol, number) not in checked


def test_no_sentence_is_too_long_and_no_word_ranks(catalogue: Catalogue) -> None:
    ranking = re.compile(r"\b(best practice|leaders?|laggards?|world-class|league|ranking)\b", re.I)
    american = re.compile(r"(organiz|recogniz|defense|prioritiz|\bbehavior\b|\bprogram\b)")
    for item in catalogue.items.values():
        texts = [item.title, item.statement, *(limb.statement for limb in item.limbs)]
        for question in item.questions():
            texts += [question.title, question.question, question.look_for, *question.levels]
        for text in texts:
            assert not ranking.search(text), text
            assert not american.search(text), text
            for sentence in re.split(r"(?<=[.?!;])\s+", text):
                assert len(sentence.split()) <= 40, sentence


# --- what holds it together --------------------------------------------------------------------


def test_all_problems_of_all_files_are_told_at_once(norms: Path) -> None:
    spoil(norms / "voluntary-norms" / "13c-territory.yaml", "leads: [CYB, JUS]", "leads: [XXX]")
    spoil(norms / "voluntary-norms" / "13c-territory.yaml", '"30(c)"', '"30(z)"')
    spoil(
        norms / "voluntary-norms" / "13d-crime-terrorism.yaml",
        "force: voluntary-norm",
        "force: law",
    )
    (norms / "voluntary-norms" / "13e-human-rights.yaml").write_text("a: 'open\n")
    found = problems(norms)
    assert {Path(problem.file).name for problem in found} >= {
        "13c-territory.yaml",
        "13d-crime-terrorism.yaml",
        "13e-human-rights.yaml",
    }
    by_field = {problem.field: problem for problem in found}
    lines = (norms / "voluntary-norms" / "13c-territory.yaml").read_text("utf-8").splitlines()
    assert lines[by_field["leads[1]"].line - 1] == "leads: [XXX]"
    assert by_field["leads[1]"].column == len("leads: [") + 1
    assert "'XXX' is not known" in by_field["leads[1]"].message
    assert by_field["force"].message == "'law' is not known."
    assert any("has no paragraph 30(z)" in problem.message for problem in found)


def test_a_file_that_cannot_be_read_is_not_held_against_the_others(norms: Path) -> None:
    path = norms / "voluntary-norms" / "13c-territory.yaml"
    path.write_text("a: 'open\n")
    (problem,) = problems(norms)
    assert problem.file.endswith(path.name)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: norm-13c\n", "id: norm-13d\n", "also used in"),
        ("limits: [should not,", "limits: [must not,", "limiting word 'must not'"),
        ("builds_on: [cbm-2015-16a,", "builds_on: [norm-13c,", "names itself"),
        ("builds_on: [cbm-2015-16a,", "builds_on: [norm-99z,", "'norm-99z' is not known"),
        ("role: origin", "role: earlier", "no source has the role origin"),
        ("id: norm-13c.acknowledgement", "id: norm-13c.notice-intake", "also used in"),
        ("id: norm-13c.acknowledgement", "id: norm-13d.acknowledgement", "must begin with"),
        ("kind: partnership", "kind: friendship", "is not allowed"),
        ("core: true\n", "core: true\nextra: 1\n", "'extra' is not known here"),
        ('paragraph: "30(c)"}\n    levels', "paragraph: 30}\n    levels", "in quotation marks"),
    ],
)
def test_a_spoilt_item_is_refused(norms: Path, old: str, new: str, message: str) -> None:
    spoil(norms / "voluntary-norms" / "13c-territory.yaml", old, new)
    assert any(message in str(problem) for problem in problems(norms)), problems(norms)


def test_a_level_description_that_stands_twice_is_refused(
    catalogue: Catalogue, norms: Path
) -> None:
    first, second = (
        catalogue.by_indicator[f"norm-13c.{name}"][1].levels[0]
        for name in ("notice-intake", "acknowledgement")
    )
    spoil(norms / "voluntary-norms" / "13c-territory.yaml", second, first)
    assert any("also stands in norm-13c.notice-intake" in str(p) for p in problems(norms))


def test_an_unreached_paragraph_is_refused(norms: Path) -> None:
    (norms / "confidence-building" / "2015-16b-consultations.yaml").unlink()
    assert any("no item rests on paragraph 16(b)" in p.message for p in problems(norms))


def test_an_excuse_for_a_reached_paragraph_is_refused(norms: Path) -> None:
    path = norms / "documents.yaml"
    text = path.read_text("utf-8")
    spoilt = re.sub(
        r'(\{number: "13\(c\)", .*?)\}', r"\1, no_item: It is said elsewhere.}", text, count=1
    )
    assert spoilt != text
    path.write_text(spoilt, "utf-8")
    assert any("13(c) says no_item" in problem.message for problem in problems(norms))


def test_items_that_build_on_each_other_in_a_circle_are_refused(norms: Path) -> None:
    for file, other in (("13c-territory", "norm-13d"), ("13d-crime-terrorism", "norm-13c")):
        path = norms / "voluntary-norms" / f"{file}.yaml"
        text = re.sub(r"\nbuilds_on: .*\n", "\n", path.read_text("utf-8"))
        path.write_text(text + f"builds_on: [{other}]\n", "utf-8")
    assert any("in a circle" in problem.message for problem in problems(norms))


def test_a_folder_that_is_no_area_and_an_area_without_folder_are_refused(norms: Path) -> None:
    shutil.move(norms / "national-views", norms / "national-opinions")
    messages = " ".join(problem.message for problem in problems(norms))
    assert "'national-views' has no folder" in messages
    assert "'national-opinions' is not listed" in messages


def test_every_file_names_its_schema_on_its_first_line() -> None:
    root = catalogue_files.FOLDER.parent
    files = [*root.glob("norms/**/*.yaml"), *root.glob("assessments/*.yaml")]
    assert len(files) > 70
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert named, path
        assert (path.parent / named[1]).is_file(), path


def test_the_digest_follows_the_words_and_nothing_else(catalogue: Catalogue, norms: Path) -> None:
    assert catalogue_files.load(norms).digest == catalogue.digest
    path = norms / "voluntary-norms" / "13c-territory.yaml"
    path.write_text("# a remark\n" + path.read_text("utf-8"), "utf-8")
    assert catalogue_files.load(norms).digest == catalogue.digest
    spoil(path, "Intake of notices", "Intake of news")
    assert catalogue_files.load(norms).digest != catalogue.digest


def test_the_order_in_which_a_folder_lists_its_files_changes_nothing(
    catalogue: Catalogue, norms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glob = Path.glob
    backwards = functools.partial(sorted, reverse=True)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: backwards(glob(self, pattern)))
    again = catalogue_files.load(norms)
    assert list(again.items) == list(catalogue.items)
    assert again.digest == catalogue.digest


def test_a_wording_changes_with_question_and_levels_only(catalogue: Catalogue, norms: Path) -> None:
    path = norms / "voluntary-norms" / "13c-territory.yaml"
    key = "norm-13c.notice-intake"
    before = catalogue.by_indicator[key][1].wording
    spoil(path, "Intake of notices", "Intake of news")
    assert catalogue_files.load(norms).by_indicator[key][1].wording == before
    planned = catalogue.by_indicator[key][1].levels[1]
    spoil(path, planned[:20], "Soon " + planned[:20])
    assert catalogue_files.load(norms).by_indicator[key][1].wording != before
