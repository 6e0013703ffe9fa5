"""Where each key of a TOML file stands. tomli gives values without places; this gives places without values.

The text is TOML that tomli has accepted. On anything else the scan stops early and the places found so far
stay: it never raises, and a key without a place takes that of the nearest table around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING

import tomli

if TYPE_CHECKING:
    from ledger.questions.finding import Key

Place = tuple[int, int]
"""Line and column, both from 1; a column counts characters."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = r"[A-Za-z0-9_-]+"
_LITERAL = r"'[^'\n]*'"
_BASIC = r'"(?:[^"\\\n]|\\.)*"'
_LONG_LITERAL = r"'''(?s:.*?)'''(?:''(?!')|'(?!'))?"
_LONG_BASIC = r'"""(?:[^"\\]|\\(?s:.)|"(?!""))*"""(?:""(?!")|"(?!"))?'
_PLAIN = r"[^,\]}#\n]+"
_NAME = re.compile(f"{_BARE}|{_BASIC}|{_LITERAL}")
_VALUE = re.compile(f"{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}|{_PLAIN}")


class _Lost(Exception):  # noqa: N818 - not an error: the scan ends here
    """The scan met something it does not know."""


class Places:
    """Line and column of every key, table and array item in a text."""

    def __init__(self, text: str) -> None:
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._offsets = _Scan(text).offsets()

    def of(self, key: Key) -> Place:
        """The place of `key`, else of the nearest table or array around it, else of the file's beginning."""
        lengths = range(len(key), -1, -1)
        offset = next((self._offsets[key[:n]] for n in lengths if key[:n] in self._offsets), 0)
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def around(self, offset: int) -> Key:
        """The key that stands last at or before an offset of the text: of whose value that place is a part."""
        before = [(at, len(key), key) for key, at in self._offsets.items() if at <= offset]
        return max(before, key=lambda each: each[:2])[2] if before else ()


class _Scan:
    """One pass over a text, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Key, int] = {}
        self.arrays: dict[Key, int] = {}
        self.table: Key = ()

    def offsets(self) -> dict[Key, int]:
        with suppress(_Lost, RecursionError, tomli.TOMLDecodeError):  # what was found so far stays right
            self._statements()
        return self.found

    def _statements(self) -> None:
        while self._skip(_BLANK):
            if self._takes("[["):
                self.table = self._header(array=True)
            elif self._takes("["):
                self.table = self._header(array=False)
            else:
                self._pair(self.table)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Go over what `pattern` matches; False at the end of the text."""
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return self.at < len(self.text)

    def _takes(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _match(self, pattern: re.Pattern[str]) -> str:
        """What `pattern` matches here, and go over it."""
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
            return found[0]
        raise _Lost

    def _eat(self, sign: str) -> None:
        if not self._takes(sign):
            raise _Lost

    def _header(self, *, array: bool) -> Key:
        parts = self._dotted()
        self._eat("]]" if array else "]")
        key: Key = ()
        for part, offset in parts[:-1]:
            key = self._current(self._note((*key, part), offset))
        last, offset = parts[-1]
        key = self._note((*key, last), offset)
        if not array:
            return key
        self.arrays[key] = self.arrays.get(key, -1) + 1
        return self._note(self._current(key), offset)

    def _current(self, key: Key) -> Key:
        """Inside an array of tables, its last table is meant."""
        return (*key, self.arrays[key]) if key in self.arrays else key

    def _note(self, key: Key, offset: int) -> Key:
        self.found.setdefault(key, offset)
        return key

    def _dotted(self) -> list[tuple[str, int]]:
        parts = list[tuple[str, int]]()
        while True:
            self._skip(_SPACE)
            parts.append((self._name(), self._began))
            self._skip(_SPACE)
            if not self._takes("."):
                return parts

    def _name(self) -> str:
        self._began = self.at
        return _named(self._match(_NAME))

    def _pair(self, table: Key) -> None:
        key = table
        for part, offset in self._dotted():
            key = self._note((*key, part), offset)
        self._eat("=")
        self._skip(_SPACE)
        self._value(key)

    def _value(self, key: Key) -> None:
        if self._takes("["):
            self._array(key)
        elif self._takes("{"):
            self._inline(key)
        else:
            self._match(_VALUE)

    def _array(self, key: Key) -> None:
        index = 0
        while self._skip(_BLANK) and not self._takes("]"):
            self._value(self._note((*key, index), self.at))
            self._skip(_BLANK)
            self._takes(",")
            index += 1

    def _inline(self, key: Key) -> None:
        while self._skip(_BLANK) and not self._takes("}"):
            self._pair(key)
            self._skip(_BLANK)
            self._takes(",")


def _named(written: str) -> str:
    """A key as tomli gives it: without quotation marks, escapes resolved."""
    match written[0]:
        case "'":
            return written[1:-1]
        case '"':
            return str(tomli.loads(f"key = {written}")["key"])
        case _:
            return written
