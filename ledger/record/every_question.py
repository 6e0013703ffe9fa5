"""Every question that is not private, with its content and its end, in the order they were asked: what leaves as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.imported import AS_IMPORTED, begins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.opening import Record, Row

PAGE = 1_000
_ROWS = f"""
SELECT asked_seq, question, said, family, CASE imported WHEN 1 THEN opens_at ELSE max(opens_at, asked_at) END, closes_at,
  resolves_at, gives_up_at, ended_how, outcome, known_at, resolved_at, {AS_IMPORTED}
FROM now_questions q WHERE asked_seq > ? AND asked_seq <= ? AND private = 0 AND stance IS NOT 'reports'
ORDER BY asked_seq LIMIT ?
"""


def every_question(record: Record, size: int) -> Iterator[Row]:
    """The questions among the first `size` entries; private ones, and those that check a fact, are left out.

    A row: seq, question, said, family, the moment its time begins here, closes_at, resolves_at, gives_up_at, how it ended
    (None while it has not), outcome, known_at, resolved_at; times in microseconds UTC, `said` and `outcome` as JSON.
    """
    last = 0
    while rows := record.rows(_ROWS, (last, size, PAGE)):
        yield from ((*row[:4], begins(row[1], row[12], row[4]), *row[5:12]) for row in rows)
        last = rows[-1][0]
