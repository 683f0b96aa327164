"""Reading a folder of YAML into a catalogue, and checking that it holds together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cybernorms import schemas, yaml_files
from cybernorms.catalogue import (
    Area,
    Catalogue,
    Citation,
    Document,
    Indicator,
    Item,
    Limb,
    Paragraph,
    Role,
    ScaleLevel,
    Source,
    Term,
)
from cybernorms.language import _
from cybernorms.problems import Problem, ProblemsFound
from cybernorms.yaml_files import YamlText

FOLDER = Path(__file__).resolve().parent.parent / "norms"

_NOT_AREAS = {"crosswalks", "scenarios"}


def load(folder: Path = FOLDER) -> Catalogue:
    """The catalogue in `folder`.

    Raises:
        ProblemsFound: with every problem of every file, never only the first.
    """
    found: list[Problem] = []
    head = _read(folder / "catalogue.yaml", "catalogue", folder, found)
    documents = _read(folder / "documents.yaml", "documents", folder, found)
    files: list[tuple[str, YamlText]] = []
    for area in sorted(path for path in folder.iterdir() if path.is_dir()):
        if area.name in _NOT_AREAS or area.name.startswith("."):
            continue
        for path in sorted(area.glob("*.yaml")):
            text = _read(path, "item", folder, found)
            if text is not None:
                files.append((area.name, text))
    if head is not None and documents is not None:
        found.extend(_Check(head, documents, files, complete=not found).problems())
    if found or head is None or documents is None:
        raise ProblemsFound(found)
    return _catalogue(head.data, documents.data, files)


def _read(path: Path, schema: str, folder: Path, found: list[Problem]) -> YamlText | None:
    """The text of a file that follows its schema; otherwise its problems go into `found`."""
    name = str(path.relative_to(folder.parent))
    try:
        text = yaml_files.read(path, name)
    except ProblemsFound as stopped:
        found.extend(stopped.problems)
        return None
    wrong = schemas.problems(schema, text)
    found.extend(wrong)
    return None if wrong else text


class _Check:
    """What no schema can say: that the files fit together.

    Where a file could not be read, what is missing because of it is not held against the others.
    """

    def __init__(
        self,
        head: YamlText,
        documents: YamlText,
        files: list[tuple[str, YamlText]],
        *,
        complete: bool,
    ) -> None:
        self.head, self.documents, self.files = head, documents, files
        self.complete = complete
        self.forces, self.kinds = self._listed("forces"), self._listed("kinds")
        self.leads = self._listed("leads", "code")
        self.symbols = {document["symbol"] for document in documents.data["documents"]}
        self.items = {text.data["id"]: text.data for area, text in files}
        self.paragraphs = {
            (document["symbol"], paragraph["number"])
            for document in documents.data["documents"]
            for paragraph in document.get("paragraphs", [])
        }

    def problems(self) -> Iterator[Problem]:
        """Everything that does not fit, file by file."""
        yield from self._head()
        seen: dict[str, str] = {}
        levels: dict[str, str] = {}
        for area, text in self.files:
            yield from self._item(area, text, seen, levels)
        yield from self._circles()
        yield from self._documents()

    def _at(self, text: YamlText, path: list[str | int], message: str, advice: str = "") -> Problem:
        line, column = text.position(path)
        return Problem(text.name, message, advice, schemas.field_name(path), line, column)

    def _head(self) -> Iterator[Problem]:
        for key, name in (
            ("areas", "id"),
            ("forces", "id"),
            ("kinds", "id"),
            ("leads", "code"),
            ("citations", "id"),
            ("scale", "level"),
        ):
            seen = set()
            for index, entry in enumerate(self.head.data[key]):
                if entry[name] in seen:
                    message = _("'{id}' is listed twice.", id=entry[name])
                    yield self._at(self.head, [key, index, name], message)
                seen.add(entry[name])
        if [entry["level"] for entry in self.head.data["scale"]] != [0, 1, 2, 3, 4]:
            yield self._at(self.head, ["scale"], _("the levels must run from 0 to 4."))
        folders = {area for area, text in self.files}
        for index, area in enumerate(self.head.data["areas"]):
            if area["id"] not in folders and self.complete:
                message = _("the area '{id}' has no folder with items.", id=area["id"])
                yield self._at(self.head, ["areas", index, "id"], message)
        listed = {area["id"] for area in self.head.data["areas"]}
        for folder in sorted(folders - listed):
            message = _("the folder '{id}' is not listed as an area.", id=folder)
            yield self._at(self.head, ["areas"], message)

    def _listed(self, key: str, name: str = "id") -> set[str]:
        return {entry[name] for entry in self.head.data[key]}

    def _item(
        self, area: str, text: YamlText, seen: dict[str, str], levels: dict[str, str]
    ) -> Iterator[Problem]:
        item = text.data
        yield from self._unique(text, ["id"], item["id"], seen)
        if item["force"] not in self.forces:
            yield self._unknown(text, ["force"], item["force"], self.forces)
        for key in ("leads", "contributors"):
            yield from self._known_leads(text, [key], item.get(key, []))
        for key in ("builds_on", "related"):
            for index, other in enumerate(item.get(key, [])):
                if other == item["id"]:
                    yield self._at(text, [key, index], _("the item names itself."))
                elif other not in self.items and self.complete:
                    yield self._unknown(text, [key, index], other, set(self.items))
        if not any(source["role"] == "origin" for source in item["sources"]):
            yield self._at(text, ["sources"], _("no source has the role origin."))
        yield from self._sources(text, ["sources"], item["sources"])
        limbs = {limb["id"] for limb in item.get("limbs", [])}
        statements = " ".join(
            [item["statement"], *(limb["statement"] for limb in item.get("limbs", []))]
        )
        for index, word in enumerate(item.get("limits", [])):
            if word not in statements:
                message = _("the limiting word '{word}' is not in the statement.", word=word)
                yield self._at(text, ["limits", index], message, _("Keep it, letter by letter."))
        for key in ("quick", "indicators"):
            for index, question in enumerate(item.get(key, [])):
                yield from self._question(
                    text, [key, index], item["id"], question, limbs, seen, levels
                )
        if len(item["quick"]) != max(1, len(limbs)):
            yield self._at(text, ["quick"], _("one quick question is wanted, or one a limb."))

    def _question(
        self,
        text: YamlText,
        path: list[str | int],
        item: str,
        question: dict[str, Any],
        limbs: set[str],
        seen: dict[str, str],
        levels: dict[str, str],
    ) -> Iterator[Problem]:
        yield from self._unique(text, [*path, "id"], question["id"], seen)
        if question["id"].split(".")[0] != item:
            message = _("the identifier must begin with '{item}.'.", item=item)
            yield self._at(text, [*path, "id"], message)
        limb = question.get("limb")
        if limbs and limb is None:
            message = _("the item has limbs, and the question names none of them.")
            yield self._at(text, path, message)
        elif limb is not None and limb not in limbs:
            yield self._unknown(text, [*path, "limb"], limb, limbs)
        if question["kind"] not in self.kinds:
            yield self._unknown(text, [*path, "kind"], question["kind"], self.kinds)
        yield from self._known_leads(text, [*path, "leads"], question["leads"])
        yield from self._sources(text, [*path, "sources"], question["sources"])
        for level, words in question["levels"].items():
            if words in levels:
                message = _("this description also stands in {id}.", id=levels[words])
                yield self._at(text, [*path, "levels", level], message)
            levels[words] = question["id"]

    def _unique(
        self, text: YamlText, path: list[str | int], name: str, seen: dict[str, str]
    ) -> Iterator[Problem]:
        if name in seen:
            message = _("the identifier '{id}' is also used in {file}.", id=name, file=seen[name])
            yield self._at(text, path, message, _("An identifier is used once."))
        seen[name] = text.name

    def _known_leads(
        self, text: YamlText, path: list[str | int], codes: list[str]
    ) -> Iterator[Problem]:
        for index, code in enumerate(codes):
            if code not in self.leads:
                yield self._unknown(text, [*path, index], code, self.leads)

    def _sources(
        self, text: YamlText, path: list[str | int], sources: list[dict[str, Any]]
    ) -> Iterator[Problem]:
        seen = set()
        for index, source in enumerate(sources):
            key = (source["symbol"], source["paragraph"])
            if source["symbol"] not in self.symbols:
                yield self._unknown(text, [*path, index, "symbol"], source["symbol"], self.symbols)
            elif key not in self.paragraphs:
                message = _(
                    "{symbol} has no paragraph {number} in documents.yaml.",
                    symbol=key[0],
                    number=key[1],
                )
                yield self._at(text, [*path, index, "paragraph"], message)
            elif key in seen:
                yield self._at(text, [*path, index], _("the paragraph is cited here twice."))
            seen.add(key)

    def _unknown(
        self, text: YamlText, path: list[str | int], name: str, known: Iterable[str]
    ) -> Problem:
        return self._at(
            text, path, _("'{name}' is not known.", name=name), schemas.nearest(name, known)
        )

    def _circles(self) -> Iterator[Problem]:
        """An item may not, over other items, build on itself."""
        for start, text in ((text.data["id"], text) for area, text in self.files):
            reached: set[str] = set()
            ahead = list(self.items[start].get("builds_on", []))
            while ahead:
                item = ahead.pop()
                if item in reached or item not in self.items:
                    continue
                reached.add(item)
                ahead.extend(self.items[item].get("builds_on", []))
            if start in reached:
                yield self._at(text, ["builds_on"], _("the item builds on itself in a circle."))

    def _documents(self) -> Iterator[Problem]:
        """Every paragraph of a core document is reached by an item or says why not."""
        cited = {
            (source["symbol"], source["paragraph"])
            for item in self.items.values()
            for source in item["sources"]
        }
        symbols: set[str] = set()
        for index, document in enumerate(self.documents.data["documents"]):
            symbol = document["symbol"]
            if symbol in symbols:
                message = _("'{id}' is listed twice.", id=symbol)
                yield self._at(self.documents, ["documents", index, "symbol"], message)
            symbols.add(symbol)
            numbers: set[str] = set()
            for place, paragraph in enumerate(document.get("paragraphs", [])):
                path: list[str | int] = ["documents", index, "paragraphs", place]
                number = paragraph["number"]
                if number in numbers:
                    yield self._at(self.documents, path, _("'{id}' is listed twice.", id=number))
                numbers.add(number)
                reached = (symbol, number) in cited
                if reached and "no_item" in paragraph:
                    message = _("{number} says no_item, but an item rests on it.", number=number)
                    yield self._at(self.documents, path, message, _("Delete no_item."))
                elif (
                    self.complete
                    and document["core"]
                    and not reached
                    and "no_item" not in paragraph
                ):
                    message = _(
                        "no item rests on paragraph {number} of {symbol}.",
                        number=number,
                        symbol=symbol,
                    )
                    advice = _("Name it in an item's sources, or say under no_item why not.")
                    yield self._at(self.documents, path, message, advice)
            for place, span in enumerate(document.get("norm_ranges", [])):
                if span["item"] not in self.items and self.complete:
                    path = ["documents", index, "norm_ranges", place, "item"]
                    yield self._unknown(self.documents, path, span["item"], self.items)


def _catalogue(
    head: dict[str, Any], documents: dict[str, Any], files: list[tuple[str, YamlText]]
) -> Catalogue:
    order = {area["id"]: place for place, area in enumerate(head["areas"])}
    by_symbol = {document["symbol"]: _document(document) for document in documents["documents"]}
    ordered = sorted(files, key=lambda file: (order[file[0]], file[1].name))
    return Catalogue(
        id=head["id"],
        version=head["version"],
        title=head["title"],
        description=head["description"],
        language=head["language"],
        areas={area["id"]: Area(**area) for area in head["areas"]},
        scale=tuple(ScaleLevel(**level) for level in head["scale"]),
        forces=_terms(head["forces"]),
        kinds=_terms(head["kinds"]),
        leads=_terms(head["leads"]),
        citations=_terms(head["citations"]),
        documents={document["symbol"]: _document(document) for document in documents["documents"]},
        items={text.data["id"]: _item(area, text.data, by_symbol) for area, text in ordered},
        digest=_digest([head, documents, *(text.data for area, text in ordered)]),
    )


def _digest(parts: list[Any]) -> str:
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _terms(entries: list[dict[str, Any]]) -> dict[str, Term]:
    terms = (
        Term(entry.get("id") or entry["code"], entry["title"], entry.get("description", ""))
        for entry in entries
    )
    return {term.id: term for term in terms}


def _document(data: dict[str, Any]) -> Document:
    return Document(
        symbol=data["symbol"],
        title=data["title"],
        kind=data["kind"],
        body=data["body"],
        date=data["date"],
        core=data["core"],
        citation=Citation(data["citation"]),
        languages=tuple(data["languages"]),
        link=data["link"],
        endorsed_by=data.get("endorsed_by", ""),
        note=data.get("note", ""),
        paragraphs={
            entry["number"]: Paragraph(
                entry["number"],
                entry["subject"],
                Citation(entry["citation"]),
                entry.get("no_item", ""),
            )
            for entry in data.get("paragraphs", [])
        },
        norm_ranges={span["item"]: span["paragraphs"] for span in data.get("norm_ranges", [])},
    )


def _label(data: dict[str, Any], documents: dict[str, Document]) -> str:
    """The norms are known by their letters; everything else needs its document beside it."""
    origin = next(source for source in data["sources"] if source["role"] == Role.ORIGIN)
    document, paragraph = documents[origin["symbol"]], origin["paragraph"]
    if data["force"] == "voluntary-norm":
        return str(paragraph)
    if document.kind.endswith("resolution"):
        return f"{document.symbol.removeprefix('A/RES/')} {paragraph}"
    return f"{document.date[:4]} ¶{paragraph}"


def _item(area: str, data: dict[str, Any], documents: dict[str, Document]) -> Item:
    return Item(
        id=data["id"],
        area=area,
        label=_label(data, documents),
        title=data["title"],
        statement=data["statement"],
        limits=tuple(data.get("limits", [])),
        force=data["force"],
        core=data["core"],
        sources=tuple(
            Source(source["symbol"], source["paragraph"], Role(source["role"]))
            for source in data["sources"]
        ),
        leads=tuple(data["leads"]),
        contributors=tuple(data.get("contributors", [])),
        builds_on=tuple(data.get("builds_on", [])),
        related=tuple(data.get("related", [])),
        tags=tuple(data.get("tags", [])),
        limbs=tuple(Limb(**limb) for limb in data.get("limbs", [])),
        quick=tuple(_indicator(question) for question in data["quick"]),
        indicators=tuple(_indicator(question) for question in data.get("indicators", [])),
    )


def _indicator(data: dict[str, Any]) -> Indicator:
    return Indicator(
        id=data["id"],
        title=data["title"],
        question=data["question"],
        look_for=data["look_for"],
        evidence=tuple(data["evidence"]),
        leads=tuple(data["leads"]),
        kind=data["kind"],
        sources=tuple(Source(source["symbol"], source["paragraph"]) for source in data["sources"]),
        levels=tuple(data["levels"][str(level)] for level in range(5)),
        limb=data.get("limb", ""),
        weight=data.get("weight", 1),
        weight_reason=data.get("weight_reason", ""),
    )
