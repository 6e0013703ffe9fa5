"""How somebody is doing, in sentences: the short line on Today.

Loads numpy, so only workers call it, after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.scoring import SmallNumbers
    from ledger.standing.calibration.report import Calibration

FIRST_MEAN = 10
"""Resolved families from which there is more to say than that it is too early."""


def honest_line(record: Record, *, me: str) -> tuple[str, ...]:
    """One or two sentences on my yes/no forecasts, as far as their number bears it."""
    from ledger.standing.calibration.report import calibration

    return honest_words(calibration(record, me))


def honest_words(report: Calibration) -> tuple[str, ...]:
    """The report's first sentences."""
    count = len(report.said)
    if not count:
        return ("No yes/no question you forecast has resolved yet.",)
    if report.block is None:
        return (
            f"{_resolved(count, report.families)}: too few for a mean; there is one from {FIRST_MEAN} independent ones on.",
        )
    return _so_far(report.block)


def _so_far(block: SmallNumbers) -> tuple[str, ...]:
    """The counts as calibration tells them, and the Brier score."""
    from ledger.standing.calibration.report_words import range_words, shared_words
    from ledger.standing.score_words import number

    return (
        (
            f"{block.questions} resolved: you expected {number(block.expected.expected)} to happen, "
            f"{number(block.happened)} did; luck alone gives {range_words(block.expected)} nine times in ten."
        ),
        *shared_words(block),
        f"Brier {block.brier:.3f} (0 best, 1 worst); always 50 %: {block.always_half:.3f}.",
    )


def _resolved(count: int, families: int) -> str:
    """How many resolved, and how many measurements decided them."""
    of = "" if families == count else f" ({families} independent)"
    return f"{count} of your yes/no questions resolved{of}"
