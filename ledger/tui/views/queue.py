"""The questions worth a forecast of mine now: those without one first, then those that moved or grew old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.filtering import filter_from
from ledger.record.moved import moved
from ledger.record.questions import ids, pages
from ledger.record.undecided import without_forecast

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

MOST = 500


def queue(record: Record, *, now_us: int, me: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Ids, in the order to walk them: yes or no first, then what ends first, in each part. `without` were skipped today."""
    new = without_forecast(record, now_us=now_us, me=me, most=MOST)
    rows = (*pages(record, new, now_us=now_us, me=me), *no_longer(record, now_us=now_us, me=me))
    stale = [one.id for one in moved(record, me=me, now_us=now_us)]
    walked = (*(row.id for row in sorted(rows, key=_easy_first)), *stale)
    return tuple(one for one in dict.fromkeys(walked) if one not in without)


def no_longer(record: Record, *, now_us: int, me: str) -> tuple[QuestionRow, ...]:
    """The open questions on which a forecast of mine was withdrawn, taken back or ran out, and none stands."""
    mine = ids(record, now_us=now_us, me=me, only=filter_from("state:open by:me", now_us=now_us))
    return tuple(
        row for row in pages(record, mine, now_us=now_us, me=me) if row.mine is None or row.mine.over
    )


def _easy_first(row: QuestionRow) -> tuple[bool, int, str]:
    return row.kind != "binary", row.closes_at, row.id
