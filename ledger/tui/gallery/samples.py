"""The sample data: a widget or drawing by its name, in a state worth looking at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from ledger.scoring import LuckRange
from ledger.standing.calibration.corp_steps import Step
from ledger.standing.calibration.groups import Group
from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, lay, quiet
from ledger.tui.commands.anywhere import tabs
from ledger.tui.drawing.bars import Bar, draw_bars
from ledger.tui.drawing.corp_curve import draw_corp
from ledger.tui.drawing.density import Density, draw_density
from ledger.tui.drawing.outcome_line import OutcomeLine, draw_outcome_line
from ledger.tui.drawing.ranges import Lane, draw_ranges
from ledger.tui.drawing.reliability import draw_reliability
from ledger.tui.drawing.spark import spark
from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart
from ledger.tui.drawing.timeline import Timeline, draw_timeline
from ledger.tui.drawing.whiskers import Axis, Whisker, draw_whisker
from ledger.tui.grid import Column as GridColumn
from ledger.tui.grid import Grid
from ledger.tui.ink import line
from ledger.tui.option_split import Split
from ledger.tui.times import names_of_times
from ledger.tui.widgets.chart_sheet import ChartSheet
from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.ink_styles import LOOKS
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.line_table import Column, LineTable
from ledger.tui.widgets.options_field import OptionsField
from ledger.tui.widgets.part_line import PartLine
from ledger.tui.widgets.query_line import QueryLine
from ledger.tui.widgets.say_line import SayLine
from ledger.tui.widgets.sheet import Sheet
from ledger.tui.widgets.title_line import TitleLine
from ledger.tui.widgets.typed_field import TypedField
from ledger.tui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.app import App
    from textual.widget import Widget

    from ledger.tui.ink import Line
    from ledger.tui.widgets.line_table import Row

Sample = tuple["Widget", "Callable[[], object]"]
"""A widget, and what is told to it once it is there."""

DAY = 86_400_000_000
FIRST = 1_793_000_000_000_000
"""A day in the autumn of 2026, in microseconds UTC."""


def _group(
    said: float, count: int, families: int, *, of_luck: tuple[int, int], bar: tuple[float, float]
) -> Group:
    luck = LuckRange(said * families, *of_luck)
    return Group(
        said, count / families, *bar, said - 0.04, said + 0.04, families, families, families, count, luck
    )


GROUPS = (
    _group(0.04, 1, 46, of_luck=(0, 4), bar=(0.0, 0.1)),
    _group(0.18, 7, 31, of_luck=(2, 9), bar=(0.11, 0.37)),
    _group(0.41, 10, 26, of_luck=(7, 15), bar=(0.22, 0.56)),
    _group(0.65, 12, 27, of_luck=(13, 22), bar=(0.29, 0.6)),
    _group(0.92, 38, 40, of_luck=(34, 39), bar=(0.85, 0.99)),
)
STEPS = (
    Step(0.0, 0.1, 0.02, 46.0),
    Step(0.1, 0.3, 0.22, 31.0),
    Step(0.32, 0.7, 0.44, 53.0),
    Step(0.75, 1.0, 0.95, 40.0),
)
BARS = (
    Bar("0-20 %", 0.31, "31 %", (0.1, 0.3), outside=True),
    Bar("20-40 %", 0.12, "12 %", (0.1, 0.3)),
    Bar("40-60 %", 0.2, "20 %", (0.1, 0.3)),
    Bar("60-80 %", 0.05, "5 %", (0.1, 0.3), outside=True),
    Bar("80-100 %", 0.32, "32 %", (0.1, 0.3), outside=True),
)


def ascii_of(app: App[Any]) -> bool:
    """Whether the gallery draws with ASCII alone."""
    return bool(getattr(app, "ascii_only", False))


def title_line(_app: App[Any]) -> Sample:
    """The top line of a simulated ledger."""
    return TitleLine(tabs({}), "Questions", simulated=True), _nothing


def key_line(_app: App[Any]) -> Sample:
    """The bottom line: here, the keys of the gallery."""
    below = KeyLine()
    return below, lambda: below.tell("last look 3 h ago")


def say_line(_app: App[Any]) -> Sample:
    """What just happened, over two lines."""
    said = SayLine()
    text = "lead-months-2028: saved p10 4 · p50 7 · p90 14 months, " * 3 + "z takes it back for 10 min"
    return said, lambda: said.say(text, "good")


def inks(_app: App[Any]) -> Sample:
    """Every ink on the page's ground."""
    told = {
        "mine": "what I said",
        "theirs": "what others said",
        "sim": "what is invented",
        "here": "where I am",
    }
    blocks = [
        Words(line((f"{ink:<9}", ink), " ", (told.get(ink, "The quick brown fox: 12 %"), ink)))
        for ink in LOOKS
    ]
    return Sheet([heading("Inks"), *blocks]), _nothing


