"""Three ways to compare forecasters on shared questions: the sum over the schedule, adjusted for difficulty, by pairs.

Each gives everybody a value, and those who are ready for a rank an interval from resampled families and the chance that
luck alone puts the leader so far ahead: a paired test over families, of the sums or on the questions shared with the leader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring import (
    relative_skill,
    resampled_interval,
    resampled_skill,
    resampled_two_way,
    sign_flip_p_values,
    two_way_effects,
)
from ledger.standing.board.cells import Cells, nobody
from ledger.standing.board.parts import BILLION
from ledger.standing.board.ratios import NO_RATIO, with_ratios

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.standing.board.cells import Told
    from ledger.standing.board.parts import Part
    from ledger.standing.board.sums import Sums

    Column = NDArray[np.float64]

ALWAYS_HALF = 0.25
"""The Brier score of saying 50 % all the time, which is what silence counts as."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a method says of one forecaster; without interval and p for who is not ready for a rank.

    `p` is the paired test against the leader; None for the leader.
    """

    value: float
    low: float | None = None
    high: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Estimates:
    """By name, what a method says, and of whom it can say nothing, why. `up` is -1 where a lower value is better."""

    of: Mapping[str, Estimate]
    up: int
    apart: Mapping[str, str]


def by_time(sums: Sums, ready: Mapping[str, int]) -> Estimates:
    """The sum of points over the schedule, in points. `ready` gives the families of those who may be ranked."""
    value = np.where(sums.endless > 0, -np.inf, sums.total / BILLION)
    scored = np.flatnonzero(sums.spoke_in).tolist()
    found = {sums.names[nth]: Estimate(float(value[nth])) for nth in scored}
    # by name, so that of two equal leaders it is always the same one
    own = sorted(
        (nth for nth, who in enumerate(sums.names) if who in ready and np.isfinite(value[nth])),
        key=sums.names.__getitem__,
    )
    if not own:
        return Estimates(found, 1, {})
    leader = own[int(np.argmax(value[own]))]
    p = sign_flip_p_values(
        difference=(sums.total[leader] - sums.total[own]) / BILLION,
        flipped=(sums.flipped[:, [leader]] - sums.flipped[:, own]) / BILLION,
    )
    drawn = sums.resampled[:, own] * (sums.families / sums.weight[:, None] / BILLION)
    named = [sums.names[nth] for nth in own]
    return Estimates(found | _estimates(named, value[own], drawn, ready, p), 1, {})


def by_difficulty(
    families: Sequence[Sequence[Part]], ready: Mapping[str, int], told: Told = nobody
) -> Estimates:
    """Score less question effect, in points: the score on the average question of those that connect people.

    The largest set of forecasters whom shared questions connect is compared; the others stand apart. `told` hears how
    many of all resamples are done, and may raise to stop.
    """
    cells = Cells.of(families)
    if not cells.names:
        return Estimates({}, 1, {})
    columns = {"forecaster": cells.who, "question": cells.what, "score": cells.points}
    effects = two_way_effects(**columns, weight=cells.weight)
    within = effects.component == np.bincount(effects.component).argmax()
    drawn = np.concatenate(
        [resampled_two_way(**columns, weight=weight) for weight in cells.resampled_weights(told)]
    )
    apart = {
        who: "shares no question with the others, directly or by a chain"
        for who, connected in zip(cells.names, within.tolist(), strict=True)
        if not connected
    }
    return _on_common_ground(cells, effects.forecaster, drawn, ready, apart)


def by_pairs(families: Sequence[Sequence[Part]], ready: Mapping[str, int], told: Told = nobody) -> Estimates:
    """Relative skill by the Brier score on common questions, silence counted as 50 %; always 50 % is 1, lower is better.

    `told` is as in `by_difficulty`; it begins again where somebody without a ratio is left out.
    """
    found, apart = with_ratios(Cells.of(families), lambda cells: _skills(cells, ready, told))
    return Estimates(found or {}, -1, dict.fromkeys(apart, NO_RATIO))


def _skills(cells: Cells, ready: Mapping[str, int], told: Told) -> Mapping[str, Estimate]:
    value, drawn = _relative_logs(cells, told)
    compared = _on_common_ground(cells, -value, -drawn, ready, {})
    return {who: _skill(one) for who, one in compared.of.items()}


def _skill(logs: Estimate) -> Estimate:
    """From the negative of a logarithm to the ratio itself."""
    low, high = (None if one is None else float(np.exp(-one)) for one in (logs.high, logs.low))
    return Estimate(float(np.exp(-logs.value)), low, high, logs.p)


def _relative_logs(cells: Cells, told: Told) -> tuple[Column, Column]:
    """(people,) and (draws, people) the logarithm of the relative skill, always 50 % being one of the compared."""
    half, asked = len(cells.names), np.arange(cells.weight.size)
    columns: dict[str, Any] = {
        "forecaster": np.append(cells.who, np.full(asked.size, half)),
        "question": np.append(cells.what, asked),
        # Brier points are 0.25 less Brier, so absence, worth 0 points, loses as much as 50 % does
        "loss": np.append(np.maximum(ALWAYS_HALF - cells.points, 0.0), np.full(asked.size, ALWAYS_HALF)),
    }
    theta = relative_skill(**columns, weight=cells.weight).theta[None]
    drawn = np.concatenate([resampled_skill(**columns, weight=one) for one in cells.resampled_weights(told)])
    value, drawn = (np.log(one[:, :half] / one[:, [half]]) for one in (theta, drawn))
    return value[0], drawn


def _on_common_ground(
    cells: Cells, value: Column, drawn: Column, ready: Mapping[str, int], apart: Mapping[str, str]
) -> Estimates:
    found = {
        who: Estimate(one) for who, one in zip(cells.names, value.tolist(), strict=True) if who not in apart
    }
    own = [nth for nth, who in enumerate(cells.names) if who in ready and who not in apart]
    if not own:
        return Estimates(found, 1, apart)
    named = [cells.names[nth] for nth in own]
    p = cells.against(own[int(np.argmax(value[own]))])[own]
    return Estimates(found | _estimates(named, value[own], drawn[:, own], ready, p), 1, apart)


def _estimates(
    names: Sequence[str], value: Column, drawn: Column, families: Mapping[str, int], p: Column
) -> dict[str, Estimate]:
    """Those ready for a rank; the leader, who has the highest value, is tested against nobody."""
    counted = np.array([families[who] for who in names], dtype=np.int64)
    span = resampled_interval(drawn=drawn, value=value, families=counted)
    leader = int(np.argmax(value))
    columns = zip(value.tolist(), span.low.tolist(), span.high.tolist(), p.tolist(), strict=True)
    return {
        who: Estimate(*row[:3], p=None if nth == leader else row[3])
        for nth, (who, row) in enumerate(zip(names, columns, strict=True))
    }
