"""The numbers that stand in a sentence, in figures or in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: Decimal(n) for n, word in enumerate(_SMALL.split())}
_SCALES = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "percent": Decimal("0.01"),
    "%": Decimal("0.01"),
}
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_FIGURE = re.compile(
    rf"(?P<figure>\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b)(?:\s*(?P<scale>{'|'.join(_SCALES)}))?"
)


@lru_cache(maxsize=1)  # one rule after the other asks for those of the same words
def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number of a case-folded text, without signs and days; "1.5 million" is both 1.5 and 1,500,000.

    >>> sorted(numbers_in("three of 1.5 million, or 12 % on 2028-12-31"))
    [Decimal('0.12'), Decimal('1.5'), Decimal('3'), Decimal('12'), Decimal('1500000.0')]
    """
    found = set[Decimal]()
    for match in _FIGURE.finditer(_DAY.sub(" ", text)):
        figure = match["figure"]
        number = _WORDS[figure] if figure in _WORDS else Decimal(figure.replace(",", ""))
        found |= {number, number * _SCALES.get(match["scale"] or "", Decimal(1))}
    return frozenset(found)
