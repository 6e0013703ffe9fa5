"""The sweep: what is due is looked at, what counts is kept, and what the rule decides is proposed.

Nothing is fetched while a transaction is open, and the state of a question is read again in the transaction that
writes about it: a crash, a second sweep or a person in between changes nothing but the order.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from random import SystemRandom
from typing import TYPE_CHECKING

from ledger.journal.deciding import open_questions
from ledger.journal.work import due, look_states, register, remember, wait_for
from ledger.resolution.deciding_all import decide_all
from ledger.resolution.doubt import clock_doubt
from ledger.resolution.keeping import Keeping, Needed, keep_bodies_of, keep_looks, keep_rehearsal
from ledger.resolution.once import Once
from ledger.resolution.register import Register, look_rows
from ledger.resolution.rehearse import look_now
from ledger.resolution.spans import rehearsing
from ledger.resolution.sweep_report import SweepReport

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime
    from random import Random

    from ledger.journal.append import Journal
    from ledger.journal.work import LookState
    from ledger.resolution.register import Asked
    from ledger.resolution.rehearsal import Looked
    from resolvers.source import Fetch

Taken = dict[str, tuple[Needed, "tuple[Looked, ...]"]]
"""By the key of a look, what it was needed for and what it gave."""

AT_ONCE = 16
"""Looks under way at the same time; a host is asked one thing at a time whatever this is."""

LAST_SWEEP = "last_sweep"


@dataclass(frozen=True, slots=True)
class Sweeping:
    """How a sweep goes about it.

    `who` is who looks (a person, `daemon`). `only` are the questions to look for, all when None; then their looks are
    taken whether due or not. `waits` gives the hosts that asked to be left alone. A dry run
    looks at nothing and writes nothing: it says what would be decided from what is kept.
    """

    who: str = "daemon"
    only: Collection[str] | None = None
    register: Register = field(default_factory=Register)
    rng: Random = field(default_factory=SystemRandom)
    waits: Callable[[], Mapping[str, datetime]] = dict
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    now: datetime
    asked: list[Asked]
    needed: Mapping[str, Needed]
    states: Mapping[str, LookState]
    report: SweepReport


async def sweep(journal: Journal, fetch: Fetch, how: Sweeping | None = None) -> SweepReport:
    """Look at what is due, keep what counts, decide what can be decided. Raises JournalError only."""
    how = how or Sweeping()
    plan = _plan(journal, how)
    if how.dry_run:
        return decide_all(journal, plan.asked, plan.report, dry_run=True)
    async with Once(fetch) as once:
        taken = await _look_all(plan, once)
        brought = once.brought()
    plan.report.requests = len(brought)
    plan.report.clock_doubt = clock_doubt(brought.values())
    now = journal.clock.now()
    if taken or brought:
        with journal.transaction() as tx:
            keeping = Keeping(tx, now, how.who, how.rng, plan.states)
            plan.report.looks, plan.report.entries = keep_looks(keeping, taken)
            keep_bodies_of(keeping, brought)
            _rehearsals(keeping, taken)
            wait_for(tx.connection, how.waits())
            remember(tx.connection, LAST_SWEEP, how.who, now)
    return decide_all(journal, _touched(plan, taken, now, named=how.only is not None), plan.report)


def _plan(journal: Journal, how: Sweeping) -> _Plan:
    """What is to be looked at: the schedule is brought in line with the open questions first."""
    now = journal.clock.now()
    with journal.transaction() as tx:
        asked, unreadable = how.register.asked(open_questions(tx.connection))
        if not how.dry_run:
            register(tx.connection, look_rows(asked, now))
        states = look_states(tx.connection)
        keys = set(due(tx.connection, now)) if how.only is None else None
    wanted = [one for one in asked if how.only is None or one.question.id in how.only]
    report = SweepReport(unreadable=unreadable)
    return _Plan(now, wanted, _needed(asked, wanted, keys), states, report)


def _needed(asked: list[Asked], wanted: list[Asked], keys: Collection[str] | None) -> dict[str, Needed]:
    """The looks to take, each with every open question that needs it."""
    by_key: dict[str, Needed] = {}
    for one in asked:
        for use in {use.key: use for use in one.looking()}.values():
            so_far = by_key.get(use.key) or Needed(use, ())
            by_key[use.key] = replace(so_far, asked=(*so_far.asked, one))
    mine = {use.key for one in wanted for use in one.looking()}
    return {key: needed for key, needed in by_key.items() if key in mine and (keys is None or key in keys)}


async def _look_all(plan: _Plan, once: Once) -> Taken:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(needed: Needed) -> tuple[Looked, ...]:
        async with turn:
            days = rehearsing(needed.asked[0].question.rule.window, plan.now.date())
            return await look_now(needed.use.name, needed.use.use, days, once)

    found = await asyncio.gather(*(one(needed) for needed in plan.needed.values()))
    return {key: (needed, several) for (key, needed), several in zip(plan.needed.items(), found, strict=True)}


def _rehearsals(keeping: Keeping, taken: Taken) -> None:
    for asked in _looked_at(taken).values():
        uses = [use for use in asked.looking() if use.key in taken]
        mine = [replace(one, look=use.name, use=use.use) for use in uses for one in taken[use.key][1]]
        keep_rehearsal(keeping, asked, mine, whole=len(uses) == len(asked.looking()))


def _looked_at(taken: Taken) -> dict[str, Asked]:
    return {one.question.id: one for needed, _ in taken.values() for one in needed.asked}


def _touched(plan: _Plan, taken: Taken, now: datetime, *, named: bool) -> list[Asked]:
    """The questions to decide: those named or looked at now, and those whose last day has passed."""
    more = [one for one in plan.asked if named or now >= one.question.times.gives_up_at]
    return list({**_looked_at(taken), **{one.question.id: one for one in more}}.values())
