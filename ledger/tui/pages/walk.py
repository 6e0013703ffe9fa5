"""The way through what waits, in lines: the list of stops beside the question, and what was said once it is over."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import NextQuestion, TakeFiles, ToQuestions
from ledger.tui.commands.command import named_key
from ledger.tui.ink import line

if TYPE_CHECKING:
    from ledger.record.queue import Stop
    from ledger.tui.ink import Ink, Span
    from ledger.tui.walk import Done, Walk

NOTHING_WAITS = quiet(
    "Nothing waits for you: no open question is without your forecast, and none grew old. ",
    named_key(ToQuestions),
    " lists every question, ",
    named_key(TakeFiles),
    " takes new ones from the files. Escape goes back.",
)


def walk_blocks(walk: Walk) -> list[Block]:
    """Every stop, the one here marked, and what came of it."""
    return [heading("Waits for you", walk.place), *(_stop(walk, each) for each in walk.stops)]


def _stop(walk: Walk, stop: Stop) -> Block:
    here = stop.question == walk.question
    ink: Ink = "strong" if here else "plain"
    done = walk.done.get(stop.question)
    left = line(("▸ " if here else "  ", "key"), (stop.title, "muted" if done and not here else ink))
    return Pair(left, line(_state(stop, done)), f"question:{stop.question}")


def _state(stop: Stop, done: Done | None) -> Span:
    if done is not None:
        return f"✓ {done.deed}", "good"
    return stop.tag, "plain" if stop.is_new else "warn"


def end_blocks(walk: Walk) -> list[Block]:
    """What was said on the way, once all was passed; that nothing waits, where nothing did."""
    if not walk.stops and not walk.done:
        return [NOTHING_WAITS]
    counted = Counter(done.deed for done in walk.done.values())
    deeds = ", ".join(f"{count} {deed}" for deed, count in counted.items()) or "nothing said"
    return [
        Words(line(("That was the last one. ", "strong"), ("This session: ", "muted"), deeds)),
        GAP,
        *(_told(question, done) for question, done in walk.done.items()),
        GAP,
        _still(walk),
    ]


def _told(question: str, done: Done) -> Block:
    return Pair(line(done.title), line((done.words, "mine")), f"question:{question}", whole=True)


def _still(walk: Walk) -> Block:
    if not walk.left:
        return NOTHING_WAITS
    passed = f"{len(walk.left)} passed without a word: "
    return Words(
        line((passed, "muted"), named_key(NextQuestion), (" goes through what waits again", "muted"))
    )
