"""What Today shows beside what `fledger today` prints: a longer look ahead, what I have not answered, and where all stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.changes import DAY, ends_next
from ledger.record.questions import by_standing, page
from ledger.record.today import AHEAD_DAYS, Today, today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

MOST = 12
"""Lines of one section; the rest is counted."""

SPANS = (AHEAD_DAYS, 365, 36_600)
"""Days; when little ends within one span the next one is shown, so that Today is never empty."""

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class TodayView:
    """`rows` holds a row for the ids shown. `looked_at` None: never looked before.

    `standing` counts questions by the words of `state:`; `unanswered` are open ones without a forecast of mine.
    """

    page: Today
    looked_at: int | None
    ends: tuple[str, ...]
    ends_days: int
    rows: Mapping[str, QuestionRow]
    standing: Mapping[str, int]
    unanswered: int
    simulated: bool

    @property
    def now_us(self) -> int:
        """The moment it was read for."""
        return self.page.now_us


def read_today(record: Record, *, now_us: int, me: str, looked_at: int | None) -> TodayView:
    """Everything on Today. A dozen indexed queries, whatever the size of the ledger."""
    read = today(record, now_us=now_us, me=me, since_us=now_us if looked_at is None else looked_at)
    days, ends = _ends(record, read, now_us)
    more = page(record, ends[:MOST], now_us=now_us, me=me)
    standing = by_standing(record, now_us=now_us)
    return TodayView(
        page=read,
        looked_at=looked_at,
        ends=ends,
        ends_days=days,
        rows={**read.rows, **{row.id: row for row in more}},
        standing=standing,
        unanswered=unanswered(record, me=me, now_us=now_us, open_questions=standing["open"]),
        simulated=record.simulated,
    )


def _ends(record: Record, read: Today, now_us: int) -> tuple[int, tuple[str, ...]]:
    if len(read.ends_next) >= ENOUGH:
        return AHEAD_DAYS, read.ends_next
    year = ends_next(record, now_us=now_us, days=SPANS[1])
    if len(year) >= ENOUGH:
        return SPANS[1], year
    return SPANS[2], ends_next(record, now_us=now_us, days=SPANS[2])


def unanswered(record: Record, *, me: str, now_us: int, open_questions: int) -> int:
    """How many of the open questions have no forecast of mine: counted from mine, which are fewer."""
    sql = """SELECT count(*) FROM (SELECT DISTINCT question FROM now_forecasts WHERE forecaster = :me) mine
             JOIN now_questions q ON q.question = mine.question
             WHERE q.state NOT IN ('resolved', 'annulled') AND q.opens_at <= :now AND q.closes_at >= :now"""
    row = record.one(sql, {"now": now_us, "me": me})
    return open_questions - int(row[0] if row else 0)


def days_since(view: TodayView) -> int:
    """Whole days since I last looked."""
    return (view.now_us - view.looked_at) // DAY if view.looked_at is not None else 0
