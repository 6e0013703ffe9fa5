"""`fledger calibration --kind numbers`: where values fell in what was said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.calibration_head import head_data, head_lines
from ledger.cli.calibration_words import share
from ledger.cli.frame import table
from ledger.cli.score_page import percent
from ledger.standing.calibration.luck_words import luck_verdict
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.cli.calibration_head import Head
    from ledger.standing.calibration.numbers import Fell, Level, NumbersCalibration

HEADERS = ("interval", "questions", "families", "inside", "expected", "by luck, 9 in 10", "share inside", "")
LISTED = 100


def lines(report: NumbersCalibration, head: Head) -> Iterator[str]:
    """The report for people."""
    yield from head_lines(head, report.which, waiting=report.waiting)
    if not report.levels:
        few = words.counted(report.families, "family", "families")
        yield f"{few} resolved: too few for any count. From 10 there is one."
    else:
        yield table(HEADERS, [_cells(one) for one in report.levels])
    if report.histogram is not None:
        yield from _histogram(report)
    yield from ("", *(_fell(one, simulated=head.simulated) for one in report.fell[:LISTED]))
    if len(report.fell) > LISTED:
        yield f"... and {len(report.fell) - LISTED} more: --plain lists them all."


def _cells(one: Level) -> tuple[object, ...]:
    interval = (
        f"{share(one.low)} to {share(one.high)}" if one.low is not None and one.high is not None else ""
    )
    return (
        share(one.level),
        one.questions,
        one.families,
        number(one.inside),
        number(one.expected.expected),
        f"{number(one.expected.low)} to {number(one.expected.high)}",
        interval,
        luck_verdict(one.inside, one.expected),
    )


def _histogram(report: NumbersCalibration) -> Iterator[str]:
    shares = [] if report.histogram is None else report.histogram.tolist()
    yield f"Where the values fell, from below everything said to above it; evenly would be {share(1 / len(shares))} in each:"
    yield "  " + "  ".join(
        f"{100 * at // len(shares)}-{100 * (at + 1) // len(shares)} %: {percent(one)}"
        for at, one in enumerate(shares)
    )
    yield "  More in the middle: intervals too wide. More at both ends: too narrow. More on one side: values lie there."


def _fell(one: Fell, *, simulated: bool) -> str:
    inside = ", ".join(f"{'in' if held else 'outside'} {share(level)}" for level, held in one.inside)
    between = (
        f"between {share(one.low)} and {share(one.high)}" if one.low < one.high else f"at {share(one.low)}"
    )
    return f"  {'SIM ' if simulated else ''}{between:<26}  {inside:<36}  {one.question.id}"


def plain_rows(report: NumbersCalibration, *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """For pipes: question, family, forecast, low, high, intervals as level:inside, simulated."""
    for one in report.fell:
        inside = " ".join(f"{level:g}:{int(held)}" for level, held in one.inside)
        yield (
            one.question.id,
            one.question.family,
            one.forecast,
            repr(one.low),
            repr(one.high),
            inside,
            int(simulated),
        )


def data(report: NumbersCalibration, head: Head) -> dict[str, object]:
    """The report for programs."""
    return {
        **head_data(head),
        "which": report.which,
        "stage": report.stage.value,
        "families": report.families,
        "waiting": report.waiting,
        "levels": [_level_data(one) for one in report.levels],
        "histogram": report.histogram.tolist() if report.histogram is not None else None,
        "fell": [
            {
                "question": one.question.id,
                "family": one.question.family,
                "forecast": one.forecast,
                "low": one.low,
                "high": one.high,
                "inside": [{"level": level, "inside": held} for level, held in one.inside],
            }
            for one in report.fell
        ],
    }


def _level_data(one: Level) -> dict[str, object]:
    expected = one.expected
    return {
        "level": one.level,
        "questions": one.questions,
        "families": one.families,
        "inside": one.inside,
        "expected": {"expected": expected.expected, "low": expected.low, "high": expected.high},
        "low": one.low,
        "high": one.high,
    }
