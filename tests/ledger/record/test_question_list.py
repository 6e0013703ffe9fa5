"""The list of questions: ids in order, rows by page, and where each question stands at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.words import now_value
from ledger.record import questions
from ledger.record.questions import by_standing, by_state, ids, page, pages, stands

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


@pytest.fixture
def several(world: World) -> World:
    """Four questions: a ends first; b resolved; c private, tagged, in a family; d annulled as ambiguous."""
    world.ask("a", title="Zebra")
    world.ask("b", title="apple")
    world.ask("c", title="Middle", private=True, tags=["eci", "lead"], family="fam", closes_at="2027-01-01")
    world.ask("d", title="Last")
    world.say("a", p="0.2")
    world.say("c", p="0.8")
    world.say("a", p="0.3", by="tom")
    world.move(days=1)
    world.resolve("b")
    world.annul("d", how="ambiguous")
    return world


def test_what_ends_next_comes_first_and_what_has_ended_last(several: World) -> None:
    with several.record() as record:
        assert ids(record, now_us=several.now) == ("a", "c", "b", "d")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("id", ("a", "b", "c", "d")),
        ("title", ("b", "d", "c", "a")),
        ("chance", ("c", "a", "b", "d")),
        ("changed", ("b", "d", "a", "c")),
        ("asked", ("a", "b", "c", "d")),
        ("state", ("d", "a", "c", "b")),
    ],
)
def test_a_list_is_sorted_as_asked(several: World, order: questions.Order, expected: tuple[str, ...]) -> None:
    with several.record() as record:
        assert ids(record, now_us=several.now, me="mira", order=order) == expected


def test_a_row_tells_what_a_list_shows(several: World) -> None:
    several.rehearse("c", "2026-06-01", value="7.5", would="NO")
    several.rehearse("c", "2026-06-02", value="8.5", would="YES")
    with several.record() as record:
        row, gone = page(record, ["c", "nowhere", "b"], now_us=several.now, me="mira")
    assert (row.id, row.title, row.private, row.tags, row.family) == (
        "c",
        "Middle",
        True,
        ("eci", "lead"),
        "fam",
    )
    assert row.mine is not None
    assert (row.mine.probability, dict(row.mine.says), row.mine.over) == (0.8, {"probability": "0.8"}, False)
    assert row.today is not None
    assert (row.today.day, row.today.number, row.today.would) == ("2026-06-02", 8.5, "YES")
    assert (gone.stands, gone.outcome, gone.mine, gone.today) == ("resolved", {"yes": True}, None, None)


def test_the_number_of_forecasters_counts_people_and_not_updates(several: World) -> None:
    several.say("a", p="0.4")
    with several.record() as record:
        (row,) = page(record, ["a"], now_us=several.now)
    assert row.forecasters == 2


def test_my_newest_forecast_is_the_one_shown(several: World) -> None:
    several.say("a", p="0.45")
    several.say("a", p="0.46")
    with several.record() as record:
        (row,) = page(record, ["a"], now_us=several.now, me="mira")
    assert row.mine is not None
    assert row.mine.probability == 0.46


def test_a_withdrawn_or_expired_forecast_is_over(several: World) -> None:
    forecast = several.say("a", p="0.45")
    several.withdraw(forecast)
    several.say("c", p="0.1", expires_at=several.now + 5)
    with several.record() as record:
        rows = page(record, ["a", "c"], now_us=several.now, me="mira")
        assert [row.mine.over for row in rows if row.mine] == [True, False]
        later = page(record, ["c"], now_us=several.now + 5, me="mira")
    assert [row.mine.over for row in later if row.mine] == [True]


def test_what_is_open_or_due_depends_on_the_clock_alone(several: World) -> None:
    with several.record() as record:
        before, now, closed, due = (
            page(record, ["a"], now_us=several.at(days))[0].stands for days in (-1, 3, 10.5, 11)
        )
    assert (before, now, closed, due) == ("upcoming", "open", "closed", "due")


@pytest.mark.parametrize(
    ("state", "how", "expected"),
    [
        ("proposed", None, "proposed"),
        ("contested", None, "contested"),
        ("given_up", None, "given up"),
        ("resolved", "resolved", "resolved"),
        ("annulled", "annulled", "annulled"),
        ("annulled", "ambiguous", "ambiguous"),
    ],
)
def test_what_entries_left_is_stronger_than_the_clock(state: str, how: str | None, expected: str) -> None:
    assert stands(state=state, how=how, opens_at=5, closes_at=6, resolves_at=7, now_us=0) == expected


def test_counts_by_state_and_by_standing(several: World) -> None:
    with several.record() as record:
        assert by_state(record) == {
            "asked": 2,
            "proposed": 0,
            "contested": 0,
            "given_up": 0,
            "resolved": 1,
            "annulled": 0,
            "ambiguous": 1,
        }
        standing = by_standing(record, now_us=several.now)
        later = by_standing(record, now_us=several.at(20))
    assert (standing["open"], standing["ended"], standing["due"]) == (2, 2, 0)
    assert (standing["annulled"], standing["ambiguous"]) == (0, 1)
    assert (later["open"], later["closed"], later["due"]) == (1, 1, 1)


def test_an_empty_ledger_counts_nothing(world: World) -> None:
    with world.record() as record:
        assert set(by_standing(record, now_us=world.now).values()) == {0}
        assert ids(record, now_us=world.now) == ()


def test_pages_are_put_together_in_order(world: World) -> None:
    names = [f"q-{number:03}" for number in range(questions.PAGE + 3)]
    for name in names:
        world.ask(name)
    with world.record() as record:
        assert [row.id for row in pages(record, names[::-1], now_us=world.now)] == names[::-1]


def test_a_list_never_walks_through_the_forecasts(several: World) -> None:
    """On a million forecasts a list stays quick only if each question costs a few seeks in an index."""
    values = {"ids": "[]", "now": 0, "me": "", "share": 4, "when": 0}
    from ledger.record import moved

    chance = f"SELECT q.question FROM now_questions q ORDER BY {questions.ORDERS['chance']}"
    with several.record() as record:
        for sql in (questions._PAGE, moved._MOVED, chance):
            plan = [row[3] for row in record.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert any("now_forecasts_by_question" in step for step in plan)
            walks = [step for step in plan if step.startswith(("SCAN f", "SCAN g", "SCAN c"))]
            assert walks == []


def test_a_proposal_is_shown_as_it_was_pinned_not_as_it_would_be_today(world: World) -> None:
    world.ask("q")
    world.move(days=40)
    world.propose("q", {"yes": False})
    world.rehearse("q", "2026-03-01", "450", "YES")

    with world.record() as record:
        (row,) = page(record, ["q"], now_us=world.now)

    assert row.proposed == {"yes": False}
    assert row.outcome is None
    assert now_value(row, simulated=False) == "NO proposed"
