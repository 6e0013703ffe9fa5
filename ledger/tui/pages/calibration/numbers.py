"""Numbers and dates: where values fell in what was said of them, and how many intervals held them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.outcome import outcome_words
from ledger.questions.units import counted
from ledger.standing.calibration.group_words import share, told
from ledger.standing.calibration.luck_words import EXPLAINED, luck_verdict
from ledger.standing.calibration.report_words import (
    DRAWN_FROM,
    FELL,
    Judged,
    evenly_words,
    few_words,
    range_words,
)
from ledger.standing.score_words import number, percent
from ledger.tui.blocks import GAP, Block, Figure, heading, quiet
from ledger.tui.drawing.bars import Bar, draw_bars
from ledger.tui.ink import line
from ledger.tui.pages.calibration.listed import MOST, between, more, none_yet, question_line
from ledger.tui.pages.calibration.spread import Drawing, Spread, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.calibration.numbers import Fell, Level, NumbersCalibration

WHOLE = 100
DIGITS = 9
"""Of a share, what sums of weights are good for."""


def numbers_page(report: NumbersCalibration, drawing: Drawing, *, simulated: bool) -> Spread:
    """The page. First the parts of the histogram can be selected, then the levels of the intervals."""
    bins, levels = _bins(report), report.levels
    here, first = drawing.selected, len(bins)
    fell = [one for one in report.fell if here is None or _in(one, report, here)]
    return Spread(
        chart=(
            *(_histogram(report, bins, drawing) if bins else []),
            *(_intervals(levels, drawing, None if here is None else here - first) if levels else []),
        ),
        words=tuple(_words(report, drawing)),
        listed=tuple(_list(fell, part=here is not None, simulated=simulated)),
        parts=first + len(levels),
    )


def _bins(report: NumbersCalibration) -> list[Bar]:
    if report.histogram is None or report.by_luck is None:
        return []
    luck = report.by_luck.low / report.families, report.by_luck.high / report.families
    size = report.histogram.size
    return [
        Bar(_bin(at, size), part, percent(part), luck, outside=not _within(part, luck))
        for at, part in enumerate(report.histogram.round(DIGITS).tolist())
    ]


def _within(part: float, luck: tuple[float, float]) -> bool:
    """Whether a share lies in its range, both as the sentence on it prints them."""
    return told(luck[0]) <= told(part) <= told(luck[1])


def _bin(at: int, size: int) -> str:
    return f"{WHOLE * at // size}-{WHOLE * (at + 1) // size} %"


def _histogram(report: NumbersCalibration, bins: list[Bar], drawing: Drawing) -> list[Block]:
    here = drawing.selected
    sentence = (
        quiet(f"{evenly_words(len(bins)).rstrip(':')}. {_shade(drawing)} is luck, ◆ outside it.", hang=2)
        if here is None or here >= len(bins)
        else chosen(_bin_words(report, bins[here]))
    )
    return [
        sentence,
        Figure(lambda width: draw_bars(bins, width, selected=here, ascii_only=drawing.ascii_only)),
        quiet(FELL, hang=2),
        GAP,
    ]


def _shade(drawing: Drawing) -> str:
    return ":" if drawing.ascii_only else "░"


def _bin_words(report: NumbersCalibration, bar: Bar) -> str:
    low, high = bar.luck or (0.0, 1.0)
    verdict = "beyond what luck explains" if bar.outside else "within what luck explains"
    return (
        f"{share(bar.share)} of {counted(report.families, 'value')} fell at {bar.name} of what was said; luck gives "
        f"{between(low, high)}: {verdict}"
    )


def _intervals(levels: Sequence[Level], drawing: Drawing, here: int | None) -> list[Block]:
    selected = here if here is not None and here >= 0 else None
    blocks: list[Block] = [
        heading("Intervals that held their value", f"{_shade(drawing)} luck · ◆ not by luck")
    ]
    if selected is not None:
        blocks.append(chosen(_level_words(levels[selected])))
    return [*blocks, _figure(levels, drawing, selected)]


def _figure(levels: Sequence[Level], drawing: Drawing, selected: int | None) -> Figure:
    bars = [_bar(one) for one in levels]
    return Figure(lambda width: draw_bars(bars, width, selected=selected, ascii_only=drawing.ascii_only))


def _bar(one: Level) -> Bar:
    expected = one.expected
    return Bar(
        share(one.level),
        one.inside / one.families,
        f"{number(one.inside)} of {one.families}, expected {number(expected.expected)}",
        (expected.low / one.families, expected.high / one.families),
        outside=luck_verdict(one.inside, expected) != EXPLAINED,
    )


def _level_words(one: Level) -> str:
    held = Judged(
        f"{number(one.inside)} of {counted(one.families, 'interval')} of {share(one.level)} held their value; {number(one.expected.expected)} "
        f"should have, luck gives {range_words(one.expected)}",
        luck_verdict(one.inside, one.expected),
    )
    ends = (
        f"; in the long run {between(one.low, one.high)}"
        if one.low is not None and one.high is not None
        else ""
    )
    return f"{held}{ends}. Below are those outside"


def _words(report: NumbersCalibration, drawing: Drawing) -> list[Block]:
    if not report.fell:
        return [none_yet("question of a number or a date, forecast with quantiles or an interval,")]
    if not report.levels:
        return [quiet(few_words(report.families))]
    drawn = (
        []
        if report.histogram is not None
        else [quiet(f"Where values fell is drawn from {DRAWN_FROM} families on.")]
    )
    below = heading("Values at or below a quantile", f"{_shade(drawing)} luck · ◆ not by luck")
    return [below, _figure(report.quantiles, drawing, None), *drawn]


def _in(one: Fell, report: NumbersCalibration, part: int) -> bool:
    """Whether a value belongs to a bin of the histogram, or lies outside the interval of a level."""
    size = report.histogram.size if report.histogram is not None else 0
    if part >= size:
        return (report.levels[part - size].level, False) in one.inside
    low, high = part / size, (part + 1) / size
    return one.low < high and one.high > low if one.low < one.high else low <= one.low <= high


def _list(fell: Sequence[Fell], *, part: bool, simulated: bool) -> list[Block]:
    newest = sorted(fell, key=lambda one: (-one.question.known_us, one.question.id))
    title = f"Said and happened: {len(fell)} here" if part else "Said and happened"
    lines = (_line(one, simulated=simulated) for one in newest[:MOST])
    return [heading(title, "fell between, value"), *lines, *more(len(fell))] if fell or part else []


def _line(one: Fell, *, simulated: bool) -> Block:
    fell = f"{one.low * WHOLE:.3g}-{one.high * WHOLE:.3g} %" if one.low < one.high else f"at {share(one.low)}"
    came = line((outcome_words(one.question.outcome, one.question.unit), "strong"))
    left = line((f"{fell:>9} ", "mine"), one.question.title)
    return question_line(one.question.id, left, came, simulated=simulated)
