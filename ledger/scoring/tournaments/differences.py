"""Could it be chance that two forecasters differ: paired by family, adjusted for how many were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, one_axis, probability_column, quantity
from ledger.scoring.refusals import UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SAME = 1e-9  # relative: sums nearer than this are the same sum, rounded along another path


def sign_flip_p_values(*, difference: ArrayLike, flipped: ArrayLike) -> Column:
    """Two-sided p-values (n,) of summed paired differences, had either side been as likely to have each of them.

    `difference` (n,) the observed sums over families, `flipped` (draws, n) the same with every family's sign drawn.
    p = (1 + draws at least as far from 0) / (1 + draws): never 0. With f families no p can honestly lie below 2^(1 − f).
    Raises RefusedError (a ValueError) for NaN, infinity, or uneven shapes.
    Source: E. J. G. Pitman (1937), Supplement to the JRSS 4(1); P. Good (2005), Permutation Tests, for the 1 + .

    >>> sign_flip_p_values(difference=[2.0], flipped=[[2.0], [0.0], [-2.0]]).tolist()
    [0.75]
    """
    observed, draws = np.abs(quantity("difference", difference)), np.abs(quantity("flipped", flipped))
    if draws.ndim != 2 or draws.shape[1:] != observed.shape:  # noqa: PLR2004 draws and differences
        raise UnevenShapesError({"difference": observed.shape, "flipped": draws.shape})
    farther = (draws >= observed * (1.0 - SAME)).sum(axis=0)
    return np.asarray((1.0 + farther) / (1.0 + len(draws)))


def adjusted_p_values(*, p: ArrayLike) -> Column:
    """P-values (n,) adjusted by Benjamini and Hochberg: calling those up to q errs in a share of q of them on average.

    Raises RefusedError (a ValueError) for NaN, a p outside 0 to 1, or what is no column.
    Source: Y. Benjamini and Y. Hochberg (1995), JRSS B 57(1).

    >>> adjusted_p_values(p=[0.01, 0.5, 0.02]).round(6).tolist()
    [0.03, 0.5, 0.03]
    """
    column = one_axis("p", probability_column("p", p))
    order = np.argsort(column, kind="stable")
    scaled = column[order] * column.size / np.arange(1, column.size + 1)
    adjusted = np.empty(column.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
