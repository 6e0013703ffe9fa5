"""A trace is shown whatever its terms are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.tui.blocks import lay
from ledger.tui.ink import plain
from ledger.tui.pages.trace import trace_blocks
from ledger.tui.views.trace import read_trace
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import ended, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "ledger.db")
    yield made
    made.close()


@pytest.mark.parametrize(("who", "head"), [("cat", "←"), ("ann", "→")])
def test_a_term_without_end_runs_off_the_axis(who: str, head: str, world: World) -> None:
    world.go(0)
    spoken(world, ["q"], "0.9", "0.6", "0")
    world.go(10)
    ended(world, ["q"])
    with world.record() as record:
        view = read_trace(record, "q", who, now_us=world.now)
    lines = [plain(one.text) for one in lay(trace_blocks(view), 120)]
    assert any(line.rstrip().endswith(head) for line in lines)
    assert any("inf" in line for line in lines)


def test_of_options_the_page_shows_what_the_crowd_gave_to_the_one_that_came(world: World) -> None:
    world.ask(kind="multiple_choice")
    for who, few in (("ann", "0.5"), ("cat", "0.25")):
        rest = str(1 - float(few))
        world.say(by=who, says={"options": [["few", few], ["some", rest], ["many", "0"]]})
    world.go(5)
    world.resolve(outcome={"option": "few"})
    with world.record() as record:
        view = read_trace(record, "q-1", "ann", now_us=world.now)
    text = "\n".join(plain(one.text) for one in lay(trace_blocks(view), 120))
    assert "crowd gave: the chance given to few, which happened" in text
    assert "37.5 % (2)" in text
    assert "none" not in text


def test_of_days_no_column_stands_for_a_crowd_there_is_not(world: World) -> None:
    world.ask(kind="date")
    for who in ("ann", "cat"):
        world.say(by=who, says={"dates": [["0.25", "2026-06-03"], ["0.75", "2026-06-08"]]})
    world.go(5)
    world.resolve(outcome={"date": "2026-06-04"})
    with world.record() as record:
        view = read_trace(record, "q-1", "ann", now_us=world.now)
    assert "crowd" not in "\n".join(plain(one.text) for one in lay(trace_blocks(view), 120))
