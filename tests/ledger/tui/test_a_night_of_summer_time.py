"""In the night when summer time ends clocks show an hour twice; a time of it says which of the two it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

from ledger.clock import microseconds, stands_twice
from ledger.tui.times import clock_cell, clock_words

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"

TOLD = """
import json
from datetime import UTC, datetime
from ledger.cli.words import local
from ledger.clock import microseconds
from ledger.tui.times import clock_cell, clock_words

moments = [microseconds(datetime(2026, 10, 24, 22, 30, tzinfo=UTC)) + hours * 3_600_000_000 for hours in range(5)]
print(json.dumps([[told(at) for at in moments] for told in (local, clock_words, clock_cell)]))
"""


def test_an_hour_that_comes_twice_says_its_offset_and_no_other_does() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env={**os.environ, "TZ": BERLIN}, check=True, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    in_the_shell, in_the_app, in_a_cell = json.loads(done.stdout)
    assert [each.removeprefix("2026-10-25 ") for each in in_the_shell] == [
        "00:30", "01:30", "02:30 +0200", "02:30 +0100", "03:30",
    ]  # fmt: skip
    assert in_the_app[1:4] == ["25 Oct 2026 01:30", "25 Oct 2026 02:30 +0200", "25 Oct 2026 02:30 +0100"]
    assert in_a_cell[1:4] == ["25 Oct 2026 01:30", "25 Oct 02:30+0200", "25 Oct 02:30+0100"]
    assert all(len(each) == 17 for each in in_a_cell)


def test_a_zone_without_summer_time_shows_no_time_twice() -> None:
    at, east = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timezone(timedelta(hours=2))
    assert not stands_twice(at, east)
    assert clock_words(at, east) == clock_cell(microseconds(at), east) == "25 Oct 2026 02:30"
