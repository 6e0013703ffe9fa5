"""Taking numbers in: as float64 columns, checked, never tidied.

Every rule checks its arguments here, so a missing number, a word, a percentage given as 35, or a
fractional outcome is refused with the argument's name instead of becoming a plausible score. Checks use the
smallest and the largest value: two passes without a copy, and NaN shows in both.
"""

from __future__ import annotations

import numbers
import sys
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.refusals import (
    InfiniteNumberError,
    MissingNumberError,
    NoSuchOptionError,
    NotAColumnError,
    NotADistributionError,
    NotAnOutcomeError,
    NotANumberError,
    NothingToScoreError,
    NotOneNumberError,
    OutOfOrderError,
    OutOfRangeError,
    TooFewError,
    UnevenRowsError,
    UnevenShapesError,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Column: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Numbers = TypeVar("Numbers", NDArray[np.float64], NDArray[np.int64])

# A rule gives back what it was given: a number for numbers, a column for columns.
Numeric = TypeVar("Numeric", float, NDArray[Any])

# The tolerance of np.isclose, which the platforms that export such rows use themselves.
SUM_TOLERANCE = 1e-5

LARGEST = np.iinfo(np.int64).max

PLAIN = "biuf"
"""Kinds of columns that hold nothing but numbers, yes and no among them."""


def given_column(argument: str, given: ArrayLike) -> NDArray[Any]:
    """The column as it was given, if it is numbers: text is none, though numpy would read '0.3' as 0.3.

    What is missing (None) is NaN. Raises MissingNumberError for what a mask hides, NotANumberError or UnevenRowsError.
    """
    if hidden(given).size:
        raise MissingNumberError(argument, int(hidden(given)[0]))
    try:
        raw = np.asarray(given)
    except ValueError:
        raise UnevenRowsError(argument) from None
    if raw.dtype.kind in PLAIN:
        return raw
    if raw.dtype.kind == "O":
        return _of_objects(argument, raw)
    raise NotANumberError(argument, raw.flat[0].item() if raw.size else given)


def hidden(given: object) -> Whole:
    """Where a masked array hides something: np.asarray would take what lies under the mask."""
    # numpy loads its masked arrays only for who has one
    if "numpy.ma" in sys.modules and isinstance(given, np.ma.MaskedArray):
        return np.flatnonzero(np.ma.getmaskarray(given))
    return np.empty(0, dtype=np.int64)


def _of_objects(argument: str, raw: NDArray[Any]) -> Column:
    for one in raw.flat:
        if not isinstance(one, numbers.Number | None):
            raise NotANumberError(argument, one)
    try:
        return raw.astype(np.float64)
    except TypeError:  # a complex number among them
        raise NotANumberError(argument, raw.flat[0]) from None
    except OverflowError:  # a whole number that no float can hold
        raise InfiniteNumberError(argument, _too_large(raw)) from None


def _too_large(objects: NDArray[Any]) -> int:
    sizes = (one is not None and abs(one) > sys.float_info.max for one in objects.flat)
    return next(place for place, above in enumerate(sizes) if above)


def number_column(argument: str, given: ArrayLike) -> Column:
    """Numbers as float64, not looked at yet. Raises NotANumberError or UnevenRowsError."""
    return given_column(argument, given).astype(np.float64, copy=False)


def scored(argument: str, given: ArrayLike) -> Column:
    """Numbers that may be infinite (a log score may), not missing. Raises MissingNumberError or NotANumberError."""
    column = number_column(argument, given)
    if column.size and np.isnan(column.min()):
        raise MissingNumberError(argument, int(np.flatnonzero(np.isnan(column))[0]))
    return column


def quantity(argument: str, given: ArrayLike) -> Column:
    """Finite numbers. Raises MissingNumberError or InfiniteNumberError."""
    column = scored(argument, given)
    if column.size and not (np.isfinite(column.min()) and np.isfinite(column.max())):
        raise InfiniteNumberError(argument, int(np.flatnonzero(np.isinf(column))[0]))
    return column


def probability_column(argument: str, given: ArrayLike) -> Column:
    """Probabilities from 0 to 1, both included. Raises MissingNumberError or OutOfRangeError."""
    column = scored(argument, given)
    if column.size and not (column.min() >= 0.0 and column.max() <= 1.0):
        raise outside(argument, column, (column < 0.0) | (column > 1.0), "a probability from 0 to 1")
    return column


def level_column(argument: str, given: ArrayLike) -> Column:
    """Levels strictly between 0 and 1. Raises MissingNumberError or OutOfRangeError."""
    column = scored(argument, given)
    if column.size and not (column.min() > 0.0 and column.max() < 1.0):
        raise outside(argument, column, (column <= 0.0) | (column >= 1.0), "strictly between 0 and 1")
    return column


def positive(argument: str, given: ArrayLike) -> Column:
    """Finite numbers above 0. Raises MissingNumberError, InfiniteNumberError or OutOfRangeError."""
    column = quantity(argument, given)
    if column.size and not column.min() > 0.0:
        raise outside(argument, column, column <= 0.0, "above 0")
    return column


def outside(argument: str, column: NDArray[Any], wrong: Flags, allowed: str) -> OutOfRangeError:
    """The refusal of the first number that is wrong, which says where it stands."""
    place = int(np.flatnonzero(wrong)[0])
    return OutOfRangeError(argument, column.flat[place].item(), allowed, place if column.ndim else None)


def outcome_column(argument: str, given: ArrayLike) -> Column:
    """Yes/no outcomes as 0.0 and 1.0. Raises MissingNumberError or NotAnOutcomeError."""
    raw = given_column(argument, given)
    if raw.dtype.kind == "b":
        return raw.astype(np.float64)
    column = scored(argument, raw)
    neither = (column != 0.0) & (column != 1.0)
    if neither.any():
        raise NotAnOutcomeError(argument, float(column[neither].flat[0]))
    return column


def distribution_rows(argument: str, given: ArrayLike) -> Column:
    """Forecasts over options, the options along the last axis.

    Raises MissingNumberError, OutOfRangeError, TooFewError below two options, or NotADistributionError
    when a row sums to something farther than `SUM_TOLERANCE` from 1.
    """
    rows = last_axis(argument, probability_column(argument, given), at_least=2)
    total = rows.sum(axis=-1)
    off = np.abs(total - 1.0) > SUM_TOLERANCE
    if off.any():
        raise NotADistributionError(argument, float(total[off].flat[0]))
    return rows


def last_axis(argument: str, column: Column, *, at_least: int) -> Column:
    """The column itself, if its last axis is long enough. Raises TooFewError."""
    found = column.shape[-1] if column.ndim else 0
    if found < at_least:
        raise TooFewError(argument, at_least, found)
    return column


def option_column(argument: str, given: ArrayLike, options: int) -> Whole:
    """Outcomes as option numbers from 0. Raises MissingNumberError or NoSuchOptionError."""
    column = scored(argument, given)
    wrong = (column < 0) | (column >= options) | (column != np.floor(column))
    if wrong.any():
        raise NoSuchOptionError(argument, float(column[wrong].flat[0]), options)
    return column.astype(np.int64)


def whole_column(argument: str, given: ArrayLike) -> Whole:
    """Whole numbers as int64: indices and microseconds. Raises OutOfRangeError for numbers of another type."""
    raw = given_column(argument, given)
    if raw.size == 0:
        return raw.astype(np.int64)
    if raw.dtype.kind not in "iu":
        raise OutOfRangeError(argument, raw.flat[0].item(), "a whole number, of an integer type")
    if raw.dtype == np.uint64 and raw.max() > LARGEST:
        raise outside(argument, raw, raw > LARGEST, "below 2**63")
    return raw.astype(np.int64, copy=False)


def single(argument: str, column: NDArray[Any]) -> float:
    """The number itself, if the column is one. Raises NotOneNumberError."""
    if column.ndim:
        raise NotOneNumberError(argument, column.shape)
    return float(column)


def whole_number(argument: str, given: int) -> int:
    """One whole number. Raises OutOfRangeError for a number of another type, NotANumberError or NotOneNumberError."""
    column = whole_column(argument, given)
    if column.ndim:
        raise NotOneNumberError(argument, column.shape)
    return int(column)


def count(argument: str, given: int, *, at_least: int = 1) -> int:
    """How many: a whole number. Raises what `whole_number` does, and TooFewError."""
    many = whole_number(argument, given)
    if many < at_least:
        raise TooFewError(argument, at_least, many)
    return many


def together(**columns: NDArray[Any]) -> None:
    """Checks that columns have one shape; a single number goes with any. Raises UnevenShapesError."""
    shapes = {name: column.shape for name, column in columns.items()}
    if len({shape for shape in shapes.values() if shape}) > 1:
        raise UnevenShapesError(shapes)


def rows_together(**columns: NDArray[Any]) -> None:
    """Checks rows against one number per row: the first column's last axis is not compared.

    One row goes with many values, and one value with many rows. Raises UnevenShapesError.
    """
    (rows_name, rows), (name, column) = columns.items()
    if rows.shape[:-1] and column.shape and rows.shape[:-1] != column.shape:
        raise UnevenShapesError({rows_name: rows.shape, name: column.shape})


def flat(argument: str, column: Column) -> Column:
    """The column itself, if it has one axis and at least one row.

    Raises UnevenShapesError or NothingToScoreError.
    """
    if column.ndim != 1:
        raise UnevenShapesError({argument: column.shape})
    if column.size == 0:
        raise NothingToScoreError(argument)
    return column


def one_axis(argument: str, column: Numbers) -> Numbers:
    """The column itself, if it has one axis; it may be empty. Raises NotAColumnError."""
    if column.ndim != 1:
        raise NotAColumnError(argument, column.shape)
    return column


def rising(argument: str, column: Column) -> Column:
    """The column itself, if it is one that rises strictly. Raises NotAColumnError or OutOfOrderError."""
    if (one_axis(argument, column)[1:] <= column[:-1]).any():
        raise OutOfOrderError(argument, "it must rise from first to last")
    return column


def never_falling(argument: str, column: Column) -> Column:
    """The column itself, if it never falls along its last axis. Raises OutOfOrderError."""
    if (column[..., 1:] < column[..., :-1]).any():
        raise OutOfOrderError(argument, "it must not fall from first to last")
    return column


def totals(place: Whole, amount: Column, places: int) -> Column:
    """(places,) the sum of the amounts (n,) that belong to each place (n,) from 0 to `places` - 1."""
    return np.asarray(np.bincount(place, weights=amount, minlength=places), dtype=np.float64)


def sealed(column: NDArray[Any]) -> NDArray[Any]:
    """A view nobody can write to, so that a value made of columns stays what it was."""
    view = column.view()
    view.flags.writeable = False
    return view


def like(_given: Numeric, result: Column) -> Numeric:
    """The result in the caller's coin: a plain float for numbers, the column for columns.

    The first argument only names the type; a number given together with a column gives a column.
    """
    return cast("Numeric", float(result) if np.ndim(result) == 0 else result)
