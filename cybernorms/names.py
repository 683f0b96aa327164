"""What the fixed words of the data are called on screen, in the reader's language."""

from __future__ import annotations

from cybernorms.assessment import AnswerKind, Confidence, Importance, Status
from cybernorms.catalogue import Catalogue, Citation, Depth, Role, Source
from cybernorms.language import _
from cybernorms.progress import Concern, ItemStatus
from cybernorms.sharing import Part


def answer_kind(kind: AnswerKind) -> str:
    """The name of one of the five kinds of answer."""
    return {
        AnswerKind.LEVEL: _("Level given"),
        AnswerKind.NOT_KNOWN: _("Not known"),
        AnswerKind.NOT_APPLICABLE: _("Not applicable"),
        AnswerKind.NOT_DISCLOSED: _("Not disclosed"),
        AnswerKind.UNANSWERED: _("Unanswered"),
    }[kind]


def answer_meaning(kind: AnswerKind) -> str:
    """What an answer that is not a level means for the result."""
    return {
        AnswerKind.LEVEL: _("It counts in the score."),
        AnswerKind.NOT_KNOWN: _("You have looked and cannot tell yet. It is not counted as 0."),
        AnswerKind.NOT_APPLICABLE: _("The question does not arise for you. A reason is needed."),
        AnswerKind.NOT_DISCLOSED: _("You know, and choose not to say. It is not counted as 0."),
        AnswerKind.UNANSWERED: _("Nobody has answered yet. It is not counted as 0."),
    }[kind]


def confidence(value: Confidence) -> str:
    """How sure an answer is."""
    return {
        Confidence.LOW: _("Low"),
        Confidence.MEDIUM: _("Medium"),
        Confidence.HIGH: _("High"),
    }[value]


def importance(value: Importance) -> str:
    """How important an area is held."""
    return {
        Importance.LOW: _("Low"),
        Importance.NORMAL: _("Normal"),
        Importance.HIGH: _("High"),
    }[value]


def status(value: Status) -> str:
    """How far an assessment is."""
    return {
        Status.DRAFT: _("Draft"),
        Status.IN_REVIEW: _("In review"),
        Status.FINAL: _("Final"),
    }[value]


def item_status(value: ItemStatus) -> str:
    """How far an item is."""
    return {
        ItemStatus.NOT_STARTED: _("Not started"),
        ItemStatus.IN_PROGRESS: _("In progress"),
        ItemStatus.ANSWERED: _("Answered"),
        ItemStatus.NEEDS_ATTENTION: _("Needs attention"),
    }[value]


def depth(value: Depth) -> str:
    """How much is asked."""
    return {
        Depth.QUICK: _("Quick: one question for each item"),
        Depth.FULL: _("Full: every indicator"),
    }[value]


def concern(value: Concern) -> str:
    """Why an answer should be looked at."""
    return {
        Concern.UNANSWERED: _("Unanswered"),
        Concern.NOT_KNOWN: _("Not known"),
        Concern.FLAGGED: _("Flagged for follow-up"),
        Concern.WORDING_CHANGED: _("The wording has changed since it was answered"),
        Concern.NO_EVIDENCE: _("Level 3 or 4 without evidence"),
        Concern.LOW_CONFIDENCE: _("Low confidence"),
        Concern.TARGET_PASSED: _("Target date passed, target not reached"),
        Concern.NOT_APPLICABLE: _("Not applicable: does the reason convince?"),
    }[value]


def part(value: Part) -> str:
    """What can go along in a shared copy."""
    return {
        Part.TEXTS: _("Measures, challenges and needs"),
        Part.EVIDENCE: _("Evidence"),
        Part.COMMENTS: _("Comments"),
        Part.TARGETS: _("Targets and importance"),
        Part.BODIES: _("Which body leads, answers and contributes"),
        Part.CONFIDENCE: _("Confidence"),
        Part.FLAGS: _("Follow-up flags"),
        Part.NOT_DISCLOSED: _("“Not disclosed” as such, not as unanswered"),
        Part.ACTIONS: _("Actions"),
        Part.HISTORY: _("When it was answered, and the history of the file"),
        Part.OTHER_FIELDS: _("Fields that this version does not know"),
    }[value]


def role(value: Role) -> str:
    """What a paragraph is to an item."""
    return {
        Role.ORIGIN: _("Stated in"),
        Role.EARLIER: _("Earlier text"),
        Role.GUIDANCE: _("Later guidance"),
    }[value]


def paragraph(number: str) -> str:
    """A paragraph number as it is spoken: `paragraph 13(c)`, `operative paragraph 2(a)`."""
    if number.startswith("PP"):
        return _("preambular paragraph {number}", number=number[2:])
    if number.startswith("OP"):
        return _("operative paragraph {number}", number=number[2:])
    return _("paragraph {number}", number=number)


def source(value: Source) -> str:
    """Document symbol and paragraph."""
    return f"{value.symbol}, {paragraph(value.paragraph)}"


def citation(catalogue: Catalogue, value: Citation) -> str:
    """How sure a paragraph number is, as the catalogue puts it."""
    return catalogue.citations[value.value].title


def body(catalogue: Catalogue, code: str) -> str:
    """A body by its title; a code that the catalogue does not know stands for itself."""
    known = catalogue.leads.get(code)
    return known.title if known else code
