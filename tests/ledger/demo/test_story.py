"""A simulated half year, through the same code as the daemon's: real HTTP, real rules, a journal that verifies."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ledger.clock import microseconds
from ledger.demo.story import BEGINS, play
from ledger.journal.verify import verify
from ledger.standing.publications.scenarios import frame_lines
from ledger.wiring import catalogue, clock_of, open_record

if TYPE_CHECKING:
    from ledger.demo.story import Told
    from ledger.settings import Settings

UNTIL = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Told]:
    return play(tmp_path_factory.mktemp("demo") / "home", lambda _at: None, until=UNTIL)


def asked(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(settings.ledger)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def test_questions_are_resolved_by_rule_with_evidence(played: tuple[Settings, Told]) -> None:
    settings, told = played
    resolved = asked(settings, "SELECT question, outcome FROM now_questions WHERE state = 'resolved'")

    assert told.resolved == len(resolved) >= 6
    assert ("several-months-ahead-2026", '{"yes":true}') in resolved
    pinned = asked(
        settings, "SELECT count(*) FROM now_proposals WHERE readings != '[]' AND state = 'accepted'"
    )
    assert pinned == [(len(resolved),)]


def test_the_ledger_says_for_ever_that_it_is_simulated(played: tuple[Settings, Told]) -> None:
    settings, _ = played
    with open_record(settings) as record:
        assert record.simulated


def test_its_clock_stands_where_the_years_ended_unless_told(played: tuple[Settings, Told]) -> None:
    settings, _ = played
    assert BEGINS < clock_of(settings.ledger).now() <= UNTIL
    assert clock_of(settings.ledger, "2028-01-01").now() == datetime(2028, 1, 1, tzinfo=UTC)


def test_the_journal_of_the_simulated_years_verifies(played: tuple[Settings, Told]) -> None:
    settings, _ = played
    assert verify(settings.ledger).ok


def test_it_has_invented_scenarios_with_ranges_and_a_value_beside_them(
    played: tuple[Settings, Told],
) -> None:
    settings, _ = played
    files = catalogue(settings)
    (frame,) = files.frames
    assert files.problems == ()
    assert files.publications[frame.publication].title.startswith("SIM ")
    with open_record(settings) as record:
        lines = frame_lines(record, frame, now_us=microseconds(UNTIL))
    lead, share, later = lines.quantities
    assert lead.value is not None
    assert (lead.place, sorted(lead.ranges)) == ("2", ["1", "2"])
    assert (share.silent, later.silent) == ((), ("1",))
    assert all(row is not None for each in lines.left_out for row in each.rows.values())


def test_nobody_speaks_after_a_question_is_closed(played: tuple[Settings, Told]) -> None:
    settings, told = played
    late = asked(
        settings,
        "SELECT forecast FROM now_forecasts f JOIN now_questions q USING (question)"
        " WHERE f.made_at > q.closes_at AND f.grade = 'seen'",
    )
    assert told.forecasts > 50
    assert late == []
