"""Bounded, strict reading of YAML; stable writing; atomic replacing."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import yaml

from cybernorms.language import _
from cybernorms.problems import Problem, ProblemsFound

MAX_BYTES = 5 * 1024 * 1024
"""A file larger than this is refused unread: a full assessment has about 400 kB."""

MAX_DEPTH = 20
"""Levels of nesting that are read: the formats here need seven."""

_TEXT = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"

# The plain scalars of YAML 1.2 that are not text. Numbers with a point stay text, so that a
# version 1.10 does not become 1.1; so do dates, `yes`, and a State whose code is NO.
_NULL_WORDS = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL_WORDS = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_INTEGERS = re.compile(r"^[-+]?(?:0|[1-9][0-9]{0,17})$")
# What the YAML standard calls non-printable.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What readers of YAML 1.2 take for a number although PyYAML's rules of 1.1 do not.
_OTHER_NUMBERS = re.compile(
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$"
)


class _Reader(yaml.CSafeLoader):
    """Composes nodes by the rules of YAML 1.2; the values are built by `_build`."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {}  # type: ignore[misc]


_Reader.add_implicit_resolver(_NULL, _NULL_WORDS, ["~", "n", "N", ""])
_Reader.add_implicit_resolver(_BOOL, _BOOL_WORDS, list("tTfF"))
_Reader.add_implicit_resolver(_INT, _INTEGERS, list("-+0123456789"))


class _Writer(yaml.CSafeDumper):
    """Puts quotation marks around text that any reader, of YAML 1.1 or 1.2, could misread."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Writer.add_implicit_resolver("tag:yaml.org,2002:float", _OTHER_NUMBERS, list("-+.0123456789"))
_Writer.add_implicit_resolver(_BOOL, re.compile(r"^[yYnN]$"), list("yYnN"))


def _write_text(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return writer.represent_scalar(_TEXT, text, style=style)


_Writer.add_representer(str, _write_text)


@dataclass(frozen=True, slots=True)
class YamlText:
    """What a YAML text says, and where it says it."""

    name: str
    data: Any
    root: yaml.Node

    def position(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column, from 1, of the value at `path`, or of its nearest parent."""
        node = self.root
        mark = node.start_mark
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            mark = (key or node).start_mark
        return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if 0 <= step < len(node.value):
            return None, node.value[step]
    return None


class _Place(NamedTuple):
    """A place in a text, from 0, as the marks of PyYAML have it."""

    line: int
    column: int


_START = _Place(0, 0)


class _Refused(Exception):
    def __init__(self, mark: Any, message: str, advice: str) -> None:
        super().__init__(message)
        self.message, self.advice = message, advice
        self.place = _Place(mark.line, mark.column)


def _build(node: yaml.Node, depth: int = 0) -> Any:
    """The value of a node: text, whole number, true or false, nothing, list or mapping."""
    if depth > MAX_DEPTH:
        raise _Refused(
            node.start_mark,
            _("nested more than {levels} levels deep.", levels=MAX_DEPTH),
            _("No file of this tool is that deep; check the indentation."),
        )
    tag = node.tag
    if isinstance(node, yaml.ScalarNode):
        if tag == _TEXT:
            return node.value
        if tag == _INT and _INTEGERS.match(node.value):
            return int(node.value)
        if tag == _BOOL and _BOOL_WORDS.match(node.value):
            return node.value[0] in "tT"
        if tag == _NULL and _NULL_WORDS.match(node.value):
            return None
    elif isinstance(node, yaml.MappingNode) and tag == "tag:yaml.org,2002:map":
        return _build_mapping(node, depth)
    elif isinstance(node, yaml.SequenceNode) and tag == "tag:yaml.org,2002:seq":
        return [_build(child, depth + 1) for child in node.value]
    raise _Refused(
        node.start_mark,
        _("the tag {tag} is not allowed here.", tag=tag.replace("tag:yaml.org,2002:", "!!")),
        _("Write the plain value without a tag."),
    )