def part_line(_app: App[Any]) -> Sample:
    """The parts of a page, one of them read."""
    parts = PartLine()
    names = ["Now", "Forecasts", "The question", "The claim", "Sources", "Evidence", "The trail"]
    return parts, lambda: parts.tell(names, "The claim")


def sheet(_app: App[Any]) -> Sample:
    """A page: paragraphs, table lines that lead somewhere, what stands in the background."""
    blocks: list[Block] = [
        heading("Values that moved past your forecast", "since 1 Nov"),
        Pair(line("Lead in months at the end of 2028"), line(("6.9 months", "value")), "question:a"),
        Pair(line("The bill becomes law this year"), line(("3 %", "mine")), "question:b"),
        GAP,
        Words(line(("because: ", "muted"), "the mean of two years, and nothing in sight that would change it. " * 3), 9),
        quiet("In the background: how it was read, and when."),
        *(Pair(line(f"line {at}"), line((f"{at} of 30", "muted")), f"question:{at}") for at in range(1, 31)),
    ]  # fmt: skip
    return Sheet(blocks), _nothing


def line_table(_app: App[Any]) -> Sample:
    """A hundred thousand rows, of which only those in view are ever made."""
    columns = (
        Column("question", 0, "title"),
        Column("you", 8, "chance", "right"),
        Column("ends", 12, "ends", "right"),
    )
    table = LineTable(columns, _rows)
    return table, lambda: table.fill([f"question-{at:06}" for at in range(100_000)], order="ends")


def _rows(wanted: Sequence[str]) -> Mapping[str, Row]:
    return {
        one: (
            (f"Will {one} resolve?", "plain"),
            (f"{int(one[-2:])} %", "mine"),
            (f"in {int(one[-3:])} d", "muted"),
        )
        for one in wanted
    }


def options_field(_app: App[Any]) -> Sample:
    """Four options, whose chances are 100 % together."""
    field = OptionsField()
    labels = ("the first", "the second", "the third", "somebody else")
    return field, lambda: field.show(Split(labels, (450, 300, 200, 50), frozenset({3})))


def value_field(_app: App[Any]) -> Sample:
    """Where a forecast is typed."""
    return ValueField(value="p10 4 p50 7 p90 14"), _nothing


def query_line(_app: App[Any]) -> Sample:
    """Where a filter is typed."""
    return QueryLine(), _nothing


def plain_field(_app: App[Any]) -> Sample:
    """Where words are typed."""
    return TypedField(placeholder="why? (Enter saves)"), _nothing


def chart_sheet(app: App[Any]) -> Sample:
    """A chart on top of its page."""
    page = ChartSheet()
    chart = Figure(lambda width: draw_reliability(GROUPS, width, 14, ascii_only=ascii_of(app)))
    return page, lambda: page.show([chart, quiet("What the chart says, in words, stands below it.")])


def reliability_chart(app: App[Any]) -> Sample:
    """The chart alone, with one group selected."""
    return _drawn(lambda width: draw_reliability(GROUPS, width, 18, selected=3, ascii_only=ascii_of(app)))


def corp_chart(app: App[Any]) -> Sample:
    """What should have been said, told afterwards, with one step selected."""
    return _drawn(lambda width: draw_corp(STEPS, width, 18, selected=2, ascii_only=ascii_of(app)))


def bars(app: App[Any]) -> Sample:
    """Shares beside what luck gives, with one selected."""
    return _drawn(lambda width: draw_bars(BARS, width, selected=0, ascii_only=ascii_of(app)))


def time_chart(app: App[Any]) -> Sample:
    """Forecasts in steps, readings as points, and the threshold."""
    mine = Series(
        "you", ((FIRST, 0.2), (FIRST + 30 * DAY, 0.35), (FIRST + 70 * DAY, 0.3)), "mine", "●", "o", steps=True
    )
    crowd = Series(
        "crowd", tuple((FIRST + at * DAY, 0.3 + at / 400) for at in range(0, 90, 9)), "theirs", "○", "."
    )
    chart = TimeChart((mine, crowd), FIRST + 100 * DAY, (0.5, "threshold"), percent=True)
    return _drawn(lambda width: draw_time_chart(chart, width, ascii_only=ascii_of(app)))


