"""What a sweep does not do twice, or too early, or in a dry run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ledger.journal.entries import ProposalRejected
from tests.ledger.resolution.looking.asked_here import ANY_DAY_TIMES, any_day

MANUAL = {"name": "manual", "value": "answer", "params": {"ask": "How many?"}}


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
