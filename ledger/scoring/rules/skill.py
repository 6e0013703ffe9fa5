"""Skill: a mean score beside a reference's on the same questions, as a ratio or as a difference.

Both take means. The mean of ratios question by question is not proper: it rewards leaning towards what the
reference found hard.
"""

from __future__ import annotations

import numpy as np

from ledger.scoring.columns import Numeric, like, outside, positive, quantity, scored, together


def skill(*, score: Numeric, reference: Numeric) -> Numeric:
    """Skill score: 1 − S/R, for mean losses whose best is 0 (Brier, log, RPS, CRPS, WIS, an error).

    `score` S and `reference` R by one rule on the same questions; with the Brier score it is the Brier skill score.
    Numbers or columns of one shape. Range −infinity to 1 (best); higher is better; 0 is as good as the reference; no unit.
    Edges: −infinity for an infinite score. A reference of 0 is refused: nothing is a share of perfect.
    Raises RefusedError (a ValueError) for NaN, a negative score, a reference at or below 0 or infinite, uneven shapes.
    Source: A. H. Murphy (1988), Monthly Weather Review 116(12).

    >>> round(skill(score=0.2, reference=0.25), 6)
    0.2
    """
    own, other = scored("score", score), positive("reference", reference)
    together(score=own, reference=other)
    if own.size and own.min() < 0.0:
        raise outside("score", own, own < 0.0, "a loss, 0 or more")
    return like(score, np.asarray(1.0 - own / other))


def improvement(*, score: Numeric, reference: Numeric) -> Numeric:
    """How much less was lost than by the reference: R − S, what ForecastBench calls its Brier skill score.

    Numbers or columns of one shape, finite. Higher is better; 0 is as good as the reference; in the unit of the score.
    Raises RefusedError (a ValueError) for NaN, infinity or uneven shapes.

    >>> round(improvement(score=0.2, reference=0.25), 6)
    0.05
    """
    own, other = quantity("score", score), quantity("reference", reference)
    together(score=own, reference=other)
    return like(score, np.asarray(other - own))
