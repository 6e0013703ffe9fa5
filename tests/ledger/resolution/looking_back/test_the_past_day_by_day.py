"""A rule gone through day by day: over dated bodies and over what a ledger kept, never with a body of a later day."""

from __future__ import annotations

import asyncio
import zlib
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.clock import end_of, microseconds
from ledger.journal.entries import EvidenceErased
from ledger.questions.outcome import Amount, YesNo
from ledger.record.opening import Record
from ledger.resolution.looking_back.backtest_course import over_past
from ledger.resolution.looking_back.backtest_json import backtest_json
from ledger.resolution.looking_back.backtest_vintages import KeptVintages
from ledger.resolution.rule.decision import AsksPerson, Resolves, Waits
from resolvers.dated_bodies import dated_bodies
from tests.ledger.resolution.looking_back.past import series, table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.resolution.looking_back.backtest import Backtest

FIRST = date(2026, 1, 1)
NINTH = microseconds(end_of(date(2026, 1, 9)))
LEVEL = series(aggregate="last", max_age=3)
QUARTER = {"source": [series()], "yes_if": {"at_least": "12"}}
JANUARY = {
    "window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"},
    "source": [LEVEL],
    "yes_if": {"at_least": "12"},
}
SOON = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def gone_through(
    question: Any, folder: Path, bodies: Mapping[str, bytes], until: str = "2026-12-31", **more: Any
) -> Backtest:
    for day, body in bodies.items():
        (folder / f"{day}.csv").write_bytes(body)
    past = dated_bodies(folder)
    return asyncio.run(over_past(question, past, "bodies", end_of(date.fromisoformat(until)), **more))


def whole(value: float, last: str) -> bytes:
    """The file of a day: this value on every day up to it."""
    return table(date(2025, 6, 1), date.fromisoformat(last), lambda _: value)


def test_the_first_complete_body_from_the_day_it_may_be_decided_gives_the_value(
    makes: Any, tmp_path: Path
) -> None:
    bodies = {
        "2026-04-01": whole(5, "2026-03-31"),
        "2026-04-12": whole(13, "2026-03-31"),
        "2026-04-20": whole(6, "2026-03-31"),
    }
    found = gone_through(makes.question(QUARTER), tmp_path, bodies)
    assert found.own is not None
    assert (found.own.outcome, found.own.value) == (YesNo(yes=True), Decimal(13))
    assert found.own.decidable_at == end_of(date(2026, 4, 12)).replace(microsecond=0)
    assert [type(step.decision) for step in found.own.course] == [Waits, Waits, Resolves]


@pytest.mark.parametrize(
    ("vintage", "value", "on"),
    [
        ("first_print", 5, "2026-04-10"),
        ("as_of", 6, "2026-04-10"),
        ("first_final", 20, "2026-04-12"),
        ("latest", 20, "2026-04-12"),
    ],
)
def test_each_vintage_policy_takes_its_own_edition(
    makes: Any, tmp_path: Path, vintage: str, value: int, on: str
) -> None:
    question = makes.question(
        {"source": [series()], "vintage": vintage, "yes_if": None},
        kind="numeric",
        range={"min": "0", "max": "60"},
    )
    editions = {"2026-04-02": 5, "2026-04-08": 6, "2026-04-12": 20, "2026-04-15": 30}
    found = gone_through(
        question, tmp_path, {day: whole(each, "2026-03-31") for day, each in editions.items()}
    )
    assert found.own is not None
    assert (found.own.outcome, f"{found.own.decidable_at:%Y-%m-%d}") == (Amount(Decimal(value)), on)


def test_earlier_windows_are_gone_through_as_far_as_the_bodies_reach(makes: Any, tmp_path: Path) -> None:
    bodies = {"2026-01-15": whole(13, "2026-01-14"), "2026-04-12": whole(5, "2026-04-11")}
    found = gone_through(makes.question(QUARTER), tmp_path, bodies)
    told = [(one.days.first, one.outcome, f"{one.decidable_at:%Y-%m-%d}") for one in found.all]
    assert told == [
        (date(2026, 1, 1), YesNo(yes=False), "2026-04-12"),
        (date(2025, 10, 1), YesNo(yes=True), "2026-01-15"),
    ]
    late = gone_through(makes.question(QUARTER), tmp_path, {}, since=date(2025, 10, 1))
    assert [one.days.first for one in late.all] == [date(2026, 1, 1), date(2025, 10, 1)]


