"""Where a score comes from: the rows of time that add up to it, and the best there was to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.score_words import number, signed
from ledger.standing.trace_words import (
    beside_words,
    best_words,
    has_beside,
    over,
    own_words,
    scale_words,
    sides,
)
from ledger.tui.blocks import GAP, Block, Pair, Words, quiet
from ledger.tui.drawing.whiskers import Axis, Whisker, draw_axis, draw_bar
from ledger.tui.grid import Column, Grid
from ledger.tui.ink import joined, line, span
from ledger.tui.times import length, short_day
from ledger.tui.wording import SIM, outcome_text, says_short

if TYPE_CHECKING:
    from datetime import tzinfo

    from ledger.standing.trace import ScoreTrace, Stretch
    from ledger.tui.grid import Cell
    from ledger.tui.ink import Ink
    from ledger.tui.views.trace import TraceView

MOST = 400
"""Rows shown of one trace."""
DRAWN = 24


def trace_blocks(view: TraceView, zone: tzinfo | None = None) -> list[Block]:
    """The page of one forecaster on one question."""
    mark = (SIM,) if view.simulated else ()
    outcome = line(*mark, (outcome_text(view.row.outcome, view.row.unit), "strong"))
    head: list[Block] = [
        Words(line((view.row.title, "strong")), 2, f"question:{view.row.id}"),
        Words(joined([span(view.forecaster), line("it became ", *outcome)]), 2),
    ]
    return [*head, *(block for one in view.traces for block in _trace(one, zone))]


def _trace(trace: ScoreTrace, zone: tzinfo | None) -> list[Block]:
    imputed = ", numbers added by us" if trace.imputed else ""
    scale, best = scale_words(trace), best_words(trace)
    more = len(trace.stretches) - MOST
    return [
        GAP,
        Pair(line((f"{trace.rule.label}{imputed}", "head")), line((number(trace.total), "strong"))),
        *trace_rows(trace, zone),
        *([quiet(f"... and {counted(more, 'more row')}: fledger trace shows them all")] if more > 0 else []),
        Words(line("adds up to ", (number(trace.total), "strong")), 2),
        *([quiet(best, hang=2)] if best else []),
        *([quiet(scale, hang=2)] if scale else []),
        quiet(f"weights are shares of {over(trace)}", hang=2),
    ]


def trace_rows(trace: ScoreTrace, zone: tzinfo | None, *, most: int = MOST) -> list[Block]:
    """The head, then a line for each of the first `most` rows of time."""
    shown = trace.stretches[:most]
    axis = Axis.of([Whisker(one.contribution) for one in shown], 0.0)
    said, *beside = sides(trace)
    columns = (
        Column("from"),
        Column("for", "right", from_width=56),
        Column(said, least=8),
        *(Column(one, least=8, from_width=50) for one in beside),
        Column("term", "right"),
        Column("weight", "right"),
        Column("adds", "right"),
        Column(lambda width: draw_axis(axis, width), from_width=100, most=DRAWN),
    )
    rows = [_row(one, trace, axis, zone) for one in shown]
    return Grid(columns, rows).blocks()


def _row(one: Stretch, trace: ScoreTrace, axis: Axis, zone: tzinfo | None) -> list[Cell]:
    said = own_words(one, says_short(one.says, trace.question.unit))
    lasted = one.to_us - one.from_us
    return [
        line(short_day(one.from_us, zone)),
        line((length(lasted) if lasted else "-", "muted")),
        line((said, "mine")),
        *([line((beside_words(one, trace), "theirs"))] if has_beside(trace) else []),
        line(number(one.term)),
        line((number(one.weight), "muted")),
        line((signed(one.contribution), "strong")),
        _bar(one.contribution, axis, trace),
    ]


def _bar(added: float, axis: Axis, trace: ScoreTrace) -> Cell:
    """Points are won or lost; of a loss there is only more or less."""
    won: Ink = "value" if trace.rule.adds != "points" else "good" if added > 0 else "bad"
    return lambda width: draw_bar(added, axis, width, won)
