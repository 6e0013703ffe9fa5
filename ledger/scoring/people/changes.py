"""Steps as changes: what somebody begins to say, says instead, or ceases to say, sorted by question, then by time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.people.others import Changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.scoring.columns import Column, Flags, Whole
    from ledger.scoring.time_axis.steps import Steps

MOST = int(np.iinfo(np.int64).max)


def changes_of(steps: Steps, question: Whole, value: Column, base: Flags | None) -> Changes:
    """The steps as changes in what people say; `value` (steps,) of at least one, `question` and `base` (groups,)."""
    goes_on = (steps.group[1:] == steps.group[:-1]) & (steps.from_us[1:] == steps.to_us[:-1])
    silent = np.flatnonzero(~np.append(goes_on, False))
    group, at = _both(steps.group, steps.group, silent), _both(steps.from_us, steps.to_us, silent)
    order = _by_question_and_time(question[group], at)
    first = np.flatnonzero(np.diff(question[group][order], prepend=question[group[order[0]]] - 1))

    def changed(said: NDArray[Any]) -> NDArray[Any]:
        before = np.append(said[:1] * 0, said[:-1] * goes_on)
        return _both(said - before, -said, silent)[order]

    endless = np.isneginf(value)
    return Changes(
        bounds=np.append(first, order.size),
        until_us=np.maximum.reduceat(at[order], first),
        group=group[order],
        at_us=at[order],
        speaks=changed(np.ones(value.size, dtype=np.int64)),
        value=changed(np.where(endless, 0.0, value)),
        endless=changed(endless.astype(np.int64)) if endless.any() else None,
        base=None if base is None else base[group[order]],
    )


def _both(begun: NDArray[Any], ended: NDArray[Any], silent: Whole) -> NDArray[Any]:
    return np.concatenate([begun, ended[silent]])


def _by_question_and_time(question: Whole, at: Whole) -> Whole:
    """The order of rows by question, then by time; among equals any, for no time lies between them."""
    least, span = int(at.min()), int(at.max()) - int(at.min()) + 1
    lowest, many = int(question.min()), int(question.max()) - int(question.min()) + 1
    if many * span > MOST:
        return np.lexsort((at, question))
    return np.argsort((question - lowest) * span + (at - least))
