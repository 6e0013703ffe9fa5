"""A sweep costs what is due: questions are read when entries tell of them, when a look gave something new, or when their time came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.clock import SetClock
from ledger.journal.append import Journal
from ledger.journal.entries import QuestionAmended
from ledger.resolution.looking.counting import counts, reads_from
from ledger.resolution.looking.register import Asked, Register, asked_of
from ledger.resolution.rule.spans import rehearsing
from resolvers.source import Reading, Span
from tests.ledger.resolution.conftest import SHA, Ledger, Makes, World, any_day, at, http_source, said_of

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.deciding import QuestionRow


@dataclass
class Counting(Register):
    """A register that counts how often a question was read from the record."""

    read_rows: list[str] = field(default_factory=list)

    def read(self, row: QuestionRow) -> Asked | None:
        self.read_rows.append(row.question)
        return super().read(row)

    def new(self) -> list[str]:
        """What was read since this was asked the last time; nothing is kept between."""
        found, self.read_rows = self.read_rows, []
        self._known.clear()
        return found


@pytest.fixture
def counting(ledger: Any) -> Counting:
    ledger.register = Counting()
    ledger.world.says(3, "2026-01-01")
    for name in ("a", "b", "c"):
        ledger.ask(name)
    ledger.sweep()
    ledger.register.new()
    return ledger.register  # type: ignore[no-any-return]


@pytest.mark.parametrize("lost", [("run_uses",), ("run_looks",), ("run_uses", "run_looks", "run_state")])
def test_what_was_lost_of_the_schedule_costs_a_look(ledger: Any, lost: tuple[str, ...]) -> None:
    ledger.ask()
    ledger.world.says(3, "2026-01-01")
    assert len(ledger.sweep().looks) == 1
    with ledger.journal.transaction() as tx:
        for table in lost:
            tx.database.execute(f"DELETE FROM {table}")
    ledger.clock.move(timedelta(days=1))
    assert len(ledger.sweep().looks) == 1
    assert ledger.sweep().looks == []


def test_a_ledger_that_needs_no_look_is_filed_once(ledger: Any) -> None:
    ledger.register = counting = Counting()
    ledger.ask(resolution={"source": [{"name": "manual", "value": "answer", "params": {"ask": "?"}}]})
    ledger.sweep()
    counting.new()
    ledger.clock.move(timedelta(hours=1))
    ledger.sweep()
    assert counting.new() == []


def test_when_nothing_is_due_no_question_is_read(ledger: Any, counting: Counting) -> None:
    ledger.clock.move(timedelta(hours=1))
    ledger.sweep()
    assert counting.new() == []


def test_a_look_that_gave_the_same_as_last_time_reads_one_question(ledger: Any, counting: Counting) -> None:
    ledger.clock.move(timedelta(days=1))
    assert [each.questions for each in ledger.sweep().looks] == [("a", "b", "c")]
    assert counting.new() == ["a"]


def test_a_look_that_gave_another_value_rehearses_every_question_on_it(
    ledger: Any, counting: Counting
) -> None:
    ledger.clock.move(timedelta(days=1))
    ledger.world.says(4, "2026-01-02")
    ledger.sweep()
    assert set(counting.new()) == {"a", "b", "c"}
    assert ledger.all("SELECT DISTINCT value FROM run_rehearsals") == [("4.00",)]


def test_only_the_questions_entries_tell_of_are_filed_anew(ledger: Any, counting: Counting) -> None:
    ledger.ask("d", {"window": {"over": ["2026-01-01", "2026-02-28"]}})
    ledger.sweep()
    assert set(counting.new()) == {"d"}


def test_an_amended_question_is_filed_and_rehearsed_anew_and_its_old_look_goes(ledger: Any) -> None:
    ledger.ask("a")
    ledger.world.says(3, "2026-01-01")
    ledger.sweep()
    ledger.clock.move(timedelta(hours=1))
    ledger.world.says(20, "2026-01-01", path="/other")
    said = said_of({"source": [http_source("/other")]})
    ledger.journal.append(
        QuestionAmended(
            question="a", version=2, plain=False, said=said, file_sha256=SHA, by="me", reason="moved"
        )
    )
    ledger.sweep()
    assert len(ledger.all("SELECT look FROM run_looks")) == 1
    assert ledger.one("SELECT would FROM run_rehearsals ORDER BY since DESC") == ("YES",)


def test_what_was_filed_by_another_version_of_the_program_is_filed_anew(
    ledger: Any, counting: Counting
) -> None:
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE run_state SET value = '0.0 4' WHERE name = 'looks_in_step'")
    ledger.sweep()
    assert set(counting.new()) == {"a", "b", "c"}


def test_a_look_its_questions_name_otherwise_now_is_filed_anew(ledger: Any, counting: Counting) -> None:
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE run_uses SET look = 'old'")
        tx.database.execute("UPDATE run_looks SET look = 'old', next_at = 0")
    assert ledger.sweep().looks == []
    assert len(ledger.sweep().looks) == 1
    assert ledger.all("SELECT look FROM run_looks WHERE look = 'old'") == []
    assert counting.new()


def test_losing_the_uses_costs_reading_the_questions_again(ledger: Any, counting: Counting) -> None:
    before = ledger.all("SELECT * FROM run_uses ORDER BY question")
    with ledger.journal.transaction() as tx:
        tx.database.execute("DELETE FROM run_uses")
        tx.database.execute("DELETE FROM run_state")
    ledger.sweep()
    assert ledger.all("SELECT * FROM run_uses ORDER BY question") == before
    assert set(counting.new()) == {"a", "b", "c"}


def test_a_question_of_a_newer_program_is_told_of_in_every_sweep(ledger: Any) -> None:
    ledger.ask("newer")
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE now_questions SET said = '{}' WHERE question = 'newer'")
    assert [ledger.sweep().unreadable, ledger.sweep().unreadable] == [["newer"], ["newer"]]


def test_a_register_holds_so_many_questions_and_no_more(ledger: Any) -> None:
    known, names = Register(most=2), ["q-0", "q-1", "q-2"]
    for name in names:
        ledger.ask(name)
    with ledger.journal.transaction() as tx:
        assert [one.question.id for one in known.asked(tx.connection, [*names, "gone"])] == names
    assert list(known._known) == ["q-1", "q-2"]


# ---- from when on a question is read ---------------------------------------------------------------------

DAYS = st.dates(min_value=at("2025-12-01").date(), max_value=at("2026-07-31").date())
RULES = st.sampled_from(
    [
        {},
        {"vintage": "first_print"},
        {"vintage": "as_of"},
        any_day(),
        {"window": {"at": "2026-03-31"}},
        {"window": {"at": "2026-03-31"}, "vintage": "first_print"},
        {
            "source": [
                {
                    "name": "federal_register.count",
                    "value": "documents",
                    "params": {"agencies": ["x"], "type": "RULE"},
                }
            ]
        },
    ]
)


@given(RULES, DAYS, st.integers(0, 40))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_before_a_question_is_read_no_reading_counts_for_it(rule: Any, today: Any, value: int) -> None:
    """Broken by making `reads_from` a day later: then a reading counts that a sweep would have passed over."""
    asked = asked_of(Makes().question(rule), 1)
    (use,) = asked.uses
    now = at(f"{today.isoformat()}T12:00")
    for days in rehearsing(asked.question.rule.window, today):
        last = Span(days.span.last, days.span.last)
        for covers in (days.span, last):
            values: Any = {use.use.value: value}
            reading = Reading(values, {}, covers.last, covers, "series", {})
            if counts(asked.question, use, days, reading, now):
                assert now >= reads_from(asked.question, use)


# ---- the same entries, whether a sweep reads what is due or everything -------------------------------------


class Forgetful(Ledger):
    """A ledger that loses its work state before every sweep, but for when looks are due: it reads every question."""

    def sweep(self, only: set[str] | None = None, *, dry_run: bool = False) -> Any:
        with self.journal.transaction() as tx:
            tx.database.execute("DELETE FROM run_uses")
            tx.database.execute("DELETE FROM run_state WHERE name = 'looks_in_step'")
        return super().sweep(only, dry_run=dry_run)


@pytest.mark.no_cover
def test_what_is_recorded_is_the_same_as_when_every_question_is_read(tmp_path: Path, world: World) -> None:
    recorded = []
    for kind in (Ledger, Forgetful):
        clock = world.clock = SetClock(at("2026-01-01T12:00"))
        with Journal.create(tmp_path / kind.__name__ / "ledger.db", clock=clock, opened_by="me") as journal:
            ledger = kind(journal, clock, world)
            ledger.ask("over")
            ledger.ask("early", any_day(), resolves_at="2026-01-01", closes_at="2026-01-31")
            ledger.ask("print", {"vintage": "first_print"})
            ledger.ask("twice", {"confirmations": {"readings": 2, "apart": "2d"}})
            ledger.daily("2026-04-20", lambda today: 13 if today.month > 3 else 3)
            recorded.append(ledger.all("SELECT kind, at FROM log_entries ORDER BY seq"))
    assert recorded[0] == recorded[1]
    assert "ResolutionProposed" in {kind for kind, _ in recorded[0]}
