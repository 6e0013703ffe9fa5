"""Typed access to a file's content as the journal keeps it: JSON whose numbers are decimal strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from ledger.clock import end_of, start_of
from ledger.questions.durations import NotADurationError, duration

if TYPE_CHECKING:
    from collections.abc import Mapping

Choice = TypeVar("Choice", bound=str)
_DAY = len("2026-05-14")


class NotAQuestionError(ValueError):
    """The stored content is no question of this format: a key is missing or of another type."""

    def __init__(self, where: str, found: object) -> None:
        super().__init__(f"The stored question has {found!r} at {where!r}.")
        self.where = where


@dataclass(frozen=True, slots=True)
class StoredTable:
    """One table of the stored content, and where it stands. Every getter raises NotAQuestionError.

    `text` and `number` demand the key; the `maybe_` forms give None where it is not set.
    """

    content: Mapping[str, object]
    where: str = ""

    def place(self, key: str) -> str:
        """The dotted path of a key."""
        return f"{self.where}.{key}" if self.where else key

    def wrong(self, key: str) -> NotAQuestionError:
        """The error that says what stands at a key."""
        return NotAQuestionError(self.place(key), self.content.get(key))

    def has(self, key: str) -> bool:
        """Whether the key was set."""
        return key in self.content

    def closed(self, keys: frozenset[str]) -> None:
        """Raise NotAQuestionError for a key that is none of these: to leave a part of a rule out is to ask something else."""
        for key in sorted(self.content.keys() - keys):
            raise self.wrong(key)

    def maybe_text(self, key: str) -> str | None:
        """A text, or None."""
        value = self.content.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; `default` where it is not set."""
        value = self.maybe_text(key)
        if value is not None:
            return value
        if default is None:
            raise self.wrong(key)
        return default

    def choice(self, key: str, among: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        """One of a closed list of words; `default` where it is not set."""
        value = self.content.get(key, default)
        for word in among:
            if value == word:
                return word
        raise self.wrong(key)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def maybe_whole(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self.content.get(key)
        if value is not None and type(value) is not int:
            raise self.wrong(key)
        return value

    def whole(self, key: str, default: int) -> int:
        """A whole number; `default` where it is not set."""
        value = self.maybe_whole(key)
        return default if value is None else value

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """A decimal number; `default` where it is not set."""
        if default is not None and not self.has(key):
            return default
        return stored_number(self.content.get(key), self.place(key))

    def day(self, key: str) -> date:
        """A day."""
        return stored_day(self.content.get(key), self.place(key))

    def span(self, key: str, default: timedelta | None = None) -> timedelta:
        """A span of time; `default` where it is not set."""
        if default is not None and not self.has(key):
            return default
        try:
            return duration(self.text(key))
        except NotADurationError as error:
            raise self.wrong(key) from error

    def starts_at(self, key: str) -> datetime:
        """A moment; a bare day means its start, UTC."""
        return _moment(self.text(key), self.place(key), end=False)

    def ends_at(self, key: str) -> datetime:
        """A moment; a bare day means its end, UTC."""
        return _moment(self.text(key), self.place(key), end=True)

    def maybe_table(self, key: str) -> StoredTable | None:
        """A table, or None."""
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key)
        return StoredTable(value, self.place(key))

    def table(self, key: str) -> StoredTable:
        """A table."""
        found = self.maybe_table(key)
        if found is None:
            raise self.wrong(key)
        return found

    def items(self, key: str) -> list[object]:
        """An array; empty where it is not set."""
        value = self.content.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of texts."""
        found = self.items(key)
        texts = tuple(value for value in found if isinstance(value, str))
        if len(texts) < len(found):
            raise self.wrong(key)
        return texts

    def tables(self, key: str) -> tuple[StoredTable, ...]:
        """An array of tables."""
        return tuple(_item(value, f"{self.place(key)}[{i}]") for i, value in enumerate(self.items(key)))

    def pair(self, key: str) -> tuple[object, object]:
        """An array of two."""
        match self.items(key):
            case [first, second]:
                return first, second
            case _:
                raise self.wrong(key)

    def pairs(self, key: str) -> tuple[tuple[object, object], ...]:
        """An array of arrays of two."""
        return tuple(StoredTable({"it": value}, self.place(key)).pair("it") for value in self.items(key))


def _item(value: object, where: str) -> StoredTable:
    if not isinstance(value, dict):
        raise NotAQuestionError(where, value)
    return StoredTable(value, where)


def stored_number(value: object, where: str) -> Decimal:
    """A decimal string as a number. Raises NotAQuestionError."""
    if not isinstance(value, str):
        raise NotAQuestionError(where, value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise NotAQuestionError(where, value) from None
    if not number.is_finite():
        raise NotAQuestionError(where, value)
    return number


def stored_day(value: object, where: str) -> date:
    """An ISO day. Raises NotAQuestionError."""
    if not isinstance(value, str) or len(value) != _DAY:
        raise NotAQuestionError(where, value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise NotAQuestionError(where, value) from None


def _moment(text: str, where: str, *, end: bool) -> datetime:
    if len(text) == _DAY:
        day = stored_day(text, where)
        return end_of(day) if end else start_of(day)
    try:
        moment = datetime.fromisoformat(text)
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotAQuestionError(where, text) from None
    if moment.tzinfo is None:
        raise NotAQuestionError(where, text)
    return utc
