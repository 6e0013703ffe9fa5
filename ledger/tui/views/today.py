"""What Today shows beside what `fledger today` prints: a longer look ahead, what I have not answered, and where all stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.changes import DAY, ends_by_day, ends_next, not_open_yet
from ledger.record.filtering import filter_from
from ledger.record.questions import by_standing, ids, page
from ledger.record.today import AHEAD_DAYS, USUAL_DAYS, Today, today
from ledger.record.trail import proposals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.record.trail import Proposal

MOST = 12
"""Lines of one section; the rest is counted."""

MOST_ENDS = 40
"""Questions that end next, for a page with room for more."""

SPANS = (AHEAD_DAYS, 365, 36_600)
"""Days; when little ends within one span the next one is shown, so that Today is never empty."""

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class TodayView:
    """`rows` holds a row for the ids shown. `looked_at` None: never looked before, so the last USUAL_DAYS are shown.

    `ends_later` counts those of `ends` that are not open yet; `ends_after` is what ends next after `ends_days`, where `ends` are few; `ends_by_day` is (time, how many) of all that end within `ends_days`.
    `standing` counts questions by the words of `state:`; `unanswered` are open ones on which no forecast of mine stands.
    `drafts` are questions on which something is half-typed that can be said still.
    `proposed` are questions with a proposal that is not final, each with it; `proposed_count` counts all of them.
    """

    page: Today
    looked_at: int | None
    ends: tuple[str, ...]
    ends_days: int
    ends_by_day: tuple[tuple[int, int], ...]
    ends_later: int
    ends_after: tuple[str, ...]
    rows: Mapping[str, QuestionRow]
    standing: Mapping[str, int]
    unanswered: int
    proposed: Mapping[str, Proposal]
    proposed_count: int
    simulated: bool
    drafts: tuple[str, ...] = ()

    @property
    def now_us(self) -> int:
        """The moment it was read for."""
        return self.page.now_us


def read_today(
    record: Record, *, now_us: int, me: str, looked_at: int | None, drafts: Sequence[str] = ()
) -> TodayView:
    """Everything on Today; `drafts` are questions on which something is half-typed. A dozen indexed queries, whatever the size of the ledger."""
    since = now_us - USUAL_DAYS * DAY if looked_at is None else looked_at
    read = today(record, now_us=now_us, me=me, since_us=since)
    days, ends = _ends(record, read, now_us)
    waiting = ids(record, now_us=now_us, me=me, only=filter_from("state:proposed", now_us=now_us))
    after = _ends_after(record, now_us + days * DAY, MOST_ENDS - len(ends))
    more = page(record, (*ends[:MOST_ENDS], *after, *waiting[:MOST]), now_us=now_us, me=me)
    standing = by_standing(record, now_us=now_us)
    return TodayView(
        page=read,
        looked_at=looked_at,
        ends=ends,
        ends_days=days,
        ends_by_day=ends_by_day(record, now_us=now_us, days=days),
        ends_later=not_open_yet(record, now_us=now_us, days=days),
        ends_after=after,
        rows={**read.rows, **{row.id: row for row in more}},
        standing=standing,
        unanswered=unanswered(record, me=me, now_us=now_us, open_questions=standing["open"]),
        proposed=open_proposals(record, waiting[:MOST]),
        proposed_count=len(waiting),
        simulated=record.simulated,
        drafts=tuple(
            row.id for row in page(record, drafts, now_us=now_us, me=me) if row.takes_forecasts(now_us)
        ),
    )


def open_proposals(record: Record, questions: Sequence[str]) -> dict[str, Proposal]:
    """The newest proposal that is not final, by its question; those without one are left out."""
    found = {name: [one for one in proposals(record, name) if one.state == "open"] for name in questions}
    return {name: some[-1] for name, some in found.items() if some}


def _ends(record: Record, read: Today, now_us: int) -> tuple[int, tuple[str, ...]]:
    if len(read.ends_next) >= ENOUGH:
        return AHEAD_DAYS, read.ends_next
    year = ends_next(record, now_us=now_us, days=SPANS[1])
    if len(year) >= ENOUGH:
        return SPANS[1], year
    return SPANS[2], ends_next(record, now_us=now_us, days=SPANS[2])


def _ends_after(record: Record, when_us: int, most: int) -> tuple[str, ...]:
    return ends_next(record, now_us=when_us + 1, days=SPANS[2], most=most) if most > 0 else ()


def unanswered(record: Record, *, me: str, now_us: int, open_questions: int) -> int:
    """On how many of the open questions no forecast of mine stands: counted from those on which one does, which are fewer."""
    mine = ids(record, now_us=now_us, me=me, only=filter_from("state:open by:me", now_us=now_us))
    return open_questions - len(mine)


def days_since(view: TodayView) -> int:
    """Whole days since I last looked."""
    return (view.now_us - view.looked_at) // DAY if view.looked_at is not None else USUAL_DAYS
