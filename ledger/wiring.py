"""The one place where real things are put together: settings, clock, journal, record, network."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ledger import __version__
from ledger.clock import Clock, RealClock, SetClock, moment
from ledger.errors import LedgerError, NoLedgerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping
    from datetime import datetime

    from ledger.journal.append import Journal
    from ledger.questions.catalogue import Catalogue
    from ledger.record.looks import LookRow
    from ledger.record.opening import Record
    from ledger.record.references import Lacking
    from ledger.resolution.looking.register import Register
    from ledger.resolution.looking.rehearsal import Looked
    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.resolution.looking_back.stating import Stated
    from ledger.settings import Settings
    from resolvers.fetch import Fetcher, KeptBodies
    from resolvers.source import Evidence, Fetch, NotYet, Request, Unusable


WELL = 2
"""The hundreds of a status with which a host says that it took what it was asked."""

STOP_EVERY = 0.1
"""Seconds between two asks whether somebody wants to stop."""

T = TypeVar("T")


def open_record(settings: Settings) -> Record:
    """The ledger for reading. Raises NoLedgerError, NotALedgerError."""
    if not settings.ledger.is_file():
        raise NoLedgerError(settings.home)
    return _record(settings.ledger)


def _record(ledger: Path) -> Record:
    """A ledger for reading, whichever version of this program made the tables that follow from its log."""
    from ledger.record.opening import OtherShapeError, Record

    try:
        return Record.open(ledger)
    except OtherShapeError:
        from ledger.journal.append import Journal

        Journal.open(ledger, clock=RealClock()).close()
        return Record.open(ledger)


def in_shape(ledger: Path) -> None:
    """Have the tables that follow from the log as this program makes them; what else may be wrong is left to be told."""
    with suppress(LedgerError):
        _record(ledger).close()


def open_journal(settings: Settings, clock: Clock) -> Journal:
    """The ledger for writing. Raises NoLedgerError, NotALedgerError."""
    from ledger.journal.append import Journal

    if not settings.ledger.is_file():
        raise NoLedgerError(settings.home)
    return Journal.open(settings.ledger, clock=clock)


def clock_of(ledger: Path, now: str | None = None) -> Clock:
    """The real clock; in a simulated ledger `now`, or else the time of its last entry.

    Raises UsageError when a time is given for a ledger that is not simulated.
    """
    simulated, last = _simulated(ledger)
    if now is not None and not simulated:
        raise UsageError("--now is for simulated ledgers; this one goes by the real clock.")
    if not simulated:
        return RealClock()
    return SetClock(_time(now) if now else moment(last))


def _simulated(ledger: Path) -> tuple[bool, int]:
    if not ledger.is_file():
        return False, 0
    with _record(ledger) as record:
        return record.simulated, record.last_at()


def _time(text: str) -> datetime:
    from ledger.questions.typed_moment import NotAMomentError, typed_moment
    from ledger.questions.values_walk import FIRST_DAY, LAST_DAY

    try:
        at = typed_moment(text)
    except NotAMomentError as error:
        raise UsageError(f"--now {error}") from error
    if not FIRST_DAY <= at.date() <= LAST_DAY:
        raise UsageError(f"--now {text!r} is too far away; give a time from {FIRST_DAY} to {LAST_DAY}.")
    return at


def fetcher(
    settings: Settings,
    now: Callable[[], datetime],
    kept: KeptBodies | None = None,
    not_before: Mapping[str, datetime] | None = None,
) -> Fetcher:
    """The network, as the settings allow it. `not_before` are the hosts that asked to be left alone."""
    from resolvers.fetch import Fetcher, FetchSettings

    return Fetcher(
        FetchSettings(
            contact=settings.contact or "",
            version=__version__,
            mirrors=settings.mirrors,
            private_hosts=settings.private_hosts,
            secrets=_secrets(settings.secrets),
            spacing=settings.spacing.total_seconds(),
            key_hint="Set it as FLEDGER_SECRET_{name}, or under [secrets] in settings.toml.",
        ),
        now=now,
        kept=kept,
        not_before=not_before,
    )


async def ping(url: str) -> str | None:
    """Ask an address of the user's own, public or private, only to be heard; why it was not heard, else None."""
    from resolvers.fetch import Fetcher, FetchSettings, Limits
    from resolvers.hops import place_of
    from resolvers.source import Evidence, NotYet, Request, Unusable

    mine = FetchSettings(
        version=__version__, private_hosts=frozenset({place_of(url)}), limits=Limits(total=10.0)
    )
    async with Fetcher(mine, now=RealClock().now) as network:
        got = await network.fetch(Request(url))
    newest = max(network.heard.values(), key=lambda answer: answer.at, default=None)
    if newest is not None and newest.status // 100 == WELL:
        return None
    match got:
        case Evidence():
            return None
        case NotYet(because, _) | Unusable(_, because):
            return because


