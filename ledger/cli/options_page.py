"""`fledger calibration --kind options`: the option held likeliest, and every option, beside what came."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli.calibration_head import head_data, head_lines
from ledger.cli.calibration_page import curve_data, curve_lines
from ledger.standing.calibration.report_words import few_words, shared_words, top_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.cli.calibration_head import Head
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.options import Chose, OptionsCalibration, Top

LISTED = 100


def lines(report: OptionsCalibration, head: Head) -> Iterator[str]:
    """The report for people."""
    yield from head_lines(head, report.which, waiting=report.waiting)
    if report.top is not None:
        yield from _top(report.top, head.whose)
    else:
        yield few_words(report.families)
    if report.every:
        yield "Every option as a yes/no forecast:"
        yield from curve_lines(report.every)
    yield from ("", *(_chose(one, simulated=head.simulated) for one in report.chose[:LISTED]))
    if len(report.chose) > LISTED:
        yield f"... and {len(report.chose) - LISTED} more: --plain lists them all."


def _top(top: Top, whose: Whose) -> Iterator[str]:
    yield f"{top_words(top, whose)}."
    yield from shared_words(top)
    if top.curve:
        yield from curve_lines(top.curve)


def _chose(one: Chose, *, simulated: bool) -> str:
    given, most = one.chances[one.came], max(one.chances)
    return f"  {'SIM ' if simulated else ''}{given * 100:6.2f} % on what came, at most {most * 100:6.2f} %  {one.question.id}"


def plain_rows(report: OptionsCalibration, *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """For pipes: question, family, forecast, place of the option that came, the chances, simulated."""
    for one in report.chose:
        chances = " ".join(repr(chance) for chance in one.chances)
        yield one.question.id, one.question.family, one.forecast, one.came, chances, int(simulated)


def data(report: OptionsCalibration, head: Head) -> dict[str, object]:
    """The report for programs."""
    return {
        **head_data(head),
        "which": report.which,
        "stage": report.stage.value,
        "families": report.families,
        "waiting": report.waiting,
        "top": _top_data(report.top) if report.top else None,
        "every": curve_data(report.every) if report.every else None,
        "chose": [
            {
                "question": one.question.id,
                "family": one.question.family,
                "forecast": one.forecast,
                "chances": list(one.chances),
                "came": one.came,
            }
            for one in report.chose
        ],
    }


def _top_data(top: Top) -> dict[str, object]:
    return {
        "questions": top.questions,
        "families": top.families,
        "happened": top.happened,
        "expected": asdict(top.expected),
        "curve": curve_data(top.curve) if top.curve else None,
    }