def test_any_day_says_yes_on_its_day_and_no_only_after_days_without_a_hole(
    makes: Any, tmp_path: Path
) -> None:
    days = [FIRST + timedelta(days=n) for n in range(31)]
    bodies = {str(day): whole(13 if day.day == 9 else 5, str(day)) for day in days}
    question = makes.question(JANUARY, **SOON)
    yes = gone_through(question, tmp_path, bodies).own
    assert yes is not None
    assert (yes.outcome, f"{yes.decidable_at:%Y-%m-%d}") == (YesNo(yes=True), "2026-01-09")
    no = gone_through(question, tmp_path, {"2026-01-09": whole(5, "2026-01-09")}).own
    assert no is not None
    assert (no.outcome, f"{no.decidable_at:%Y-%m-%d}") == (YesNo(yes=False), "2026-02-01")
    for day in days[10:20]:
        (tmp_path / f"{day}.csv").unlink()
    holed = gone_through(question, tmp_path, {}, "2026-03-01").own
    assert holed is not None
    assert holed.outcome is None
    assert "nothing usable covers 2026-01-11 to 2026-01-20" in holed.reason


def test_at_its_last_day_a_person_would_have_been_asked(makes: Any, tmp_path: Path) -> None:
    found = gone_through(makes.question(QUARTER), tmp_path, {"2026-02-01": whole(13, "2026-01-31")})
    assert found.own is not None
    assert isinstance(found.own.decision, AsksPerson)
    assert found.own.decidable_at is None


def test_an_empty_folder_tells_of_nothing(makes: Any, tmp_path: Path) -> None:
    assert gone_through(makes.question(QUARTER), tmp_path, {}).all == ()


def test_only_sources_that_can_look_are_asked(makes: Any, tmp_path: Path) -> None:
    manual = {"name": "manual", "value": "answer", "params": {"ask": "?"}, "fallback": True}
    gone = {"name": "nobody.has_this", "value": "value"}
    question = makes.question(QUARTER | {"source": [series(), gone, manual]})
    found = gone_through(question, tmp_path, {"2026-04-12": whole(13, "2026-04-11")})
    assert found.own is not None
    assert found.own.outcome == YesNo(yes=True)


def test_its_json_tells_the_course_of_the_question_s_own_window(makes: Any, tmp_path: Path) -> None:
    question = makes.question(QUARTER)
    said = backtest_json(question, gone_through(question, tmp_path, {"2026-04-12": whole(13, "2026-04-11")}))
    assert (said["from"], said["restated"]) == ("bodies", False)
    own = said["own_window"]
    assert (own["would_say"], [step["kind"] for step in own["course"]]) == (
        "YES",
        ["waits", "resolves"],
    )
    asks = backtest_json(question, gone_through(question, tmp_path, {"2026-04-12": b"<html>"}))["own_window"]
    assert (asks["would_say"], asks["course"][-1]["kind"]) == (None, "asks_person")


