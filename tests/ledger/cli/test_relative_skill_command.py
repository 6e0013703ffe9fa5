"""relative-skill, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.relative_skill import PLAIN
from tests.ledger.cli.conftest import data, fields, run
from tests.ledger.standing.boards import named
from tests.ledger.standing.test_relative import around, told

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World


@pytest.fixture
def compared(world: World) -> World:
    told(world, named("n", 3), ann=around(10.0), bob=around(10.0, 4.0), cat=around(10.0, 8.0))
    return world


@pytest.mark.usefixtures("compared")
def test_a_table_says_which_way_is_better_and_who_has_one(command: Command) -> None:
    lines = run(command, "relative-skill", "--baseline", "cat", "--anyway").stdout.splitlines()
    board = "SIM weighted interval score at p10 p50 p90 (lower is better) in months, 3 questions"
    assert lines[0] == f"{board}; compared, nobody is ranked"
    assert lines[5] == "↑ higher is better, ↓ lower is better. Intervals from 10 families on."
    assert "relative skill ↓ (1 is cat)" in lines[1]
    assert [line.split()[:2] for line in lines[2:5]] == [["ann", "0.25"], ["bob", "0.5"], ["cat", "1"]]
    assert lines[6].startswith("engine version ")


@pytest.mark.usefixtures("compared")
def test_rows_and_data_say_the_same(command: Command) -> None:
    rows = [dict(zip(PLAIN, row, strict=True)) for row in fields(command, "relative-skill", "--anyway")]
    said = data(command, "relative-skill", "--anyway")
    (board,) = said["boards"]
    assert [float(row["skill"]) for row in rows] == [one["skill"] for one in board["rows"]]
    assert [row["forecaster"] for row in rows] == ["ann", "bob", "cat"]
    assert (board["better"], board["baseline"], said["simulated"]) == ("lower", None, True)
    assert said["root"]


@pytest.mark.usefixtures("compared")
def test_below_ten_families_no_skill_and_no_mean_is_told_and_it_is_said_how_to_have_them(
    command: Command,
) -> None:
    lines = run(command, "relative-skill").stdout.splitlines()
    assert [line.split() for line in lines[2:5]] == [[who, "3", "3"] for who in ("ann", "bob", "cat")]
    note = "No mean and no skill below 10 families, where they are mostly luck. With --anyway they are shown."
    assert lines[6] == note
    rows = data(command, "relative-skill")["boards"][0]["rows"]
    assert {(row["skill"], row["mean"]) for row in rows} == {(None, None)}
    assert note not in run(command, "relative-skill", "--anyway").stdout


@pytest.mark.usefixtures("world")
def test_where_nobody_has_a_loss_it_is_said(command: Command) -> None:
    shown = run(command, "relative-skill", "--kind", "date").stdout
    assert shown.splitlines()[0] == "Nobody has a loss over quantiles on a resolved date question."


def test_two_people_are_told_that_a_third_is_needed(command: Command, world: World) -> None:
    told(world, ["n"], ann=around(10.0), bob=around(10.0, 4.0))
    assert "Three people with a loss" in run(command, "relative-skill").stdout
