"""The catalogue in memory: areas, items, questions and the documents behind them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LEVELS = (0, 1, 2, 3, 4)
HIGHEST = LEVELS[-1]


class Depth(StrEnum):
    """How much is asked: one question an item (or limb), or every indicator."""

    QUICK = "quick"
    FULL = "full"


class Citation(StrEnum):
    """How sure a paragraph number is; catalogue.yaml says what each status means."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class Role(StrEnum):
    """What a paragraph is to an item: the one it states, an earlier one, a later explanation."""

    ORIGIN = "origin"
    EARLIER = "earlier"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of one of the catalogue's lists (force, kind of capability, body, status)."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the framework; `survey_part` is where a national survey reports it."""

    id: str
    title: str
    description: str
    survey_part: str


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One of the five levels, 0 to 4."""

    level: int
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: what it is about and how sure its number is."""

    number: str
    subject: str
    citation: Citation
    no_item: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that items cite. `core`: one of the three reports, or the resolution."""

    symbol: str
    title: str
    kind: str
    body: str
    date: str
    core: bool
    citation: Citation
    languages: tuple[str, ...]
    link: str
    endorsed_by: str
    note: str
    paragraphs: Mapping[str, Paragraph]
    norm_ranges: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands. Only the sources of items have a role."""

    symbol: str
    paragraph: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Limb:
    """One half of an item that asks two things."""

    id: str
    title: str
    statement: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One observable practice, asked as a question and described at each level."""

    id: str
    title: str
    question: str
    look_for: str
    evidence: tuple[str, ...]
    leads: tuple[str, ...]
    kind: str
    sources: tuple[Source, ...]
    levels: tuple[str, ...]
    limb: str = ""
    weight: int = 1
    weight_reason: str = ""

    @property
    def wording(self) -> str:
        """Fingerprint of question and levels: 12 hexadecimal digits."""
        text = "\n".join((self.question, *self.levels))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Item:
    """One recommendation of the framework, with the questions that belong to it.

    `label` is the paragraph as short as people say it: `13(c)`, `2015 ¶16(a)`, `75/32 OP1(a)`.
    """

    id: str
    area: str
    label: str
    title: str
    statement: str
    limits: tuple[str, ...]
    force: str
    core: bool
    sources: tuple[Source, ...]
    leads: tuple[str, ...]
    contributors: tuple[str, ...]
    builds_on: tuple[str, ...]
    related: tuple[str, ...]
    tags: tuple[str, ...]
    limbs: tuple[Limb, ...]
    quick: tuple[Indicator, ...]
    indicators: tuple[Indicator, ...]

    @property
    def origin(self) -> Source:
        """The paragraph that the item states; the first where there are several."""
        return next(source for source in self.sources if source.role is Role.ORIGIN)

    @property
    def name(self) -> str:
        """Label and title: `13(c) Territory not misused`."""
        return f"{self.label} {self.title}"

    def asked(self, depth: Depth) -> tuple[Indicator, ...]:
        """Its questions at a depth; an item without indicators asks its quick question at both."""
        return self.indicators if depth is Depth.FULL and self.indicators else self.quick

    def questions(self) -> Iterator[Indicator]:
        """Every question that the item has, whatever the depth."""
        yield from self.quick
        yield from self.indicators


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be asked. `digest` changes with any of its texts."""

    id: str
    version: str
    title: str
    description: str
    language: str
    areas: Mapping[str, Area]
    scale: tuple[ScaleLevel, ...]
    forces: Mapping[str, Term]
    kinds: Mapping[str, Term]
    leads: Mapping[str, Term]
    citations: Mapping[str, Term]
    documents: Mapping[str, Document]
    items: Mapping[str, Item] = field(repr=False)
    digest: str

    @functools.cached_property
    def by_indicator(self) -> Mapping[str, tuple[Item, Indicator]]:
        """Each question with its item, under the question's identifier, in catalogue order."""
        return {
            question.id: (item, question)
            for item in self.items.values()
            for question in item.questions()
        }

    def items_of(self, area: str) -> tuple[Item, ...]:
        """The items of an area, in order."""
        return tuple(item for item in self.items.values() if item.area == area)

    def paragraph(self, source: Source) -> Paragraph:
        """The paragraph that a source names."""
        return self.documents[source.symbol].paragraphs[source.paragraph]

    def citing(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For each cited paragraph (symbol, number) the items that rest on it."""
        cited: dict[tuple[str, str], list[str]] = {}
        for item in self.items.values():
            for source in item.sources:
                cited.setdefault((source.symbol, source.paragraph), []).append(item.id)
        return {key: tuple(ids) for key, ids in cited.items()}
