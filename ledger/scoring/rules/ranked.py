"""The ranked probability score: for options with an order, where near misses cost less than far ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Numeric, distribution_rows, like, option_column, rows_together

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def ranked_probability_score(
    *, probabilities: ArrayLike, outcome: Numeric, normalised: bool = False
) -> Numeric:
    """Ranked probability score: Σ over the K − 1 cut points of (F_k − O_k)², F and O cumulative.

    `probabilities` (options,) or (n, options) in the order of the options, each row summing to 1;
    `outcome` the option's number from 0. Range 0 (best) to K − 1, or 0 to 1 with `normalised`, which
    divides by K − 1; lower is better; no unit. For two options it is the 0-1 Brier score.
    Raises RefusedError (a ValueError) for NaN, fewer than two options, rows that do not sum to 1, or an
    outcome that is no option. Source: E. S. Epstein (1969), Journal of Applied Meteorology 8(6). Twice the
    normalised form is the ordinal score of Good Judgment and Cultivate.

    >>> round(ranked_probability_score(probabilities=[0.2, 0.5, 0.3], outcome=1), 6)
    0.13
    >>> round(ranked_probability_score(probabilities=[0.2, 0.5, 0.3], outcome=1, normalised=True), 6)
    0.065
    """
    said = distribution_rows("probabilities", probabilities)
    cuts = said.shape[-1] - 1
    happened = option_column("outcome", outcome, cuts + 1)
    rows_together(probabilities=said, outcome=happened)
    reached = np.arange(cuts) >= happened[..., np.newaxis]
    score = np.square(np.cumsum(said, axis=-1)[..., :-1] - reached).sum(axis=-1)
    return like(outcome, score / cuts if normalised else score)
