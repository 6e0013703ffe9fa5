"""A leaderboard as a page: places with their intervals drawn, who has no rank and why, and what each spoke on."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from ledger.standing.board.board_words import held_back, notes, on_board, title, without_rank
from ledger.standing.board.in_words import BESIDE_HEADS, beside_words, heads, place_words
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.commands.anywhere import NextQuestion
from ledger.tui.commands.boards import NextMethod
from ledger.tui.commands.command import named_key
from ledger.tui.drawing.whiskers import Axis, Whisker, draw_axis, draw_whisker
from ledger.tui.grid import Column, Grid
from ledger.tui.ink import BLANK, line
from ledger.tui.wording import NONE, SIM

if TYPE_CHECKING:
    from ledger.standing.board.beside import Beside
    from ledger.standing.board.leaderboard import Leaderboard, Place, Wanted
    from ledger.standing.denominator import Panel
    from ledger.tui.grid import Cell
    from ledger.tui.ink import Ink, Line
    from ledger.tui.views.boards import BoardView

FORECASTER = "forecaster:"
"""Before a name that a line leads to."""
DRAWN = 44
"""Cells an interval is drawn in, at most."""
EVEN = {"time": 0.0, "adjusted": 0.0, "pairwise": 1.0}
"""The value of silence, or of always 50 %: neither better nor worse."""
PANEL = (
    *(("asked", 0), ("due", 0), ("resolved", 0), ("scored", 0)),
    *(("annulled", 68), ("ambiguous", 76), ("late", 0), ("withdrawn", 56)),
)
"""What is counted, and from which width there is a column for it."""
FEWER = (
    "A score needs a forecast made in time and a resolved question. ",
    named_key(NextQuestion),
    " forecasts your next question; fledger import table brings in what others said.",
)


def board_blocks(view: BoardView) -> list[Block]:
    """The page; every line of a forecaster leads to their questions."""
    board = view.board
    mark = line(SIM) if view.simulated else BLANK
    blocks: list[Block] = [Words(line(*mark, (title(board.wanted), "head")), 2)]
    if board.missing:
        blocks += [GAP, Words(line((board.missing, "strong")), 2), quiet(*FEWER, hang=2)]
    else:
        missing = (Words(line((sentence, "warn")), 2) for sentence in without_rank(board))
        blocks += [quiet(on_board(board), hang=2), GAP, *_places(view), *missing]
    if view.others is not None:
        blocks += [GAP, *_beside(view.others, board.wanted)]
    if board.places:
        blocks += [GAP, *_panels(view)]
    return blocks if board.missing else [*blocks, GAP, *_legend(view)]


def _places(view: BoardView) -> list[Block]:
    axis = Axis.of(_whiskers(view.board), EVEN[view.board.wanted.method])
    head = heads(view.board.wanted)
    columns = (
        Column(head.rank, "right"),
        Column(head.open),
        Column(head.forecaster, least=8),
        Column(head.value, "right"),
        Column(head.interval, from_width=56),
        Column(lambda width: draw_axis(axis, width), from_width=90, most=DRAWN),
        Column(head.families, "right", from_width=68),
        Column(head.mean, "right", from_width=112),
        Column(head.p, "right", from_width=76),
    )
    rows = [_row(one, view, axis) for one in view.board.places]
    return Grid(columns, rows).blocks([FORECASTER + one.forecaster for one in view.board.places])


def _row(one: Place, view: BoardView, axis: Axis) -> list[Cell]:
    ink, said = _ink(one.forecaster, view.me), place_words(one, view.board.wanted)
    return [
        line((said.rank, "strong") if said.rank else NONE),
        line((said.open, "muted")),
        named(said.forecaster, view.me),
        line((said.value, "strong")),
        line(said.interval),
        _drawn(whisker(one, view.board.wanted), axis, ink),
        line(said.families),
        line(said.mean),
        line(said.p),
    ]


def _drawn(one: Whisker | None, axis: Axis, ink: Ink) -> Cell:
    return lambda width: draw_whisker(one, axis, width, ink)


def named(who: str, me: str) -> Line:
    """A forecaster's name; mine says so."""
    return line((who, "mine"), (" (you)", "muted")) if who == me else line(who)


def _ink(who: str, me: str) -> Ink:
    return "mine" if who == me else "plain"


def whisker(one: Place, wanted: Wanted) -> Whisker | None:
    """What is drawn of somebody: the value the board ranks by with its interval; None where there is no finite one."""
    value = one.total if wanted.method == "time" else one.value
    if value is None or not isfinite(value):
        return None
    return Whisker(value, one.low, one.high)


def _whiskers(board: Leaderboard) -> list[Whisker]:
    return [found for one in board.places if (found := whisker(one, board.wanted)) is not None]


def _legend(view: BoardView) -> list[Block]:
    board = view.board
    held = held_back([*board.places, *(view.others or ())], board.wanted)
    return [quiet(sentence, hang=2) for sentence in [*held, *notes(board)]]


def _beside(others: tuple[Beside, ...], wanted: Wanted) -> list[Block]:
    head = heading("Beside it, without a rank")
    if wanted.method != "time":
        return [
            head,
            quiet(
                "They stand beside the sum over time only; ",
                named_key(NextMethod),
                " goes back to it.",
                hang=2,
            ),
        ]
    if not others:
        return [head, quiet("None of them has this score on these questions.", hang=2)]
    columns = (
        Column(BESIDE_HEADS.name, least=12),
        Column(BESIDE_HEADS.total, "right"),
        Column(BESIDE_HEADS.mean, "right", from_width=56),
        Column(BESIDE_HEADS.families, "right"),
    )
    said = map(beside_words, others)
    rows = [[line((one.name, "theirs")), line(one.total), line(one.mean), line(one.families)] for one in said]
    return [head, *Grid(columns, rows).blocks()]


def _panels(view: BoardView) -> list[Block]:
    columns = (
        Column("name", least=8),
        *(Column(name, "right", from_width=width) for name, width in PANEL),
        Column("scored of asked", from_width=100, most=24),
    )
    rows = [
        [line((one.forecaster, _ink(one.forecaster, view.me))), *_counts(one.panel), _share(one.panel)]
        for one in view.board.places
    ]
    # beside the places these would be second lines to the same forecasters, and a cursor stands on the first
    leads = [FORECASTER + one.forecaster for one in view.board.places] if view.board.missing else []
    return [heading("What each spoke on"), *Grid(columns, rows).blocks(leads)]


def _counts(panel: Panel) -> list[Cell]:
    counts = (
        *(panel.asked, panel.due, panel.resolved, panel.scored),
        *(panel.annulled, panel.ambiguous, panel.late, panel.withdrawn),
    )
    return [line((str(count), "plain" if count else "muted")) for count in counts]


def _share(panel: Panel) -> Cell:
    return lambda width: share_bar(panel.scored, panel.asked, width)


def share_bar(part: int, whole: int, width: int) -> Line:
    """A thin bar as long as the part's share of the whole; what is not nothing is at least a cell long."""
    full = round(part / whole * width) if whole else 0
    full = max(full, 1) if part else 0
    return line(("━" * full, "value"), ("─" * (width - full), "muted"))
