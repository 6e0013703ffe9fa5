"""Whether others' figures are shown yet, so that nobody is anchored by them before they have answered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ledger.record.questions import QuestionRow

_OVER = frozenset({"resolved", "annulled", "ambiguous"})

FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
YEAR = re.compile(r"(?:19|20)\d\d")
"""The only figure that is never covered: it says when."""

UNANSWERED = """(q.state NOT IN ('resolved', 'annulled') AND q.closes_at >= :now AND NOT EXISTS (
    SELECT 1 FROM now_forecasts m WHERE m.question = q.question AND m.forecaster = :me AND m.made_at <= :now)
  AND q.question NOT IN (SELECT value FROM json_each(:revealed)))"""
"""`is_hidden` as a condition on `now_questions q`, with the values of a Reader."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads now (microseconds UTC), and the questions whose figures they asked to see."""

    me: str
    now_us: int
    revealed: Collection[str] = ()

    @property
    def values(self) -> Mapping[str, object]:
        """What UNANSWERED binds."""
        return {"me": self.me, "now": self.now_us, "revealed": json.dumps(sorted(self.revealed))}


def is_hidden(row: QuestionRow, *, now_us: int, revealed: bool) -> bool:
    """The publication's figure, the crowd and markets stay hidden until I answered, it closed, or I asked to see them."""
    over = row.stands in _OVER or row.closes_at < now_us
    return not (over or revealed or row.mine is not None)


def has_figure(text: str) -> bool:
    """Whether it holds a figure that would be covered.

    >>> has_figure("12-24"), has_figure("in 2026"), has_figure("months")
    (True, False, False)
    """
    return any(not YEAR.fullmatch(one) for one in FIGURE.findall(text))
