"""The day a row of a published table is of, in the forms publishers write it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from resolvers.cells import day, day_us

_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")

FORMS = ("iso", "us", "month", "year")


def row_day(form: str, cell: str) -> date | None:
    """The day in a cell; of a month or year its last one. None where it is not written in this form.

    `iso` is YYYY-MM-DD, `us` also M/D/YYYY, `month` YYYY-MM, `year` YYYY.

    >>> row_day("month", "2028-02"), row_day("year", "2028"), row_day("iso", "2028")
    (datetime.date(2028, 2, 29), datetime.date(2028, 12, 31), None)
    """
    bare = cell.strip()
    match form:
        case "us":
            return day_us(bare)
        case "month":
            found = _MONTH.fullmatch(bare)
            return _end_of_month(int(found[1]), int(found[2])) if found else None
        case "year":
            return date(int(bare), 12, 31) if _YEAR.fullmatch(bare) and int(bare) else None
        case _:
            return day(bare)


def _end_of_month(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if year else None
