"""Somebody who sets the clock is noticed without a network; a machine that slept is not taken for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from ledger.clock import SetClock, running_seconds
from ledger.resolution.looking.doubt import doubt_of_step, doubt_that_holds
from ledger.resolution.looking.pace import STEP, Pace
from ledger.resolution.people.confirm import confirm_due
from tests.ledger.resolution.conftest import at, http_source

if TYPE_CHECKING:
    from collections.abc import Sequence

START = at("2026-01-01T12:00")
MOST = 400 * 86_400
LENGTHS = st.integers(0, MOST).map(lambda seconds: timedelta(seconds=seconds))
STEPS = st.integers(-MOST, MOST).map(lambda seconds: timedelta(seconds=seconds))
HOUR = timedelta(hours=1)


class Machine:
    """A clock that can be set, and one beside it that cannot."""

    def __init__(self) -> None:
        self.clock = SetClock(START)
        self.seconds = 0.0
        self.pace = Pace(self.clock, lambda: self.seconds)

    def passes(self, time: timedelta) -> None:
        self.clock.move(time)
        self.seconds += time.total_seconds()


@given(st.lists(LENGTHS, max_size=8))
def test_time_that_passes_is_no_step_however_long_the_machine_slept(lengths: Sequence[timedelta]) -> None:
    machine = Machine()
    for length in lengths:
        machine.passes(length)
        assert machine.pace.step() is None


@given(LENGTHS, STEPS)
def test_a_step_is_told_once_with_its_length(passed: timedelta, step: timedelta) -> None:
    machine = Machine()
    machine.passes(passed)
    machine.clock.move(step)
    found = machine.pace.step()
    assert found == (step if abs(step) > STEP else None)
    machine.passes(HOUR)
    assert machine.pace.step() is None


def test_small_steps_add_up_until_the_clock_is_believed() -> None:
    machine = Machine()
    told = []
    for _ in range(3):
        machine.clock.move(timedelta(minutes=2))
        told.append(machine.pace.step())
    assert told == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=6)]
    machine.pace.believe()
    machine.clock.move(timedelta(minutes=2))
    assert machine.pace.step() == timedelta(minutes=2)


def test_the_clock_that_nobody_sets_goes_on() -> None:
    assert running_seconds() <= running_seconds()
    assert Pace(SetClock(START)).step() is None


def doubted(ledger: Any, step: timedelta) -> str | None:
    with ledger.journal.transaction() as tx:
        return doubt_of_step(tx.connection, step, ledger.clock.at)


def holds(ledger: Any) -> str | None:
    with ledger.journal.transaction() as tx:
        return doubt_that_holds(tx.connection, ledger.clock.at)


def test_a_clock_that_was_set_proposes_and_accepts_nothing_until_a_host_agrees(ledger: Any) -> None:
    ledger.ask()
    ledger.ask("other", {"source": [http_source("/other")]})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    ledger.world.says(12, "2026-03-31", path="/other")
    ledger.sweep({"q"})
    assert ledger.state() == "proposed"
    ledger.clock.move(timedelta(days=30))
    assert "set 43,200 minutes forward" in str(doubted(ledger, timedelta(days=30)))
    ledger.world.date = ""
    assert ledger.sweep({"other"}).proposed == []
    assert confirm_due(ledger.journal) == ()
    ledger.world.date = None
    report = ledger.sweep({"other"})
    assert (report.clock_doubt, len(report.proposed)) == (None, 1)
    assert len(confirm_due(ledger.journal)) == 1


def test_five_minutes_either_way_are_no_doubt_and_a_clock_set_back_ends_one(ledger: Any) -> None:
    assert doubted(ledger, timedelta(minutes=5)) is None
    assert doubted(ledger, timedelta(minutes=-5)) is None
    assert "set 6 minutes back" in str(doubted(ledger, timedelta(minutes=-6)))
    assert doubted(ledger, timedelta(seconds=1)) is None
    assert holds(ledger) is None


def test_where_nobody_tells_the_time_a_week_of_even_going_ends_the_doubt(ledger: Any) -> None:
    doubted(ledger, HOUR)
    ledger.clock.move(timedelta(days=7) - HOUR)
    assert holds(ledger)
    ledger.clock.move(HOUR)
    assert holds(ledger) is None
