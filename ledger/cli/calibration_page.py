"""`fledger calibration`: as much as the number of families bears, and what luck alone would have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.cli import words
from ledger.cli.calibration_words import group_words, misses_by_luck
from ledger.cli.score_page import number, panel_data, panel_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from ledger.scoring import Corp, CorpByChance, LuckRange, ReliabilityCurve, Sharpness, SmallNumbers
    from ledger.standing.calibration.report import Calibration, Said
    from ledger.standing.denominator import Panel

LISTED = 100
"""Lines of the list; a pipe gets them all."""
MOST_GROUPS = 5
"""So many groups are told in sentences, too."""
WHICH = {
    "first": "the first forecast that counted",
    "middle": "the forecast that stood in the middle of the time covered",
    "last": "the last forecast that counted",
}


def lines(report: Calibration, panel: Panel, next_ends: tuple[str, ...], *, simulated: bool) -> Iterator[str]:
    """The report for people."""
    yield f"{'SIM ' if simulated else ''}{panel_words(panel)}"
    yield f"From each question: {WHICH[report.which]}."
    if report.block is not None:
        yield from _block(report.block, report)
    else:
        yield f"{words.counted(report.families, 'family', 'families')} resolved: too few for any mean. From 10 there is a summary."
        yield f"What ends next: {', '.join(next_ends) or 'nothing'}"
    if report.sharpness is not None:
        yield from _sharpness(report.sharpness)
    if report.curve is not None:
        yield from _curve(report, report.curve)
    if report.corp is not None and report.by_chance is not None:
        yield from _corp(report.corp, report.by_chance)
    if report.early:
        count = report.early
        yield f"{count} known before the scheduled end. A YES comes early, a NO only at the end: --on-schedule waits for the end."
    yield from ("", *(_said(one, simulated=simulated) for one in _by_probability(report)[:LISTED]))
    if len(report.said) > LISTED:
        yield f"... and {len(report.said) - LISTED} more: --plain lists them all."


def _by_probability(report: Calibration) -> list[Said]:
    return sorted(report.said, key=lambda one: (one.probability, one.question.id))


def _said(one: Said, *, simulated: bool) -> str:
    outcome = words.sim("YES" if one.occurred else "NO", simulated=simulated)
    return f"  {one.probability * 100:6.2f} %  {outcome:<7}  Brier {one.brier:.3f}  {one.question.id}"


def _block(block: SmallNumbers, report: Calibration) -> Iterator[str]:
    yield (
        f"You expected {number(block.expected.expected)} to happen; {number(block.happened)} did. "
        f"Luck alone gives {_range(block.expected)} nine times in ten."
    )
    rates = f"   base rates: {block.base_rates:.3f}" if block.base_rates is not None else ""
    yield (
        f"Brier {block.brier:.3f} (0 best, 1 worst; lower is better)   always 50 %: {block.always_half:.3f}{rates}"
        f"   the share that did happen, known only now: {block.hindsight_rate:.3f}"
    )
    yield (
        f"  someone exactly as calibrated as these {block.questions} forecasts claim would get "
        f"{block.calibrated.low:.2f} to {block.calibrated.high:.2f} nine times in ten"
    )
    for miss in report.misses:
        yield f"Miss: {miss.probability * 100:.3g} % on {miss.question.id}, {'YES' if miss.occurred else 'NO'}{_why(miss)}"
    yield (
        f"With {block.families} families, plain overconfidence would be noticed {_in_ten(block.noticed)}; "
        f"with {4 * block.families}, {_in_ten(block.noticed_later)}."
    )


def _why(miss: Said) -> str:
    return f'; you wrote: "{miss.reason}"' if miss.reason else ""


def _in_ten(share: float) -> str:
    return f"{share * 10:.0f} times in 10"


def _range(luck: LuckRange) -> str:
    return f"{number(luck.low)} to {number(luck.high)}"


def _sharpness(found: Sharpness) -> Iterator[str]:
    yield (
        f"These forecasts expect a Brier score of {found.variance:.3f} of themselves; {found.near_the_ends:.0%} of them "
        "say 10 % or less, or 90 % or more."
    )


def _curve(report: Calibration, curve: ReliabilityCurve) -> Iterator[str]:
    if report.folded:
        yield "Folded: how sure, and how often right. It hides a lean to YES or NO."
    yield from curve_lines(curve)
    if curve.said.size <= MOST_GROUPS:
        rows = zip(*(one.tolist() for one in _sides(curve)), strict=True)
        yield from (
            group_words(
                said=said, happened=happened, families=families, low=low, high=high, folded=report.folded
            )
            for said, happened, families, low, high in rows
        )
    if curve.said.size > 1:
        yield misses_by_luck(curve.said.size)


def _sides(curve: ReliabilityCurve) -> tuple[NDArray[Any], ...]:
    return curve.said, curve.happened, curve.families, curve.low, curve.high


def curve_lines(curve: ReliabilityCurve) -> Iterator[str]:
    """The groups of a curve, one on a line."""
    yield "  said     happened  90 % interval   forecasts  families"
    columns = (curve.said, curve.happened, curve.low, curve.high, curve.forecasts, curve.families)
    for said, happened, low, high, count, families in zip(*(one.tolist() for one in columns), strict=True):
        yield f"  {said:6.1%}  {happened:8.1%}  {low:6.1%} to {high:6.1%}  {count:9d}  {families:8d}"


def _corp(found: Corp, chance: CorpByChance) -> Iterator[str]:
    yield (
        f"Brier {found.score:.4f} = miscalibration {found.miscalibration:.4f} - discrimination "
        f"{found.discrimination:.4f} + uncertainty {found.uncertainty:.4f}"
    )
    yield (
        f"  by chance alone a perfectly calibrated forecaster would show miscalibration "
        f"{chance.miscalibration.expected:.4f} ({chance.miscalibration.low:.4f} to {chance.miscalibration.high:.4f})"
        f" and discrimination {chance.discrimination.expected:.4f} ({chance.discrimination.low:.4f} to "
        f"{chance.discrimination.high:.4f})"
    )


def data(report: Calibration, panel: Panel, *, simulated: bool) -> dict[str, object]:
    """The report for programs; a reason stands with the biggest misses."""
    reasons = {one.forecast: one.reason for one in report.misses}
    return {
        "forecaster": report.forecaster,
        "simulated": simulated,
        "kind": "yes-no",
        "which": report.which,
        "folded": report.folded,
        "stage": report.stage.value,
        "families": report.families,
        "early": report.early,
        "panel": panel_data(panel),
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
