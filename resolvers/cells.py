"""What a cell of a published table says: a number, a day, or neither.

Python's own readers are too kind for evidence: `Decimal` takes "NaN", "1_000" and digits of every script,
`date.fromisoformat` takes week dates. A publisher that starts to write such things has changed its file.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

LONGEST_NUMBER = 60

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def number(text: str) -> Decimal | None:
    """The exact decimal number written in `text`; None when it is blank or anything else.

    >>> number(" 35378.75 "), number("1,000"), number("NaN"), number("")
    (Decimal('35378.75'), None, None, None)
    """
    bare = text.strip()
    if len(bare) > LONGEST_NUMBER or not _NUMBER.fullmatch(bare):
        return None
    return Decimal(bare)


def day(text: str) -> date | None:
    """The day written as YYYY-MM-DD; None when it is blank or anything else.

    >>> day("2025-12-19"), day("2025-W51-5"), day("2025-02-30")
    (datetime.date(2025, 12, 19), None, None)
    """
    found = _ISO_DAY.fullmatch(text.strip())
    return _date(found[1], found[2], found[3]) if found else None


def day_us(text: str) -> date | None:
    """The day written as YYYY-MM-DD or, as some exports do, M/D/YYYY; None for anything else.

    >>> day_us("3/31/2025"), day_us("2025-03-31"), day_us("31/3/2025")
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 31), None)
    """
    found = _US_DAY.fullmatch(text.strip())
    return _date(found[3], found[1], found[2]) if found else day(text)


def _date(year: str, month: str, of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None
