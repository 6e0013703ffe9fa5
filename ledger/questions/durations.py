"""Spans of time as files write them: `14d`, `72h`, `30m`. One number, one letter, nothing to add up."""

from __future__ import annotations

import re
from datetime import timedelta

_FORM = re.compile(r"([1-9]\d{0,4})([dhm])", re.ASCII)
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class NotADurationError(ValueError):
    """The text is no span of time."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no span of time; write days, hours or minutes such as 14d, 72h or 30m."
        )


def duration(text: str) -> timedelta:
    """The span that `text` names, from one minute to 99,999 days. Raises NotADurationError.

    >>> duration("72h")
    datetime.timedelta(days=3)
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise NotADurationError(text)
    return int(found[1]) * _UNITS[found[2]]
