"""Slices: a line for each part of a record, counted only where it is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.calibration.luck_words import EXPLAINED, brier_verdict, luck_verdict
from ledger.standing.calibration.names import FORECASTER
from ledger.standing.calibration.report_words import families_words, range_words, short_verdict, slice_notes
from ledger.standing.score_words import number
from ledger.tui.blocks import Block, Pair, heading, quiet
from ledger.tui.ink import joined, line
from ledger.tui.pages.calibration.listed import YES_NO, marked, none_yet, said_list
from ledger.tui.pages.calibration.spread import Drawing, Spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.calibration.slices import Shown, Slice
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.calibration import Slices

BY: Mapping[str, str] = {
    "tag": "by tag",
    "ahead": "by the time left when it was said",
    "made": "by the quarter in which it was said",
    "known": "by the quarter in which the outcome was known",
    "end": "by the quarter of the scheduled end",
    "origin": "by who said it first",
    FORECASTER: "by forecaster",
}


def slices_page(found: Slices, by: str, drawing: Drawing, *, simulated: bool) -> Spread:
    """The page; each line is a part that can be selected."""
    here = drawing.selected
    said = found.parts[here].said if here is not None else ()
    lines = [_line(one, at == here, simulated=simulated) for at, one in enumerate(found.parts)]
    return Spread(
        chart=(heading(f"Slices {BY[by]}", "x: by something else"), *(lines or [none_yet(YES_NO)])),
        words=tuple(quiet(note, hang=2) for note in slice_notes(found.parts)),
        listed=tuple(said_list(said, part=True, simulated=simulated) if here is not None else _hint(found)),
        parts=len(found.parts),
    )


def _hint(found: Slices) -> list[Block]:
    return [quiet("→ lists what a slice is made of.")] if found.parts else []


def _line(one: Slice, here: bool, *, simulated: bool) -> Block:
    counts = families_words(one.families)
    if one.questions != one.families:
        counts = f"{counted(one.questions, 'question')}, {counts}"
    name: Line = line(
        (f"{'▸' if here else ' '} ", "key"),
        (one.name, "strong" if here else "plain"),
        (f"  {counts}", "muted"),
    )
    return Pair(
        name,
        marked(_figures(one.shown), simulated=simulated) if one.shown else line(("counted only", "muted")),
        whole=True,
    )


def _figures(shown: Shown) -> Line:
    count = luck_verdict(shown.happened, shown.expected)
    brier = brier_verdict(shown.brier, shown.calibrated)
    happened = f"{number(shown.happened)} happened, luck {range_words(shown.expected)}: "
    scored = f"Brier {shown.brier:.3f}, luck {shown.calibrated.low:.3f} to {shown.calibrated.high:.3f}: "
    return joined([line(happened, _verdict(count)), line(scored, _verdict(brier))])


def _verdict(words: str) -> Span:
    ink: Ink = "muted" if words == EXPLAINED else "warn"
    return short_verdict(words), ink
