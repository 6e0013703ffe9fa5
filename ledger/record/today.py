"""Today, whole: what changed since somebody last looked, what moved, what ends next, what waits, what is endangered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record import changes, looks
from ledger.record.heading import Heading, headings
from ledger.record.moved import Moved, moved
from ledger.record.questions import QuestionRow, page
from ledger.record.state import looked_before
from ledger.record.unreached import Unreached, unreached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.changes import Since, Waiting
    from ledger.record.looks import Endangered, Health
    from ledger.record.opening import Record

AHEAD_DAYS = 30
USUAL_DAYS = 7
"""How far back Today looks when nobody is known to have looked before."""

SHOWN = 20
"""Questions of one kind of change that come with their rows; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the first page. `rows` holds the questions named in it by id, up to SHOWN of each kind of change.

    `since_us` is when somebody last looked; `moved` what crossed first, then what is only old. `headings` are of questions that
    end next or hang on a look with an alarm, up to SHOWN of each.
    """

    now_us: int
    since_us: int
    since: Since
    moved: tuple[Moved, ...]
    ends_next: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    endangered: tuple[Endangered, ...]
    health: Health
    rows: Mapping[str, QuestionRow]
    headings: Mapping[str, Heading]
    unreached: Unreached

    @property
    def crossed(self) -> tuple[Moved, ...]:
        """My forecasts that the world moved past, not only time."""
        return tuple(one for one in self.moved if one.crossed)

    @property
    def old(self) -> tuple[Moved, ...]:
        """Those that only time passed by."""
        return tuple(one for one in self.moved if not one.crossed)


def last_looked(record: Record, *, now_us: int) -> int:
    """When somebody looked before, in microseconds UTC; a week ago where that is not known."""
    before = looked_before(record, now_us=now_us)
    return now_us - USUAL_DAYS * changes.DAY if before is None else before


def today(
    record: Record, *, now_us: int, me: str, since_us: int | None = None, days: int = AHEAD_DAYS
) -> Today:
    """The first page at this moment, for this forecaster."""
    when = last_looked(record, now_us=now_us) if since_us is None else since_us
    since, ends = changes.since(record, when), changes.ends_next(record, now_us=now_us, days=days)
    danger = looks.endangered(record)
    troubled = dict.fromkeys((*ends[:SHOWN], *(one for each in danger for one in each.questions[:SHOWN])))
    named = dict.fromkeys(one for ids in (*_kinds(since), ends) for one in ids[:SHOWN])
    return Today(
        now_us=now_us,
        since_us=when,
        since=since,
        moved=moved(record, me=me, now_us=now_us),
        ends_next=ends,
        waiting=changes.waiting(record, now_us=now_us),
        endangered=danger,
        health=looks.health(record, now_us=now_us),
        rows={row.id: row for row in page(record, tuple(named), now_us=now_us, me=me)},
        headings=headings(record, tuple(troubled), now_us=now_us),
        unreached=unreached(record),
    )


def _kinds(since: Since) -> tuple[tuple[str, ...], ...]:
    return (
        since.resolved,
        since.proposed,
        since.annulled,
        since.ambiguous,
        since.given_up,
        since.contested,
        since.asked,
        since.amended,
    )
