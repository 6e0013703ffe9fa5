"""What stands above a calibration: whose it is, of which questions, what of them counts and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli.score_page import panel_data, panel_words
from ledger.questions.units import counted
from ledger.standing.calibration.head_words import QUESTIONS, WHICH
from ledger.standing.calibration.names import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.names import Kind, Which
    from ledger.standing.denominator import Panel


@dataclass(frozen=True, slots=True)
class Head:
    """The questions of the kind shown, in `panel`; `others` counts the scored ones of other kinds.

    `on_schedule` leaves out questions whose scheduled end is still to come.
    """

    whose: Whose
    kind: Kind
    panel: Panel
    others: int
    on_schedule: bool
    simulated: bool


def head_lines(head: Head, which: Which, *, waiting: int) -> Iterator[str]:
    """The head for people. `waiting` is how many are left out for their scheduled end."""
    mark = "SIM " if head.simulated else ""
    yield f"{mark}{head.whose.name}, {QUESTIONS[head.kind]}: {panel_words(head.panel)}"
    if head.others:
        kinds = ", ".join(f"--kind {kind}" for kind in KINDS if kind != head.kind)
        yield f"{counted(head.others, 'scored question')} of other kinds stand apart: {kinds}."
    if head.on_schedule:
        yield f"--on-schedule: only questions whose scheduled end has passed; {waiting} left out."
    yield f"From each question: {WHICH[which]}."


def head_data(head: Head) -> dict[str, object]:
    """The head for programs."""
    return {
        "forecaster": head.whose.name,
        "simulated": head.simulated,
        "kind": head.kind,
        "panel": panel_data(head.panel),
        "other_kinds_scored": head.others,
    }
