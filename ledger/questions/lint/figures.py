"""How a number is rounded, how fine the comparison is, and in which unit: said once in the file and once in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, shown
from ledger.questions.lint.compared import bounds, measured
from ledger.questions.rule import TakeOption

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ledger.questions.finding import Key
    from ledger.questions.lint.draft import Draft

_RESOLUTION: Key = ("resolution",)
_OTHER_WRITINGS = {
    "percent": ("%", "per cent"),
    "usd": ("$", "dollar"),
    "eur": ("€", "euro"),
    "gbp": ("£", "pound"),
    "cny": ("¥", "yuan", "renminbi"),
}
_SHORT_WORD = 3


def rounding(draft: Draft) -> Iterator[Finding]:
    """A number is compared or taken as it comes, to the last decimal the source happens to print."""
    if draft.question.digits is None and any(used.offer.digits for used in measured(draft)):
        wrong = "nothing says to how many decimals the value is rounded"
        yield Finding((*_RESOLUTION, "digits"), "rounding", wrong, "add digits = ..., before any comparison")


def precision(draft: Draft) -> Iterator[Finding]:
    """The number compared with is finer than the value is after rounding."""
    digits = draft.question.digits
    for key, number in _thresholds(draft):
        if digits is not None and _decimals(number) > digits:
            wrong = f"this is finer than the value, which is rounded to digits = {digits}"
            yield Finding(key, "precision", wrong, "raise digits, or drop decimals", str(number))


def unit_words(draft: Draft) -> Iterator[Finding]:
    """A number without a unit, or with one that the words do not name."""
    used = next(measured(draft), None)
    if used is None:
        return
    unit = draft.question.unit or used.offer.unit
    key = (*_RESOLUTION, "unit")
    if unit is None:
        fix = 'add unit = ..., such as "points" or "documents"'
        yield Finding(key, "unit-words", "nothing says in which unit the value is", fix)
    elif not _named(unit.casefold(), draft.told):
        fix = "name the unit in the statement or the criteria"
        yield Finding(key, "unit-words", "the words never name the unit", fix, shown(unit))


def _thresholds(draft: Draft) -> Iterator[tuple[Key, Decimal]]:
    yield from ((bound.key, bound.number) for bound in bounds(draft))
    decider = draft.question.rule.decider
    if isinstance(decider, TakeOption):
        for index, bucket in enumerate(decider.buckets):
            yield from ((("option", index, op), number) for op, number in bucket.bounds)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _named(unit: str, told: str) -> bool:
    """Whether any word of the unit stands in the words, in one or in many, or in another writing."""
    words = re.findall(r"\w+", unit)
    stems = [word.rstrip("s") if len(word) > _SHORT_WORD else rf"{word}\b" for word in words]
    if any(re.search(rf"\b{stem}", told) for stem in stems):
        return True
    others = [unit] if not words else [sign for word in words for sign in _OTHER_WRITINGS.get(word, ())]
    return any(sign in told for sign in others)
