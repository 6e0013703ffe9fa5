"""The page of a question that has ended says why my forecast on it has no score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import Words
from ledger.tui.ink import plain
from ledger.tui.pages.worth import brief_blocks
from ledger.tui.views.question import read_question
from ledger.tui.views.worth import read_worth
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from pathlib import Path


def test_the_reason_stands_in_place_of_the_score(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger.db")
    world.ask("fact", claim={"stance": "reports"})
    world.say("fact")
    world.ask("theirs")
    world.say("theirs", grade="claimed")
    world.go(10)
    for name, why in (
        ("fact", "it checks a fact, which is in no score and no denominator"),
        ("theirs", "the time is only claimed; --claimed takes it"),
    ):
        world.resolve(name)
        with world.record() as record:
            view = read_question(record, name, now_us=world.at(11), me="mira", revealed=True)
            (first, _) = brief_blocks(view, read_worth(record, view))
        assert isinstance(first, Words)
        assert plain(first.text) == f"Your forecast has no score: {why}."
    world.close()
