"""What a check found, before anybody knows on which line: a path into the file and a sentence in parts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = tuple[str | int, ...]
"""Where something stands in a parsed file: keys, and indexes of arrays."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. `found` is what stands there, already fit to show; `fix` says what to do."""

    key: Key
    rule: str
    wrong: str
    fix: str
    found: str = ""

    def under(self, key: Key) -> Finding:
        """The same finding, seen from a table further out."""
        return Finding((*key, *self.key), self.rule, self.wrong, self.fix, self.found)


def dotted(key: Key) -> str:
    """The path as people write it.

    >>> dotted(("resolution", "source", 0, "name"))
    'resolution.source[0].name'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{_step(step)}" for step in key)
    return text.removeprefix(".")


def _step(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isalnum() and plain.isascii() else json.dumps(clean_line(key), ensure_ascii=False)


def shown(value: object) -> str:
    """A value from a file, short enough and safe to print in a sentence.

    >>> shown("a" * 70), shown(True)
    ('"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..."', 'true')
    """
    match value:
        case str():
            return json.dumps(_short(clean_line(value)), ensure_ascii=False)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return _short(str(value))
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"an array of {len(value)}"
        case _:
            return "a table"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def nearest(word: str, known: Iterable[str]) -> str:
    """Which known word was meant, or all there are: the end of a sentence.

    >>> nearest("tittle", ["title", "tags"])
    'did you mean "title"?'
    """
    words = list(known)
    if close := get_close_matches(word, words, n=1, cutoff=0.6):
        return f'did you mean "{close[0]}"?'
    return f"known are {', '.join(words)}" if words else "there is none"
