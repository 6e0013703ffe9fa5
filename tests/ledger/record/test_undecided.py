"""Which questions have no end yet, which wait for a forecast of mine, and which are found by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.record.claims import resolved_yes
from ledger.record.ended import stating_publications
from ledger.record.finding import is_asked, mentioning
from ledger.record.looks import next_looks
from ledger.record.questions import page
from ledger.record.status import OVERDUE_AFTER_US, status
from ledger.record.undecided import past_last_day, undecided, undecided_ids, without_forecast

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


@pytest.fixture
def three(world: World) -> World:
    """`a` is annulled, `b` has a forecast of mira's, `c` of tom's."""
    for name in ("a", "b", "c"):
        world.ask(name, title=f"Title of {name.upper()}")
    world.annul("a")
    world.say("b")
    world.say("c", by="tom")
    return world


def test_what_has_ended_is_not_undecided(three: World) -> None:
    with three.record() as record:
        assert undecided_ids(record) == {"b", "c"}
        assert [(name, version, said["title"]) for name, version, said in undecided(record)] == [
            ("b", 1, "Title of B"),
            ("c", 1, "Title of C"),
        ]


def test_what_is_asked_long_after_its_last_day_is_counted(three: World) -> None:
    with three.record() as record:
        last_day = page(record, ["b"], now_us=three.now)[0].gives_up_at
        assert past_last_day(record, before_us=last_day) == 0
        assert past_last_day(record, before_us=last_day + 1) == 2
        assert status(record, now_us=last_day + OVERDUE_AFTER_US).overdue == 0
        late = status(record, now_us=last_day + OVERDUE_AFTER_US + 1)
    assert (late.overdue, late.well) == (2, False)


def test_what_waits_for_a_forecast_of_mine(three: World) -> None:
    with three.record() as record:
        assert without_forecast(record, now_us=three.now, me="mira", most=9) == ("c",)
        assert without_forecast(record, now_us=three.now, me="ola", most=1) == ("b",)


def test_questions_are_found_by_words_of_title_and_id_and_ended_ones_come_last(three: World) -> None:
    with three.record() as record:
        assert [name for name, _ in mentioning(record, (), limit=9)] == ["b", "c", "a"]
        assert mentioning(record, ("TITLE", "b"), limit=9) == (("b", "Title of B"),)
        assert mentioning(record, ("%",), limit=9) == ()
        assert (is_asked(record, "b"), is_asked(record, "B")) == (True, False)


def test_a_yes_is_a_resolution_and_not_an_annulment(three: World) -> None:
    three.go(10)
    three.resolve("b")
    three.resolve("c", {"yes": False})
    with three.record() as record:
        assert [resolved_yes(record, name) for name in ("a", "b", "c", "d")] == [False, True, False, False]


def test_a_new_ledger_has_no_looks_and_speaks_for_nobody(world: World) -> None:
    with world.record() as record:
        assert next_looks(record) == {}
        assert stating_publications(record) == frozenset()


def test_publications_are_those_measured_and_those_quoted(world: World) -> None:
    world.ask("a", claim={"publication": "paper-1"})
    world.ask("b", forecast=[{"by": "council", "made_at": "2026-05-14", "probability": "0.4"}])
    with world.record() as record:
        assert stating_publications(record) == {"paper-1", "council"}
