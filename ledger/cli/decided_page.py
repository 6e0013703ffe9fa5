"""`fledger resolve` in words: what was resolved, proposed, given up and annulled, and what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.words import sim
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.resolution.people.confirm import Resolved

DIGITS = 12


def decided_rows(
    report: SweepReport, accepted: Sequence[Resolved], *, dry_run: bool, simulated: bool
) -> Iterator[tuple[str, ...]]:
    """What became of a question, which, and in what words; a proposal with the beginning of its hash."""
    for each in accepted:
        yield "resolved", each.question, f"confirmed by {each.how}"
    would = "would propose" if dry_run else "proposed"
    for one in report.proposed:
        outcome = sim(clean_line(one.outcome or "sources conflict"), simulated=simulated)
        yield would, one.question, outcome, one.hash[:DIGITS]
    for heading, reasons in (
        ("given up", report.given_up),
        ("annulled", report.annulled),
        ("needs a person", report.needs_person),
        ("waits", report.waits),
    ):
        yield from ((heading, name, clean_line(reason)) for name, reason in reasons.items())


def report_data(report: SweepReport) -> dict[str, object]:
    """What a sweep did and found, for programs."""
    return {
        "requests": report.requests,
        "entries": report.entries,
        "proposed": [
            {"question": each.question, "hash": each.hash, "outcome": each.outcome, "why": each.why}
            for each in report.proposed
        ],
        "given_up": report.given_up,
        "annulled": report.annulled,
        "waits": report.waits,
        "needs_person": report.needs_person,
        "refused": report.refused,
        "unreadable": report.unreadable,
        "clock_doubt": report.clock_doubt,
    }
