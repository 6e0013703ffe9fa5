"""A person who reads for a publisher: where several must agree, an answer is one voice among them, not the outcome.

The figure becomes a reading of the source `manual`, as if a machine had taken it; the rule decides on all of them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.errors import UsageError
from ledger.questions.atoms import atoms
from ledger.questions.rule import (
    AnyDay,
    FirstDay,
    IsOneOf,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.units import with_unit
from ledger.resolution.looking.look import by_hand
from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.looking.stored import reading_entry, written
from ledger.resolution.people.answer_forms import NEVER, decimal_from
from ledger.resolution.people.receipt import keep_file
from ledger.resolution.rule.spans import ONE_DAY, Days, bounds
from resolvers.source import Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.journal.transaction import Transaction
    from ledger.questions.question import Question
    from ledger.questions.rule import Decider
    from ledger.resolution.looking.register import Asked, UseOfLook
    from ledger.resolution.people.answer import Given
    from resolvers.source import Source, Value

EARLY = frozenset({"first_print", "as_of"})


class WhoseFigureError(UsageError):
    """People read more than one publisher here, or none of that name."""

    def __init__(self, publishers: Sequence[str]) -> None:
        names = " or ".join(map(repr, publishers))
        super().__init__(
            f"Say whose figure it is: the publisher {names}."
            if names
            else "No publisher's figure is asked of people here: name no publisher."
        )


class NotAFigureError(UsageError):
    """The text is no figure of the kind that the rule compares."""

    def __init__(self, typed: str, publisher: str, wanted: str) -> None:
        super().__init__(
            f"{typed!r} is not what {publisher} says: several publishers must agree here, so give {wanted}."
        )


class FigureTooEarlyError(UsageError):
    """No edition that may be read now would count."""

    def __init__(self, counts_from: datetime) -> None:
        super().__init__(
            f"A figure counts here from {counts_from:%Y-%m-%d %H:%M} UTC on. Until then: not-yet."
        )


def voice_of(asked: Asked, given: Given) -> UseOfLook | None:
    """The source an answer is a reading of; None where it answers the question as a whole. Raises WhoseFigureError."""
    voices = [use for use in asked.uses if _is_voice(asked, use)]
    named = [use for use in voices if given.publisher in {None, _publisher(use)}]
    if len(named) > 1 or (given.publisher and not named):
        raise WhoseFigureError([_publisher(use) for use in voices])
    return named[0] if named else None


def _is_voice(asked: Asked, use: UseOfLook) -> bool:
    """Whether a person speaks for one of several publishers of this look, of which others are read by machine."""
    others = [other for other in asked.looking() if other.name == use.name and not other.use.fallback]
    return by_hand(use.use) and not use.use.fallback and asked.question.rule.quorum > 1 and bool(others)


def _publisher(use: UseOfLook) -> str:
    return use.use.name if isinstance(use.source, Unusable) else use.source.publisher


def keep_voice(tx: Transaction, asked: Asked, use: UseOfLook, given: Given, now: datetime) -> tuple[int, str]:
    """Keep a person's figure as a reading of `use`, and give its seq and its words.

    Raises NotAFigureError, FigureTooEarlyError, NoSuchEvidenceError.
    """
    if isinstance(use.source, Unusable):
        raise NotAFigureError(given.text, use.use.name, use.source.detail)
    if now < (counts_from := _counts_from(asked.question)):
        raise FigureTooEarlyError(counts_from)
    value = _value(asked.question, use, given, now)
    reading = _reading(asked.question, use.source, use, value, given, now)
    evidence = [keep_file(tx, use.key, given.file, now)[0]] if given.file else []
    entry = reading_entry(use.key, _looked(use, use.source, reading), reading, now, evidence)
    if isinstance(entry, Unusable):
        raise NotAFigureError(given.text, use.source.publisher, entry.detail)
    return tx.append(entry)[0], with_unit(
        written(value) or "never", use.offer.unit if value is not None else None
    )


def _looked(use: UseOfLook, source: Source, reading: Reading) -> Looked:
    days = Days(reading.covers, "window")
    return Looked(use.name, use.use, source.offers, source.publisher, source.version, days, reading, ())


def _counts_from(question: Question) -> datetime:
    """When a figure may first count: the vintage says which edition does, and no day to come is read."""
    window = question.rule.window
    if isinstance(window, AnyDay):
        return start_of(window.first)
    ended = start_of(bounds(window).last + ONE_DAY)
    return ended if question.rule.vintage in EARLY else max(ended, question.times.resolves_at)


def _reading(
    question: Question, source: Source, use: UseOfLook, value: Value, given: Given, now: datetime
) -> Reading:
    name, unit = use.use.value, use.offer.unit
    receipt = given.url or (f"file:{given.file.name}" if given.file else "")
    return Reading(
        values={name: value},
        units={name: unit} if unit else {},
        as_of=now.date(),
        covers=_covers(question, use, given, now),
        identity=f"{source.publisher}, read by a person" + (f", in {unit}" if unit else ""),
        where={
            name: f"read by {given.by}: {'; '.join(part for part in (receipt, given.why.strip()) if part)}"
        },
        happened_on=value if use.offer.nature == "event" and isinstance(value, date) else None,
    )


def _covers(question: Question, use: UseOfLook, given: Given, now: datetime) -> Span:
    """The whole window, as far as it has come; of a window of which any day decides, a level speaks for one day."""
    window = bounds(question.rule.window)
    reached = min(window.last, now.date())
    if isinstance(question.rule.window, AnyDay) and use.offer.nature == "level":
        day = given.on or reached
        return Span(day, day)
    return Span(window.first, reached)


# ---- what was typed --------------------------------------------------------------------------------------


def _value(question: Question, use: UseOfLook, given: Given, now: datetime) -> Value:
    typed, publisher = given.text.strip(), _publisher(use)
    if use.offer.nature == "event":
        return _day(typed, publisher, now)
    if _is_text(question.rule.decider, use.name):
        return typed
    number = decimal_from(typed)
    if number is None:
        unit = f" in {use.offer.unit}" if use.offer.unit else ""
        raise NotAFigureError(typed, publisher, f"the number{unit} that it states")
    return number


def _day(typed: str, publisher: str, now: datetime) -> date | None:
    if typed.casefold() in NEVER:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = date.max
    if day > now.date():
        raise NotAFigureError(typed, publisher, "the day it happened, such as 2027-03-01, or never")
    return day


def _is_text(decider: Decider, look: str) -> bool:
    """Whether the rule compares the value of a look with texts."""
    match decider:
        case YesIf(test) | FirstDay(test):
            return any(isinstance(atom, IsOneOf) and atom.look == look for atom in atoms(test))
        case TakeOption(buckets):
            return any(bucket.texts for bucket in buckets)
        case TakeValue():
            return False
