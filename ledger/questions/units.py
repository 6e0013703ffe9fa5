"""A number with its unit or its word, as people write it: one of something is one."""

from __future__ import annotations

ONE = frozenset({"1", "-1", "+1"})


def counted(number: int, one: str, more: str | None = None) -> str:
    """A count with its word; thousands have a comma.

    >>> counted(1, "family", "families"), counted(2, "question"), counted(17331, "byte")
    ('1 family', '2 questions', '17,331 bytes')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def with_unit(number: str, unit: str | None) -> str:
    """The number and its unit, where it has one; one of something is one.

    >>> with_unit("8.1", "months"), with_unit("1", "documents"), with_unit("-1", "percentage points"), with_unit("1", None)
    ('8.1 months', '1 document', '-1 percentage point', '1')
    """
    if not unit:
        return number
    return f"{number} {_of_one(unit) if number in ONE else unit}"


def _of_one(unit: str) -> str:
    """The word for one of them; abbreviations and words that are no plural stay.

    >>> _of_one("countries"), _of_one("losses per month"), _of_one("USD"), _of_one("gas")
    ('country', 'losses per month', 'USD', 'gas')
    """
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    plural = unit.endswith("s") and not unit.endswith(("ss", "us", "is", "as"))
    return unit[:-1] if plural else unit
