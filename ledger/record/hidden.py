"""Whether others' figures are shown yet, so that nobody is anchored by them before they have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.questions import QuestionRow

_OVER = frozenset({"resolved", "annulled", "ambiguous"})


def is_hidden(row: QuestionRow, *, now_us: int, revealed: bool) -> bool:
    """The publication's figure, the crowd and markets stay hidden until I answered, it closed, or I asked to see them."""
    over = row.stands in _OVER or row.closes_at < now_us
    return not (over or revealed or row.mine is not None)
