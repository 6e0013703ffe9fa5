"""What is told of each group: which question it is about, and whether it is of the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Flags, Whole, scored, whole_column
from ledger.scoring.refusals import UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def numbers_of_groups(question: ArrayLike, groups: int) -> Whole:
    """`question` as it was given, (groups,). Raises UnevenShapesError or OutOfRangeError."""
    asked = whole_column("question", question)
    if asked.shape != (groups,):
        raise UnevenShapesError({"question": asked.shape, "groups": (groups,)})
    return asked


def flags_of_groups(base: ArrayLike | None, groups: int) -> Flags | None:
    """`base` as it was given, (groups,). Raises UnevenShapesError for another shape."""
    among = None if base is None else scored("base", base).astype(np.bool_)
    if among is not None and among.shape != (groups,):
        raise UnevenShapesError({"base": among.shape, "groups": (groups,)})
    return among
