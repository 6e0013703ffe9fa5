"""One forecaster on a leaderboard: the place, everything spoken on, and question by question what made the sum."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ledger.standing.board.adding_up import best_first, total
from ledger.standing.board.board_words import (
    ANOTHER_WAY,
    HIGHER,
    SCORES,
    interval_words,
    open_ranks,
    points_words,
    standing,
    title,
    total_words,
)
from ledger.standing.score_words import signed
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.drawing.whiskers import Axis, Whisker, draw_axis, draw_bar
from ledger.tui.grid import Column, Grid
from ledger.tui.ink import BLANK, joined, line, span
from ledger.tui.pages.board import named
from ledger.tui.wording import SIM, outcome_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.board.adding_up import Share
    from ledger.standing.board.leaderboard import Place
    from ledger.standing.denominator import Panel
    from ledger.tui.grid import Cell
    from ledger.tui.ink import Line
    from ledger.tui.views.boards import PersonView

QUESTION = "question:"
DRAWN = 30
NEVER = 1_000_000
"""No terminal is so wide."""


def person_blocks(view: PersonView) -> list[Block]:
    """The page; every question leads to the trace of its score."""
    blocks: list[Block] = [Words(_name(view), 2)]
    if view.place is None:
        return [*blocks, quiet("has forecast nothing that counts here.")]
    blocks += [Words(_stands(view.place, view), 2), Words(_spoken(view.place.panel), 2)]
    on = [one for one in view.shares if one.of]
    off = [one for one in view.shares if not one.of]
    if on:
        blocks += [GAP, heading("What made the sum"), *_made(on, view), *_sum(on, view)]
    if off:
        blocks += [
            GAP,
            heading("Not on the board"),
            quiet("Fewer than three people have a score on these.", hang=2),
        ]
        blocks += _made(off, view)
    return blocks if view.shares else [*blocks, GAP, quiet("Nothing of it has a score yet.")]


def _name(view: PersonView) -> Line:
    if view.forecaster == view.me:
        return named(view.forecaster, view.me)
    return line((view.forecaster, "strong"))


def _stands(place: Place, view: PersonView) -> Line:
    wanted = view.board.wanted
    if place.rank is None:
        return line((place.why or "has no rank", "warn"))
    ranked = sum(one.rank is not None for one in view.board.places)
    left = f"the ranks {open_ranks(place)}" if place.best != place.worst else f"rank {place.best} alone"
    between = f"90 % interval {interval_words(place)}, which leaves {left} open"
    return joined(
        [
            span(f"{place.rank} of {ranked}", "strong"),
            span(title(wanted)),
            span(standing(place, wanted), "strong"),
            span(between, "muted"),
        ]
    )


def _spoken(panel: Panel) -> Line:
    counts = (
        *((panel.due, "due"), (panel.resolved, "resolved"), (panel.scored, "scored")),
        *((panel.annulled, "annulled"), (panel.ambiguous, "ambiguous"), (panel.late, "without a score")),
        *((panel.held, "held"), (panel.open, "open"), (panel.withdrawn, "withdrawn")),
    )
    rest = [span(f"{count} {word}", "muted") for count, word in counts if count]
    return joined([span(f"{panel.asked} asked"), *rest])


def _made(shares: Sequence[Share], view: PersonView) -> list[Block]:
    """The best first: one question a line. Where each weighs one, what it adds are its points."""
    ordered = best_first(shares)
    axis = Axis.of([Whisker(_worth(one)) for one in ordered if isfinite(_worth(one))], 0.0)
    weighed = 0 if any(one.of != 1 for one in shares) else NEVER
    columns = (
        Column("question", least=16),
        Column("outcome", least=6, from_width=50),
        Column(f"{SCORES[view.board.wanted.score]} {HIGHER}", "right", from_width=max(weighed, 100)),
        Column("weight", "right", from_width=max(weighed, 72)),
        Column(f"adds {HIGHER}", "right"),
        Column(lambda width: draw_axis(axis, width), from_width=100, most=DRAWN),
    )
    leads = [QUESTION + one.question for one in ordered]
    return Grid(columns, [_row(one, view, axis) for one in ordered]).blocks(leads)


def _worth(one: Share) -> float:
    return one.points / (one.of or 1)


def _row(one: Share, view: PersonView, axis: Axis) -> list[Cell]:
    row = view.rows.get(one.question)
    outcome = outcome_text(row.outcome, row.unit) if row else ""
    weight = "1" if one.of == 1 else f"1/{one.of}"
    return [
        line(row.title if row else one.question),
        line(*((SIM,) if view.simulated else ()), (outcome, "strong")),
        line(points_words(one.points)),
        line((weight if one.of else "-", "muted")),
        line(("-", "muted") if one.adds is None else (signed(one.adds), "strong")),
        _bar(_worth(one), axis) if isfinite(one.points) else BLANK,
    ]


def _bar(worth: float, axis: Axis) -> Cell:
    return lambda width: draw_bar(worth, axis, width, "good" if worth > 0 else "bad")


def _sum(shares: Sequence[Share], view: PersonView) -> list[Block]:
    points, over = total_words(total(shares))
    blocks: list[Block] = [Words(line("adds up to ", (points, "strong"), (f" {over}", "muted")), 2)]
    if view.board.wanted.method != "time":
        blocks.append(quiet(ANOTHER_WAY, hang=2))
    return blocks
