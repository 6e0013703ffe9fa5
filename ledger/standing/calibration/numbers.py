"""The calibration of one forecaster on numbers and dates: where the values fell in what was said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.questions.forecast import DateQuantiles, Interval, Quantiles
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo
from ledger.questions.says_stored import says_from
from ledger.scoring import (
    Stage,
    happened_range,
    mean_score,
    pit_histogram,
    pit_intervals,
    reliability_curve,
    stage,
)
from ledger.standing.calibration.taken import taken_rows
from ledger.standing.scored import Days, Numbers
from ledger.standing.scores import said_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ledger.questions.forecast import Says
    from ledger.record.opening import Record
    from ledger.scoring import LuckRange
    from ledger.standing.calibration.names import Which
    from ledger.standing.calibration.taken import Read
    from ledger.standing.histories import History
    from ledger.standing.scored import Scored

WHOLE = 1.0
FEW_BINS, MANY_BINS = 5, 10


@dataclass(frozen=True, slots=True)
class Fell:
    """A value in what was said of it: between which two levels it fell (0 to 1), and whether it was in the intervals.

    `inside` has the level of every central interval that was stated, 0.8 for one from 10 to 90 %; `below` every level
    that was stated, with whether the value lay at or below what was said for it.
    """

    question: Scored
    forecast: int
    low: float
    high: float
    inside: tuple[tuple[float, bool], ...]
    below: tuple[tuple[float, bool], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The intervals of one level: of so many families, how many held their value, and how many should have.

    Of a quantile, `inside` is how many values lay at or below it.
    `low` and `high` are the ends of the 90 % interval of the share inside, None below thirty families.
    """

    level: float
    questions: int
    families: int
    inside: float
    expected: LuckRange
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, eq=False)
class NumbersCalibration:
    """The report. `histogram` (bins,) has the shares of the values between equal steps of level, None below thirty
    families, and `by_luck` how many families luck alone gives each, were all told right; `levels` and `quantiles` are empty below ten. `waiting` counts those left out as their scheduled end is still to come. `stage` is what the number of families allows.
    """

    forecaster: str
    which: Which
    stage: Stage
    families: int
    waiting: int
    fell: tuple[Fell, ...]
    levels: tuple[Level, ...]
    quantiles: tuple[Level, ...]
    histogram: NDArray[np.float64] | None
    by_luck: LuckRange | None


def numbers_calibration(
    record: Record,
    found: Read,
    *,
    which: Which = "middle",
    ended_by_us: int | None = None,
    anyway: bool = False,
) -> NumbersCalibration:
    """The calibration on numbers and dates, from what was read. Points and ranges without a level are no part of it."""
    every = [one for history in found.of_kinds("numeric", "date") for one in _fell(record, history, which)]
    fell = [one for one in every if ended_by_us is None or one.question.closes_us <= ended_by_us]
    families = len({one.question.family for one in fell})
    allowed = stage(families=families)
    shown = Stage.ALL if anyway and fell else allowed
    histogram = _histogram(fell, shown)
    return NumbersCalibration(
        forecaster=found.forecaster,
        which=which,
        stage=allowed,
        families=families,
        waiting=len(every) - len(fell),
        fell=tuple(fell),
        levels=_levels([(one, one.inside) for one in fell], anyway=anyway) if shown is not Stage.LIST else (),
        quantiles=_levels([(one, one.below) for one in fell], anyway=anyway)
        if shown is not Stage.LIST
        else (),
        histogram=histogram,
        by_luck=_by_luck(fell, histogram.size) if histogram is not None else None,
    )


def _fell(record: Record, history: History, which: Which) -> list[Fell]:
    rows, says = taken_rows(history.steps, which).tolist(), said_forms(record, history)
    found = []
    for row in rows:
        question, seq = history.questions[history.group[row]], int(history.forecasts.forecast[row])
        points = _points(says_from(says[seq]))
        if points:
            found.append(_one(question, seq, points))
    return found


