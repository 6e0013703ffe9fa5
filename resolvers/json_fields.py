"""Fields of a JSON reply, each read as what it must be, with its path for the sentence when it is not."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from resolvers import strict_json
from resolvers.cells import day, number
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_SHOWN = 60
_BRIEFLY = reprlib.Repr()
"""Writes the beginning of a thing without writing all of it, which takes seconds for a million rows."""
_BRIEFLY.maxstring = _BRIEFLY.maxother = 4 * _SHOWN
_BRIEFLY.maxlist = _BRIEFLY.maxdict = _SHOWN
_LAST_SECOND = 253_402_300_800
"""The end of the year 9999."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of a reply, and the path it stands at, such as `bill.laws[0]`.

    Every method raises `RefusedError` (shape_changed) when the field is missing or of another kind.
    """

    values: Mapping[object, object]
    path: str = ""

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self.values.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a field."""
        return f"{self.path}.{key}" if self.path else key

    def table(self, key: str) -> Fields:
        """A table inside."""
        found = self.values.get(key)
        if not isinstance(found, dict):
            raise self._wrong(key, "a table")
        return Fields(found, self.at(key))

    def tables(self, key: str) -> tuple[Fields, ...]:
        """A list of tables, which may be empty."""
        found = self.values.get(key)
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self._wrong(key, "a list of tables")
        return tuple(Fields(item, f"{self.at(key)}[{place}]") for place, item in enumerate(found))

    def text(self, key: str) -> str:
        """A text that is not blank."""
        found = self.values.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self._wrong(key, "a text")
        return found

    def whole(self, key: str) -> int:
        """A whole number from 0."""
        found = self.values.get(key)
        if not isinstance(found, Decimal) or found < 0 or found != found.to_integral_value():
            raise self._wrong(key, "a whole number")
        return int(found)

    def flag(self, key: str) -> bool:
        """A yes or no."""
        found = self.values.get(key)
        if not isinstance(found, bool):
            raise self._wrong(key, "yes or no")
        return found

    def number(self, key: str) -> Decimal:
        """A number written as a number."""
        found = self.values.get(key)
        if not isinstance(found, Decimal):
            raise self._wrong(key, "a number")
        return found

    def decimal_text(self, key: str) -> Decimal:
        """A number written as a text, such as `"0.5600"` or `"128934"`."""
        written = self.values.get(key)
        found = number(written) if isinstance(written, str) else None
        if found is None:
            raise self._wrong(key, "a number written as a text")
        return found

    def figure(self, key: str) -> Decimal:
        """A number, of a publisher that writes some as numbers and some as texts."""
        return self.decimal_text(key) if isinstance(self.values.get(key), str) else self.number(key)

    def texts_in_text(self, key: str) -> tuple[str, ...]:
        """A list of texts that is itself written as a text, such as `'["Yes", "No"]'`."""
        try:
            found = strict_json.parse(self.text(key).encode())
        except (strict_json.BadJson, UnicodeEncodeError):
            found = None
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self._wrong(key, "a list of texts, written as a text")
        return tuple(found)

    def unix_time(self, key: str, *, per_second: int = 1) -> datetime:
        """A moment counted from 1970 in seconds or, with `per_second=1000`, in thousandths; a number or a text."""
        written = self.values.get(key)
        count = number(written) if isinstance(written, str) else written
        if not isinstance(count, Decimal) or not 0 <= count < _LAST_SECOND * per_second:
            raise self._wrong(key, "a moment counted from 1970")
        return datetime.fromtimestamp(int(count) / per_second, UTC)

    def label(self, key: str) -> str:
        """A number used as a name, written as a text or as a whole number."""
        return self.text(key) if isinstance(self.values.get(key), str) else str(self.whole(key))

    def day(self, key: str) -> date:
        """A day as YYYY-MM-DD, alone or before a time."""
        written = self.text(key)
        found = day(written[:10])
        if found is None or written[10:11] not in {"", "T", " "}:
            raise self._wrong(key, "a day (YYYY-MM-DD)")
        return found

    def _wrong(self, key: str, wanted: str) -> RefusedError:
        if key not in self.values:
            return RefusedError("shape_changed", f"The reply has no {self.at(key)}, where {wanted} was.")
        found = shown(self.values[key])
        return RefusedError("shape_changed", f"{self.at(key)} is {found} where {wanted} was expected.")


def document(body: bytes) -> Fields:
    """The table a reply consists of. Raises `RefusedError` for anything else: no JSON, a web page, a list."""
    found = parsed(body)
    if not isinstance(found, dict):
        raise RefusedError("shape_changed", f"The reply is {shown(found)} where a table was expected.")
    return Fields(found)


def documents(body: bytes) -> tuple[Fields, ...]:
    """The tables of a reply that is a list of them, which may be empty. Raises `RefusedError` for anything else."""
    found = parsed(body)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise RefusedError(
            "shape_changed", f"The reply is {shown(found)} where a list of tables was expected."
        )
    return tuple(Fields(item, f"[{place}]") for place, item in enumerate(found))


def parsed(body: bytes) -> object:
    """The reply, whatever it consists of. Raises `RefusedError` for a web page and for what is no JSON."""
    if body.lstrip()[:1] == b"<":
        raise RefusedError("shape_changed", f"A web page came instead of JSON: {shown(body[:200])}.")
    try:
        return strict_json.parse(body)
    except strict_json.BadJson as bad:
        raise RefusedError("shape_changed", f"The body is not the JSON that was expected: {bad}.") from bad


def shown(found: object) -> str:
    """The beginning of something that came from outside, on one line, for a sentence."""
    match found:
        case bytes():
            words = found.decode("utf-8", "replace")
        case Decimal() | None | bool():
            words = str(found)
        case _:
            words = _BRIEFLY.repr(found)
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
