"""A look of the ledger taken now, only to see what it reads: its first request before it is sent, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import SourceUse
from ledger.resolution.looking.look import source_of, window_from
from ledger.resolution.looking.rehearse import look_now
from ledger.resolution.rule.spans import rehearsing
from resolvers.source import Unusable

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.record.looks import LookRow
    from ledger.resolution.looking.rehearsal import Looked
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Fetch, Request


def use_of(row: LookRow) -> SourceUse:
    """The source of a look with its params, as a file would name them."""
    params = row.params.get("params", row.params)
    return SourceUse(row.source, "", params if isinstance(params, dict) else {})


def days_of(row: LookRow, now: datetime) -> tuple[Days, ...]:
    """The days it would read now, in order of preference: its window so far, or as if it ended today."""
    return rehearsing(window_from(row.days), now.date())


def first_request(row: LookRow, now: datetime) -> Request | Unusable | None:
    """What it asks for first; why it cannot look, where it cannot; None where it needs nothing from outside."""
    source = source_of(use_of(row))
    if isinstance(source, Unusable):
        return source
    look = source.look(days_of(row, now)[0].span)
    try:
        return next(look)
    except StopIteration:
        return None
    finally:
        look.close()


async def take_now(row: LookRow, now: datetime, fetch: Fetch) -> tuple[Looked, ...]:
    """What it reads now, over the first of its days that its source can read. Writes nothing."""
    return await look_now("main", use_of(row), days_of(row, now), fetch)
