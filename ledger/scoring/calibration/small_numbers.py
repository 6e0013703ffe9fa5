"""The block shown for a dozen resolved questions: what you expected, what luck alone gives, what can be learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.scoring.calibration.counting import LuckRange, happened_range
from ledger.scoring.calibration.luck import DRAWS, SEED, calibrated_brier, overconfidence_noticed
from ledger.scoring.columns import Column, flat, outcome_column, probability_column, together
from ledger.scoring.families import families
from ledger.scoring.rules.brier import ALWAYS_HALF_BRIER, brier_score
from ledger.scoring.rules.means import mean_score

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

LATER = 4
"""The power is told for this count and for four times as many."""


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """A small record beside what luck alone would have made of it. Families weigh one throughout."""

    questions: int
    families: int
    happened: float
    """How many happened; fractional where a family has several rows."""
    expected: LuckRange
    """How many should have, by the stated chances."""
    brier: float
    """Mean Brier score, 0 (best) to 1."""
    always_half: float
    """The same for always saying 50 %."""
    base_rates: float | None
    """The same for the base rates stated with the questions; None unless every question has one."""
    hindsight_rate: float
    """The same for always saying the share that did happen, known only afterwards; nobody can say it first."""
    calibrated: LuckRange
    """The same for one exactly as calibrated as these forecasts claim."""
    noticed: float
    """The chance that plain overconfidence would be noticed at this count."""
    noticed_later: float
    """The same with four times as many families."""


def small_numbers(
    *,
    probability: ArrayLike,
    occurred: ArrayLike,
    family: ArrayLike | None = None,
    base_rate: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> SmallNumbers:
    """Everything the block says, from `probability` (n,) stated for YES and `occurred` (n,) 0 or 1.

    `family` (n,) ids or None; `base_rate` (n,) chances stated in advance, or None. Deterministic for a seed.
    Raises RefusedError (a ValueError) for NaN, a probability outside 0 to 1, a fractional outcome, no rows,
    or uneven shapes.
    """
    said = flat("probability", probability_column("probability", probability))
    happened = flat("occurred", outcome_column("occurred", occurred))
    together(probability=said, occurred=happened)
    known = families(family=family, rows=said.size)
    ids = known.index
    share = mean_score(score=happened, family=ids)
    return SmallNumbers(
        questions=said.size,
        families=known.count,
        happened=share * known.count,
        expected=happened_range(probability=said, family=ids),
        brier=mean_score(score=brier_score(probability=said, occurred=happened), family=ids),
        always_half=ALWAYS_HALF_BRIER,
        base_rates=None if base_rate is None else _stated(base_rate, happened, ids),
        hindsight_rate=share * (1.0 - share),
        calibrated=calibrated_brier(probability=said, family=ids, draws=draws, seed=seed),
        noticed=overconfidence_noticed(probability=said, family=ids, draws=draws, seed=seed),
        noticed_later=overconfidence_noticed(
            probability=said, family=ids, copies=LATER, draws=draws, seed=seed
        ),
    )


def _stated(base_rate: ArrayLike, happened: Column, ids: ArrayLike) -> float:
    rates = flat("base_rate", probability_column("base_rate", base_rate))
    together(base_rate=rates, occurred=happened)
    return mean_score(score=brier_score(probability=rates, occurred=happened), family=ids)