def _build_mapping(node: yaml.MappingNode, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused(
                key.start_mark,
                _("a list or a mapping stands as a key."),
                _("Use a short text as key."),
            )
        name = key.value  # keys are text, whatever they look like: `NO` is Norway, `0` a level
        if name in result:
            raise _Refused(
                key.start_mark,
                _("the key '{key}' stands here for the second time.", key=name),
                _("Keep one of the two; which of them is meant cannot be guessed."),
            )
        result[name] = _build(value, depth + 1)
    return result


def _refuse_aliases(name: str, text: str) -> None:
    """Aliases can make a small file explode; no format here needs them."""
    if "*" not in text or "&" not in text:
        return
    for event in yaml.parse(text, Loader=_Reader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise _Refused(
                mark,
                _("the alias *{name} repeats another part of the file.", name=event.anchor),
                _("Write the text out instead; aliases are not read."),
            )


def parse(text: str, name: str) -> YamlText:
    """Read one YAML document.

    Raises:
        ProblemsFound: not YAML, empty, several documents, equal keys, aliases, tags, or too deep.
    """
    try:
        _refuse_aliases(name, text)
        reader = _Reader(text)
        try:
            root = reader.get_single_node()
        finally:
            reader.dispose()
        if root is None:
            raise _Refused(
                _START, _("the file is empty."), _("Choose another file, or begin anew.")
            )
        return YamlText(name, _build(root), root)
    except _Refused as refused:
        place, message, advice = refused.place, refused.message, refused.advice
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _Place(mark.line, mark.column) if mark else _START
        message, advice = _explain(text, place, str(error.problem or error.context or error))
    except yaml.reader.ReaderError:
        place = _first_forbidden(text)
        message = _("a character stands here that YAML does not allow.")
        advice = _("Delete it, and save the file as plain UTF-8 text.")
    raise ProblemsFound([Problem(name, message, advice, "", place.line + 1, place.column + 1)])


def _first_forbidden(text: str) -> _Place:
    found = _FORBIDDEN.search(text)
    index = found.start() if found else 0
    line = text.count("\n", 0, index)
    return _Place(line, index - (text.rfind("\n", 0, index) + 1))


def _explain(text: str, place: _Place, problem: str) -> tuple[str, str]:
    lines = text.splitlines()
    line = lines[place.line] if place.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "nesting" in problem:
        return _("nested far too deeply."), _("No file of this tool is that deep.")
    if "\t" in indent or ("cannot start any token" in problem and "\t" in line):
        return _("a tab stands where YAML wants spaces."), _("Replace the tab by spaces.")
    if "but found another document" in problem:
        return _("a second document begins here (---)."), _("Keep one document in a file.")
    if "unexpected end of stream" in problem:
        return _("a quotation mark or bracket is opened and never closed."), _("Close it.")
    if "undefined alias" in problem:
        return (
            _("an alias (*) repeats a part that does not exist."),
            _("Write the text out instead."),
        )
    return (
        _("this is not YAML: {problem}.", problem=problem),
        _("Check the indentation, and put text with ': ' or ' #' in quotation marks."),
    )


def read_text(path: Path, name: str | None = None) -> str:
    """The text of a file.

    Raises:
        ProblemsFound: it is missing, is no file, cannot be opened, is too large or not UTF-8.
    """
    name = name or str(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProblemsFound(
            [Problem(name, _("there is no such file."), _("Check the name and the folder."))]
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("the file cannot be read ({reason}).", reason=reason)
        raise ProblemsFound([Problem(name, message)]) from None
    return decode(content, name)


def decode(content: bytes, name: str) -> str:
    """The text of an uploaded or stored file's bytes.

    Raises:
        ProblemsFound: it is too large or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise ProblemsFound(
            [
                Problem(
                    name,
                    _("the file is larger than {limit} MB and was not read.", limit=limit),
                    _("An assessment is far smaller; check that it is the right file."),
                )
            ]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise ProblemsFound(
            [
                Problem(
                    name,
                    _("the file is not UTF-8 text."),
                    _("Save it anew with the encoding UTF-8."),
                    "",
                    line,
                    column,
                )
            ]
        ) from None


def read(path: Path, name: str | None = None) -> YamlText:
    """Read a YAML file; see `read_text` and `parse` for what is refused."""
    name = name or str(path)
    return parse(read_text(path, name), name)


def write(data: Mapping[str, Any]) -> str:
    """YAML text of `data` in its own order.

    A fact stands on a line of its own, so that differences and merges of two versions read well.
    """
    text: str = yaml.dump(
        data,
        Dumper=_Writer,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=1_000_000,
    )
    return text


def indented(text: str) -> str:
    """YAML text one level deeper, to stand under a key."""
    return re.sub(r"^(?=.)", "  ", text, flags=re.MULTILINE)


def head_line(schema: str) -> str:
    """The first line of a file, by which editors find its schema."""
    return f"# yaml-language-server: $schema={schema}\n"


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of the file in one step: afterwards it is the old one or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
