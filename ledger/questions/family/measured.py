"""What decides a question, as far as it is a number: where one looks, what is measured, and which numbers mean YES."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.questions.atoms import compares
from ledger.questions.family.part import HIGH, LOW, Part, part_of
from ledger.questions.reading_test import MAIN
from ledger.questions.rule import (
    All,
    AnyDay,
    AnyOf,
    At,
    Compare,
    FirstDay,
    Happened,
    IsOneOf,
    Not,
    Over,
    TakeOption,
    TakeValue,
    YesIf,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from ledger.questions.question import Question
    from ledger.questions.rule import HeldFor, SourceUse, Test, Vintage, Window

BY_HAND = "manual"

Extreme = Literal["highest", "lowest"]
"""Of which days a number counts where any day may decide."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one looks, when, and which published version counts; what only helps out is left aside."""

    sources: tuple[tuple[str, str], ...]
    window: Window
    vintage: Vintage
    as_of_after: date | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number: two questions with the same one are decided by the same number.

    Its unit is the source's, which declares it for the value, so it is not said again here. `final_from` is the day from which
    the first complete edition counts; None where another one does, and where every day counts as it is read. A source may
    revise between two such days, so they are two numbers.
    """

    place: Place
    values: tuple[str, ...]
    digits: int | None
    quorum: int
    tolerance: Decimal
    final_from: date | None = None
    extreme: Extreme | None = None
    held_for: HeldFor | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A question that a number decides: the number, and the numbers for YES or for each option, by label.

    A numeric question has no parts: it takes the number itself. A date question has YES, for a day within its window.
    """

    measurement: Measurement
    parts: Mapping[str, Part]


YES = "YES"
"""The label of a binary question's part."""


def places(question: Question) -> frozenset[Place]:
    """Every place a question looks at; where only people answer there is none."""
    return frozenset(
        place for uses in question.rule.looks.values() if (place := _place(question, uses)).sources
    )


def measured(question: Question) -> Measured | None:
    """The number that decides a question; None where something else does: an event, a text, several looks, a person."""
    match question.rule.decider:
        case YesIf(test):
            return _tested(question, test)
        case TakeValue():
            return _plainly(question, {})
        case TakeOption(buckets) if all(bucket.bounds for bucket in buckets):
            return _plainly(
                question, {bucket.label: part_of(bucket.bounds, question.digits) for bucket in buckets}
            )
        case FirstDay(test):
            return _reached(question, test)
        case TakeOption():
            return None


def _plainly(question: Question, parts: Mapping[str, Part]) -> Measured | None:
    found = _measurement(question, MAIN)
    return Measured(found, parts) if found and not isinstance(question.rule.window, AnyDay) else None


def _tested(question: Question, test: Test) -> Measured | None:
    looks = {atom.look for atom in compares(test)}
    part = _part(test, question.digits)
    if part is None or len(looks) != 1:
        return None
    match question.rule.window:
        case At() | Over():
            found = _measurement(question, looks.pop())
        case AnyDay():
            return _reached(question, test)
    return Measured(found, {YES: part}) if found else None


def _reached(question: Question, test: Test) -> Measured | None:
    """On some day it was so much: the highest day decides, or the lowest; a stretch between has no such day.

    The first such day says the same: a day of the window is one, and none is the other.
    """
    part = _part(test, question.digits)
    if not isinstance(test, Compare) or part is None or len(part.stretches) != 1:
        return None
    ((low, high),) = part.stretches
    if (low == LOW) == (high == HIGH):
        return None
    found = _measurement(question, test.look, "lowest" if low == LOW else "highest", test.held_for)
    return Measured(found, {YES: part}) if found else None


def _part(test: Test, digits: int | None) -> Part | None:
    """The numbers for which a test holds; None where it asks of more than numbers."""
    match test:
        case Compare(bounds):
            return part_of(bounds, digits)
        case All(parts):
            return _combined([_part(each, digits) for each in parts], every=True)
        case AnyOf(parts):
            return _combined([_part(each, digits) for each in parts], every=False)
        case Not(part):
            inner = _part(part, digits)
            return inner.rest if inner else None
        case IsOneOf() | Happened():
            return None


def _combined(parts: list[Part | None], *, every: bool) -> Part | None:
    found = parts[0]
    for part in parts[1:]:
        if found is None or part is None:
            return None
        found = found.both(part) if every else found.either(part)
    return found


def _measurement(
    question: Question, look: str, extreme: Extreme | None = None, held_for: HeldFor | None = None
) -> Measurement | None:
    rule, uses = question.rule, question.rule.looks.get(look, ())
    place = _place(question, uses)
    if not place.sources:
        return None
    values = tuple(use.value for use in _main(uses))
    final = _final_from(question)
    return Measurement(place, values, rule.digits, rule.quorum, rule.tolerance, final, extreme, held_for)


def _final_from(question: Question) -> date | None:
    if question.rule.vintage != "first_final" or isinstance(question.rule.window, AnyDay):
        return None
    return question.times.resolves_at.date()


def _place(question: Question, uses: tuple[SourceUse, ...]) -> Place:
    named = tuple((use.name, json.dumps(use.params, sort_keys=True, default=str)) for use in _main(uses))
    return Place(named, question.rule.window, question.rule.vintage, question.rule.as_of_after)


def _main(uses: tuple[SourceUse, ...]) -> list[SourceUse]:
    return [use for use in uses if not use.fallback and use.name != BY_HAND]
