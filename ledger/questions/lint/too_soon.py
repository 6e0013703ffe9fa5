"""The question's moments against what is known of the publisher's: nothing is asked for before it can be there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ledger.clock import end_of
from ledger.questions.finding import Finding
from ledger.questions.reading import last_day
from ledger.questions.rule import AnyDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft


def too_soon(draft: Draft) -> Iterator[Finding]:
    """A decision may be taken before the publisher can have been looked at after the window's end."""
    times, window = draft.question.times, draft.question.rule.window
    end = end_of(last_day(window))
    if isinstance(window, AnyDay) or times.resolves_at < end:
        return
    ready = end + _late(draft)
    if times.resolves_at < ready:
        wrong = f"the last day is looked at by {ready.date()} only: an edition without it would decide"
        yield Finding(
            ("resolves_at",), "too-soon", wrong, f"give {_day_from(ready)} or later", _day(times.resolves_at)
        )


def gives_up_soon(draft: Draft) -> Iterator[Finding]:
    """The question gives up before the value, or the fallback, can have spoken."""
    times = draft.question.times
    end = max(end_of(last_day(draft.question.rule.window)), times.resolves_at)
    ready, who = end + _late(draft), "the value cannot be there yet"
    if any(used.use.fallback for used in draft.main):
        ready, who = ready + draft.question.rule.fallback_after, "the fallback never gets to speak"
    if times.gives_up_at < ready:
        key = ("gives_up_at",)
        yield Finding(key, "gives-up-soon", who, f"give {_day_from(ready)} or later", _day(times.gives_up_at))


def _late(draft: Draft) -> timedelta:
    """How long after a day the quickest source that no person answers must have been looked at and know of it."""
    machines = [used.known for used in draft.main if not used.by_person and used.known.history]
    return min((known.lag + known.cadence for known in machines), default=timedelta(0))


def _day_from(moment: datetime) -> str:
    """The first whole day that begins at or after a moment."""
    day = moment.date()
    return str(
        day if moment <= datetime(day.year, day.month, day.day, tzinfo=moment.tzinfo) else day + timedelta(1)
    )


def _day(moment: datetime) -> str:
    return str(moment.date())
