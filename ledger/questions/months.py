"""Days and months counted on by months: the last day of a month stays the last, and no day is ever guessed."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import Literal

Step = Literal["monthly", "quarterly"]
"""How far the files of a series lie apart."""

MONTHS_A_YEAR = 12


def month_later(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months on.

    >>> month_later(2026, 12, 1), month_later(2027, 1, -1)
    ((2027, 1), (2026, 12))
    """
    count = year * MONTHS_A_YEAR + month - 1 + months
    return count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def day_later(day: date, months: int) -> date | None:
    """The like of a day so many months on, from which the same way back leads to `day`; None where there is none.

    >>> day_later(date(2026, 12, 31), 2), day_later(date(2026, 12, 15), 2), day_later(date(2026, 12, 30), 2)
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 15), None)
    """
    year, month = month_later(day.year, day.month, months)
    if not 0 < year <= MAXYEAR:
        return None
    last = last_of_month(year, month)
    if (day + timedelta(days=1)).day == 1:
        return last
    return last.replace(day=day.day) if day.day < last.day else None
