"""A look that is not as it was raises an alarm, long before its readings count; it holds until it is over or accepted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.journal.rehearsed import ValueRow
from ledger.journal.work import accept_identity
from ledger.questions.rule import SourceUse
from ledger.record.alarms import Alarm
from ledger.resolution.looking.accepting import OtherAlarmsError, accept_alarms
from ledger.resolution.looking.health import _found, _late, accepted
from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.rule.spans import Days
from resolvers.source import Offer, Reading, Span
from tests.ledger.resolution.conftest import at, day, http_source


def held(ledger: Any) -> list[str]:
    """The kinds of the alarms that hold."""
    return [kind for (kind,) in ledger.all("SELECT kind FROM run_alarms ORDER BY kind")]


def swept(ledger: Any, days: float = 1) -> list[tuple[str, str | None, str]]:
    """The alarms that the next day's sweep raised."""
    ledger.clock.move(timedelta(days=days))
    return [(each.kind, each.was, each.became) for each in ledger.sweep({"q"}).alarms]


@pytest.fixture
def read(ledger: Any) -> Any:
    """A ledger whose look has read 10 once."""
    ledger.ask("q")
    ledger.world.says(10, "2026-01-01")
    assert ledger.sweep().alarms == []
    return ledger


def test_one_failed_look_is_no_news_and_the_second_is(read: Any) -> None:
    read.world.breaks(b"error", 503)
    assert swept(read) == []
    ((kind, _, became),) = swept(read)
    assert (kind, "503" in became) == ("unreachable", True)
    assert swept(read) == []
    read.world.says(10, "2026-01-01")
    assert (swept(read), held(read)) == ([], [])


@pytest.mark.parametrize(
    ("body", "status", "kind"), [(b"<html>moved</html>", 200, "shape_changed"), (b"", 404, "gone")]
)
def test_another_shape_and_a_lost_address_are_told_at_once(
    read: Any, body: bytes, status: int, kind: str
) -> None:
    read.world.breaks(body, status)
    assert [found for found, _, _ in swept(read)] == [kind]
    read.world.says(10, "2026-01-02")
    assert (swept(read), held(read)) == ([], [])


def test_an_alarm_names_the_questions_that_hang_on_the_look_and_its_beginning_stays(read: Any) -> None:
    read.world.breaks()
    read.clock.move(timedelta(days=1))
    (raised,) = read.sweep().alarms
    assert (raised.source, raised.questions) == ("http_json", ("q",))
    since = read.us()
    assert swept(read) == []
    assert read.one("SELECT since FROM run_alarms") == (since,)


def says_series(ledger: Any, name: str) -> None:
    """The page names its series."""
    ledger.world.breaks(json.dumps({"value": 10, "as_of": "2026-01-01", "name": name}).encode())


def test_a_series_of_another_name_raises_an_alarm_until_a_person_accepts_it(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(identity="name")]})
    says_series(ledger, "months, all models")
    ledger.sweep()
    says_series(ledger, "months, open models")
    ((kind, was, became),) = swept(ledger)
    assert (kind, was and was[-10:], became[-11:]) == ("identity_changed", "all models", "open models")
    assert swept(ledger) == []
    with ledger.journal.transaction() as tx:
        (look,) = tx.database.execute("SELECT look FROM run_looks").fetchone()
        accept_identity(tx.connection, look)
        assert accepted(tx.connection, look) == ("identity_changed",)
    assert (swept(ledger), held(ledger)) == ([], [])


def test_alarms_are_accepted_as_they_were_seen_and_no_others(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(identity="name")]})
    says_series(ledger, "months, all models")
    ledger.sweep()
    says_series(ledger, "months, open models")
    swept(ledger)
    look, *alarm = ledger.one("SELECT look, kind, since, was, became FROM run_alarms")
    seen = Alarm(*alarm)
    says_series(ledger, "weeks, open models")
    swept(ledger)
    with pytest.raises(OtherAlarmsError):
        accept_alarms(ledger.journal, look, [seen])
    with pytest.raises(OtherAlarmsError):
        accept_alarms(ledger.journal, look, [])
    assert held(ledger) == ["identity_changed"]
    now = Alarm(*ledger.one("SELECT kind, since, was, became FROM run_alarms"))
    assert accept_alarms(ledger.journal, look, [now]) == ("identity_changed",)
    assert (swept(ledger), held(ledger)) == ([], [])


def test_a_series_that_is_again_what_it_was_ends_its_alarm(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(identity="name")]})
    for name, count in (("one", 0), ("two", 1), ("one", 0)):
        says_series(ledger, name)
        swept(ledger)
        assert len(held(ledger)) == count


def test_another_unit_raises_an_alarm_long_before_it_counts(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(unit="EUR")]})
    ledger.world.says(10, "2026-01-01")
    ledger.sweep()
    with ledger.journal.transaction() as tx:
        tx.database.execute("""UPDATE run_looks SET right_units = '{"value": "USD"}'""")
    assert swept(ledger) == [("identity_changed", "value in USD", "value in EUR")]


