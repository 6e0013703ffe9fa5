"""Sharpness: how often which chances were said, whatever happened."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ledger.standing.calibration.report_words import DRAWN_FROM, sharp_words
from ledger.standing.score_words import percent
from ledger.tui.blocks import Figure, Words, quiet
from ledger.tui.commands.calibration import MoreDetail
from ledger.tui.commands.command import named_key
from ledger.tui.drawing.bars import Bar, draw_bars
from ledger.tui.ink import line
from ledger.tui.pages.calibration.listed import YES_NO, none_yet, said_list
from ledger.tui.pages.calibration.spread import Drawing, Spread, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.calibration.report import Calibration
    from ledger.standing.calibration.taken import Said

TENTHS = 10
EDGES = tuple(at / TENTHS for at in range(1, TENTHS))
LEGEND = "how often each tenth was said, whatever happened · → reads out"


def sharpness_page(report: Calibration, drawing: Drawing, *, simulated: bool) -> Spread:
    """The page."""
    if not report.said:
        return Spread((), (none_yet(YES_NO),), ())
    if report.sharpness is None:
        few = f"Sharpness is shown from {DRAWN_FROM} families on; so far {report.families}. "
        anyway = quiet(few, named_key(MoreDetail), " shows it anyway.")
        return Spread((), (anyway,), tuple(said_list(report.said, part=False, simulated=simulated)))
    parts = tenths(report.said)
    bars = [
        Bar(_name(at), part, f"{percent(part)} · {len(said)}")
        for at, (part, said) in enumerate(zip(report.sharpness.spread.tolist(), parts, strict=True))
    ]
    here = drawing.selected
    return Spread(
        chart=(
            quiet(LEGEND, hang=2)
            if here is None
            else chosen(
                f"Said {_name(here)}: {bars[here].words} {'forecast' if len(parts[here]) == 1 else 'forecasts'}"
            ),
            Figure(lambda width: draw_bars(bars, width, selected=here, ascii_only=drawing.ascii_only)),
        ),
        words=(
            Words(line(sharp_words(report.sharpness)), 2),
            quiet("Sharp forecasts are worth something only where they are calibrated.", hang=2),
        ),
        listed=tuple(
            said_list(
                report.said if here is None else parts[here], part=here is not None, simulated=simulated
            )
        ),
        parts=TENTHS,
    )


def tenths(said: Sequence[Said]) -> list[list[Said]]:
    """What was said in each tenth; one begins at its lower end, 100 % is in the last."""
    parts: list[list[Said]] = [[] for _ in range(TENTHS)]
    for one in said:
        parts[bisect_right(EDGES, one.probability)].append(one)
    return parts


def _name(tenth: int) -> str:
    return f"{tenth * TENTHS}-{(tenth + 1) * TENTHS} %"
