"""The continuous ranked probability score: how far a whole distribution lies from the value.

CRPS(F, y) = ∫ (F(x) − 1[x ≥ y])² dx = E|X − y| − ½ E|X − X'|. For a point it is the absolute error.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import (
    Column,
    Numeric,
    last_axis,
    like,
    positive,
    quantity,
    rows_together,
    together,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def crps_sample(*, sample: ArrayLike, value: Numeric, fair: bool = False) -> Numeric:
    """CRPS of a sample: mean|x_i − y| − ΣΣ|x_i − x_j| / (2m²), or / (2m(m − 1)) when `fair`.

    `sample` (members,) or (n, members), in any order; `value` in the same unit. The plain form scores the
    sample as if it were the forecast; `fair` estimates the score of the distribution it was drawn from,
    and may be below 0. Range 0 (best; plain) to infinity; lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, no member, or `fair` with fewer than two.
    Source: Gneiting and Raftery (2007), section 4.2; C. Ferro (2014) for the fair form.

    >>> crps_sample(sample=[0, 1, 2, 3], value=1.5)
    0.375
    >>> round(crps_sample(sample=[0, 1, 2, 3], value=1.5, fair=True), 6)
    0.166667
    """
    members = last_axis("sample", quantity("sample", sample), at_least=2 if fair else 1)
    truth = quantity("value", value)
    rows_together(sample=members, value=truth)
    off = np.sort(members, axis=-1) - truth[..., np.newaxis]
    count = members.shape[-1]
    pairs = count * (count - 1 if fair else count)
    return like(value, np.asarray(np.abs(off).mean(axis=-1) - off @ _ranks(count) / pairs))


def _ranks(count: int) -> Column:
    # In a sorted sample x_i is the larger of i pairs and the smaller of count - 1 - i of them.
    return 2.0 * np.arange(count, dtype=np.float64) - (count - 1.0)


def crps_normal(*, mean: Numeric, sd: Numeric, value: Numeric) -> Numeric:
    """CRPS of a normal distribution: σ [z (2Φ(z) − 1) + 2φ(z) − 1/√π], z = (y − μ)/σ.

    Numbers or columns of one shape, `sd` above 0, all in the unit of `value`.
    Range above 0 to infinity (at best 0.233695 σ); lower is better; in the unit of `value`.
    Raises RefusedError (a ValueError) for NaN, infinity, sd ≤ 0, or uneven shapes.
    Source: Gneiting et al. (2005), Monthly Weather Review 133(5).

    >>> round(crps_normal(mean=0.0, sd=1.0, value=0.0), 6)
    0.233695
    """
    centre, spread, truth = quantity("mean", mean), positive("sd", sd), quantity("value", value)
    together(mean=centre, sd=spread, value=truth)
    z = np.asarray((truth - centre) / spread)
    density = np.exp(-np.square(z) / 2.0) * math.sqrt(2.0 / math.pi)
    return like(
        value, np.asarray(spread * (z * _erf(z / math.sqrt(2.0)) + density - 1.0 / math.sqrt(math.pi)))
    )


def _erf(z: Column) -> Column:
    # numpy has no error function; the C library's, one by one, is exact to the last digit
    return np.fromiter(map(math.erf, z.flat), dtype=np.float64, count=z.size).reshape(z.shape)
