"""Scores that are 0 for having said nothing: the only ones that may rank people.

`brier_points` is the third of them and stands beside the Brier score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Numeric, flat, like, probability_column, quantity, together
from ledger.scoring.refusals import OutOfRangeError, TooFewError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

FEWEST_OPTIONS = 2


def baseline_score(*, probability: Numeric, options: Numeric) -> Numeric:
    """Metaculus's baseline score of a binary or multiple-choice forecast: 100 ln(g K) / ln K.

    `probability` is g, what was given to **what happened**: p for a YES, 1 − p for a NO, the option's own for
    several. It is not the p of `brier_score`, which has `occurred` beside it; the score cannot see a mistake.
    `options` K ≥ 2, the number on offer when the forecast was made; numbers or columns of one shape.
    Range −infinity to 100; higher is better; saying 1/K, like saying nothing, is worth 0; no unit.
    Edges: −infinity for 0 % given to what happened. Raises RefusedError (a ValueError) for NaN, a
    probability outside 0 to 1, fewer than two options, a fraction of one, or uneven shapes.
    Source: Metaculus, scoring/score_math.py (the binary and multiple-choice branch).

    90 % said for YES, and YES, then NO:

    >>> round(baseline_score(probability=0.9, options=2), 6), round(baseline_score(probability=1 - 0.9, options=2), 6)
    (84.799691, -232.192809)
    """
    said, count = probability_column("probability", probability), quantity("options", options)
    together(probability=said, options=count)
    if count.size and count.min() < FEWEST_OPTIONS:
        raise TooFewError("options", FEWEST_OPTIONS, float(count.min()))
    if (count != np.floor(count)).any():
        raise OutOfRangeError("options", float(count[count != np.floor(count)].flat[0]), "a whole number")
    with np.errstate(divide="ignore"):
        # log2 of a power of two is exact, so 50 % of two options is exactly 0
        return like(probability, np.asarray(100.0 * np.log2(said * count) / np.log2(count)))


def peer_score(*, probabilities: ArrayLike) -> Column:
    """Metaculus's peer score at one instant: 100 (ln p_i − the mean of ln p_j over the others).

    `probabilities` (n,) given by n forecasters, at that instant, to **what happened**, each above 0.
    Result (n,), summing to 0; higher is better; no unit. A lone forecaster has no peers and gets 0.
    Raises RefusedError (a ValueError) for NaN or a probability outside (0, 1]: where one said 0 %, the
    others' scores would be infinite. Source: Metaculus, scoring/score_math.py.

    >>> peer_score(probabilities=[0.5, 0.9]).round(4).tolist()
    [-58.7787, 58.7787]
    """
    said = flat("probabilities", probability_column("probabilities", probabilities))
    if said.min() <= 0.0:
        raise OutOfRangeError(
            "probabilities", float(said.min()), "above 0, or the peers' scores are infinite"
        )
    logs = np.log(said)
    return np.asarray(100.0 * (logs - logs.mean()) * (said.size / max(said.size - 1, 1)))
