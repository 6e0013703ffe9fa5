"""Sources in danger are told a line each, however many looks and questions it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.danger_lines import danger_lines
from ledger.record.looks import endangered
from tests.ledger.cli.conftest import Command, data, fields, run

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-06")
DOWN = "down: example.org could not be reached"
LINES = [
    "a.source, shape changed: gone (never good), endangers 1 question",
    f"z.source, 12 looks, shape changed: {DOWN}; and 1 more (last good 2026-05-30), endangers 12 questions",
]


@pytest.fixture
def dark(world: World) -> World:
    """A network that is down for a source with a look for each month, and another source that is gone."""
    for number in range(12):
        world.ask(f"q-{number:02}")
        _fails(world, "z.source", f"{number:064}", f"q-{number:02}", DOWN if number != 3 else "late")
        world.hang("q-00", f"{number:064}", place=number, name=f"{number}")
    world.ask("alone")
    _fails(world, "a.source", "a" * 64, "alone", "gone")
    world.work("UPDATE run_looks SET last_good_at = ? WHERE look = ?", world.at(-2), f"{5:064}")
    return world


def _fails(world: World, source: str, look: str, question: str, said: str) -> None:
    world.look(source, look=look, serves=[question], failures=1, answer="unusable", said=said)


def test_a_source_is_one_line_by_its_name(dark: World) -> None:
    with dark.record() as record:
        assert list(danger_lines(endangered(record)[::-1])) == LINES


def test_nothing_in_danger_is_no_line() -> None:
    assert list(danger_lines(())) == []


@pytest.mark.usefixtures("dark")
def test_status_and_today_tell_a_source_once_and_programs_every_look(command: Command) -> None:
    shown = run(command, "status", *NOW).stdout.splitlines()
    assert [line.strip() for line in shown if "endangers" in line] == LINES
    today = run(command, "today", *NOW).stdout.splitlines()
    assert [line for line in today if "endangers" in line] == [f"Sources: {line}" for line in LINES]
    for name in ("status", "today"):
        assert len(data(command, name, *NOW)["endangered"]) == 13
    assert sum(row[0] == "endangered" for row in fields(command, "today", *NOW)) == 13


def test_today_counts_the_sources_it_has_no_room_for(command: Command, dark: World) -> None:
    for number in range(9):
        dark.ask(f"m-{number}")
        _fails(dark, f"m.source-{number}", f"{number:b>64}", f"m-{number}", "gone")
    shown = run(command, "today", *NOW).stdout.splitlines()
    assert sum(line.startswith("Sources: ") for line in shown) == 8
    assert "         and 3 more; see: fledger sources" in shown
