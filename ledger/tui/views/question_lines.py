"""Questions as lines of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.questions import QuestionRow, page
from ledger.tui.times import length, short_day, short_utc_day
from ledger.tui.wording import INK_OF_STATE, mine_cell, value_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from ledger.record.opening import Record
    from ledger.tui.widgets.line_table import Cell, Row

SOON = 100 * 86_400_000_000


def question_lines(
    record: Record, wanted: Sequence[str], *, now_us: int, me: str, zone: tzinfo | None = None
) -> Mapping[str, Row]:
    """The lines of these ids: question, now, you, ends, state, changed."""
    rows = page(record, wanted, now_us=now_us, me=me)
    return {row.id: _line(row, now_us, simulated=record.simulated, zone=zone) for row in rows}


def _line(row: QuestionRow, now_us: int, *, simulated: bool, zone: tzinfo | None) -> Row:
    return (
        (row.title, "plain"),
        value_cell(row, simulated=simulated),
        mine_cell(row.mine, row.unit),
        _ends(row, now_us),
        (row.stands, INK_OF_STATE[row.stands]),
        (short_day(row.state_at, zone), "muted"),
    )


def _ends(row: QuestionRow, now_us: int) -> Cell:
    if 0 <= row.closes_at - now_us < SOON and row.state not in {"resolved", "annulled"}:
        return f"in {length(row.closes_at - now_us)}", "plain"
    return short_utc_day(row.closes_at), "muted"
