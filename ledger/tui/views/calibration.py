"""My calibration as far as the numbers bear it, with the denominator and what ends next. Loads numpy: for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.changes import ends_next
from ledger.record.ended import question_ends
from ledger.record.forecasts import spoken_on
from ledger.record.questions import QuestionRow, page
from ledger.standing.calibration.names import ASKED_AS
from ledger.standing.calibration.report import Calibration, calibration
from ledger.standing.denominator import Panel, panel_of
from ledger.standing.scores import score_lines
from ledger.tui.drawing.reliability import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record
    from ledger.scoring import ReliabilityCurve
    from ledger.standing.scores import ScoreLine

AHEAD_DAYS = 366
MOST = 8


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """`groups` is empty where the number of families bears no chart. `panel` counts yes/no questions. `other` counts scored questions that are not yes/no."""

    report: Calibration
    panel: Panel
    groups: tuple[Group, ...]
    next_rows: tuple[QuestionRow, ...]
    now_us: int
    other: int
    anyway: bool
    simulated: bool


def read_calibration(record: Record, *, now_us: int, me: str, anyway: bool = False) -> CalibrationView:
    """The whole view of one forecaster."""
    lines = score_lines(record, me)
    report = calibration(record, me, anyway=anyway)
    coming = ends_next(record, now_us=now_us, days=AHEAD_DAYS)[:MOST]
    return CalibrationView(
        report=report,
        panel=_panel(record, me, lines, now_us=now_us),
        groups=_groups(report.curve),
        next_rows=page(record, coming, now_us=now_us, me=me),
        now_us=now_us,
        other=sum(bool(line.scores) for line in lines) - len(report.said),
        anyway=anyway,
        simulated=record.simulated,
    )


def _panel(record: Record, me: str, lines: Sequence[ScoreLine], *, now_us: int) -> Panel:
    """The denominator of the questions that are yes/no."""
    asked = [end for end in question_ends(record) if end.kind in ASKED_AS["yes-no"]]
    ids = {end.id for end in asked}
    scored = {
        line.question.id: line.question.family for line in lines if line.scores and line.question.id in ids
    }
    return panel_of(record, me, asked, spoken_on(record, me), scored, now_us=now_us)


def _groups(curve: ReliabilityCurve | None) -> tuple[Group, ...]:
    if curve is None:
        return ()
    columns = (curve.said, curve.happened, curve.forecasts, curve.low, curve.high)
    return tuple(
        Group(float(said), float(share), int(count), float(low), float(high))
        for said, share, count, low, high in zip(*columns, strict=True)
    )
