"""A clock that may be wrong, and one failed look after a long sleep, end nothing."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from ledger.resolution.people.confirm import confirm_due

OTHER = {
    "name": "http_json",
    "value": "value",
    "params": {"url": "https://other.example.org/other", "select": "value", "as_of": "as_of", "max_age": 365},
}
FIRST = OTHER | {"params": OTHER["params"] | {"url": "https://data.example.org/value"}}  # type: ignore[operator]


def in_doubt(ledger: Any, **rule: Any) -> None:
    """A question due, and two hosts that say it is ten minutes earlier."""
    ledger.ask(resolution={"source": [FIRST, OTHER], **rule})
    ledger.now("2026-04-10T12:00")
    ledger.world.date = format_datetime(ledger.clock.at - timedelta(minutes=10), usegmt=True)
    ledger.world.says(12, "2026-03-31")
    ledger.world.says(12, "2026-03-31", path="/other")
    assert ledger.sweep().clock_doubt


def test_a_doubt_lasts_until_the_hosts_agree_again(ledger: Any) -> None:
    in_doubt(ledger)
    report = ledger.sweep()
    assert (report.looks, report.proposed) == ([], [])
    assert "10 minutes from that of data.example.org" in report.clock_doubt
    ledger.world.date = None
    report = ledger.sweep({"q"})
    assert (report.clock_doubt, len(report.proposed)) == (None, 1)


def test_hosts_that_tell_no_time_end_no_doubt(ledger: Any) -> None:
    in_doubt(ledger)
    ledger.world.date = ""
    assert ledger.sweep({"q"}).clock_doubt
    assert ledger.state() == "asked"


def test_a_host_that_has_nothing_for_us_tells_the_time_all_the_same(ledger: Any) -> None:
    in_doubt(ledger)
    ledger.world.date = None
    ledger.world.breaks(b"gone", 404)
    ledger.world.breaks(b"gone", 404, path="/other")
    assert ledger.sweep({"q"}).clock_doubt
    ledger.hears = True
    assert ledger.sweep({"q"}).clock_doubt is None


def test_the_only_host_holds_back_a_window_that_a_clock_jumped_over(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    ledger.sweep()
    ledger.ask("other")
    ledger.world.date = format_datetime(ledger.clock.at + timedelta(hours=1), usegmt=True)
    ledger.clock.move(timedelta(days=30))
    assert ledger.sweep().clock_doubt is None
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "proposed")
    ledger.world.date = None
    ledger.sweep({"other"})
    assert [each.question for each in confirm_due(ledger.journal)] == ["q"]


def test_in_doubt_no_window_has_ended(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    ledger.sweep()
    ledger.ask("other", {"source": [FIRST, OTHER]})
    ledger.clock.move(timedelta(days=30))
    ledger.world.date = format_datetime(ledger.clock.at - timedelta(days=30), usegmt=True)
    ledger.world.says(12, "2026-03-31", path="/other")
    ledger.sweep()
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "proposed")
    ledger.world.date = None
    ledger.sweep({"other"})
    assert len(confirm_due(ledger.journal)) == 1


def test_a_clock_before_the_newest_entry_is_in_doubt_until_a_host_agrees(ledger: Any) -> None:
    ledger.ask()
    ledger.clock.move(-timedelta(minutes=6))
    ledger.world.date = ""
    ledger.world.says(3, "2025-12-31")
    assert "the ledger was written at 2026-01-01 12:00" in str(ledger.sweep().clock_doubt)
    ledger.world.date = None
    assert ledger.sweep({"q"}).clock_doubt is None


def test_five_minutes_before_the_newest_entry_are_no_doubt(ledger: Any) -> None:
    ledger.ask()
    ledger.clock.move(-timedelta(minutes=5))
    ledger.world.date = ""
    assert ledger.sweep().clock_doubt is None


def test_one_failed_look_after_a_long_sleep_annuls_nothing(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.ask("alive", {"source": [OTHER]}, gives_up_at="2027-06-30")
    ledger.world.says(3, "2026-06-30", path="/other")
    ledger.now("2026-07-01T12:00")
    ledger.world.breaks(b"", status=502)
    report = ledger.sweep()
    assert (report.annulled, ledger.state()) == ({}, "asked")
    assert "asked once more" in report.waits["q"]
    ledger.clock.move(timedelta(hours=23))
    assert ledger.sweep({"q", "alive"}).annulled == {}
    ledger.clock.move(timedelta(hours=1))
    assert list(ledger.sweep({"q", "alive"}).annulled) == ["q"]


def test_a_publisher_that_comes_back_after_a_long_sleep_still_decides(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.now("2026-07-01T12:00")
    ledger.world.breaks(b"", status=502)
    ledger.sweep()
    ledger.world.says(12.5, "2026-03-31")
    ledger.clock.move(timedelta(hours=7))
    assert [each.outcome for each in ledger.sweep().proposed] == ["YES"]


def test_a_clock_that_jumped_past_the_last_day_annuls_nothing(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.world.date = "Thu, 01 Jan 2026 12:00:00 GMT"
    ledger.now("2027-02-01T12:00")
    for _ in range(3):
        assert ledger.sweep({"q"}).annulled == {}
        ledger.clock.move(timedelta(minutes=5))
    assert ledger.state() == "asked"


def test_where_nobody_tells_the_time_for_a_week_a_person_is_asked(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.world.date = ""
    ledger.now("2026-07-01T12:00")
    assert "no host has told the time" in ledger.sweep().waits["q"]
    ledger.clock.move(timedelta(days=7))
    report = ledger.sweep()
    assert (report.annulled, list(report.given_up)) == ({}, ["q"])
