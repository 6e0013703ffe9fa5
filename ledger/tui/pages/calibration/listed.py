"""The questions behind a chart, each leading to its page: what was said of it, what happened, what that cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.standing.calibration.group_words import share
from ledger.tui.blocks import Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import NextQuestion
from ledger.tui.commands.command import named_key
from ledger.tui.ink import joined, line
from ledger.tui.times import length
from ledger.tui.views.standing import newest
from ledger.tui.wording import SIM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.record.questions import QuestionRow
    from ledger.standing.calibration.taken import Said
    from ledger.tui.ink import Line

YES_NO = "yes/no question that was forecast"

MOST = 200
"""Lines of a list."""


def none_yet(of_what: str) -> Block:
    """Why there is nothing to see, and what brings something."""
    return quiet(
        f"No {of_what} has resolved yet. ", named_key(NextQuestion), " forecasts the next one that waits."
    )


def said_list(said: Sequence[Said], *, part: bool, simulated: bool) -> list[Block]:
    """Yes/no questions, what was known last first; `part` says that they are those of the selected part."""
    title = f"Said and happened: {len(said)} here" if part else "Said and happened"
    lines = (said_line(one, simulated=simulated) for one in newest(said)[:MOST])
    if not said and not part:
        return []
    return [heading(title, "Brier" if part else "Brier, 0 is best"), *lines, *more(len(said))]


def said_line(one: Said, *, simulated: bool) -> Block:
    """What was said of a question, and what happened."""
    happened = line(("YES" if one.occurred else "NO", "strong"), (f" {one.brier:.3f}", "muted"))
    left = line((chance_said(one.probability), "mine"), one.question.title)
    return Pair(left, marked(happened, simulated=simulated), _leads(one.question.id))


def chance_said(chance: float) -> str:
    """A chance (0 to 1) before a title.

    >>> chance_said(0.92), chance_said(0.025)
    ('  92 % ', ' 2.5 % ')
    """
    return f"{share(chance):>6} "


def missed(misses: Iterable[Said], *, simulated: bool) -> list[Block]:
    """The biggest misses, with what was written then."""
    blocks: list[Block] = []
    for one in misses:
        blocks.append(said_line(one, simulated=simulated))
        blocks.append(Words(line(("    because: ", "muted"), one.reason or "no reason was given"), 4))
    return [heading("Biggest misses", "what was written then"), *blocks] if blocks else []


def question_line(question: str, left: Line, right: Line, *, simulated: bool) -> Block:
    """Any other question: what was said before its title, what came of it at the right."""
    return Pair(left, marked(right, simulated=simulated), _leads(question))


def marked(happened: Line, *, simulated: bool) -> Line:
    """What happened, with SIM in its cell where nothing is real."""
    return (SIM, *happened) if simulated else happened


def more(count: int) -> list[Block]:
    """What is not listed."""
    return [quiet(f"... and {count - MOST} older ones.")] if count > MOST else []


def ends_next(rows: Sequence[QuestionRow], now_us: int) -> list[Block]:
    """What will be known next."""
    lines = (
        Pair(line(row.title), line((f"ends in {length(row.closes_at - now_us)}", "muted")), _leads(row.id))
        for row in rows
    )
    return [heading("Ends next"), *lines] if rows else []


def in_words(words: Iterable[str]) -> Line:
    """Short facts on one line."""
    return joined([line((word, "muted")) for word in words])


def between(low: float, high: float) -> str:
    """`10 % to 50 %`, or one share where both are the same."""
    return share(low) if low == high else f"{share(low)} to {share(high)}"


def _leads(question: str) -> str:
    return f"question:{question}"
