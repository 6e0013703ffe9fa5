"""Yes/no chances beside what happened: the chart and its sentences, never more than the number of families bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.standing.calibration.group_words import group_words, misses_by_luck
from ledger.standing.calibration.luck_words import noticed_sentence
from ledger.standing.calibration.report_words import (
    EARLY,
    FOLDED,
    calibrated_words,
    expected_words,
    few_words,
    no_curve_words,
    shared_words,
)
from ledger.tui.blocks import GAP, Block, Figure, Words, quiet
from ledger.tui.drawing.canvas import Canvas
from ledger.tui.drawing.reliability import draw_reliability
from ledger.tui.ink import line
from ledger.tui.pages.calibration.corp import terms
from ledger.tui.pages.calibration.listed import YES_NO, missed, none_yet, said_list
from ledger.tui.pages.calibration.spread import Drawing, Spread, chosen, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.scoring import SmallNumbers
    from ledger.standing.calibration.groups import Group
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.report import Calibration
    from ledger.standing.calibration.taken import Said
    from ledger.tui.ink import Line

LEGEND = "● within luck ({luck}), ◆ not · up: happened, across: said · → reads out"
MOST_GROUPS = 5
"""So many groups are told in sentences, too."""


def chances(report: Calibration, whose: Whose, drawing: Drawing, *, simulated: bool) -> Spread:
    """The page."""
    groups, selected = report.groups, drawing.selected
    here = groups[selected] if selected is not None else None
    said = [one for one in report.said if here is None or _in(one, here, folded=report.folded)]
    listed = said_list(said, part=here is not None, simulated=simulated) if report.said else []
    misses = missed(report.misses, simulated=simulated) if here is None else []
    return Spread(
        chart=tuple(_chart(groups, whose, drawing, folded=report.folded)),
        words=tuple(_words(report, whose)),
        listed=(*misses, *([GAP] if misses else []), *listed),
        parts=len(groups),
    )


def _in(one: Said, group: Group, *, folded: bool) -> bool:
    sure = max(one.probability, 1.0 - one.probability) if folded else one.probability
    return group.lowest <= sure <= group.highest


def _chart(groups: Sequence[Group], whose: Whose, drawing: Drawing, *, folded: bool) -> list[Block]:
    if not groups:
        return []
    return [
        read_out(groups, drawing, whose, folded=folded),
        Figure(lambda width: _drawn(groups, width, drawing)),
    ]


def read_out(groups: Sequence[Group], drawing: Drawing, whose: Whose, *, folded: bool = False) -> Block:
    """The selected group as a sentence, or what the signs mean."""
    if drawing.selected is None:
        return quiet(LEGEND.format(luck=":" if drawing.ascii_only else "░"), hang=2)
    return chosen(group_words(groups[drawing.selected], folded=folded, who=whose.subject))


def _drawn(groups: Sequence[Group], width: int, drawing: Drawing) -> list[Line]:
    return draw_reliability(
        groups, width, drawing.lines, selected=drawing.selected, ascii_only=drawing.ascii_only
    )


def _words(report: Calibration, whose: Whose) -> list[Block]:
    if not report.said:
        return [none_yet(YES_NO)]
    blocks: list[Block] = [quiet(few_words(report.families, "mean", "a summary"))]
    if report.block is not None:
        blocks = _summary(report.block, whose)
    if not report.groups:
        blocks.append(Figure(lambda width: _dots(report.said, width)))
    if report.groups:
        blocks += [GAP, *_groups(report, whose)]
    elif report.folded:
        blocks.append(quiet(f"Folded or not, {no_curve_words(report.families)} a draws it."))
    if report.corp is not None and report.by_chance is not None:
        blocks += [GAP, *terms(report.corp, report.by_chance)]
    if report.early:
        blocks.append(quiet(f"{report.early} {EARLY}: w can wait for the end.", hang=2))
    return blocks


def _summary(block: SmallNumbers, whose: Whose) -> list[Block]:
    base = f" · base rates: {block.base_rates:.3f}" if block.base_rates is not None else ""
    brier = line(
        (f"Brier {block.brier:.3f}", "strong"),
        f" (0 best, 1 worst; lower is better) · always 50 %: {block.always_half:.3f}{base} · the share that did happen, "
        f"known only now: {block.hindsight_rate:.3f}",
    )
    return [
        judged(expected_words(block, whose)),
        Words(brier, 2),
        judged(calibrated_words(block)),
        quiet(noticed_sentence(block.families, block.noticed, block.noticed_later), hang=2),
        *(quiet(words, hang=2) for words in shared_words(block)),
    ]


def _groups(report: Calibration, whose: Whose) -> list[Block]:
    groups = report.groups
    sentences = groups if len(groups) <= MOST_GROUPS else ()
    return [
        *([quiet(FOLDED, hang=2)] if report.folded else []),
        *(
            Words(
                line(
                    (
                        group_words(one, folded=report.folded, who=whose.subject),
                        "plain" if one.explained else "warn",
                    )
                ),
                2,
            )
            for one in sentences
        ),
        *([quiet(misses_by_luck(len(groups)), hang=2)] if len(groups) > 1 else []),
    ]


def _dots(said: Sequence[Said], width: int) -> list[Line]:
    """Every forecast as a dot on a line from 0 to 100 %: above what happened, below what did not."""
    canvas = Canvas(max(width, 30), 3)
    wide = max(width, 30) - 10
    canvas.text(0, 0, "YES")
    canvas.text(0, 2, "NO")
    canvas.text(4, 1, "0 %")
    canvas.text(4 + wide + 1, 1, "100 %")
    for x in range(wide - 3):
        canvas.put(7 + x, 1, "·", "muted")
    for one in said:
        x = 7 + round(one.probability * (wide - 4))
        canvas.put(
            x, 0 if one.occurred else 2, "●" if one.occurred else "○", "good" if one.occurred else "warn"
        )
    return canvas.lines()