def density(app: App[Any]) -> Sample:
    """Quantiles as the density they imply, with the last readings and the threshold."""
    drawn = Density(((0.1, 4.0), (0.5, 7.0), (0.9, 14.0)), (6.2, 6.4, 6.9), (12.0,), -24.0, 60.0)
    return _drawn(lambda width: draw_density(drawn, width, ascii_only=ascii_of(app)))


def outcome_line(app: App[Any]) -> Sample:
    """What happened, against the threshold and what was said."""
    drawn = OutcomeLine(
        (9.1, "9.1 months"), (12.0, "YES from 12"), (("p10", 4.0), ("p50", 7.0), ("p90", 14.0))
    )
    return _drawn(lambda width: draw_outcome_line(drawn, width, ascii_only=ascii_of(app)))


def ranges(_app: App[Any]) -> Sample:
    """Two scenarios on one axis, and where the value lies."""
    lanes = (Lane("they lead", 12.0, 24.0), Lane("they do not", None, 6.0))
    return _drawn(lambda width: draw_ranges(lanes, 6.9, "now", width))


def timeline(app: App[Any]) -> Sample:
    """What ends when."""
    counts = tuple((FIRST + at * 9 * DAY, 1 + at % 4 * at) for at in range(12))
    end = FIRST + 100 * DAY
    drawn = Timeline(FIRST, end, counts, names_of_times(FIRST, end))
    return _drawn(lambda width: draw_timeline(drawn, width, ascii_only=ascii_of(app)))


def sparks(app: App[Any]) -> Sample:
    """A history in one line."""
    values = [6.2, 6.3, 6.3, 6.5, 6.4, 6.6, 6.8, 6.9, 7.0, 6.9]
    return _drawn(lambda width: [line("the last ten days ", spark(values, width, ascii_only=ascii_of(app)))])


def table(_app: App[Any]) -> Sample:
    """A small table inside a page."""
    columns = (GridColumn("from"), GridColumn("said", "right"), GridColumn("why", least=8))
    rows = (("2026-11-01", "20 %", "the mean of two years"), ("2026-11-13", "30 %", "it moved"))
    grid = Grid(columns, [[line(cell) for cell in row] for row in rows])
    return _drawn(lambda width: [laid.text for laid in lay(grid.blocks(), width)])


def whiskers(_app: App[Any]) -> Sample:
    """Values with their intervals on one axis."""
    drawn = (Whisker(12.0, 3.0, 21.0), Whisker(4.0, -6.0, 15.0), Whisker(-8.0, -20.0, 4.0))
    axis = Axis.of(drawn, 0.0)
    return _drawn(lambda width: [draw_whisker(one, axis, min(width, 60), "mine") for one in drawn])


def _drawn(draw: Callable[[int], Sequence[Line]]) -> Sample:
    shown = Drawn()
    return shown, lambda: shown.show(draw)


def figure(app: App[Any]) -> Sample:
    """A drawing between the paragraphs of a page."""
    drawn = OutcomeLine((9.1, "9.1 months"), None, (("low", 6.0), ("high", 24.0)))
    chart = Figure(lambda width: draw_outcome_line(drawn, width, ascii_only=ascii_of(app)))
    return Sheet([heading("A figure on a page"), chart, quiet("It is drawn for the page's width.")]), _nothing


def fields(app: App[Any]) -> Sample:
    """The fields of a forecast below one another."""
    several = [make(app) for make in (value_field, options_field, plain_field)]
    return Vertical(*(widget for widget, _ in several)), lambda: [tell() for _, tell in several]


def _nothing() -> None:
    """Nothing more is told."""


SAMPLES: dict[str, Callable[[App[Any]], Sample]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        title_line, key_line, say_line, part_line, inks, sheet, line_table, options_field, value_field, query_line, plain_field, fields,
        figure, chart_sheet, reliability_chart, corp_chart, bars, time_chart, density, outcome_line, ranges, timeline, sparks,
        table, whiskers,
    )
}  # fmt: skip
"""By name, in the order of the screen from top to bottom."""


def listing() -> Iterable[str]:
    """A line for each: its name and what is to be seen."""
    return (f"{name:<18} {(made.__doc__ or '').strip()}" for name, made in SAMPLES.items())
