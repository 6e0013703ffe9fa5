"""What my forecasts on a resolved question were worth: beside the references, and where the main score comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Figure, Words, heading, quiet
from ledger.tui.drawing.table import TableColumn, draw_table
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.folding import folded
from ledger.tui.times import short_day
from ledger.tui.wording import percent, says_short

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import tzinfo

    from ledger.standing.trace import ScoreTrace, Stretch
    from ledger.tui.views.question import QuestionView
    from ledger.tui.views.worth import Compared, Worth

SCORE = "Score"
MOST_STRETCHES = 12
COLUMNS = (
    TableColumn("from", 9),
    TableColumn("to", 9, from_width=70),
    TableColumn("you said", 12, grows=True),
    TableColumn("crowd", 13, from_width=90),
    TableColumn("term", 8, right=True),
    TableColumn("weight", 8, right=True),
    TableColumn("adds", 8, right=True),
)


def brief_blocks(view: QuestionView, worth: Worth | None) -> list[Block]:
    """The main score and its references on two lines, which are there, empty, before it is worked out."""
    if view.then is None:
        return []
    if worth is None:
        return [quiet("what it was worth: working it out ..."), GAP]
    if not worth.scores:
        late = "Your forecast was made too late to be scored."
        return [quiet(late if worth.late else "Your forecast has no score."), GAP]
    one = worth.scores[0]
    return [_score(one), _references(one) or quiet("  nothing to compare it with")]


def _score(one: Compared) -> Block:
    """A score with the time covered."""
    added = [span("number added by us", "warn")] if one.imputed else []
    said = line((f"{one.score.rule.label} ", "plain"), (_number(one.score.value, one.score.unit), "strong"))
    covered = span(f"time covered {percent(one.score.covered)}", "muted")
    return Words(joined([said, covered, *added]), 2)


def _references(one: Compared) -> Block | None:
    """What others have by the same rule; None where nobody has."""
    # a crowd's name holds a space that no person's name can hold
    names = [(name.replace("\N{NO-BREAK SPACE}", " "), value) for name, value in one.beside]
    beside = [line((f"{name} ", "muted"), (f"{value:.3f}", "plain")) for name, value in names]
    return Words(line(("  beside ", "muted"), *joined(beside)), 4) if beside else None


def _number(value: float, unit: str | None) -> str:
    return f"{value:.3f}{f' {unit}' if unit else ''}"


def worth_blocks(
    view: QuestionView, worth: Worth | None, unfolded: Collection[str], zone: tzinfo | None
) -> list[Block]:
    """Every score a page shows, the rows of time that add up to the main one, and what may be said of the claim."""
    if worth is None or not (worth.scores or worth.verdicts):
        return []
    blocks: list[Block] = [GAP, heading(SCORE, f"fledger trace {view.row.id}" if worth.scores else "")]
    for one in worth.scores:
        blocks += [each for each in (_score(one), _references(one)) if each is not None]
    if worth.trace is not None:
        blocks += _trace(worth.trace, unfolded, zone)
    return blocks + [
        Words(line(("the claim: ", "muted"), (each.words(), "theirs")), 2) for each in worth.verdicts
    ]


def _trace(trace: ScoreTrace, unfolded: Collection[str], zone: tzinfo | None) -> list[Block]:
    """The rows whose additions are the score."""
    over = "the time covered" if trace.rule.adds == "loss" else "the scheduled duration"
    rows = [[_table(_row(one, trace, zone))] for one in trace.stretches]
    best = "" if trace.attainable is None else f"; the best there was: {trace.attainable:.4g}"
    return [
        GAP,
        quiet(f"Where {trace.rule.short} comes from; weights are shares of {over}:"),
        Figure(lambda width: draw_table(COLUMNS, [], width, head=True)),
        *folded(rows, SCORE, unfolded, most=MOST_STRETCHES),
        Words(line(("adds up to ", "muted"), (f"{trace.total:.6g}", "strong"), (best, "muted")), 2),
    ]


def _table(row: tuple[str, ...]) -> Block:
    return Figure(lambda width: draw_table(COLUMNS, [row], width))


def _row(one: Stretch, trace: ScoreTrace, zone: tzinfo | None) -> tuple[str, ...]:
    unit = trace.question.unit
    times = (short_day(one.from_us, zone), short_day(one.to_us, zone))
    numbers = (f"{one.term:.4g}", f"{one.weight:.4g}", f"{one.contribution:.4g}")
    return (*times, says_short(one.says, unit), one.crowd.words(), *numbers)
