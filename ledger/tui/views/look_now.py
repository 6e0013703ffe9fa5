"""Looking at the sources now: what would be asked, and the sweep itself with its progress. For workers only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ledger.record.looks import next_looks
from ledger.record.undecided import undecided, undecided_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from ledger.clock import Clock
    from ledger.journal.append import Journal
    from ledger.questions.rule import Window
    from ledger.record.opening import Record
    from ledger.resolution.looking.register import Asked, UseOfLook
    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.tui.desk import Desk
    from resolvers.source import Request


@dataclass(frozen=True, slots=True)
class Planned:
    """One first request and the looks' sources and questions it serves. A source may ask for more after it."""

    url: str
    sources: tuple[str, ...]
    questions: int
    due: bool

    @property
    def host(self) -> str:
        """Who is asked."""
        return urlsplit(self.url).hostname or self.url


@dataclass(frozen=True, slots=True)
class LookPlan:
    """Every request the open questions need, by host. `by_hand` counts looks that need none."""

    requests: tuple[Planned, ...]

    @property
    def due(self) -> tuple[Planned, ...]:
        """Those whose look is due."""
        return tuple(one for one in self.requests if one.due)


def hosts(requests: Iterable[Planned]) -> int:
    """How many publishers are asked."""
    return len({one.host for one in requests})


def plan(record: Record, clock: Clock, *, only: str | None = None) -> LookPlan:
    """What looking now would ask for, for every open question or for `only` one. Nothing is sent."""
    from ledger.clock import microseconds
    from resolvers.request_key import full_url, request_key

    now = clock.now()
    waits = next_looks(record)
    found: dict[str, tuple[str, set[str], set[str], bool]] = {}
    for asked in _asked(record):
        if only not in {None, asked.question.id}:
            continue
        for use, window in _looks(asked):
            request = _first(window, use, now)
            if request is not None:
                key = request_key(request)
                url, sources, questions, due = found.get(key, (full_url(request), set(), set(), False))
                due = due or waits.get(use.key, 0) <= microseconds(now)
                found[key] = (url, sources | {use.use.name}, questions | {asked.question.id}, due)
    planned = [Planned(url, tuple(sorted(some)), len(ids), due) for url, some, ids, due in found.values()]
    return LookPlan(tuple(sorted(planned, key=lambda one: (one.host, one.url))))


def _asked(record: Record) -> list[Asked]:
    from ledger.questions.reading import NotAQuestionError, question_from_said
    from ledger.resolution.looking.register import asked_of

    found: list[Asked] = []
    for name, version, said in undecided(record):
        try:
            found.append(asked_of(question_from_said(name, said), version))
        except NotAQuestionError:
            continue
    return found


def _looks(asked: Asked) -> Iterator[tuple[UseOfLook, Window]]:
    """Everything that is looked at for a question, markets too, each with its window."""
    from ledger.resolution.looking.register import ANY_TODAY

    yield from ((use, asked.question.rule.window) for use in asked.looking())
    yield from ((use, ANY_TODAY) for use in asked.markets)


def _first(window: Window, use: UseOfLook, now: datetime) -> Request | None:
    """What the look asks for first; None where its source cannot look, or needs nothing from outside."""
    from ledger.resolution.rule.spans import rehearsing
    from resolvers.source import Unusable

    if isinstance(use.source, Unusable):
        return None
    days = rehearsing(window, now.date())[0]
    look = use.source.look(days.span)
    try:
        return next(look)
    except StopIteration:
        return None
    finally:
        look.close()


def look_now(
    desk: Desk, *, everything: bool, told: Callable[[str], None], stopped: Callable[[], bool]
) -> SweepReport | None:
    """Look at what is due, or at everything; None when it was stopped, and then nothing was kept.

    `told` hears of every request that was answered.
    """
    with desk.journal() as journal, desk.record() as record:
        only = None
        if everything:
            only = undecided_ids(record)
        return asyncio.run(_look(journal, desk, only, told, stopped))


async def _look(
    journal: Journal,
    desk: Desk,
    only: frozenset[str] | None,
    told: Callable[[str], None],
    stopped: Callable[[], bool],
) -> SweepReport | None:
    from ledger.wiring import look, unless_stopped

    return await unless_stopped(look(journal, desk.settings, who=desk.me, only=only, told=told), stopped)
