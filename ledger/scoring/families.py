"""Families: questions decided by the same measurement, which together weigh as one.

Five thresholds on one number are one piece of luck, not five. So means, ranges and bands weigh each
row by one over the size of its family, and every resample draws families whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.columns import Column, Whole, hidden, sealed
from ledger.scoring.refusals import NotIdsError, UnevenShapesError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

WIDE = 4
"""Whole numbers that spread over more than so many times their count are sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """Which family each of n rows belongs to, and what it weighs."""

    index: Whole
    """(n,) family numbers from 0 to `count` - 1."""
    sizes: Whole
    """(count,) rows in each family."""

    @property
    def count(self) -> int:
        """How many families there are."""
        return self.sizes.size

    @property
    def weight(self) -> Column:
        """(n,) one over the size of the row's family; they sum to `count`."""
        return np.asarray(1.0 / self.sizes[self.index])


def families(*, family: ArrayLike | None, rows: int) -> Families:
    """Families of n rows from ids of any kind (numbers or words); None makes each row its own.

    Raises NotIdsError for ids that are missing or of several types, and UnevenShapesError when there is not one per row.

    >>> families(family=["lag", "lag", "huawei"], rows=3).weight.tolist()
    [0.5, 0.5, 1.0]
    """
    if family is None:
        return Families(sealed(np.arange(rows)), sealed(np.ones(rows, dtype=np.int64)))
    ids = _ids(family)
    if ids.shape != (rows,):
        raise UnevenShapesError({"family": ids.shape, "rows": (rows,)})
    if ids.dtype.kind in "iu" and int(ids.max(initial=0)) - int(ids.min(initial=0)) < WIDE * rows:
        return _numbered(ids)
    try:
        _, index, sizes = np.unique(ids, return_inverse=True, return_counts=True)
    except TypeError:
        raise NotIdsError("family") from None
    return Families(sealed(index.astype(np.int64)), sealed(sizes.astype(np.int64)))


def _ids(family: ArrayLike) -> NDArray[Any]:
    """The ids as a column. Raises NotIdsError where one is missing, or they are rows of different lengths."""
    if hidden(family).size:
        raise NotIdsError("family")
    try:
        ids = np.asarray(family)
        missing = _missing(ids) or _made_words(family, ids)
    except (TypeError, ValueError):  # pandas' own missing value is neither equal to itself nor not
        raise NotIdsError("family") from None
    if missing:
        raise NotIdsError("family")
    return ids


def _missing(ids: NDArray[Any]) -> bool:
    if ids.dtype.kind == "O":
        return any(one is None or one != one for one in ids.flat)  # noqa: PLR0124 NaN
    return ids.dtype.kind in "fmM" and bool((ids != ids).any())  # noqa: PLR0124 NaN and NaT


def _made_words(given: ArrayLike, ids: NDArray[Any]) -> bool:
    """Whether numpy has written as words what were none, so that 1 and "1" would be one family."""
    if ids.dtype.kind not in "US" or not isinstance(given, Sequence):
        return False
    return ids.ndim == 1 and not all(issubclass(kind, str | bytes) for kind in set(map(type, given)))


def _numbered(ids: NDArray[Any]) -> Families:
    """The same for whole numbers that lie close together: counted instead of sorted."""
    own = ids.astype(np.int64) - int(ids.min())
    sizes = np.bincount(own)
    return Families(sealed((np.cumsum(sizes > 0) - 1)[own]), sealed(sizes[sizes > 0]))


def copied(families_: Families, *, copies: int) -> Families:
    """The same families over again, `copies` times, each copy new families of its own."""
    shift = np.repeat(np.arange(copies), families_.index.size) * families_.count
    return Families(
        sealed(np.tile(families_.index, copies) + shift), sealed(np.tile(families_.sizes, copies))
    )
