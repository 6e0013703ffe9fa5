"""What was said over time as bare rows: all of a few, the last of each stretch of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.journal.entries import ForecastMade, ForecastWithdrawn
from ledger.record.course import everybodys_course, own_course

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


@pytest.fixture
def spoken(world: World) -> World:
    world.ask("a")
    world.move(days=1)
    world.say("a", p="0.9", by="tom")
    return world


def _says(world: World, at: int, who: str = "mira") -> ForecastMade:
    chance = f"0.{at % 100:02}" if at % 100 else "0"
    return ForecastMade(
        question="a", version=1, by=who, made_at=world.now - 1_000_000 + at, grade="claimed", says={"probability": chance}
    )  # fmt: skip


def test_of_few_forecasts_all_are_there_oldest_first(spoken: World) -> None:
    spoken.journal.append(*(_says(spoken, at, "new") for at in (30, 10, 20)))
    with spoken.record() as record:
        rows = own_course(record, "a", "new")
    assert [chance for _, chance, _ in rows] == [0.1, 0.2, 0.3]


def test_of_many_forecasts_the_first_and_the_last_of_each_stretch_are_there(spoken: World) -> None:
    spoken.journal.append_many(_says(spoken, at, "new") for at in range(1_000))
    with spoken.record() as record:
        rows = own_course(record, "a", "new", most=10)
    first = spoken.now - 1_000_000
    assert [at - first for at, _, _ in rows] == [0, *range(100, 1_000, 101), 999]


def test_everybodys_says_when_each_was_gone(spoken: World) -> None:
    (seq,) = spoken.journal.append(_says(spoken, 5, "new"))
    spoken.journal.append(ForecastWithdrawn(forecast=seq, by="new", at=spoken.now))
    with spoken.record() as record:
        rows = everybodys_course(record, "a")
    gone = {who: at for _, at, who, _, _ in rows}
    assert gone["new"] == spoken.now
    assert all(at is None for who, at in gone.items() if who != "new")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
