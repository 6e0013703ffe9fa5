"""The whole loop over a real server: due looks, evidence kept, decided, proposed, resolved, once and for all."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ledger.journal.entries import ProposalRejected
from ledger.resolution.looking.counting import next_look
from ledger.resolution.people.confirm import confirm_due
from resolvers.source import NotYet, Unusable

MANUAL = {"name": "manual", "value": "answer", "params": {"ask": "How many?"}}


def any_day(**more: Any) -> dict[str, Any]:
    return {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}, **more}


ANY_DAY_TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


# ---- from question to resolution -------------------------------------------------------------------------


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


def test_publishers_in_conflict_are_put_before_a_person(ledger: Any) -> None:
    ledger.ask(resolution={"quorum": 2, "tolerance": "1", "source": two_sources()})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12, "2026-03-31")
    ledger.world.says(20, "2026-03-31", path="/other")
    (proposed,) = ledger.sweep().proposed
    assert (proposed.outcome, ledger.state()) == (None, "contested")
    assert confirm_due(ledger.journal) == ()


def two_sources() -> list[dict[str, Any]]:
    params = {"select": "value", "as_of": "as_of", "max_age": 365}
    return [
        {
            "name": "http_json",
            "value": "value",
            "params": {**params, "url": "https://data.example.org/value"},
        },
        {
            "name": "http_json",
            "value": "value",
            "params": {**params, "url": "https://other.example.org/other"},
        },
    ]


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


# ---- once ------------------------------------------------------------------------------------------------


def test_one_request_serves_every_look_and_question_that_needs_it(ledger: Any) -> None:
    for name in ("a", "b", "c"):
        ledger.ask(name)
    ledger.ask("d", {"window": {"over": ["2026-01-01", "2026-02-28"]}})
    ledger.world.says(3, "2026-01-01")
    report = ledger.sweep()
    assert (report.requests, ledger.world.asked) == (1, ["/value"])
    assert sorted(len(each.questions) for each in report.looks) == [1, 3]
    assert len(ledger.all("SELECT question FROM run_rehearsals")) == 4


def test_a_look_is_not_taken_again_before_its_time(ledger: Any) -> None:
    ledger.ask()
    ledger.world.says(3, "2026-01-01")
    ledger.sweep()
    ledger.clock.move(timedelta(hours=23))
    assert ledger.sweep().looks == []
    ledger.clock.move(timedelta(hours=1))
    assert len(ledger.sweep().looks) == 1


def test_a_new_question_does_not_wait_for_the_turn_of_a_look_it_shares(ledger: Any) -> None:
    ledger.ask("first")
    ledger.world.says(3, "2026-01-01")
    ledger.sweep()
    ledger.now("2026-01-01T13:00")
    ledger.ask("second")

    assert [each.questions for each in ledger.sweep().looks] == [("first", "second")]
    assert ledger.sweep().looks == []


def test_a_question_named_is_looked_at_whether_due_or_not(ledger: Any) -> None:
    ledger.ask("a")
    ledger.ask("b", {"window": {"over": ["2026-01-01", "2026-02-28"]}})
    ledger.world.says(3, "2026-01-01")
    ledger.sweep()
    assert [each.questions for each in ledger.sweep({"a"}).looks] == [("a",)]


def test_a_second_sweep_proposes_nothing_more(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    assert len(ledger.sweep().proposed) == 1
    ledger.clock.move(timedelta(days=1))
    ledger.world.says(3, "2026-03-31")
    assert ledger.sweep().proposed == []
    assert len(ledger.all("SELECT hash FROM now_proposals")) == 1
    assert len(ledger.all("SELECT seq FROM now_readings")) == 2


def test_an_annulled_question_is_not_looked_at(ledger: Any) -> None:
    test_a_question_is_annulled_at_the_end_where_its_file_says_so(ledger)
    ledger.clock.move(timedelta(days=30))
    assert (ledger.sweep().looks, ledger.all("SELECT look FROM run_looks")) == ([], [])


def test_a_rejected_candidate_is_not_proposed_again(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    (proposed,) = ledger.sweep().proposed
    ledger.journal.append(ProposalRejected(hash=proposed.hash, by="me", why="the publisher withdrew it"))
    ledger.clock.move(timedelta(days=1))
    report = ledger.sweep()
    assert (report.proposed, ledger.state()) == ([], "asked")
    assert "took back this outcome" in report.waits["q"]


def test_losing_all_work_state_costs_a_fetch_and_no_more(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    ledger.daily("2026-01-10", lambda _: 3)
    with ledger.journal.transaction() as tx:
        for table in ("run_looks", "run_bodies", "run_hosts", "run_rehearsals", "run_state"):
            tx.database.execute(f"DELETE FROM {table}")
    reports = ledger.daily("2026-02-01", lambda _: 3)
    assert [each.outcome for report in reports for each in report.proposed] == ["NO"]


def test_a_dry_run_says_what_it_would_do_and_does_nothing(ledger: Any) -> None:
    ledger.ask(resolution={"vintage": "first_print"})
    ledger.now("2026-04-05T12:00")
    ledger.world.says(12.5, "2026-03-31")
    assert ledger.sweep().entries == 2
    ledger.now("2026-04-10T00:00")
    asked = len(ledger.world.asked)
    report = ledger.sweep(dry_run=True)
    assert [each.outcome for each in report.proposed] == ["YES"]
    assert (ledger.state(), len(ledger.world.asked)) == ("asked", asked)


@pytest.mark.parametrize(("rule", "kind"), [({}, "given_up"), ({"at_give_up": "annul"}, "annulled")])
def test_a_dry_run_of_the_last_day_does_nothing_either(ledger: Any, rule: dict[str, Any], kind: str) -> None:
    ledger.ask(resolution=rule)
    ledger.now("2026-07-01T12:00")
    report = ledger.sweep(dry_run=True)
    assert (list(getattr(report, kind)), ledger.state()) == (["q"], "asked")


def test_a_question_for_people_is_never_fetched_and_asks_at_the_end(ledger: Any) -> None:
    ledger.ask(resolution={"source": [MANUAL]})
    ledger.now("2026-04-20T12:00")
    assert (ledger.sweep({"q"}).looks, ledger.world.asked) == ([], [])
    ledger.now("2026-07-01T12:00")
    assert list(ledger.sweep().given_up) == ["q"]


# ---- times, hosts, clocks --------------------------------------------------------------------------------


def test_a_look_wakes_when_its_question_may_first_be_decided(ledger: Any) -> None:
    ledger.now("2026-04-09T20:00")
    ledger.ask()
    ledger.world.says(12, "2026-03-31")
    ledger.sweep()
    ledger.now("2026-04-10T00:00")
    assert len(ledger.sweep().proposed) == 1


def test_an_unchanged_body_is_asked_for_conditionally_and_counts(ledger: Any) -> None:
    ledger.ask(resolution=any_day(), **ANY_DAY_TIMES)
    ledger.world.says(3, "2026-01-01", ETag='"one"')
    ledger.sweep()
    ledger.clock.move(timedelta(days=1))
    assert ledger.sweep().entries == 2
    assert ledger.world.conditional == ["/value"]


def test_a_host_that_asks_for_rest_is_left_alone_until_then(ledger: Any) -> None:
    ledger.ask()
    ledger.world.breaks(b"slow down", 429, Retry_After="7200")
    ledger.sweep()
    assert ledger.one("SELECT answer FROM run_looks") == ("not_yet",)
    asked = len(ledger.world.asked)
    ledger.clock.move(timedelta(hours=1))
    ledger.sweep({"q"})
    assert len(ledger.world.asked) == asked
    ledger.clock.move(timedelta(hours=1, minutes=1))
    ledger.sweep({"q"})
    assert len(ledger.world.asked) > asked


def test_failures_in_a_row_are_counted_and_a_reading_ends_the_count(ledger: Any) -> None:
    ledger.ask()
    for expected in (1, 2, 3):
        ledger.world.breaks(b"error", 500)
        ledger.sweep({"q"})
        assert ledger.one("SELECT failures FROM run_looks") == (expected,)
        ledger.clock.move(timedelta(hours=7))
    ledger.world.says(3, "2026-01-01")
    ledger.sweep({"q"})
    assert ledger.one("SELECT failures FROM run_looks") == (0,)


def test_while_the_clock_is_in_doubt_nothing_is_decided(ledger: Any) -> None:
    ledger.ask(resolution={"source": two_sources()})
    ledger.now("2026-04-10T12:00")
    ledger.world.date = format_datetime(ledger.clock.at - timedelta(minutes=6), usegmt=True)
    ledger.world.says(12, "2026-03-31")
    ledger.world.says(12, "2026-03-31", path="/other")
    report = ledger.sweep()
    assert "6 minutes from that of data.example.org, other.example.org" in str(report.clock_doubt)
    assert (report.proposed, ledger.state(), report.entries) == ([], "asked", 4)
    ledger.clock.move(timedelta(days=1))
    ledger.world.date = format_datetime(ledger.clock.at, usegmt=True)
    assert len(ledger.sweep().proposed) == 1


def test_one_host_with_another_time_is_that_hosts_trouble(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.date = format_datetime(ledger.clock.at - timedelta(hours=6), usegmt=True)
    ledger.world.says(12, "2026-03-31")
    report = ledger.sweep()
    assert (report.clock_doubt, len(report.proposed)) == (None, 1)


def test_a_question_written_by_a_newer_program_is_left_alone(ledger: Any) -> None:
    ledger.ask()
    ledger.ask("newer")
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE now_questions SET said = '{}' WHERE question = 'newer'")
    ledger.world.says(3, "2026-01-01")
    report = ledger.sweep()
    assert (report.unreadable, len(report.looks)) == (["newer"], 1)


def test_what_the_journal_has_no_form_for_is_unusable_and_waits(ledger: Any) -> None:
    ledger.ask(resolution={"yes_if": {"is_one_of": ["x"]}, "source": [text_source()]})
    ledger.now("2026-04-10T12:00")
    ledger.world.says("x\x00", "2026-03-31")
    report = ledger.sweep()
    assert (report.entries, ledger.state()) == (0, "asked")
    assert ledger.one("SELECT answer FROM run_looks") == ("unusable",)


def text_source() -> dict[str, Any]:
    (first, _) = two_sources()
    return {**first, "params": {**first["params"], "type": "text"}}


class _Use:
    cadence = timedelta(days=7)


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        (NotYet("soon"), timedelta(days=7), timedelta(days=7)),
        (Unusable("down", ""), timedelta(0), timedelta(hours=6)),
        (Unusable("shape_changed", ""), timedelta(days=1), timedelta(days=1)),
    ],
)
def test_when_to_look_again_follows_from_the_answer(
    ledger: Any, answer: Any, least: timedelta, most: timedelta
) -> None:
    from random import Random

    use: Any = _Use()
    now = ledger.clock.at
    waits = [next_look(answer, use, failures, now, Random(failures), ()) - now for failures in range(1, 40)]  # noqa: S311
    assert all(least <= wait <= most for wait in waits)


def test_a_day_named_by_the_publisher_is_waited_for(ledger: Any) -> None:
    from datetime import date
    from random import Random

    use: Any = _Use()
    now = ledger.clock.at
    chance = Random(1)  # noqa: S311
    assert next_look(NotYet("", date(2026, 1, 20)), use, 1, now, chance, ()).date() == date(2026, 1, 20)
    assert next_look(NotYet("", date(2025, 1, 1)), use, 1, now, chance, ()) == now + timedelta(days=1)
    assert next_look(NotYet("", date(2030, 1, 1)), use, 1, now, chance, ()) == now + timedelta(days=30)


REGISTER = {
    "name": "federal_register.count",
    "value": "documents",
    "params": {"agencies": ["an-agency"], "type": "RULE", "term": "chips"},
}


def registered(ledger: Any, *days: str) -> None:
    """The register has documents of these days."""
    documents = [
        {
            "document_number": f"2026-{number:05}",
            "publication_date": day,
            "type": "Rule",
            "title": "A rule",
            "html_url": "",
        }
        for number, day in enumerate(days)
    ]
    body = json.dumps({"count": len(documents), "total_pages": 1, "results": documents}).encode()
    ledger.world.breaks(body, path="/api/v1/documents.json")


@pytest.mark.parametrize(
    "test",
    [
        {"at_least": "2"},
        {"any": [{"at_least": "2"}, {"above": "90"}]},
        {"all": [{"at_least": "2"}, {"not": {"below": "1"}}]},
    ],
)
def test_a_total_that_never_falls_is_kept_and_proposed_once_it_says_yes(
    ledger: Any, test: dict[str, Any]
) -> None:
    ledger.ask(resolution={"yes_if": test, "source": [REGISTER]})
    ledger.now("2026-02-01T12:00")
    registered(ledger, "2026-01-05")
    assert (ledger.sweep().entries, ledger.state()) == (0, "asked")
    ledger.clock.move(timedelta(days=8))
    registered(ledger, "2026-01-05", "2026-02-03")
    report = ledger.sweep()
    assert report.entries == 2
    if "all" not in test:
        assert [each.outcome for each in report.proposed] == ["YES"]


@pytest.mark.parametrize("test", [{"at_most": "1"}, {"at_least": "5"}])
def test_what_a_growing_total_does_not_settle_is_not_kept(ledger: Any, test: dict[str, Any]) -> None:
    ledger.ask(resolution={"yes_if": test, "source": [REGISTER]})
    ledger.now("2026-02-01T12:00")
    registered(ledger, "2026-01-05", "2026-01-06")
    assert (ledger.sweep().entries, ledger.state()) == (0, "asked")


def test_a_number_question_keeps_nothing_of_a_growing_total(ledger: Any) -> None:
    numbers = {"kind": "numeric", "range": {"min": "0", "max": "60"}}
    ledger.ask(resolution={"yes_if": None, "source": [REGISTER]}, **numbers)
    ledger.now("2026-02-01T12:00")
    registered(ledger, "2026-01-05")
    assert ledger.sweep().entries == 0
    assert ledger.one("SELECT state, value, would FROM run_rehearsals")[0] == "reading"


def test_what_the_journal_refuses_is_told_and_stops_nothing_else(ledger: Any) -> None:
    ledger.ask("a")
    ledger.ask("b")
    ledger.world.breaks()
    ledger.now("2026-07-01T12:00")
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE now_questions SET gives_up_at = gives_up_at * 2 WHERE question = 'a'")
    report = ledger.sweep()
    assert (list(report.refused), list(report.given_up)) == (["a"], ["b"])
    assert "last day has not passed" in report.refused["a"]


def test_a_part_of_the_looks_does_not_hide_an_earlier_rehearsal(ledger: Any) -> None:
    ledger.ask(resolution={"source": two_sources()})
    ledger.world.says(3, "2026-01-01")
    ledger.world.breaks(b"error", 500, path="/other")
    ledger.sweep()
    assert ledger.one("SELECT state FROM run_rehearsals") == ("reading",)
    ledger.clock.move(timedelta(hours=6))
    ledger.sweep()
    assert ledger.one("SELECT state FROM run_rehearsals") == ("reading",)