# ---- no look-ahead -----------------------------------------------------------------------------------------


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_what_was_said_by_a_day_does_not_change_with_bodies_of_later_days(
    makes: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The course up to a day is the same, whatever is published after it."""
    vintage = data.draw(st.sampled_from(["first_final", "first_print", "as_of", "latest"]))
    days = [date(2026, 3, 28) + timedelta(days=n) for n in range(25)]
    values = data.draw(st.lists(st.sampled_from([None, 5, 13]), min_size=25, max_size=25))
    cut = data.draw(st.integers(0, 24))
    bodies = {
        str(day): whole(value, str(min(day, date(2026, 3, 31))))
        for day, value in zip(days, values, strict=True)
        if value is not None
    }
    early = {day: body for day, body in bodies.items() if day <= str(days[cut])}
    question = makes.question(QUARTER | {"vintage": vintage})
    all_of_it = gone_through(question, tmp_path_factory.mktemp("all"), bodies)
    part = gone_through(question, tmp_path_factory.mktemp("part"), early, str(days[cut]))
    by_then = end_of(days[cut])
    of_all = [
        step for one in all_of_it.all if one.days.first == FIRST for step in one.course if step.at <= by_then
    ]
    of_part = [step for one in part.all if one.days.first == FIRST for step in one.course]
    if early:
        assert [(step.at, type(step.decision)) for step in of_all] == [
            (step.at, type(step.decision)) for step in of_part
        ]


# ---- what a ledger kept --------------------------------------------------------------------------------------


def kept(ledger: Any, question: Any, until: str = "2026-12-31") -> Backtest:
    names = {use.name for uses in question.rule.looks.values() for use in uses}
    with Record.open(ledger.journal.path) as record:
        past = KeptVintages(record, names)
        return asyncio.run(over_past(question, past, "vintages", end_of(date.fromisoformat(until))))


def looked_daily(ledger: Any, rule: dict[str, Any], until: str) -> None:
    ledger.ask(resolution=rule, **SOON)
    while ledger.clock.at.date() <= date.fromisoformat(until):
        today = ledger.clock.at.date()
        value = 13 if today.day == 9 else 5
        ledger.world.breaks(whole(value, str(today)), path="/series.csv")
        ledger.sweep()
        ledger.clock.move(timedelta(days=1))


def test_kept_bytes_give_the_decision_the_ledger_took_at_the_moment_it_took_it(
    ledger: Any, makes: Any
) -> None:
    looked_daily(ledger, JANUARY, "2026-01-12")
    found = kept(ledger, makes.question(JANUARY, **SOON)).own
    assert found is not None
    assert (found.outcome, f"{found.decidable_at:%Y-%m-%d %H}") == (YesNo(yes=True), "2026-01-09 12")
    (decided_at,) = ledger.one("SELECT decided_at FROM now_proposals")
    assert found.decidable_at is not None
    assert microseconds(found.decidable_at) == decided_at


def test_another_threshold_is_tried_on_the_same_kept_bytes(ledger: Any, makes: Any) -> None:
    looked_daily(ledger, JANUARY, "2026-01-12")
    higher = makes.question(JANUARY | {"yes_if": {"at_least": "20"}}, **SOON)
    found = kept(ledger, higher, "2026-01-20").own
    assert found is not None
    assert (found.outcome, "not so far" in found.reason) == (None, True)


def test_erased_bytes_are_no_evidence_any_more(ledger: Any, makes: Any) -> None:
    looked_daily(ledger, JANUARY, "2026-01-12")
    (sha256,) = ledger.one("SELECT sha256 FROM now_evidence WHERE fetched_at <= ? ORDER BY seq DESC", NINTH)
    ledger.journal.append(EvidenceErased(sha256=sha256, by="me", reason="licence"))
    found = kept(ledger, makes.question(JANUARY, **SOON), "2026-01-20").own
    assert found is not None
    assert found.outcome is None


def test_a_request_that_was_not_made_in_a_look_is_not_answered(ledger: Any, makes: Any) -> None:
    looked_daily(ledger, JANUARY, "2026-01-12")
    elsewhere = makes.question(JANUARY | {"source": [series("/other.csv", aggregate="last")]}, **SOON)
    found = kept(ledger, elsewhere, "2026-03-20").own
    assert found is not None
    assert "other.csv was not kept at 2026-01-12" in found.reason


def test_looking_back_writes_nothing_and_asks_nobody(ledger: Any, makes: Any) -> None:
    looked_daily(ledger, JANUARY, "2026-01-12")
    asked, entries = len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")
    kept(ledger, makes.question(JANUARY, **SOON))
    assert (len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")) == (asked, entries)


@pytest.mark.parametrize(
    ("column", "stored"), [("body", b"no zlib"), ("body", zlib.compress(b"too short")), ("coding", "brotli")]
)
def test_damaged_bytes_are_no_evidence(ledger: Any, makes: Any, column: str, stored: object) -> None:
    looked_daily(ledger, JANUARY, "2026-01-02")
    with ledger.journal.transaction() as tx:
        tx.database.execute("DROP TRIGGER log_evidence_erased")
        tx.database.execute(f"UPDATE log_evidence SET {column} = ?", (stored,))
    found = kept(ledger, makes.question(JANUARY, **SOON), "2026-01-03").own
    assert found is not None
    assert all(step.at.day == 1 for step in found.course)
    assert "not so far" in found.reason