def _points(says: Says) -> list[tuple[float, float]]:
    """Levels with their values: days as numbers, the ends of an interval as the two levels around it."""
    match says:
        case Quantiles(points):
            return [(float(level), float(value)) for level, value in points]
        case DateQuantiles(points):
            return [(float(level), float(day.toordinal())) for level, day in points]
        case Interval(level, lower, upper):
            outside = (WHOLE - float(level)) / 2.0
            return [(outside, float(lower)), (WHOLE - outside, float(upper))]
        case _:
            return []


def _one(question: Scored, forecast: int, points: Sequence[tuple[float, float]]) -> Fell:
    value, least, most = _value(question)
    levels, said = ([point[part] for point in points] for part in (0, 1))
    # what lies beyond a range counts as its end, on both sides of the comparison, as in the scores
    into = [min(max(one, least), most) for one in said]
    low, high = (float(end[0]) for end in pit_intervals(quantiles=[into], levels=levels, value=[value]))
    return Fell(
        question,
        forecast,
        0.0 if value <= least else low,
        WHOLE if value >= most else high,
        tuple(_inside(levels, into, value)),
        tuple((round(level, 9), value <= one) for level, one in zip(levels, into, strict=True)),
    )


def _inside(levels: Sequence[float], said: Sequence[float], value: float) -> list[tuple[float, bool]]:
    """Every central interval between two levels that pair up, the narrowest first."""
    place = {round(level, 9): at for at, level in enumerate(levels)}
    pairs = [(at, place.get(round(WHOLE - level, 9))) for at, level in enumerate(levels) if level < WHOLE / 2]
    return [
        (round(levels[other] - levels[at], 9), said[at] <= value <= said[other])
        for at, other in reversed(pairs)
        if other is not None
    ]


def _value(question: Scored) -> tuple[float, float, float]:
    """The value and the ends of the question's range."""
    match question.outcome, question.scale:
        case Amount(value), Numbers(least, most):
            return min(max(float(value), least), most), least, most
        case Beyond(side), Numbers(least, most):
            return (least if side == "min" else most), least, most
        case OnDay(day), Days(least, most):
            after = float(most.toordinal() + 1)
            return (float(day.toordinal()) if day else after), float(least.toordinal()), after
        case ((YesNo() | Chosen() | Amount() | Beyond() | OnDay()), _):
            raise TypeError(f"{question.outcome!r} is no number or day.")


def _levels(
    fell: Sequence[tuple[Fell, tuple[tuple[float, bool], ...]]], *, anyway: bool
) -> tuple[Level, ...]:
    found: dict[float, list[tuple[str, bool]]] = {}
    for one, stated in fell:
        for level, inside in stated:
            found.setdefault(level, []).append((one.question.family, inside))
    return tuple(_level(level, found[level], anyway=anyway) for level in sorted(found))


def _level(level: float, rows: Sequence[tuple[str, bool]], *, anyway: bool) -> Level:
    family, inside = [name for name, _ in rows], [held for _, held in rows]
    families, said = len(set(family)), np.full(len(rows), level)
    enough = anyway or stage(families=families) not in {Stage.LIST, Stage.SUMMARY}
    curve = reliability_curve(probability=said, occurred=inside, family=family, groups=1) if enough else None
    return Level(
        level=level,
        questions=len(rows),
        families=families,
        inside=mean_score(score=[float(held) for held in inside], family=family) * families,
        expected=happened_range(probability=said, family=family),
        low=float(curve.low[0]) if curve else None,
        high=float(curve.high[0]) if curve else None,
    )


def _histogram(fell: Sequence[Fell], shown: Stage) -> NDArray[np.float64] | None:
    match shown:
        case Stage.LIST | Stage.SUMMARY:
            return None
        case Stage.GROUPS | Stage.CORP | Stage.ALL:
            return pit_histogram(
                low=[one.low for one in fell],
                high=[one.high for one in fell],
                family=[one.question.family for one in fell],
                bins=FEW_BINS if shown is Stage.GROUPS else MANY_BINS,
            )


def _by_luck(fell: Sequence[Fell], bins: int) -> LuckRange:
    """What luck gives a bin that every value falls into with the same chance; wider than need be where levels are few."""
    return happened_range(
        probability=np.full(len(fell), 1.0 / bins), family=[one.question.family for one in fell]
    )
