"""How somebody is doing: the short line on Today, and what they said of what was known last.

Loads numpy, so only workers call it, after the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.questions import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.scoring import SmallNumbers
    from ledger.standing.calibration.report import Calibration
    from ledger.standing.calibration.taken import Said

FIRST_MEAN = 10
"""Resolved families from which there is more to say than that it is too early."""


MOST_LATELY = 24
"""Of what was said lately; Today leaves out what it shows already."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One or two sentences, and the resolved yes/no questions I had forecast, the newest first, with their rows by id."""

    sentences: tuple[str, ...]
    lately: tuple[Said, ...]
    rows: Mapping[str, QuestionRow]


def read_doing(record: Record, *, now_us: int, me: str) -> Doing:
    """How I am doing at this moment."""
    from ledger.standing.calibration.report import calibration

    report = calibration(record, me)
    lately = newest(report.said)[:MOST_LATELY]
    rows = page(record, [one.question.id for one in lately], now_us=now_us, me=me)
    return Doing(honest_words(report), tuple(lately), {row.id: row for row in rows})


def newest(said: Iterable[Said]) -> list[Said]:
    """What was known last comes first."""
    return sorted(said, key=lambda one: (-one.question.known_us, one.question.id))


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
