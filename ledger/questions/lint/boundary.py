"""The number a test compares with stands in the words, and so does what happens at exactly that number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ledger.questions.finding import Finding
from ledger.questions.lint.compared import bounds
from ledger.questions.lint.numbers_in import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.lint.compared import Bound
    from ledger.questions.lint.draft import Draft
    from ledger.questions.rule import Op

Side = Literal["itself and up", "itself and down", "only above", "only below"]

_WORDS: Mapping[Side, re.Pattern[str]] = {
    "itself and up": re.compile(
        r"\b(?:at least\b|or (?:more|above|over|higher|greater|later|longer)\b|n(?:o|ot) (?:less|fewer|lower) than\b"
        r"|reach|from [\d.,]+ up)|≥|>="
    ),
    "itself and down": re.compile(
        r"\b(?:at most|or (?:less|fewer|below|under|lower|smaller|earlier)"
        r"|n(?:o|ot) (?:more|greater|higher) than|up to)\b|≤|<="
    ),
    "only above": re.compile(r"\b(?:above|over|exceed\w*|(?:more|greater|higher|longer) than)\b|>"),
    "only below": re.compile(r"\b(?:below|under|(?:less|fewer|lower|smaller|shorter) than)\b|<"),
}
_SAME: Mapping[Op, tuple[Side, Side]] = {
    "at_least": ("itself and up", "only below"),
    "below": ("only below", "itself and up"),
    "at_most": ("itself and down", "only above"),
    "above": ("only above", "itself and down"),
}
"""A test and the complement that says the same: what is not below 12 is 12 or more."""
_PLAINLY = re.compile(r"\b(?:exactly|inclusive|exclusive)\b")
_SAID: Mapping[Op, str] = {
    "at_least": "{} or more",
    "above": "above {}",
    "at_most": "{} or less",
    "below": "below {}",
}


def threshold(draft: Draft) -> Iterator[Finding]:
    """The number compared with is nowhere in the words. Zero goes by other words, such as a fall."""
    for bound in _whose_number(draft, is_named=False):
        if bound.number:
            wrong, found = "the words never name this number", str(bound.number)
            yield Finding(bound.key, "threshold", wrong, f"say {_said(bound)} in the criteria", found)


def boundary(draft: Draft) -> Iterator[Finding]:
    """The words leave open, or say otherwise, what happens at exactly the number compared with."""
    told = _whose_number(draft, is_named=True)
    if not told or _PLAINLY.search(draft.told):
        return
    sides = sides_told(draft.told)
    for bound in told:
        if not sides & set(_SAME[bound.op]):
            wrong = f"the words do not say what happens at exactly {bound.number}"
            yield Finding(bound.key, "boundary", wrong, f"write {_said(bound)} in the criteria", bound.op)


def _whose_number(draft: Draft, *, is_named: bool) -> list[Bound]:
    """The comparisons whose number the words name, or those whose number they do not name."""
    compared = list(bounds(draft))
    named = numbers_in(draft.told) if compared else frozenset()
    return [bound for bound in compared if (abs(bound.number) in named) is is_named]


def sides_told(told: str) -> set[Side]:
    r"""Which sides of a number the words take in, wherever their lines break.

    >>> sides_told("no more than 12"), sides_told("12 or\nmore")
    ({'itself and down'}, {'itself and up'})
    """
    found, told = set[Side](), " ".join(told.split())
    for side in ("itself and up", "itself and down"):
        found |= {side} if _WORDS[side].search(told) else set()
        told = _WORDS[side].sub(" ", told)
    return found | {side for side in ("only above", "only below") if _WORDS[side].search(told)}


def _said(bound: Bound) -> str:
    number = bound.number.normalize()
    plain = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return f'"{_SAID[bound.op].format(plain)}"'
