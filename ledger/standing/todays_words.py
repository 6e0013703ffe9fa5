"""Forecasts that were said of what a question means now: those bound to words of another meaning can be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.record.amended import meaning_since

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.record.columns import ForecastColumns
    from ledger.record.opening import Record


def of_todays_words(
    record: Record, forecasts: ForecastColumns, *, only: str | None = None
) -> NDArray[np.bool_]:
    """(n,) which forecasts were said, or reaffirmed, of words that mean what the question's words mean now."""
    since = meaning_since(record, only=only)
    first = np.array([since[number] for number in forecasts.question.tolist()], dtype=np.int64)
    return np.asarray(forecasts.version >= first)