def _secrets(named: Mapping[str, str]) -> dict[str, Callable[[], str | None]]:
    """For every key some publisher asks for: what looks its value up, where the settings say or in the environment."""
    from resolvers.secrets import PLACES

    return {
        name: partial(_secret, name, named.get(name, f"env:FLEDGER_SECRET_{name.upper()}"))
        for name in {*PLACES, *named}
    }


def _secret(name: str, where: str) -> str | None:
    """The key, None where it is not set. Raises UnreadableKeyError, whose sentence never shows a key."""
    from resolvers.errors import UnreadableKeyError

    kind, _, place = where.partition(":")
    if kind == "env":
        return os.environ.get(place) or None
    if kind != "file":
        # What stands there instead may be the key itself.
        raise UnreadableKeyError(name, f'secrets.{name} must be "env:VARIABLE" or "file:PATH".')
    try:
        return Path(place).expanduser().read_text(encoding="utf-8").strip() or None
    except UnicodeDecodeError:
        raise UnreadableKeyError(name, f"{place} is not UTF-8.") from None
    except (OSError, RuntimeError, ValueError) as error:
        because = error.strerror if isinstance(error, OSError) else "no file can be called that"
        raise UnreadableKeyError(name, f"{place}: {because}.") from None


def catalogue(settings: Settings) -> Catalogue:
    """Every question file the settings name, read and checked."""
    from ledger.questions.catalogue import read_catalogue

    return read_catalogue(settings.catalogue_folders())


async def look(
    journal: Journal,
    settings: Settings,
    *,
    who: str,
    only: Collection[str] | None = None,
    register: Register | None = None,
    dry_run: bool = False,
    told: Callable[[str], object] | None = None,
) -> SweepReport:
    """One sweep over the network the settings allow: what the daemon, the command line and the app all call.

    `told` hears the address of every request that was answered.
    """
    from ledger.journal.work import KeptInLedger, waiting
    from ledger.resolution.looking.register import Register
    from ledger.resolution.looking.sweep import Sweeping, sweep

    with journal.transaction() as tx:
        not_before = waiting(tx.connection, journal.clock.now())
    async with fetcher(settings, journal.clock.now, KeptInLedger(journal.path), not_before) as network:
        how = Sweeping(
            who=who,
            only=only,
            register=register or Register(),
            waits=lambda: network.backoff,
            heard=lambda: network.heard,
            dry_run=dry_run,
        )
        return await sweep(journal, _asking(network, settings, told, simulated=journal.simulated), how)


async def state_references(
    journal: Journal,
    settings: Settings,
    wanted: Iterable[Lacking],
    *,
    requests: int | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> list[Stated]:
    """Naive forecasts of these questions, over the network the settings allow; no other is begun after so many requests."""
    from ledger.journal.work import KeptInLedger, wait_for, waiting
    from ledger.resolution.looking_back.stating_turn import state_turn

    with journal.transaction() as tx:
        not_before = waiting(tx.connection, journal.clock.now())
    async with fetcher(settings, journal.clock.now, KeptInLedger(journal.path), not_before) as network:
        fetch = _asking(network, settings, None, simulated=journal.simulated)
        found = await state_turn(journal, wanted, fetch, requests=requests, told=told)
        with journal.transaction() as tx:
            wait_for(tx.connection, network.backoff)
    return found


async def try_look(
    settings: Settings,
    clock: Clock,
    row: LookRow,
    *,
    simulated: bool,
    told: Callable[[str], object] | None = None,
) -> tuple[Looked, ...]:
    """What a look of the ledger would read now, over the network the settings allow; nothing is written."""
    from ledger.resolution.looking.trying import take_now

    async with fetcher(settings, clock.now) as network:
        fetch = _asking(network, settings, told, simulated=simulated)
        return await take_now(row, clock.now(), fetch)


def _asking(
    network: Fetcher, settings: Settings, told: Callable[[str], object] | None, *, simulated: bool
) -> Fetch:
    """The network; a simulated ledger reaches mirrors only, so that invented time never meets a real publisher."""
    from resolvers.source import Unusable

    async def fetch(request: Request) -> Evidence | NotYet | Unusable:
        host = urlsplit(request.url).hostname or ""
        if simulated and host not in settings.mirrors:
            return Unusable(
                "source_missing", f"This ledger is simulated; {host} is asked only through a mirror."
            )
        got = await network.fetch(request)
        if told is not None:
            told(request.url)
        return got

    return fetch


async def unless_stopped(sweeping: Coroutine[object, object, T], stopped: Callable[[], bool]) -> T | None:
    """What comes of it; None when `stopped` came first, and then it was broken off and nothing of it was kept."""
    import asyncio

    task = asyncio.ensure_future(sweeping)
    while not task.done():
        await asyncio.wait({task}, timeout=STOP_EVERY)
        if stopped() and not task.done():
            task.cancel()
            await asyncio.wait({task})
    return None if task.cancelled() else task.result()
