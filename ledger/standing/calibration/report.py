"""The calibration of one forecaster on yes/no questions, as far as the number of families bears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from ledger.record.forecasts import page
from ledger.scoring import (
    NARROW_END_EDGES,
    Stage,
    corp,
    corp_by_chance,
    folded,
    reliability_curve,
    sharpness,
    small_numbers,
    stage,
)
from ledger.standing.calibration.groups import groups_of
from ledger.standing.calibration.names import Which
from ledger.standing.calibration.taken import Said, read, said
from ledger.standing.histories import USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Corp, CorpByChance, ReliabilityCurve, Sharpness, SmallNumbers
    from ledger.standing.calibration.groups import Group
    from ledger.standing.calibration.taken import Read
    from ledger.standing.histories import Choice

__all__ = ["Calibration", "Columns", "Said", "Which", "calibration", "calibration_of", "columns_of"]

MISSES = 3
MISSED_BY = 0.25
"""A Brier score above that of always saying 50 % is a miss."""
HALF = 0.5
FOLDED_EDGES = (0.0, *(edge for edge in NARROW_END_EDGES if edge > HALF))
"""The upper half of the bins that are narrow at the ends; nothing lies below 50 %."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """The report. What the stage does not bear is None; `by_chance` stands beside `corp` always.

    `waiting` counts those left out as their scheduled end is still to come, where that was asked for.
    `groups` are those of the curve, empty without one.
    `stage` is what the number of families allows; with `anyway` more is there than it allows. The curve of a
    `folded` report goes from 50 to 100 %: how sure, and how often right.
    """

    forecaster: str
    which: Which
    folded: bool
    stage: Stage
    families: int
    waiting: int
    said: tuple[Said, ...]
    misses: tuple[Said, ...]
    block: SmallNumbers | None
    sharpness: Sharpness | None
    curve: ReliabilityCurve | None
    groups: tuple[Group, ...]
    corp: Corp | None
    by_chance: CorpByChance | None

    @property
    def early(self) -> int:
        """How many were known before their scheduled end: a YES comes early, a NO only at the end."""
        return sum(one.early for one in self.said)


class Columns(TypedDict):
    """The columns every function of `ledger.scoring` over a record takes, (n,) each."""

    probability: NDArray[np.float64]
    occurred: NDArray[np.bool_]
    family: NDArray[np.int64]


def calibration(
    record: Record,
    forecaster: str,
    *,
    choice: Choice = USUAL,
    which: Which = "middle",
    anyway: bool = False,
    fold: bool = False,
    ended_by_us: int | None = None,
) -> Calibration:
    """The calibration of a forecaster. `ended_by_us` takes only questions whose scheduled end had passed by then."""
    found = read(record, forecaster, choice=choice)
    return calibration_of(record, found, which=which, anyway=anyway, fold=fold, ended_by_us=ended_by_us)


def calibration_of(
    record: Record,
    found: Read,
    *,
    which: Which = "middle",
    anyway: bool = False,
    fold: bool = False,
    ended_by_us: int | None = None,
) -> Calibration:
    """The same from what was read already."""
    every = said(found.histories, which)
    kept = [one for one in every if ended_by_us is None or one.question.closes_us <= ended_by_us]
    columns = columns_of(kept)
    families = len(set(columns["family"].tolist()))
    allowed = stage(families=families)
    shown = Stage.ALL if anyway and kept else allowed
    decomposed = shown in {Stage.CORP, Stage.ALL}
    drawn = _folded(columns) if fold else columns
    curve = _curve(drawn, shown, fold=fold)
    return Calibration(
        forecaster=found.forecaster,
        which=which,
        folded=fold,
        stage=allowed,
        families=families,
        waiting=len(every) - len(kept),
        said=tuple(kept),
        misses=_misses(record, kept),
        block=small_numbers(**columns) if shown is not Stage.LIST else None,
        sharpness=_sharpness(columns) if shown not in {Stage.LIST, Stage.SUMMARY} else None,
        curve=curve,
        groups=groups_of(curve, **drawn) if curve is not None else (),
        corp=corp(**columns) if decomposed else None,
        by_chance=_by_chance(columns) if decomposed else None,
    )


def columns_of(kept: Sequence[Said]) -> Columns:
    """The columns of what was taken; families are numbered in the order they come."""
    number: dict[str, int] = {}
    return {
        "probability": np.array([one.probability for one in kept], dtype=np.float64),
        "occurred": np.array([one.occurred for one in kept], dtype=np.bool_),
        "family": np.array(
            [number.setdefault(one.question.family, len(number)) for one in kept], dtype=np.int64
        ),
    }


def _folded(columns: Columns) -> Columns:
    sure = folded(probability=columns["probability"], occurred=columns["occurred"])
    return {"probability": sure.probability, "occurred": sure.occurred, "family": columns["family"]}


def _sharpness(columns: Columns) -> Sharpness:
    return sharpness(probability=columns["probability"], family=columns["family"])


def _curve(columns: Columns, shown: Stage, *, fold: bool) -> ReliabilityCurve | None:
    match shown:
        case Stage.LIST | Stage.SUMMARY:
            return None
        case Stage.GROUPS | Stage.CORP:
            return reliability_curve(**columns)
        case Stage.ALL:
            return reliability_curve(**columns, edges=FOLDED_EDGES if fold else NARROW_END_EDGES)


def _by_chance(columns: Columns) -> CorpByChance:
    return corp_by_chance(probability=columns["probability"], family=columns["family"])


def _misses(record: Record, kept: Sequence[Said]) -> tuple[Said, ...]:
    missed = (one for one in kept if one.brier > MISSED_BY)
    worst = sorted(missed, key=lambda one: (-one.brier, one.question.id))[:MISSES]
    reasons = {row.forecast: row.reason for row in page(record, [one.forecast for one in worst])}
    return tuple(one._replace(reason=reasons.get(one.forecast)) for one in worst)
