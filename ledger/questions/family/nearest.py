"""The point nearest to another that is a mixture of given corners and lies within bounds: a projection.

It is least squares with weights that are not negative. What must hold (the weights add up to 1, and each coordinate keeps a
distance from either bound that is not negative) stands as further lines of the same system, which weigh more than what is wanted
(Lawson and Hanson 1974, ch. 22).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.family.not_negative import not_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.family.not_negative import Array

MUST = 1e4
"""How much more weighs what must hold: what is found lacks of it less than 1e-6."""
CLOSE = 1e-4
"""What lacks more than that of a bound cannot be within both."""


def nearest(
    wanted: Sequence[float], corners: Sequence[Sequence[float]], bounds: Sequence[tuple[float, float]]
) -> tuple[float, ...] | None:
    """The mixture of the corners within the bounds that is nearest to what is wanted, by squared distance; to 1e-5.

    Every sequence but `corners` has one number for each coordinate. None where no mixture lies within the bounds.
    """
    import numpy as np

    mixing, (low, high) = np.array(corners, dtype=float).T, np.array(bounds, dtype=float).T
    weights = not_negative(*_system(np.array(wanted, dtype=float), mixing, low, high))[: len(corners)]
    point = mixing @ weights
    inside = np.clip(point, low, high)
    lacks = max(np.abs(point - inside).max(), abs(weights.sum() - 1))
    return tuple(inside.tolist()) if lacks < CLOSE else None


def _system(wanted: Array, mixing: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """The lines and their right side; unknown are the weights, then the distances from the lower bounds and from the upper ones."""
    import numpy as np

    size, many = mixing.shape
    none, one = np.zeros((size, size)), np.eye(size)
    adding = np.concatenate([np.ones(many), np.zeros(2 * size)])
    must = np.vstack([np.hstack([mixing, -one, none]), np.hstack([mixing, none, one]), adding])
    rows = np.vstack([np.hstack([mixing, none, none]), MUST * must])
    return rows, np.concatenate([wanted, MUST * np.concatenate([low, high, [1.0]])])
