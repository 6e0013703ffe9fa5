"""When a ledger is well, and which number a monitor gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ledger.cli.status_page import exit_code, lines
from ledger.record.looks import Health
from ledger.record.opening import Head
from ledger.record.state import Remembered
from ledger.record.status import LOW_BYTES, SILENT_AFTER_US, YEAR_US, Status

if TYPE_CHECKING:
    from pathlib import Path

HOUR_US = 3_600_000_000
GIBIBYTE = 1 << 30


@pytest.fixture
def well(tmp_path: Path) -> Status:
    return Status(
        path=tmp_path / "ledger.db",
        ledger_id="a" * 32,
        simulated=False,
        head=Head(1, "r"),
        now_us=100 * HOUR_US,
        by_state={},
        by_standing={},
        health=Health(0, 0, 0, None, None),
        endangered=(),
        daemon=Remembered("1", 100 * HOUR_US),
        disk=1 << 20,
        growth=None,
        free=100 * GIBIBYTE,
        clock_doubt=None,
        waiting=0,
    )


def test_a_ledger_that_is_well_gives_0(well: Status) -> None:
    assert (well.well, exit_code(well)) == (True, 0)
    assert exit_code(replace(well, daemon=None)) == 0


def test_a_question_that_waits_for_a_person_gives_6_where_all_is_well_and_1_where_it_is_not(
    well: Status,
) -> None:
    assert exit_code(replace(well, waiting=2)) == 6
    assert exit_code(replace(well, waiting=2, clock_doubt="it was set")) == 1
    assert "Waiting    2 questions for a person; see: fledger today" in lines(replace(well, waiting=2))


def test_a_clock_in_doubt_gives_1_and_says_why(well: Status) -> None:
    doubted = replace(well, clock_doubt="the clock was set")
    assert exit_code(doubted) == 1
    assert "Clock      in doubt: the clock was set" in lines(doubted)


def test_a_duty_that_fails_gives_1_and_is_named_on_one_line(well: Status) -> None:
    failing = replace(well, failed={"confirm": Remembered("no\x1b[2Jway", well.now_us - 3 * HOUR_US)})
    assert exit_code(failing) == 1
    (told,) = [line for line in lines(failing) if "confirm" in line]
    assert told.startswith("           confirm has failed for 3 h: no")
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 question is past its last day and still asked"),
        (3, "3 questions are past their last day and still asked"),
    ],
)
def test_questions_that_nobody_ended_give_1(well: Status, number: int, said: str) -> None:
    overdue = replace(well, overdue=number)
    assert exit_code(overdue) == 1
    assert f"           {said}" in lines(overdue)


def test_a_daemon_that_sweeps_seldom_is_silent_after_three_sweeps(well: Status) -> None:
    heard = replace(well, daemon=Remembered("1", well.now_us - SILENT_AFTER_US - 1))
    assert exit_code(heard) == 1
    assert exit_code(replace(heard, silent_after_us=18 * HOUR_US)) == 0


@pytest.mark.parametrize(
    ("free", "growth", "said", "low"),
    [
        (100 * GIBIBYTE, None, "1.0 MiB; 100.0 GiB free", False),
        (100 * GIBIBYTE, 1 << 20, "1.0 MiB, 1.0 MiB a year; 100.0 GiB free", False),
        (
            100 * GIBIBYTE,
            10 * GIBIBYTE,
            "1.0 MiB, 10.0 GiB a year; 100.0 GiB free, full in about 10 years",
            False,
        ),
        (GIBIBYTE, GIBIBYTE, "1.0 MiB, 1.0 GiB a year; 1.0 GiB free, full in about 12 months", False),
        (
            GIBIBYTE,
            24 * GIBIBYTE,
            "1.0 MiB, 24.0 GiB a year; 1.0 GiB free, full in about 0 months, low",
            True,
        ),
        (LOW_BYTES - 1, None, "1.0 MiB; 256.0 MiB free, low", True),
    ],
)
def test_the_disk_is_told_with_when_it_is_full(
    well: Status, free: int, growth: int | None, said: str, *, low: bool
) -> None:
    found = replace(well, free=free, growth=growth)
    assert f"Disk       {said}" in lines(found)
    assert (found.disk_low, exit_code(found)) == (low, int(low))


def test_when_the_disk_is_full_follows_from_room_and_growth(well: Status) -> None:
    assert replace(well, free=10, growth=5).full_in_us == 2 * YEAR_US
    assert replace(well, growth=0).full_in_us is None
