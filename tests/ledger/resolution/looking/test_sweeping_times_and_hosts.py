"""When a sweep looks again: hosts that ask for rest, clocks in doubt, totals that grow, what the journal refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from ledger.resolution.looking.counting import next_look
from resolvers.source import NotYet, Unusable
from tests.ledger.resolution.looking.asked_here import ANY_DAY_TIMES, any_day, two_sources


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
