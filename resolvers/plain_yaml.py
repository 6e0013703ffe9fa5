"""YAML as plain data: tables, lists and texts, whatever a value looks like. No tags, no references, no types.

YAML's own readers turn `no` and dates into values of other types, take the last of two equal keys, and let a few
lines stand for a gigabyte. Here every value is the text that was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1_000_000
MOST_DEPTH = 16
"""Lists and tables inside one another."""

_EVENTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class BadYaml(ValueError):  # noqa: N818 - the name says it: what came is bad YAML
    """The bytes are not YAML that may be decided on; the message says why."""


@dataclass(slots=True)
class _Open:
    """A table or list that has begun; of a table also the key whose value comes next."""

    found: dict[str, object] | list[object]
    key: str | None = None


@dataclass(slots=True)
class _Document:
    """What has been read so far, from the outermost table or list to the innermost one still open."""

    opened: list[_Open] = field(default_factory=list)
    whole: list[object] = field(default_factory=list)

    def begin(self, found: dict[str, object] | list[object]) -> None:
        if len(self.opened) == MOST_DEPTH:
            raise BadYaml(f"more than {MOST_DEPTH} levels deep")
        self._put(found)
        self.opened.append(_Open(found))

    def text(self, value: str) -> None:
        inner = self.opened[-1] if self.opened else None
        if inner is None or isinstance(inner.found, list) or inner.key is not None:
            self._put(value)
        elif value in inner.found:
            raise BadYaml(f"the key {value[:80]!r} is there twice")
        else:
            inner.key = value

    def _put(self, value: object) -> None:
        if not self.opened:
            self.whole.append(value)
            return
        inner = self.opened[-1]
        if isinstance(inner.found, list):
            inner.found.append(value)
        elif inner.key is None:
            raise BadYaml("a key that is a list or a table")
        else:
            inner.found[inner.key] = value
            inner.key = None


def parse(body: bytes) -> object:
    r"""The document as dict, list and str; an empty value is an empty text.

    Raises `BadYaml` for anything but UTF-8 of at most `MOST_BYTES` that ends with its last line, and for two documents,
    two equal keys in one table, references, or more than `MOST_DEPTH` levels.

    >>> parse(b"announced: May 07, 2026\nbugs:\n- url: 2014596\n")
    {'announced': 'May 07, 2026', 'bugs': [{'url': '2014596'}]}
    """
    document = _Document()
    try:
        for event in _events(_text(body)):
            _take(document, event)
    except yaml.YAMLError as error:
        raise BadYaml(f"not YAML: {_said(error)}") from None
    if len(document.whole) != 1:
        raise BadYaml(f"{len(document.whole)} documents")
    return document.whole[0]


def _text(body: bytes) -> str:
    if len(body) > MOST_BYTES:
        raise BadYaml(f"more than {MOST_BYTES} bytes")
    if not body.endswith(b"\n"):
        raise BadYaml("it stops inside its last line")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadYaml(f"not UTF-8 at byte {error.start}") from None


def _events(text: str) -> Iterator[yaml.Event]:
    found: Iterator[yaml.Event] = yaml.parse(text, Loader=_EVENTS)
    return found


def _take(document: _Document, event: yaml.Event) -> None:
    if isinstance(event, yaml.ScalarEvent):
        document.text(str(event.value))
    elif isinstance(event, yaml.MappingStartEvent):
        document.begin({})
    elif isinstance(event, yaml.SequenceStartEvent):
        document.begin([])
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        document.opened.pop()
    elif isinstance(event, yaml.AliasEvent):
        raise BadYaml("a reference to another place")


def _said(error: yaml.YAMLError) -> str:
    """What is wrong and in which line, without what was sent."""
    mark = getattr(error, "problem_mark", None)
    where = f" in line {mark.line + 1}" if mark else ""
    return f"{getattr(error, 'problem', None) or 'a sign that is not allowed'}{where}"
