"""Errors of a single stated number: a point is scored as a point, in its unit and as a ratio."""

from __future__ import annotations

import numpy as np

from ledger.scoring.columns import Numeric, like, positive, quantity, together


def absolute_error(*, point: Numeric, value: Numeric) -> Numeric:
    """Absolute error: |x − y|.

    Numbers or columns of one shape, in one unit. Range 0 (best) to infinity; lower is better; in the
    unit of `value`. Raises RefusedError (a ValueError) for NaN, infinity or uneven shapes.

    >>> absolute_error(point=4.0, value=6.5)
    2.5
    """
    said, truth = quantity("point", point), quantity("value", value)
    together(point=said, value=truth)
    return like(value, np.asarray(np.abs(said - truth)))


def log_ratio_error(*, point: Numeric, value: Numeric) -> Numeric:
    """Log-ratio error: |ln(x / y)|, the same for twice too much and half too little.

    Numbers or columns of one shape, both above 0, in one unit. Range 0 (best) to infinity; lower is
    better; in nats (its exponential is the ratio). Raises RefusedError (a ValueError) for NaN, infinity,
    numbers at or below 0, or uneven shapes.

    >>> round(log_ratio_error(point=2.0, value=4.0), 6)
    0.693147
    """
    said, truth = positive("point", point), positive("value", value)
    together(point=said, value=truth)
    return like(value, np.asarray(np.abs(np.log(said) - np.log(truth))))
