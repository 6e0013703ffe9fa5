"""`fledger calibration`: as much as the number of families bears, and what luck alone would have shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.calibration_head import head_data, head_lines
from ledger.cli.frame import table
from ledger.standing.calibration.corp_steps import steps_of
from ledger.standing.calibration.group_words import (
    group_words,
    luck_words,
    misses_by_luck,
    share,
    verdict,
)
from ledger.standing.calibration.luck_words import noticed_sentence
from ledger.standing.calibration.report_words import (
    EARLY,
    FOLDED,
    calibrated_words,
    expected_words,
    few_words,
    no_curve_words,
    shared_words,
    sharp_words,
    short_verdict,
)
from ledger.standing.score_words import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.cli.calibration_head import Head
    from ledger.scoring import Corp, CorpByChance, LuckRange, Sharpness, SmallNumbers
    from ledger.standing.calibration.corp_steps import Step
    from ledger.standing.calibration.groups import Group
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.report import Calibration, Said

LISTED = 100
"""Lines of the list; a pipe gets them all."""
MOST_GROUPS = 5
"""So many groups are told in sentences, too."""
CURVE = ("said", "happened", "90 % interval", "luck gives", "forecasts", "families", "")
STEPS = ("said", "told afterwards", "families")


def lines(report: Calibration, head: Head, next_ends: tuple[str, ...]) -> Iterator[str]:
    """The report for people."""
    yield from head_lines(head, report.which, waiting=report.waiting)
    if report.block is not None:
        yield from _block(report.block, report, head.whose)
    else:
        yield few_words(report.families, "mean", "a summary")
        yield f"What ends next: {', '.join(next_ends) or 'nothing'}"
    if report.sharpness is not None:
        yield from _sharpness(report.sharpness)
    if report.groups:
        yield from _curve(report, head.whose)
    elif report.folded:
        yield f"Folded or not, {no_curve_words(report.families)} --anyway draws it."
    if report.corp is not None and report.by_chance is not None:
        yield from _corp(report.corp, report.by_chance)
    if report.early and not head.on_schedule:
        yield f"{report.early} {EARLY}: --on-schedule waits for the end."
    yield from ("", *(_said(one, simulated=head.simulated) for one in _by_probability(report)[:LISTED]))
    if len(report.said) > LISTED:
        yield f"... and {len(report.said) - LISTED} more: --plain lists them all."


def _by_probability(report: Calibration) -> list[Said]:
    return sorted(report.said, key=lambda one: (one.probability, one.question.id))


def _said(one: Said, *, simulated: bool) -> str:
    outcome = words.sim("YES" if one.occurred else "NO", simulated=simulated)
    return f"  {one.probability * 100:6.2f} %  {outcome:<7}  Brier {one.brier:.3f}  {one.question.id}"


def _block(block: SmallNumbers, report: Calibration, whose: Whose) -> Iterator[str]:
    yield f"{expected_words(block, whose)}."
    yield from shared_words(block)
    rates = f"   base rates: {block.base_rates:.3f}" if block.base_rates is not None else ""
    yield (
        f"Brier {block.brier:.3f} (0 best, 1 worst; lower is better)   always 50 %: {block.always_half:.3f}{rates}"
        f"   the share that did happen, known only now: {block.hindsight_rate:.3f}"
    )
    yield f"{calibrated_words(block)}."
    for miss in report.misses:
        outcome = "YES" if miss.occurred else "NO"
        yield f"Miss: {share(miss.probability)} on {miss.question.id}, {outcome}{_why(miss, whose)}"
    yield noticed_sentence(block.families, block.noticed, block.noticed_later)


def _why(miss: Said, whose: Whose) -> str:
    return f'; {whose.subject} wrote: "{miss.reason}"' if miss.reason else ""


def _sharpness(found: Sharpness) -> Iterator[str]:
    yield sharp_words(found)
    tenths = ((10 * at, part) for at, part in enumerate(found.spread.tolist()) if part)
    yield f"  Said: {',  '.join(f'{start}-{start + 10} %: {percent(part)}' for start, part in tenths)}"


def _curve(report: Calibration, whose: Whose) -> Iterator[str]:
    if report.folded:
        yield FOLDED
    yield from curve_lines(report.groups)
    if len(report.groups) <= MOST_GROUPS:
        yield from (group_words(one, folded=report.folded, who=whose.subject) for one in report.groups)
    if len(report.groups) > 1:
        yield misses_by_luck(len(report.groups))


def curve_lines(groups: Sequence[Group]) -> Iterator[str]:
    """The groups of a curve, one on a line."""
    yield table(CURVE, [_group(one) for one in groups])


def _group(one: Group) -> tuple[object, ...]:
    between = f"{share(one.low)} to {share(one.high)}"
    counts = one.forecasts, one.families
    return (
        share(one.said),
        share(one.happened),
        between,
        luck_words(one),
        *counts,
        short_verdict(verdict(one)),
    )


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
    yield table(STEPS, [_step(one) for one in steps_of(found)])


def _step(one: Step) -> tuple[object, ...]:
    said = share(one.lowest) if one.lowest == one.highest else f"{share(one.lowest)} to {share(one.highest)}"
    return said, share(one.happened), number(one.families)


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
        "curve": curve_data(report.groups) if report.groups else None,
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


def curve_data(groups: Sequence[Group]) -> list[dict[str, object]]:
    """The groups of a curve for programs."""
    return [{**asdict(one), "luck": _luck_data(one.luck)} for one in groups]


def _corp_data(found: Corp, chance: CorpByChance) -> dict[str, object]:
    return {
        "score": found.score,
        "miscalibration": found.miscalibration,
        "discrimination": found.discrimination,
        "uncertainty": found.uncertainty,
        "steps": [asdict(one) for one in steps_of(found)],
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
