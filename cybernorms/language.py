"""Interface texts in the reader's language, by gettext."""

from __future__ import annotations

import functools
import gettext
from contextvars import ContextVar
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "locale"
DEFAULT = "en"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


@functools.cache
def _translation(language: str) -> gettext.NullTranslations:
    return gettext.translation("cybernorms", FOLDER, [language], fallback=True)


def use(language: str) -> None:
    """Speak `language` (an IETF tag) from now on in this thread; English where it is missing."""
    _current.set(language)


def current() -> str:
    """The language that is spoken in this thread."""
    return _current.get()


def _(message: str, /, **values: object) -> str:
    """`message` in the current language, with `{names}` filled in."""
    text = _translation(_current.get()).gettext(message)
    return text.format(**values) if values else text


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """The form of a message that fits `count`, which fills in `{count}`."""
    text = _translation(_current.get()).ngettext(one, many, count)
    return text.format(count=count, **values)
