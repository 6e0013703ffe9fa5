"""A calibration as far as the numbers bear it, with the denominator and what ends next. Loads numpy: for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.changes import ends_next
from ledger.record.ended import stating_publications
from ledger.record.people import names
from ledger.record.questions import page
from ledger.standing.calibration.head_words import Whose
from ledger.standing.calibration.names import ASKED_AS, BYS, FORECASTER
from ledger.standing.calibration.numbers import numbers_calibration
from ledger.standing.calibration.options import options_calibration
from ledger.standing.calibration.report import calibration_of
from ledger.standing.calibration.slices import by_forecaster, slices
from ledger.standing.calibration.taken import read, said, scored_families, spoken
from ledger.standing.denominator import panel_of
from ledger.standing.histories import Choice
from ledger.tui.views.calibration_wanted import KIND_OF

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.standing.calibration.names import Kind
    from ledger.standing.calibration.numbers import NumbersCalibration
    from ledger.standing.calibration.options import OptionsCalibration
    from ledger.standing.calibration.report import Calibration
    from ledger.standing.calibration.slices import Slice
    from ledger.standing.calibration.taken import Read
    from ledger.standing.denominator import Panel
    from ledger.tui.views.calibration_wanted import Wanted

AHEAD_DAYS = 366
MOST = 8


@dataclass(frozen=True, slots=True)
class Slices:
    """The slices by one thing; `waiting` counts those left out as their scheduled end is still to come."""

    parts: tuple[Slice, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """What was wanted and what there is. `panel` counts questions of the kind shown, `others` the scored ones of other kinds."""

    wanted: Wanted
    whose: Whose
    kind: Kind
    report: Calibration | NumbersCalibration | OptionsCalibration | Slices
    panel: Panel
    others: int
    next_rows: tuple[QuestionRow, ...]
    now_us: int
    simulated: bool


def read_calibration(record: Record, wanted: Wanted, *, now_us: int, me: str) -> CalibrationView:
    """The whole view of one forecaster."""
    who = wanted.who or me
    found = read(record, who, choice=Choice(claimed=wanted.claimed))
    kind, scored = KIND_OF[wanted.seen], scored_families(record, found)
    ends = [end for end in found.ends if end.kind in ASKED_AS[kind]]
    own = {end.id: scored[end.id] for end in ends if end.id in scored}
    coming = ends_next(record, now_us=now_us, days=AHEAD_DAYS, kinds=ASKED_AS[kind])[:MOST]
    return CalibrationView(
        wanted=wanted,
        whose=Whose(who, own=who == me),
        kind=kind,
        report=_report(record, found, wanted, now_us),
        panel=panel_of(record, who, ends, spoken(found), own, now_us=now_us),
        others=len(scored) - len(own),
        next_rows=page(record, coming, now_us=now_us, me=me),
        now_us=now_us,
        simulated=record.simulated,
    )


def _report(
    record: Record, found: Read, wanted: Wanted, now_us: int
) -> Calibration | NumbersCalibration | OptionsCalibration | Slices:
    which, anyway = wanted.which, wanted.anyway
    ended_by_us = now_us if wanted.on_schedule else None
    match wanted.seen:
        case "chances" | "corp" | "sharpness":
            fold = wanted.folded and wanted.seen == "chances"
            return calibration_of(
                record, found, which=which, anyway=anyway, fold=fold, ended_by_us=ended_by_us
            )
        case "numbers":
            return numbers_calibration(record, found, which=which, anyway=anyway, ended_by_us=ended_by_us)
        case "options":
            return options_calibration(record, found, which=which, anyway=anyway, ended_by_us=ended_by_us)
        case "slices":
            return _slices(record, found, wanted, ended_by_us)


def _slices(record: Record, found: Read, wanted: Wanted, ended_by_us: int | None) -> Slices:
    if wanted.by == FORECASTER:
        everybody = by_forecaster(
            record,
            choice=Choice(claimed=wanted.claimed),
            which=wanted.which,
            ended_by_us=ended_by_us,
            anyway=wanted.anyway,
        )
        return Slices(everybody, waiting=0)
    every = said(found.histories, wanted.which)
    kept = [one for one in every if ended_by_us is None or one.question.closes_us <= ended_by_us]
    by = next(one for one in BYS if one == wanted.by)
    return Slices(slices(record, kept, by, anyway=wanted.anyway), waiting=len(every) - len(kept))


def read_people(record: Record) -> tuple[str, ...]:
    """Whose calibration can be shown, by name: everybody who forecast. Publications get none."""
    stated = stating_publications(record)
    return tuple(name for name in names(record) if name not in stated)
