"""After a question resolved its source is looked at for a year: what it publishes later is kept and shown, and moves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.opening import Record
from ledger.record.trail import trail
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.confirm import confirm_due
from tests.ledger.resolution.conftest import http_source

if TYPE_CHECKING:
    from ledger.record.revisions import Revision

HISTORY = {"source": [http_source(query={"to": "{last}"})]}
"""A source that can be asked for days of the past."""


@pytest.fixture
def proposed(ledger: Any) -> Any:
    """A question that was proposed as YES from a value of 12.5."""
    ledger.ask("q", HISTORY)
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-04-01")
    assert len(ledger.sweep().proposed) == 1
    return ledger


@pytest.fixture
def resolved(proposed: Any) -> Any:
    proposed.clock.move(timedelta(days=3))
    assert len(confirm_due(proposed.journal)) == 1
    return proposed


def revisions(ledger: Any) -> tuple[Revision, ...]:
    with Record.open(ledger.journal.path) as record:
        return trail(record, "q").revisions


def later(ledger: Any, value: float, days: int = 7) -> int:
    """The source says another value so many days later; gives the entries that were made."""
    ledger.clock.move(timedelta(days=days))
    ledger.world.says(value, ledger.clock.at.date().isoformat())
    return int(ledger.sweep().entries)


def test_a_later_revision_is_kept_and_shown_and_moves_nothing(resolved: Any) -> None:
    assert later(resolved, 11.9) == 2
    (found,) = revisions(resolved)
    assert found.words == "http_json, value: 12.5 -> 11.9, as of 2026-04-20"
    assert (resolved.state(), resolved.one("SELECT value, revision FROM now_questions")) == (
        "resolved",
        ("12.5", 1),
    )


def test_an_equal_value_leaves_work_state_only(resolved: Any) -> None:
    before = resolved.one("SELECT count(*) FROM log_entries")
    assert later(resolved, 12.5) == 0
    assert (resolved.one("SELECT count(*) FROM log_entries"), revisions(resolved)) == (before, ())
    assert resolved.one("SELECT answer FROM run_looks") == ("reading",)


def test_the_same_revision_is_kept_once_and_a_way_back_is_one_too(resolved: Any) -> None:
    assert [later(resolved, value) for value in (11.9, 11.9, 12.5)] == [2, 0, 2]
    assert [(one.was, one.became) for one in revisions(resolved)] == [("12.5", "11.9"), ("11.9", "12.5")]


def test_it_is_looked_at_once_a_week_and_for_a_year(resolved: Any) -> None:
    later(resolved, 12.5)
    resolved.clock.move(timedelta(days=6))
    assert resolved.sweep().looks == []
    resolved.clock.move(timedelta(days=1))
    assert [each.questions for each in resolved.sweep().looks] == [()]
    resolved.clock.move(timedelta(days=360))
    assert (resolved.sweep().looks, resolved.all("SELECT look FROM run_looks")) == ([], [])


def test_a_lost_source_of_a_resolved_question_is_no_alarm(resolved: Any) -> None:
    resolved.world.breaks(b"gone", 404)
    resolved.clock.move(timedelta(days=7))
    report = resolved.sweep()
    assert (len(report.looks), report.alarms) == (1, [])


def test_while_it_is_proposed_a_difference_is_shown_and_the_pinned_value_stands(proposed: Any) -> None:
    later(proposed, 11.9, days=1)
    (found,) = revisions(proposed)
    assert (found.was, found.became, proposed.state()) == ("12.5", "11.9", "proposed")
    assert proposed.one("SELECT value FROM now_proposals") == ("12.5",)
    proposed.clock.move(timedelta(days=3))
    confirm_due(proposed.journal)
    assert proposed.one("SELECT outcome, value FROM now_questions") == ('{"yes":true}', "12.5")


def test_what_a_person_answered_is_not_watched(ledger: Any) -> None:
    ledger.ask("q", HISTORY, private=True, by="me")
    ledger.now("2026-04-10T12:00")
    answer(ledger.journal, "q", Given("no", "me", why="searched until today"))
    confirm_due(ledger.journal)
    assert ledger.state() == "resolved"
    assert ledger.sweep().looks == []
