"""CORP: the Brier score taken apart, each term beside what a perfect forecaster shows by chance, and the rising curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.standing.calibration.corp_steps import steps_of
from ledger.standing.calibration.group_words import share
from ledger.standing.score_words import number
from ledger.tui.blocks import Block, Figure, Pair, heading, quiet
from ledger.tui.commands.calibration import MoreDetail
from ledger.tui.commands.command import named_key
from ledger.tui.drawing.corp_curve import draw_corp
from ledger.tui.ink import line
from ledger.tui.pages.calibration.listed import YES_NO, between, none_yet, said_list
from ledger.tui.pages.calibration.spread import Drawing, Spread, chosen

if TYPE_CHECKING:
    from ledger.scoring import Corp, CorpByChance, LuckRange
    from ledger.standing.calibration.corp_steps import Step
    from ledger.standing.calibration.report import Calibration

FROM = 100
"""Families from which on the terms measure the forecaster rather than the count."""
LEGEND = "{step} what should have been said, told afterwards · across: said · → reads out"


def corp_page(report: Calibration, drawing: Drawing, *, simulated: bool) -> Spread:
    """The page."""
    if not report.said:
        return Spread((), (none_yet(YES_NO),), ())
    if report.corp is None or report.by_chance is None:
        few = f"CORP is shown from {FROM} families on; so far {report.families}. "
        anyway = quiet(few, named_key(MoreDetail), " shows it anyway.")
        return Spread((), (anyway,), tuple(said_list(report.said, part=False, simulated=simulated)))
    steps = steps_of(report.corp)
    here = steps[drawing.selected] if drawing.selected is not None else None
    said = [one for one in report.said if here is None or here.lowest <= one.probability <= here.highest]
    return Spread(
        chart=(
            quiet(LEGEND.format(step="=" if drawing.ascii_only else "━"), hang=2)
            if here is None
            else chosen(_read_out(here)),
            Figure(
                lambda width: draw_corp(
                    steps, width, drawing.lines, selected=drawing.selected, ascii_only=drawing.ascii_only
                )
            ),
        ),
        words=tuple(terms(report.corp, report.by_chance)),
        listed=tuple(said_list(said, part=here is not None, simulated=simulated)),
        parts=len(steps),
    )


def _read_out(step: Step) -> str:
    return (
        f"Said {between(step.lowest, step.highest)}, should have been {share(step.happened)}, told afterwards: "
        f"{number(step.families)} {'family' if step.families == 1 else 'families'}"
    )


def terms(found: Corp, chance: CorpByChance) -> list[Block]:
    """Each term beside what a perfect forecaster would show by chance."""
    return [
        heading("Brier = miscalibration − discrimination + uncertainty"),
        _term("miscalibration", found.miscalibration, "lower is better", chance.miscalibration),
        _term("discrimination", found.discrimination, "higher is better", chance.discrimination),
        Pair(
            line(
                f"{'uncertainty':<15}", (f"{found.uncertainty:.3f}", "strong"), ("  of the outcomes", "muted")
            ),
            line((f"Brier {found.score:.3f}", "muted")),
        ),
        quiet(
            "Miscalibration is what other numbers for the same order of chances would have gained; discrimination is how well "
            "they tell what happens from what does not.",
            hang=2,
        ),
    ]


def _term(name: str, value: float, better: str, luck: LuckRange) -> Block:
    return Pair(
        line(f"{name:<15}", (f"{value:.3f}", "strong"), (f"  {better}", "muted")),
        line((f"a perfect forecaster by chance {luck.low:.3f} to {luck.high:.3f}", "muted")),
        whole=True,
    )
