"""The sweep: what is due is looked at, what counts is kept, and what the rule decides is proposed.

Nothing is fetched while a transaction is open, and the state of a question is read again in the transaction that
writes about it: a crash, a second sweep or a person in between changes nothing but the order.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING

from ledger.journal.deciding import open_questions
from ledger.journal.work import due, keep_body, look_states, register, remember, wait_for
from ledger.resolution.deciding_all import decide_all
from ledger.resolution.doubt import doubt_after, doubt_that_holds, times_of
from ledger.resolution.keeping import Keeping, Needed, keep_look, keep_rehearsal
from ledger.resolution.once import Once
from ledger.resolution.register import Register, look_rows
from ledger.resolution.rehearse import look_now
from ledger.resolution.spans import rehearsing
from ledger.resolution.sweep_report import SweepReport
from ledger.resolution.write_each import Failed, write_each
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime
    from random import Random

    from ledger.journal.append import Journal
    from ledger.journal.transaction import Transaction
    from ledger.journal.work import LookState
    from ledger.resolution.register import Asked
    from ledger.resolution.rehearsal import Looked
    from ledger.resolution.sweep_report import LookTaken
    from resolvers.source import Evidence, Fetch

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
    _keep(journal, how, plan, taken, brought)
    now = journal.clock.now()
    return decide_all(journal, _touched(plan, taken, now, named=how.only is not None), plan.report)


def _keep(
    journal: Journal, how: Sweeping, plan: _Plan, taken: Taken, brought: Mapping[str, Evidence]
) -> None:
    """Write what the looks gave. One that cannot be written is unusable, and keeps back no other."""
    now, times = journal.clock.now(), times_of(brought.values())
    plan.report.requests, plan.report.told = len(brought), times.agree
    with journal.transaction() as tx:
        plan.report.clock_doubt = doubt_after(tx.connection, times, now)
        if taken or brought:
            wait_for(tx.connection, how.waits())
            remember(tx.connection, LAST_SWEEP, how.who, now)

    def keeping(tx: Transaction) -> Keeping:
        return Keeping(tx, now, how.who, how.rng, plan.states)

    _keep_looks(journal, keeping, taken, plan.report)
    rest = [partial(_keep_body, key, evidence) for key, evidence in brought.items() if not evidence.unchanged]
    write_each(
        journal, [*rest, *(partial(_rehearsal, keeping, taken, one) for one in _looked_at(taken).values())]
    )


def _keep_looks(
    journal: Journal, keeping: Callable[[Transaction], Keeping], taken: Taken, report: SweepReport
) -> None:
    steps = [partial(_keep_one, keeping, needed, several) for needed, several in taken.values()]
    for (needed, several), found in zip(taken.values(), write_each(journal, steps), strict=True):
        done = found
        if isinstance(found, Failed):
            unusable = partial(_keep_one, keeping, needed, (_not_kept(several[0], found),))
            (done,) = write_each(journal, [unusable])
        if not isinstance(done, Failed):
            report.looks.append(done[0])
            report.entries += done[1]


def _keep_one(
    keeping: Callable[[Transaction], Keeping], needed: Needed, several: tuple[Looked, ...], tx: Transaction
) -> tuple[LookTaken, int]:
    return keep_look(keeping(tx), needed, several)


def _not_kept(looked: Looked, failed: Failed) -> Looked:
    """The same look as one that gave nothing usable, in words the database can hold."""
    words = failed.words.encode(errors="replace").decode()
    answer = Unusable("shape_changed", f"what {looked.use.name} gave cannot be kept: {words}")
    return replace(looked, answer=answer, evidence=())


def _keep_body(key: str, evidence: Evidence, tx: Transaction) -> None:
    keep_body(tx.connection, key, evidence)


def _plan(journal: Journal, how: Sweeping) -> _Plan:
    """What is to be looked at: the schedule is brought in line with the open questions first."""
    now = journal.clock.now()
    with journal.transaction() as tx:
        asked, unreadable = how.register.asked(open_questions(tx.connection))
        if not how.dry_run:
            register(tx.connection, look_rows(asked, now))
        states, doubt = look_states(tx.connection), doubt_that_holds(tx.connection, now)
        keys = {*due(tx.connection, now), *_new_to(asked, states)} if how.only is None else None
    wanted = [one for one in asked if how.only is None or one.question.id in how.only]
    report = SweepReport(unreadable=unreadable, clock_doubt=doubt)
    return _Plan(now, wanted, _needed(asked, wanted, keys), states, report)


def _new_to(asked: Iterable[Asked], states: Mapping[str, LookState]) -> set[str]:
    """The looks that were last taken before a question that hangs on them entered: it does not wait for their turn."""
    return {
        use.key
        for one in asked
        for use in one.looking()
        if one.since and (last := _last_at(states, use.key)) and last < one.since
    }


def _last_at(states: Mapping[str, LookState], key: str) -> datetime | None:
    state = states.get(key)
    return state.last_at if state else None


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


def _rehearsal(
    keeping: Callable[[Transaction], Keeping], taken: Taken, asked: Asked, tx: Transaction
) -> None:
    uses = [use for use in asked.looking() if use.key in taken]
    mine = [replace(one, look=use.name, use=use.use) for use in uses for one in taken[use.key][1]]
    keep_rehearsal(keeping(tx), asked, mine, whole=len(uses) == len(asked.looking()))


def _looked_at(taken: Taken) -> dict[str, Asked]:
    return {one.question.id: one for needed, _ in taken.values() for one in needed.asked}


def _touched(plan: _Plan, taken: Taken, now: datetime, *, named: bool) -> list[Asked]:
    """The questions to decide: those named or looked at now, and those whose last day has passed."""
    more = [one for one in plan.asked if named or now >= one.question.times.gives_up_at]
    return list({**_looked_at(taken), **{one.question.id: one for one in more}}.values())
