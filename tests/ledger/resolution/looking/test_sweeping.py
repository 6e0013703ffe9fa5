"""The whole loop over a real server: due looks, evidence kept, decided, proposed, resolved."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from ledger.resolution.people.confirm import confirm_due
from tests.ledger.resolution.looking.asked_here import ANY_DAY_TIMES, any_day, two_sources


def test_a_question_goes_all_the_way_by_itself(ledger: Any) -> None:
    ledger.ask()
    ledger.world.says(3, "2026-01-01")
    assert ledger.sweep().entries == 0
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    report = ledger.sweep()
    assert (report.entries, [each.outcome for each in report.proposed]) == (2, ["YES"])
    assert (ledger.state(), confirm_due(ledger.journal)) == ("proposed", ())
    ledger.now("2026-04-13T12:00")
    (resolved,) = confirm_due(ledger.journal)
    assert (resolved.question, resolved.how, ledger.state()) == ("q", "machine", "resolved")
    assert ledger.one("SELECT outcome, value, confirmed FROM now_questions") == (
        '{"yes":true}',
        "12.5",
        "machine",
    )


def test_a_proposal_pins_its_readings_evidence_and_hash(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    (proposed,) = ledger.sweep().proposed
    sha, readings, evidence, until = ledger.one(
        "SELECT hash, readings, evidence, challenge_until FROM now_proposals"
    )
    assert sha == proposed.hash
    (reading,) = json.loads(readings)
    assert json.loads(evidence) == [reading - 1]
    assert until == ledger.us() + timedelta(hours=72) // timedelta(microseconds=1)
    assert ledger.one("SELECT url, status FROM now_evidence") == ("https://data.example.org/value", 200)


def test_nothing_is_kept_before_it_counts_and_the_rehearsal_is_shown(ledger: Any) -> None:
    ledger.ask()
    ledger.world.says(3, "2026-01-01")
    report = ledger.sweep()
    assert [(each.kept, each.questions) for each in report.looks] == [(False, ("q",))]
    assert ledger.all("SELECT seq FROM now_readings") == []
    assert ledger.one("SELECT state, value, would FROM run_rehearsals") == ("reading", "3.00", "NO")


def test_each_successful_look_that_counts_is_an_entry_and_its_bytes_are_kept_once(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    ledger.world.says(3, "2026-01-01")
    ledger.sweep()
    ledger.clock.move(timedelta(days=1))
    ledger.sweep()
    rows = ledger.all("SELECT seq, unchanged_since FROM now_evidence ORDER BY seq")
    assert [since for _, since in rows] == [None, rows[0][0]]
    assert len(ledger.all("SELECT sha256 FROM log_evidence")) == 1
    assert len(ledger.all("SELECT seq FROM now_readings")) == 2


def test_an_early_yes_is_proposed_the_day_it_is_read(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    reports = ledger.daily("2026-01-06", lambda day: 12 if day.day == 5 else 3)
    assert [len(report.proposed) for report in reports] == [0, 0, 0, 0, 1, 0]


def test_a_no_comes_after_a_window_without_holes(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    reports = ledger.daily("2026-02-01", lambda _: 3)
    assert [each.outcome for report in reports for each in report.proposed] == ["NO"]
    assert len(json.loads(ledger.one("SELECT readings FROM now_proposals")[0])) == 31


def test_a_source_that_dies_leads_to_a_person_and_never_to_no(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    ledger.daily("2026-01-20", lambda _: 3)
    ledger.world.breaks(b"gone", 404)
    ledger.now("2026-02-10T12:00")
    assert "nothing usable covers 2026-01-21 to 2026-01-31" in ledger.sweep().waits["q"]
    ledger.now("2026-07-01T12:00")
    assert "no host has told the time" in ledger.sweep().waits["q"]
    ledger.now("2026-07-08T12:00")
    report = ledger.sweep()
    assert (list(report.given_up), ledger.state()) == (["q"], "given_up")
    kind, body = ledger.one("SELECT kind, body FROM log_entries ORDER BY seq DESC LIMIT 1")
    assert (kind, json.loads(body)["data"]["reasons"]["http_json"][:14]) == (
        "QuestionGivenUp",
        "source missing",
    )


def test_a_question_is_annulled_at_the_end_where_its_file_says_so(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.now("2026-07-01T12:00")
    assert list(ledger.sweep().annulled) == ["q"]
    assert ledger.one("SELECT state, ended_how FROM now_questions") == ("annulled", "annulled")


def test_an_annulled_question_is_not_looked_at(ledger: Any) -> None:
    test_a_question_is_annulled_at_the_end_where_its_file_says_so(ledger)
    ledger.clock.move(timedelta(days=30))
    assert (ledger.sweep().looks, ledger.all("SELECT look FROM run_looks")) == ([], [])


def test_publishers_in_conflict_are_put_before_a_person(ledger: Any) -> None:
    ledger.ask(resolution={"quorum": 2, "tolerance": "1", "source": two_sources()})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    ledger.world.says(20, "2026-03-31", path="/other")
    (proposed,) = ledger.sweep().proposed
    assert (proposed.outcome, ledger.state()) == (None, "contested")
    assert confirm_due(ledger.journal) == ()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html>moved</html>", 200),
        (b"", 200),
        (b'{"value": "twelve", "as_of": "2026-03-31"}', 200),
        (b'{"value": 3, "as_of": "2020-01-01"}', 200),
        (b'{"value": null, "as_of": "2026-03-31"}', 200),
        (b"error", 500),
        (b"error", 404),
        (b"\xff\xfe\x00", 200),
    ],
)
def test_bad_data_when_it_matters_is_named_and_waits(ledger: Any, body: bytes, status: int) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.breaks(body, status)
    report = ledger.sweep()
    assert (report.proposed, report.entries, ledger.state()) == ([], 0, "asked")
    answer, said = ledger.one("SELECT answer, said FROM run_looks")
    assert answer in {"not_yet", "unusable"}
    assert said
