"""Whatever happens in between, in whatever order: at most one resolution, never a NO from silence, always replayable."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from ledger.errors import JournalError
from ledger.journal.append import Journal
from ledger.resolution.looking_back.replay import replay
from ledger.resolution.people.confirm import confirm_due

ANY_DAY = {"window": {"any_day": ["2026-01-01", "2026-01-20"], "max_gap": "2d"}, "challenge_for": "48h"}
TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-20", "gives_up_at": "2026-02-05"}
OVER = {"window": {"over": ["2026-01-01", "2026-01-20"]}, "challenge_for": "48h"}
OVER_TIMES = {"resolves_at": "2026-01-22", "closes_at": "2026-01-20", "gives_up_at": "2026-02-05"}


class CrashError(Exception):
    """The process ended here."""


def publishes(ledger: Any, chance: Random, day: date, yes_on: set[int]) -> bool:
    """What the publisher does that day; True where the day can be read."""
    what = chance.random()
    if what < 0.6:
        ledger.world.says(12 if day.day in yes_on and day.month == 1 else 3, day.isoformat())
        return True
    ledger.world.breaks(
        *chance.choice([(b"<html>", 200), (b"gone", 404), (b"", 500), (b'{"value": null}', 200)])
    )
    return False


def crashing_sweep(ledger: Any, chance: Random) -> None:
    """A sweep whose process ends at a random transaction; what was committed before stays."""
    countdown = chance.randint(0, 5)
    real = ledger.journal
    try:
        ledger.journal = _Crashing(real, countdown)
        ledger.sweep()
    except CrashError:
        pass
    finally:
        ledger.journal = real


class _Crashing:
    """A journal that ends the process instead of its nth transaction."""

    def __init__(self, journal: Journal, countdown: int) -> None:
        self._journal, self._left = journal, countdown
        self.clock, self.path = journal.clock, journal.path

    def transaction(self) -> Any:
        self._left -= 1
        if self._left < 0:
            raise CrashError
        return self._journal.transaction()


@pytest.mark.parametrize("seed", range(12))
def test_any_course_of_events_gives_one_resolution_that_follows_from_the_record(
    ledger: Any, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - a course of events, no secret
    yes_on = {chance.randint(1, 20)} if chance.random() < 0.5 else set()
    ledger.ask("any", ANY_DAY, **TIMES)
    ledger.ask("over", OVER, **OVER_TIMES)
    readable: set[date] = set()
    for _ in range(70):
        today = ledger.clock.at.date()
        if publishes(ledger, chance, today, yes_on):
            readable.add(min(today, date(2026, 1, 20)))
        (crashing_sweep(ledger, chance) if chance.random() < 0.2 else ledger.sweep())
        if chance.random() < 0.5:
            confirm_due(ledger.journal)
        ledger.clock.move(timedelta(hours=chance.choice([-20, 6, 12, 18, 24, 30])))
    assert ledger.one(
        "SELECT count(*) FROM (SELECT 1 FROM now_resolutions GROUP BY question HAVING count(*) > 1)"
    ) == (0,)
    assert all(found.holds for found in asyncio.run(replay(ledger.journal)))
    outcomes = dict(ledger.all("SELECT question, outcome FROM now_proposals"))
    if outcomes.get("any") == '{"yes":false}':
        days = [date(2026, 1, 1) + timedelta(days=count) for count in range(20)]
        missing = [day not in readable for day in days]
        assert not missing[-1]
        assert not any(all(missing[start : start + 3]) for start in range(18))


def test_two_sweeps_at_the_same_moment_make_one_proposal(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with Journal.open(ledger.journal.path, clock=ledger.clock) as other:
                type(ledger)(other, ledger.clock, ledger.world).sweep({"q"})
        except JournalError as error:  # pragma: no cover - would fail the test below
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert ledger.one("SELECT count(*) FROM now_proposals") == (1,)
    assert ledger.state() == "proposed"
