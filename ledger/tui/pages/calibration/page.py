"""The page of whatever is seen of a calibration: the line of views, the chart, the denominator, the words, the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.calibration.head_words import QUESTIONS, WHICH
from ledger.standing.calibration.names import FORECASTER
from ledger.standing.calibration.numbers import NumbersCalibration
from ledger.standing.calibration.options import OptionsCalibration
from ledger.standing.calibration.report import Calibration
from ledger.standing.calibration.report_words import families_words
from ledger.tui.blocks import GAP, Block, Words, quiet
from ledger.tui.commands.calibration import MoreDetail, NextSeen
from ledger.tui.commands.command import named_key
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.calibration.chances import chances
from ledger.tui.pages.calibration.corp import corp_page
from ledger.tui.pages.calibration.listed import ends_next, marked
from ledger.tui.pages.calibration.numbers import numbers_page
from ledger.tui.pages.calibration.options import options_page
from ledger.tui.pages.calibration.sharpness import sharpness_page
from ledger.tui.pages.calibration.slices import slices_page
from ledger.tui.views.calibration import Slices
from ledger.tui.views.calibration_wanted import SEEN, TITLES

if TYPE_CHECKING:
    from ledger.tui.ink import Line
    from ledger.tui.pages.calibration.spread import Drawing, Spread
    from ledger.tui.views.calibration import CalibrationView
    from ledger.tui.views.calibration_wanted import Seen


def spread_of(view: CalibrationView, drawing: Drawing) -> Spread:
    """The parts of the page. A selected part that is no longer there leaves all of them unselected."""
    whole = _spread(view, replace(drawing, selected=None))
    there = drawing.selected is not None and drawing.selected < whole.parts
    return _spread(view, drawing) if there else whole


def _spread(view: CalibrationView, drawing: Drawing) -> Spread:
    wanted, whose, simulated = view.wanted, view.whose, view.simulated
    match view.report:
        case Calibration() as report:
            return _yes_no(report, view, drawing)
        case NumbersCalibration() as report:
            return numbers_page(report, drawing, simulated=simulated)
        case OptionsCalibration() as report:
            return options_page(report, whose, drawing, folded=wanted.folded, simulated=simulated)
        case Slices() as found:
            return slices_page(found, wanted.by, drawing, simulated=simulated)


def _yes_no(report: Calibration, view: CalibrationView, drawing: Drawing) -> Spread:
    match view.wanted.seen:
        case "corp":
            return corp_page(report, drawing, simulated=view.simulated)
        case "sharpness":
            return sharpness_page(report, drawing, simulated=view.simulated)
        case "chances" | "numbers" | "options" | "slices":
            return chances(report, view.whose, drawing, simulated=view.simulated)


def one_column(view: CalibrationView, spread: Spread, *, selected: bool) -> list[Block]:
    """Everything below one another; the list of a selected part comes right below the chart."""
    about = [*_head(view), *([GAP, *spread.words] if spread.words else [])]
    listed = [GAP, *spread.listed] if spread.listed else []
    rest = [*spread.listed, GAP, *about] if selected else [*about, *listed, *_next(view)]
    return [*_top(view, spread), *rest]


def left_column(view: CalibrationView, spread: Spread) -> list[Block]:
    """What stands at the left of a wide screen."""
    return [*_top(view, spread), *_head(view), GAP, *spread.words]


def right_column(view: CalibrationView, spread: Spread, *, selected: bool) -> list[Block]:
    """What stands at its right."""
    return [*spread.listed, *([] if selected else _next(view))]


def _top(view: CalibrationView, spread: Spread) -> list[Block]:
    return [views_line(view.wanted.seen), *spread.chart, *([GAP] if spread.chart else [])]


def views_line(seen: Seen) -> Block:
    """The ways to see it, the one that is seen marked."""
    return Words(
        joined(
            [span(f"[{TITLES[one]}]", "here") if one == seen else span(TITLES[one], "muted") for one in SEEN],
            "  ",
        )
    )


def _head(view: CalibrationView) -> list[Block]:
    if view.wanted.seen == "slices" and view.wanted.by == FORECASTER:
        return [quiet(f"From each question: {WHICH[view.wanted.which]}.", hang=2)]
    blocks: list[Block] = [Words(_denominator(view), 2)]
    if view.others > 0:
        questions = counted(view.others, "scored question")
        blocks.append(
            quiet(f"{questions} of other kinds stand apart; ", named_key(NextSeen), " shows them.", hang=2)
        )
    blocks.append(quiet(_which(view), hang=2))
    if view.wanted.anyway and view.panel.families:
        blocks.append(
            Words(
                line(
                    ("More than the numbers bear; ", "warn"),
                    named_key(MoreDetail),
                    (" hides it again.", "warn"),
                )
            )
        )
    return blocks


def _denominator(view: CalibrationView) -> Line:
    panel = view.panel
    who = "you" if view.whose.own else view.whose.name
    counts = [
        (panel.annulled, "annulled"),
        (panel.ambiguous, "ambiguous"),
        (panel.held, "held"),
        (panel.open, "open"),
        (panel.late, "without a score"),
        (panel.withdrawn, "withdrawn"),
    ]
    first = line(
        (f"{panel.resolved} resolved of {panel.asked} {QUESTIONS[view.kind]} {who} forecast", "strong")
    )
    rest = [span(f"{count} {word}", "muted") for count, word in counts if count]
    families = [span(families_words(panel.families), "muted")] if panel.families else []
    return marked(joined([first, *rest, *families]), simulated=view.simulated)


def _which(view: CalibrationView) -> str:
    wanted, waiting = view.wanted, view.report.waiting
    schedule = (
        f" Only questions whose scheduled end has passed; {waiting} left out." if wanted.on_schedule else ""
    )
    claimed = " Forecasts count, too, whose time is only their word." if wanted.claimed else ""
    return f"From each question, {WHICH[wanted.which]}.{schedule}{claimed}"


def _next(view: CalibrationView) -> list[Block]:
    rows = ends_next(view.next_rows, view.now_us)
    return [GAP, *rows] if rows else []
