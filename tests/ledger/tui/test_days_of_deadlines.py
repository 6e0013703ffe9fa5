"""A deadline is the same day in every zone: the one in its file, which the commands print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli import words
from ledger.clock import microseconds
from ledger.record.questions import page
from ledger.tui.app import app_for
from ledger.tui.desk import Desk
from ledger.tui.pages.forecast import EARLY, forecast_blocks
from ledger.tui.times import day_words
from ledger.tui.views.forecasting import read_forecasting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

BILL, LEAD = "bill-2026", "lead-months-2028"
ZONES = (timezone(timedelta(hours=14)), UTC, timezone(timedelta(hours=-11)))

in_every_zone = pytest.mark.parametrize("zone", ZONES, ids=str)


def _of_the_command(stage: Stage, question: str) -> str:
    """The day on which it closes, as `fledger questions` has it, in the words of the app."""
    with stage.record() as record:
        (row,) = page(record, [question], now_us=stage.desk.now_us, me=stage.desk.me)
    return day_words(date.fromisoformat(words.day(row.closes_at)))


def _short(on: str) -> str:
    return on.replace(" 20", " ")


@in_every_zone
async def test_lists_have_the_day_that_the_command_prints(
    stage: Stage, press: Any, seen: Callable[[Any], str], zone: timezone
) -> None:
    bill, lead = (_of_the_command(stage, name) for name in (BILL, LEAD))
    assert (bill, lead) == ("20 Dec 2026", "31 Dec 2028")
    app = app_for(Desk(stage.settings, stage.clock, zone))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert f"{_short(bill)}  The bill becomes law" in seen(pilot)
        await press(pilot, "3")
        assert _short(lead) in next(row for row in seen(pilot).splitlines() if "Lead in months" in row)


@in_every_zone
async def test_what_waits_for_an_answer_waits_since_that_day(
    stage: Stage, press: Any, seen: Callable[[Any], str], zone: timezone
) -> None:
    bill = _of_the_command(stage, BILL)
    stage.clock.at = datetime(2026, 12, 22, 12, tzinfo=UTC)
    app = app_for(Desk(stage.settings, stage.clock, zone))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert f"answer it · since {_short(bill)}" in seen(pilot)
        await press(pilot, "9")
        assert bill in next(row for row in seen(pilot).splitlines() if "answer" in row and "The bill" in row)


@in_every_zone
def test_the_day_it_opens_is_that_of_its_file(stage: Stage, zone: timezone) -> None:
    stage.clock.at = datetime(2026, 5, 1, tzinfo=UTC)
    with stage.record() as record:
        view = read_forecasting(record, LEAD, now_us=stage.desk.now_us, me=stage.desk.me, revealed=False)
    assert f"{EARLY}14 May 2026." in str(forecast_blocks(view, publications={}, zone=zone))


TOLD = """
import json, sys
from datetime import UTC, datetime
from ledger.clock import microseconds
from ledger.record.questions import Mine
from ledger.tui.times import names_of_times
from ledger.tui.wording import ended_words

start, end = (microseconds(datetime(2026, *each, tzinfo=UTC)) for each in ((11, 22, 11), (12, 14)))
ran_out = Mine(1, 0, {}, None, None, None, over=True, expired_at=end)
print(json.dumps([names_of_times(start, end), ended_words(ran_out)]))
"""


@pytest.mark.parametrize("machine", ["<+14>-14", "UTC0", "<-11>11"])
def test_a_timeline_and_what_ran_out_go_by_days_of_utc_whatever_the_machine_goes_by(machine: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env={**os.environ, "TZ": machine}, check=True, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    names, ended = json.loads(done.stdout)
    mondays = [datetime(2026, *each, tzinfo=UTC) for each in ((11, 23), (11, 30), (12, 7), (12, 14))]
    assert names == [[microseconds(at), f"{at.day} {at:%b}"] for at in mondays]
    assert ended == ", ran out 14 Dec 2026"
