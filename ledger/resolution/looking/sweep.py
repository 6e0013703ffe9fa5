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

from ledger.journal.deciding import open_ids
from ledger.journal.uses import all_on, beside, hanging_on, looks_of, overdue, watched_on
from ledger.journal.work import due, keep_body, remember, wait_for
from ledger.resolution.looking.deciding_all import decide_all
from ledger.resolution.looking.doubt import doubt_after, doubt_that_holds, times_of
from ledger.resolution.looking.hanging import bring_in_step, file_questions, unreadable
from ledger.resolution.looking.keeping import Keeping, Kept, Needed, keep_look
from ledger.resolution.looking.once import Once
from ledger.resolution.looking.register import ANY_TODAY, Register
from ledger.resolution.looking.rehearse import look_now
from ledger.resolution.looking.rehearse_all import RehearseAll
from ledger.resolution.looking.sweep_report import Alarmed, SweepReport
from ledger.resolution.looking.write_each import Failed, write_each
from ledger.resolution.rule.spans import long_over, rehearsing
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime
    from random import Random

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.transaction import Transaction
    from ledger.resolution.looking.rehearsal import Looked
    from resolvers.replies import Heard
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
    taken whether due or not. `waits` gives the hosts that asked to be left alone, `heard` what every host answered last,
    also one that had nothing for us: it told the time. A dry run looks at nothing and writes nothing: it says what would
    be decided from what is kept.
    """

    who: str = "daemon"
    only: Collection[str] | None = None
    register: Register = field(default_factory=Register)
    rng: Random = field(default_factory=SystemRandom)
    waits: Callable[[], Mapping[str, datetime]] = dict
    heard: Callable[[], Mapping[str, Heard]] = dict
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    now: datetime
    needed: Mapping[str, Needed]
    report: SweepReport


async def sweep(journal: Journal, fetch: Fetch, how: Sweeping | None = None) -> SweepReport:
    """Look at what is due, keep what counts, decide what can be decided. Raises JournalError only."""
    how = how or Sweeping()
    if how.dry_run:
        return _dry_run(journal, how)
    bring_in_step(journal, how.register)
    plan = _plan(journal, how)
    async with Once(fetch) as once:
        taken = await _look_all(plan, once)
        brought = once.brought()
    kept = _keep(journal, how, plan, taken, brought)
    rehearse = sorted({name for each in kept for name in each.rehearse})
    RehearseAll(how.register, journal.clock.now()).keep(journal, rehearse)
    return decide_all(journal, how.register, _to_decide(journal, how, kept), plan.report)


def _dry_run(journal: Journal, how: Sweeping) -> SweepReport:
    with journal.transaction() as tx:
        names = sorted(how.only) if how.only is not None else open_ids(tx.connection)
        report = SweepReport(clock_doubt=doubt_that_holds(tx.connection, journal.clock.now()))
    return decide_all(journal, how.register, names, report, dry_run=True)


def _plan(journal: Journal, how: Sweeping) -> _Plan:
    """What is to be looked at: what is due, or what the named questions hang on."""
    now = journal.clock.now()
    with journal.transaction() as tx:
        keys = due(tx.connection, now) if how.only is None else looks_of(tx.connection, sorted(how.only))
        report = SweepReport(
            unreadable=unreadable(tx.connection), clock_doubt=doubt_that_holds(tx.connection, now)
        )
        needed = {key: found for key in keys if (found := _needed(tx.connection, how.register, key, now))}
    return _Plan(now, needed, report)


def _needed(connection: Connection, known: Register, key: str, now: datetime) -> Needed | None:
    """A look as its questions ask for it. One that they name otherwise now is filed anew, to be due in the next sweep."""
    names = hanging_on(connection, key)
    name = names[0] if names else watched_on(connection, key)
    asked = known.asked(connection, [name]) if name else []
    uses = [use for one in asked for use in one.looking() if use.key == key]
    if uses:
        return Needed(uses[0], asked[0].question.rule.window, tuple(names))
    shown = beside(connection, key)
    markets = [use for one in known.asked(connection, shown[:1]) for use in one.markets if use.key == key]
    if markets:
        return Needed(markets[0], ANY_TODAY, (), tuple(shown))
    file_questions(connection, known, all_on(connection, key), now)
    return None


async def _look_all(plan: _Plan, once: Once) -> Taken:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(needed: Needed) -> tuple[Looked, ...]:
        async with turn:
            today, use = plan.now.date(), needed.use
            days, part = rehearsing(needed.window, today), long_over(needed.window, today)
            return await look_now(use.name, use.use, days, once, part)

    found = await asyncio.gather(*(one(needed) for needed in plan.needed.values()))
    return {key: (needed, several) for (key, needed), several in zip(plan.needed.items(), found, strict=True)}


def _keep(
    journal: Journal, how: Sweeping, plan: _Plan, taken: Taken, brought: Mapping[str, Evidence]
) -> list[Kept]:
    """Write what the looks gave. One that cannot be written is unusable, and keeps back no other."""
    now, times = journal.clock.now(), times_of(brought.values(), how.heard())
    plan.report.requests, plan.report.told = len(brought), times.agree
    with journal.transaction() as tx:
        plan.report.clock_doubt = doubt_after(tx.connection, times, now)
        if taken or brought:
            wait_for(tx.connection, how.waits())
            remember(tx.connection, LAST_SWEEP, how.who, now)

    def keeping(tx: Transaction) -> Keeping:
        return Keeping(tx, now, how.who, how.rng, how.register)

    kept = _keep_looks(journal, keeping, taken)
    for each in kept:
        _note(plan.report, each)
    bodies = [
        partial(_keep_body, key, evidence) for key, evidence in brought.items() if not evidence.unchanged
    ]
    write_each(journal, bodies)
    return kept


def _keep_looks(journal: Journal, keeping: Callable[[Transaction], Keeping], taken: Taken) -> list[Kept]:
    steps = [partial(_keep_one, keeping, needed, several) for needed, several in taken.values()]
    kept: list[Kept] = []
    for (needed, several), found in zip(taken.values(), write_each(journal, steps), strict=True):
        done = found
        if isinstance(found, Failed):
            unusable = partial(_keep_one, keeping, needed, (_not_kept(several[0], found),))
            (done,) = write_each(journal, [unusable])
        kept += [] if isinstance(done, Failed) else [done]
    return kept


def _keep_one(
    keeping: Callable[[Transaction], Keeping], needed: Needed, several: tuple[Looked, ...], tx: Transaction
) -> Kept:
    return keep_look(keeping(tx), needed, several)


def _not_kept(looked: Looked, failed: Failed) -> Looked:
    """The same look as one that gave nothing usable, in words the database can hold."""
    words = failed.words.encode(errors="replace").decode()
    answer = Unusable("shape_changed", f"what {looked.use.name} gave cannot be kept: {words}")
    return replace(looked, answer=answer, evidence=())


def _note(report: SweepReport, kept: Kept) -> None:
    report.looks.append(kept.taken)
    report.entries += kept.entries
    taken = kept.taken
    report.alarms += [
        Alarmed(taken.source, taken.look, one.kind, one.was, one.became, taken.questions)
        for one in kept.alarms
    ]


def _keep_body(key: str, evidence: Evidence, tx: Transaction) -> None:
    keep_body(tx.connection, key, evidence)


def _to_decide(journal: Journal, how: Sweeping, kept: Iterable[Kept]) -> list[str]:
    """The questions to decide: those named, those a look of now bears on, and those whose last day has passed.

    What a question waits for otherwise wakes one of its looks; no other can be decided differently than the last time.
    """
    with journal.transaction() as tx:
        over = overdue(tx.connection, journal.clock.now())
    looked_at = dict.fromkeys(name for each in kept for name in each.decide)
    if how.only is None:
        return list(looked_at | dict.fromkeys(over))
    return list(looked_at | dict.fromkeys(sorted(how.only)))
