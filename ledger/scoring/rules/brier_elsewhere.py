"""Brier scores in the forms other platforms print, so that a table of theirs can be reproduced and told apart.

None of them is `brier_score`, which is 0 to 1. Each is proper at an instant; what its home averages over time is
another matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import like
from ledger.scoring.rules.brier import brier_score, multicategory_brier_score
from ledger.scoring.rules.ranked import ranked_probability_score

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ledger.scoring.columns import Numeric


def two_sided_brier_score(*, probability: Numeric, occurred: Numeric) -> Numeric:
    """Brier score of yes/no forecasts, the 0-2 form of Good Judgment Open and Fatebook: 2 (p − o)².

    Both sides of the question are summed, as if YES and NO were options. Range 0 (best) to 2; lower is better; no
    unit; 50 % scores 0.5. Arguments and refusals as `brier_score`. Source: G. W. Brier (1950), as published.

    >>> round(two_sided_brier_score(probability=0.7, occurred=True), 6)
    0.18
    """
    once = brier_score(probability=probability, occurred=occurred)
    return like(probability, np.asarray(2.0 * once))


def fatebook_exclusive_brier_score(*, probabilities: ArrayLike, outcome: Numeric) -> Numeric:
    """Fatebook's Brier score of options of which one happens: Σ_k 2 (f_k − o_k)², twice the multi-category form.

    Range 0 (best) to 4; lower is better; no unit. Arguments and refusals as `multicategory_brier_score`.
    Source: Fatebook, lib/_scoring.ts: the two-sided score of each option, summed.

    >>> round(fatebook_exclusive_brier_score(probabilities=[0.2, 0.5, 0.3], outcome=1), 6)
    0.76
    """
    once = multicategory_brier_score(probabilities=probabilities, outcome=outcome)
    return like(outcome, np.asarray(2.0 * once))


def ordinal_brier_score(*, probabilities: ArrayLike, outcome: Numeric) -> Numeric:
    """Good Judgment's and Cultivate's Brier score of ordered options: the mean of the two-sided scores of the cuts.

    Each of the K − 1 cuts between neighbouring options makes a yes/no forecast of what lies below it.
    2 RPS / (K − 1): range 0 (best) to 2; lower is better; no unit. Arguments and refusals as
    `ranked_probability_score`. Source: Good Judgment, "ordered categorical" scoring rule.

    >>> round(ordinal_brier_score(probabilities=[0.15, 0.45, 0.25, 0.15], outcome=2), 6)
    0.27
    """
    ranked = ranked_probability_score(probabilities=probabilities, outcome=outcome, normalised=True)
    return like(outcome, np.asarray(2.0 * ranked))
