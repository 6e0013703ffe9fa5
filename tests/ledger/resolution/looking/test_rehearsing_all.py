"""If it resolved today, kept for many questions: a row where an outcome turned, and one question never keeps back another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledger.resolution.looking.gave import gave_said
from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.looking.rehearse_all import RehearseAll
from ledger.resolution.rule.spans import rehearsing
from resolvers.source import NotYet
from tests.ledger.resolution.conftest import http_source

if TYPE_CHECKING:
    import pytest


def rows(ledger: Any) -> list[tuple[Any, ...]]:
    return ledger.all("SELECT since, day, value, would FROM run_rehearsals ORDER BY since")  # type: ignore[no-any-return]


def test_a_number_moves_in_its_row_and_an_outcome_that_turns_begins_a_new_one(ledger: Any) -> None:
    ledger.ask()
    for value in (3, 4, 12, 13, 5):
        ledger.world.says(value, ledger.clock.at.date().isoformat())
        ledger.sweep({"q"})
        ledger.clock.move(timedelta(days=1))
    assert rows(ledger) == [
        ("2026-01-01", "2026-01-02", "4.00", "NO"),
        ("2026-01-03", "2026-01-04", "13.00", "YES"),
        ("2026-01-05", "2026-01-05", "5.00", "NO"),
    ]
    assert ledger.all("SELECT day, exact FROM run_values ORDER BY day") == [
        (f"2026-01-0{day}", exact) for day, exact in enumerate(("3", "4", "12", "13", "5"), 1)
    ]


def test_a_number_question_has_one_row_however_its_number_moves(ledger: Any) -> None:
    numbers = {"kind": "numeric", "range": {"min": "0", "max": "60"}}
    ledger.ask(resolution={"yes_if": None}, **numbers)
    for value in (3, 4, 5):
        ledger.world.says(value, ledger.clock.at.date().isoformat())
        ledger.sweep({"q"})
        ledger.clock.move(timedelta(days=1))
    assert [row[2] for row in rows(ledger)] == ["5.00"]


def test_looks_that_were_not_taken_now_speak_as_they_did_last(ledger: Any) -> None:
    ledger.ask(
        resolution={
            "yes_if": {"all": [{"at_least": "12"}, {"look": "second", "at_least": "1"}]},
            "look": {"second": {"source": [http_source("/second")]}},
        }
    )
    ledger.world.says(12, "2026-01-01")
    ledger.world.says(1, "2026-01-01", path="/second")
    ledger.sweep()
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE run_looks SET next_at = next_at * 2 WHERE params LIKE '%second%'")
    ledger.clock.move(timedelta(days=1))
    ledger.world.says(13, "2026-01-02")
    assert len(ledger.sweep().looks) == 1
    assert [row[3] for row in rows(ledger)] == ["YES"]


def test_a_rehearsal_that_cannot_be_written_keeps_back_no_other(
    ledger: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.ask("bad", {"source": [http_source("/bad")]})
    ledger.ask("good")
    ledger.world.says(3, "2026-01-01")
    ledger.world.says(3, "2026-01-01", path="/bad")
    ledger.sweep()
    with ledger.journal.transaction() as tx:
        (asked,) = ledger.register.asked(tx.connection, ["bad"])
        tx.database.execute("DELETE FROM run_rehearsals")
    (use,) = asked.uses
    days = rehearsing(asked.question.rule.window, ledger.clock.at.date())[0]
    poison = Looked(use.name, use.use, {}, "", 1, days, NotYet("\ud800"), ())
    RehearseAll(ledger.register, ledger.clock.at, {use.key: gave_said([poison])}).keep(
        ledger.journal, ["bad", "good"]
    )
    assert ledger.all("SELECT question FROM run_rehearsals") == [("good",)]
    assert "cannot be written" in caplog.text