@pytest.mark.parametrize(("value", "raised"), [(29, []), (31, ["jumped"]), (3.2, ["jumped"]), (-31, [])])
def test_a_step_by_more_than_a_factor_of_three_looks_like_a_split(
    read: Any, value: float, raised: list[str]
) -> None:
    read.world.says(value, "2026-01-02")
    assert [kind for kind, _, _ in swept(read)] == raised


def test_a_jump_is_told_until_the_value_is_back_or_a_person_accepts_it(read: Any) -> None:
    read.world.says(1000, "2026-01-02")
    assert swept(read) == [("jumped", "value 10", "value 1000")]
    assert (swept(read), held(read)) == ([], ["jumped"])
    read.world.says(11, "2026-01-03")
    swept(read)
    assert "jumped" in held(read)  # back is a jump from 1000, told anew against what was before
    assert (swept(read), held(read)) == ([], [])


def test_a_failing_look_does_not_end_a_jump(read: Any) -> None:
    read.world.says(1000, "2026-01-02")
    swept(read)
    read.world.breaks()
    swept(read)
    assert held(read) == ["jumped", "shape_changed"]


@pytest.mark.parametrize(("value", "raised"), [(12, []), (14, ["restated"]), (40, ["jumped"])])
def test_a_figure_of_past_days_that_moves_by_a_quarter_is_restated(
    ledger: Any, value: int, raised: list[str]
) -> None:
    ledger.ask("q", {"source": [http_source(query={"to": "{last}"})]})
    ledger.now("2026-04-02T12:00")
    ledger.world.says(10, "2026-04-01")
    assert ledger.sweep().alarms == []
    ledger.world.says(value, "2026-04-02")
    assert [kind for kind, _, _ in swept(ledger)] == raised


def test_a_publisher_is_late_after_twice_its_longest_pause(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(query={"to": "{last}"})]})
    for on in ("2026-01-01", "2026-01-15", "2026-02-05", "2026-02-19"):
        ledger.now(f"{on}T12:00")
        ledger.world.says(10, on)
        assert ledger.sweep({"q"}).alarms == []
    assert swept(ledger, days=42) == []
    assert swept(ledger) == [
        ("no_new_row", "a new row at least every 21 days", "no new row since 2026-02-19")
    ]
    ledger.world.says(10, "2026-04-04")
    assert (swept(ledger), held(ledger)) == ([], [])


def test_where_no_pause_is_known_a_year_may_pass(ledger: Any) -> None:
    ledger.ask(
        "q", {"source": [http_source(max_age=3650)]}, resolves_at="2028-04-10", gives_up_at="2028-06-30"
    )
    ledger.world.says(10, "2026-01-01")
    assert ledger.sweep().alarms == []
    assert swept(ledger, days=400) == []
    assert [kind for kind, _, _ in swept(ledger)] == ["no_new_row"]


def test_a_look_that_goes_takes_its_alarms_with_it(ledger: Any) -> None:
    ledger.ask("q", {"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.now("2026-07-01T12:00")
    ledger.sweep()
    assert ledger.state() == "annulled"
    ledger.sweep()
    assert held(ledger) == []


def test_totals_are_compared_over_spans_of_the_same_length_only() -> None:
    read = Reading(
        {"n": Decimal(2)}, {}, day("2026-02-01"), Span(day("2026-01-01"), day("2026-02-01")), "x", {}
    )
    days = Days(read.covers, "so_far")
    looked = Looked("main", SourceUse("x", "n"), {"n": Offer("total")}, "", 1, days, read, ())
    whole = ValueRow("n", "2026-01-01", "2025-01-01", "2025-12-31", "40", None, "x")
    month = ValueRow("n", "2026-01-01", "2025-12-01", "2026-01-01", "40", None, "x")
    assert [each.kind for each in _found(looked, None, {"n": whole})] == []
    assert [each.kind for each in _found(looked, None, {"n": month})] == ["jumped"]


def test_a_publisher_that_lacks_days_long_over_has_no_new_row_in_its_own_words() -> None:
    read = Reading(
        {"n": Decimal(2)}, {}, day("2026-02-01"), Span(day("2025-01-01"), day("2025-12-31")), "x", {}
    )
    days = Days(read.covers, "last_time")
    looked = Looked("main", SourceUse("x", "n"), {}, "", 1, days, read, (), lacks="no row of 2026 Q1 yet")
    found = _late(looked, read.as_of, [], at("2026-02-02"))
    assert [(each.kind, each.became) for each in found] == [("no_new_row", "no row of 2026 Q1 yet")]
    assert list(_late(replace(looked, lacks=""), read.as_of, [], at("2026-02-02"))) == []
    daily = _late(
        replace(looked, lacks=""), read.as_of, ["2026-01-29", "2026-01-30", "2026-01-31"], at("2026-06-02")
    )
    assert [each.was for each in daily] == ["a new row at least every day"]
