"""`fledger calibration --kind numbers`: where values fell in what was said of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli.calibration_head import head_data, head_lines
from ledger.cli.frame import table
from ledger.standing.calibration.group_words import share
from ledger.standing.calibration.luck_words import luck_verdict
from ledger.standing.calibration.report_words import (
    FELL,
    evenly_words,
    few_words,
    range_words,
)
from ledger.standing.score_words import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.cli.calibration_head import Head
    from ledger.standing.calibration.numbers import Fell, Level, NumbersCalibration

HEADERS = ("interval", "questions", "families", "inside", "expected", "by luck, 9 in 10", "share inside", "")
QUANTILES = ("quantile", "questions", "families", "at or below", *HEADERS[4:6], "share at or below", "")
LISTED = 100


def lines(report: NumbersCalibration, head: Head) -> Iterator[str]:
    """The report for people."""
    yield from head_lines(head, report.which, waiting=report.waiting)
    if not report.levels:
        yield few_words(report.families)
    else:
        yield table(HEADERS, [_cells(one) for one in report.levels])
        yield table(QUANTILES, [_cells(one) for one in report.quantiles])
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
        range_words(one.expected),
        interval,
        luck_verdict(one.inside, one.expected),
    )


def _histogram(report: NumbersCalibration) -> Iterator[str]:
    shares = [] if report.histogram is None else report.histogram.tolist()
    yield evenly_words(len(shares))
    yield "  " + "  ".join(
        f"{100 * at // len(shares)}-{100 * (at + 1) // len(shares)} %: {percent(one)}"
        for at, one in enumerate(shares)
    )
    if report.by_luck is not None:
        low, high = (percent(one / report.families) for one in (report.by_luck.low, report.by_luck.high))
        yield f"  Luck alone gives {low} to {high} to each, nine times in ten."
    yield f"  {FELL}"


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
        "quantiles": [_level_data(one) for one in report.quantiles],
        "by_luck": asdict(report.by_luck) if report.by_luck else None,
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
    return {
        "level": one.level,
        "questions": one.questions,
        "families": one.families,
        "inside": one.inside,
        "expected": asdict(one.expected),
        "low": one.low,
        "high": one.high,
    }
