"""`fledger calibration`: as much as the number of families bears, and what luck alone would have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.cli import words
from ledger.cli.calibration_head import head_data, head_lines
from ledger.cli.calibration_words import group_words, misses_by_luck, share
from ledger.cli.score_page import percent
from ledger.standing.calibration.luck_words import brier_verdict, luck_verdict, noticed_sentence
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from ledger.cli.calibration_head import Head, Whose
    from ledger.scoring import Corp, CorpByChance, LuckRange, ReliabilityCurve, Sharpness, SmallNumbers
    from ledger.standing.calibration.report import Calibration, Said

LISTED = 100
"""Lines of the list; a pipe gets them all."""
MOST_GROUPS = 5
"""So many groups are told in sentences, too."""
DRAWN_FROM = 30
"""Families from which on there is a curve."""


def lines(report: Calibration, head: Head, next_ends: tuple[str, ...]) -> Iterator[str]:
    """The report for people."""
    yield from head_lines(head, report.which, waiting=report.waiting)
    if report.block is not None:
        yield from _block(report.block, report, head.whose)
    else:
        yield f"{words.counted(report.families, 'family', 'families')} resolved: too few for any mean. From 10 there is a summary."
        yield f"What ends next: {', '.join(next_ends) or 'nothing'}"
    if report.sharpness is not None:
        yield from _sharpness(report.sharpness)
    if report.curve is not None:
        yield from _curve(report, report.curve, head.whose)
    elif report.folded:
        yield f"Folded or not, there is a curve from {DRAWN_FROM} families on; here are {report.families}. --anyway draws it."
    if report.corp is not None and report.by_chance is not None:
        yield from _corp(report.corp, report.by_chance)
    if report.early and not head.on_schedule:
        count = report.early
        yield f"{count} known before the scheduled end. A YES comes early, a NO only at the end: --on-schedule waits for the end."
    yield from ("", *(_said(one, simulated=head.simulated) for one in _by_probability(report)[:LISTED]))
    if len(report.said) > LISTED:
        yield f"... and {len(report.said) - LISTED} more: --plain lists them all."


def _by_probability(report: Calibration) -> list[Said]:
    return sorted(report.said, key=lambda one: (one.probability, one.question.id))


def _said(one: Said, *, simulated: bool) -> str:
    outcome = words.sim("YES" if one.occurred else "NO", simulated=simulated)
    return f"  {one.probability * 100:6.2f} %  {outcome:<7}  Brier {one.brier:.3f}  {one.question.id}"


def _block(block: SmallNumbers, report: Calibration, whose: Whose) -> Iterator[str]:
    yield (
        f"{whose.opening} expected {number(block.expected.expected)} to happen; {number(block.happened)} did. "
        f"Luck alone gives {_range(block.expected)} nine times in ten: {luck_verdict(block.happened, block.expected)}."
    )
    rates = f"   base rates: {block.base_rates:.3f}" if block.base_rates is not None else ""
    yield (
        f"Brier {block.brier:.3f} (0 best, 1 worst; lower is better)   always 50 %: {block.always_half:.3f}{rates}"
        f"   the share that did happen, known only now: {block.hindsight_rate:.3f}"
    )
    yield (
        f"  someone exactly as calibrated as these {block.questions} forecasts claim would get "
        f"{block.calibrated.low:.3f} to {block.calibrated.high:.3f} nine times in ten; {block.brier:.3f}: "
        f"{brier_verdict(block.brier, block.calibrated)}"
    )
    for miss in report.misses:
        outcome = "YES" if miss.occurred else "NO"
        yield f"Miss: {share(miss.probability)} on {miss.question.id}, {outcome}{_why(miss, whose)}"
    yield noticed_sentence(block.families, block.noticed, block.noticed_later)


def _why(miss: Said, whose: Whose) -> str:
    return f'; {whose.subject} wrote: "{miss.reason}"' if miss.reason else ""


def _range(luck: LuckRange) -> str:
    return f"{number(luck.low)} to {number(luck.high)}"


def _sharpness(found: Sharpness) -> Iterator[str]:
    yield (
        f"These forecasts expect a Brier score of {found.variance:.3f} of themselves; {percent(found.near_the_ends)} of them "
        "say 10 % or less, or 90 % or more."
    )


def _curve(report: Calibration, curve: ReliabilityCurve, whose: Whose) -> Iterator[str]:
    if report.folded:
        yield "Folded: how sure, and how often right. It hides a lean to YES or NO."
    yield from curve_lines(curve)
    if curve.said.size <= MOST_GROUPS:
        rows = zip(*(one.tolist() for one in _sides(curve)), strict=True)
        yield from (
            group_words(
                said=said,
                happened=happened,
                families=families,
                low=low,
                high=high,
                folded=report.folded,
                who=whose.subject,
            )
            for said, happened, families, low, high in rows
        )
    if curve.said.size > 1:
        yield misses_by_luck(curve.said.size)


def _sides(curve: ReliabilityCurve) -> tuple[NDArray[Any], ...]:
    return curve.said, curve.happened, curve.families, curve.low, curve.high


def curve_lines(curve: ReliabilityCurve) -> Iterator[str]:
    """The groups of a curve, one on a line."""
    yield "     said  happened  90 % interval       forecasts  families"
    columns = (curve.said, curve.happened, curve.low, curve.high, curve.forecasts, curve.families)
    for said, happened, low, high, count, families in zip(*(one.tolist() for one in columns), strict=True):
        between = f"{_tenths(low)} to {_tenths(high)}"
        yield f"  {_tenths(said)}  {_tenths(happened):>8}  {between}  {count:9d}  {families:8d}"


def _tenths(value: float) -> str:
    return f"{value * 100:5.1f} %"


def _corp(found: Corp, chance: CorpByChance) -> Iterator[str]:
    yield (
        f"CORP: Brier {found.score:.4f} = miscalibration {found.miscalibration:.4f} (lower is better) - discrimination "
        f"{found.discrimination:.4f} (higher is better) + uncertainty {found.uncertainty:.4f} (of the outcomes alone)"
    )
    yield (
        f"  by chance alone a perfectly calibrated forecaster would show miscalibration "
        f"{chance.miscalibration.expected:.4f} ({chance.miscalibration.low:.4f} to {chance.miscalibration.high:.4f})"
        f" and discrimination {chance.discrimination.expected:.4f} ({chance.discrimination.low:.4f} to "
        f"{chance.discrimination.high:.4f})"
    )


def data(report: Calibration, head: Head) -> dict[str, object]:
    """The report for programs; a reason stands with the biggest misses."""
    reasons = {one.forecast: one.reason for one in report.misses}
    return {
        **head_data(head),
        "which": report.which,
        "folded": report.folded,
        "stage": report.stage.value,
        "families": report.families,
        "early": report.early,
        "waiting": report.waiting,
        "said": [_said_data(one, reasons) for one in report.said],
        "misses": [one.question.id for one in report.misses],
        "summary": _block_data(report.block) if report.block else None,
        "sharpness": _sharpness_data(report.sharpness) if report.sharpness else None,
        "curve": curve_data(report.curve) if report.curve else None,
        "corp": _corp_data(report.corp, report.by_chance) if report.corp and report.by_chance else None,
    }


def _said_data(one: Said, reasons: Mapping[int, str | None]) -> dict[str, object]:
    return {
        "question": one.question.id,
        "family": one.question.family,
        "forecast": one.forecast,
        "probability": one.probability,
        "occurred": one.occurred,
        "brier": one.brier,
        "early": one.early,
        "reason": reasons.get(one.forecast),
    }


def _block_data(block: SmallNumbers) -> dict[str, object]:
    return {
        "questions": block.questions,
        "families": block.families,
        "happened": block.happened,
        "expected": _luck_data(block.expected),
        "brier": block.brier,
        "always_half": block.always_half,
        "hindsight_rate": block.hindsight_rate,
        "calibrated": _luck_data(block.calibrated),
        "noticed": block.noticed,
        "noticed_later": block.noticed_later,
    }


def _sharpness_data(found: Sharpness) -> dict[str, object]:
    return {
        "variance": found.variance,
        "near_the_ends": found.near_the_ends,
        "spread": found.spread.tolist(),
    }


def _luck_data(luck: LuckRange) -> dict[str, float]:
    return {"expected": luck.expected, "low": luck.low, "high": luck.high}


def curve_data(curve: ReliabilityCurve) -> list[dict[str, object]]:
    """The groups of a curve for programs."""
    names = ("said", "happened", "low", "high", "lowest", "highest", "forecasts", "families")
    columns = [getattr(curve, name).tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _corp_data(found: Corp, chance: CorpByChance) -> dict[str, object]:
    return {
        "score": found.score,
        "miscalibration": found.miscalibration,
        "discrimination": found.discrimination,
        "uncertainty": found.uncertainty,
        "by_chance": {
            "miscalibration": _luck_data(chance.miscalibration),
            "discrimination": _luck_data(chance.discrimination),
        },
    }


def plain_rows(report: Calibration, *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """For pipes: question, family, probability, occurred, Brier, early, simulated."""
    for one in report.said:
        numbers = (repr(one.probability), int(one.occurred), repr(one.brier))
        yield one.question.id, one.question.family, *numbers, int(one.early), int(simulated)
