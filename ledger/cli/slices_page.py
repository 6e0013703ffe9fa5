"""`fledger calibration --slice`: a line for each part of a record, counted only where it is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import table
from ledger.standing.calibration.luck_words import brier_verdict, luck_verdict
from ledger.standing.calibration.report_words import range_words, short_verdict, slice_notes
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.standing.calibration.slices import Shown, Slice

HEADERS = (
    "questions",
    "families",
    "expected",
    "happened",
    "by luck, 9 in 10",
    "count",
    "Brier",
    "if calibrated",
    "Brier is",
)
FIGURES = 7
"""Cells of a line that a slice too small leaves empty."""


def lines(by: str, slices: Sequence[Slice], *, simulated: bool) -> Iterator[str]:
    """The table for people."""
    if not slices:
        yield "No yes/no question has resolved yet."
        return
    yield table((by, *HEADERS), [_cells(one, simulated=simulated) for one in slices])
    yield from slice_notes(slices)


def _cells(one: Slice, *, simulated: bool) -> tuple[object, ...]:
    name = f"SIM {one.name}" if simulated else one.name
    return (name, one.questions, one.families, *(_shown(one.shown) if one.shown else ("",) * FIGURES))


def _shown(shown: Shown) -> tuple[str, ...]:
    expected, calibrated = shown.expected, shown.calibrated
    return (
        number(expected.expected),
        number(shown.happened),
        range_words(expected),
        short_verdict(luck_verdict(shown.happened, expected)),
        f"{shown.brier:.3f}",
        f"{calibrated.low:.3f} to {calibrated.high:.3f}",
        short_verdict(brier_verdict(shown.brier, calibrated)),
    )


def plain_rows(slices: Sequence[Slice], *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """For pipes: slice, questions, families, happened, expected, its 5 % and 95 % points, Brier, simulated."""
    for one in slices:
        shown = one.shown
        figures = (
            (shown.happened, shown.expected.expected, shown.expected.low, shown.expected.high, shown.brier)
            if shown
            else ("",) * 5
        )
        yield one.name, one.questions, one.families, *figures, int(simulated)


def data(slices: Sequence[Slice]) -> list[dict[str, object]]:
    """For programs."""
    return [
        {
            "name": one.name,
            "questions": one.questions,
            "families": one.families,
            "shown": _data(one.shown) if one.shown else None,
        }
        for one in slices
    ]


def _data(shown: Shown) -> dict[str, object]:
    expected, calibrated = shown.expected, shown.calibrated
    return {
        "happened": shown.happened,
        "expected": {"expected": expected.expected, "low": expected.low, "high": expected.high},
        "brier": shown.brier,
        "calibrated": {"expected": calibrated.expected, "low": calibrated.low, "high": calibrated.high},
    }
