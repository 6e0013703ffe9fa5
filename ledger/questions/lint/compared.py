"""The numbers and events a question's rule asks for, down to the parts of its test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.reading_test import MAIN
from ledger.questions.rule import (
    All,
    AnyOf,
    Compare,
    FirstDay,
    Happened,
    IsOneOf,
    Not,
    TakeOption,
    TakeValue,
    YesIf,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ledger.questions.finding import Key
    from ledger.questions.lint.draft import Draft, Used
    from ledger.questions.rule import Op, Test

Leaf = Compare | IsOneOf | Happened


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison of the test, and where it stands. Under a `not` it has the same number at its edge."""

    key: Key
    op: Op
    number: Decimal


def bounds(draft: Draft) -> Iterator[Bound]:
    """Every comparison of a test; an option's bounds are none, because its label says them."""
    for key, leaf in leaves(draft):
        if isinstance(leaf, Compare):
            yield from (Bound((*key, op), op, number) for op, number in leaf.bounds)


def measured(draft: Draft) -> Iterator[Used]:
    """The sources whose value is read as a number."""
    looks = {leaf.look: None for _, leaf in leaves(draft) if isinstance(leaf, Compare)}
    match draft.question.rule.decider:
        case TakeValue():
            looks[MAIN] = None
        case TakeOption(buckets) if any(bucket.bounds for bucket in buckets):
            looks[MAIN] = None
        case TakeOption() | YesIf() | FirstDay():
            pass
    return (used for look in looks for used in draft.looks.get(look, ()))


def leaves(draft: Draft) -> Iterator[tuple[Key, Leaf]]:
    """Every simple test with where it stands; none where there is no test."""
    match draft.question.rule.decider:
        case YesIf(test):
            yield from _parts(test, ("resolution", "yes_if"))
        case FirstDay(test):
            yield from _parts(test, ("resolution", "first_day"))
        case TakeValue() | TakeOption():
            return


def _parts(test: Test, key: Key) -> Iterator[tuple[Key, Leaf]]:
    match test:
        case Compare() | IsOneOf() | Happened():
            yield key, test
        case All(parts):
            yield from _each(parts, (*key, "all"))
        case AnyOf(parts):
            yield from _each(parts, (*key, "any"))
        case Not(part):
            yield from _parts(part, (*key, "not"))


def _each(parts: tuple[Test, ...], key: Key) -> Iterator[tuple[Key, Leaf]]:
    for index, part in enumerate(parts):
        yield from _parts(part, (*key, index))
