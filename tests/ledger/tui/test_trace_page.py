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
