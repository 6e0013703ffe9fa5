"""What a score refuses to be computed from, one class per situation, the sentence inside the class.

RefusedError
├── MissingNumberError      a number is not there (NaN)
├── NotANumberError         text, or whatever else is no number
├── InfiniteNumberError     a quantity is infinite
├── OutOfRangeError         a number lies where it means nothing
├── NotAnOutcomeError       neither happened nor did not happen
├── NoSuchOptionError       the outcome is none of the options
├── NotADistributionError   the probabilities of a forecast do not sum to 1
├── BeyondClosedEndError    an outcome, or mass, where a range has a closed end
├── UnevenShapesError       columns that belong together differ in shape
├── UnevenRowsError         rows of one argument differ in length
├── NotAColumnError         one number where a column belongs
├── NotOneNumberError       a column where one number belongs
├── NotRowsError            one row where several belong
├── OutOfOrderError         what must rise does not
├── UnpairedLevelsError     a quantile level without its mirror image
├── TooFewError             fewer than the definition needs
├── NotIdsError             names of families that are missing, or of several types
├── RepeatedCellError       a forecaster has two scores on one question
├── NumberWithoutCellError  a number that nobody has, among those that somebody has
├── ZeroMeanScoreError      a ratio to a mean of 0
├── EndlessBothWaysError    a mean of plus and minus infinity
├── NothingToScoreError     a mean of nothing
└── NoTimeCoveredError      a loss where nothing was said

Every one is a ValueError too, so that plain callers of the rules need not know this room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Sequence


class RefusedError(LedgerError, ValueError):
    """A score cannot be computed from what was given."""


class MissingNumberError(RefusedError):
    """A number is missing; the row belongs left out, not scored."""

    def __init__(self, argument: str, position: int) -> None:
        super().__init__(f"`{argument}` has no number (NaN) at position {position}; leave that row out.")
        self.argument = argument
        self.position = position


class NotANumberError(RefusedError):
    """Text or another thing stands where a number belongs; text is not read as one."""

    def __init__(self, argument: str, found: object) -> None:
        super().__init__(f"`{argument}` has {found!r}, which is no number.")
        self.argument = argument
        self.found = found


class InfiniteNumberError(RefusedError):
    """A quantity is infinite."""

    def __init__(self, argument: str, position: int) -> None:
        super().__init__(f"`{argument}` is infinite at position {position}; a quantity must be finite.")
        self.argument = argument
        self.position = position


class OutOfRangeError(RefusedError):
    """A number lies outside the range in which it has a meaning."""

    def __init__(self, argument: str, found: float, allowed: str, position: int | None = None) -> None:
        where = "" if position is None else f" at position {position}"
        super().__init__(f"`{argument}` is {found!r}{where}; it must be {allowed}.")
        self.argument = argument
        self.found = found
        self.position = position


class NotAnOutcomeError(RefusedError):
    """An outcome of a yes/no question is neither 0 nor 1."""

    def __init__(self, argument: str, found: float) -> None:
        super().__init__(
            f"`{argument}` is {found!r}; it must be 0 or 1. A fractional settlement is not an outcome."
        )
        self.argument = argument
        self.found = found


class NoSuchOptionError(RefusedError):
    """The outcome names no option of the forecast."""

    def __init__(self, argument: str, found: float, options: int) -> None:
        super().__init__(f"`{argument}` is {found!r}; the options are numbered 0 to {options - 1}.")
        self.argument = argument
        self.found = found


class NotADistributionError(RefusedError):
    """The probabilities of one forecast do not sum to 1."""

    def __init__(self, argument: str, total: float) -> None:
        super().__init__(f"`{argument}` has a row that sums to {total!r}; it must sum to 1.")
        self.argument = argument
        self.total = total


class BeyondClosedEndError(RefusedError):
    """Something lies beyond an end of a range that was said to be closed."""

    def __init__(self, argument: str, side: str) -> None:
        super().__init__(f"`{argument}` lies {side} the range, whose end there is closed.")
        self.argument = argument
        self.side = side


class UnevenShapesError(RefusedError):
    """Columns that belong together differ in shape."""

    def __init__(self, shapes: dict[str, tuple[int, ...]]) -> None:
        listed = ", ".join(f"`{name}` {shape}" for name, shape in shapes.items())
        super().__init__(f"These columns belong together and differ in shape: {listed}.")
        self.shapes = shapes


class UnevenRowsError(RefusedError):
    """The rows of one argument differ in length, so they are no table."""

    def __init__(self, argument: str) -> None:
        super().__init__(f"`{argument}` has rows of different lengths.")
        self.argument = argument


class NotAColumnError(RefusedError):
    """A single number, or a table, where one number for each row belongs."""

    def __init__(self, argument: str, shape: tuple[int, ...]) -> None:
        found = "a single number" if not shape else f"of shape {shape}"
        super().__init__(f"`{argument}` is {found}; it must be a column, one number a row.")
        self.argument = argument
        self.shape = shape


class NotOneNumberError(RefusedError):
    """A column, or a table, where a single number belongs."""

    def __init__(self, argument: str, shape: tuple[int, ...]) -> None:
        super().__init__(f"`{argument}` is of shape {shape}; it must be a single number.")
        self.argument = argument
        self.shape = shape


class NotRowsError(RefusedError):
    """A single row, or a number, where there must be rows."""

    def __init__(self, argument: str, shape: tuple[int, ...], needed: str) -> None:
        super().__init__(f"`{argument}` has the shape {shape}; it must be rows, ({needed}).")
        self.argument = argument
        self.shape = shape


class OutOfOrderError(RefusedError):
    """What must rise does not."""

    def __init__(self, argument: str, rule: str) -> None:
        super().__init__(f"`{argument}` is out of order: {rule}.")
        self.argument = argument


class UnpairedLevelsError(RefusedError):
    """A quantile level has no mirror image, so it bounds no central interval."""

    def __init__(self, levels: Sequence[float]) -> None:
        listed = ", ".join(f"{level:g}" for level in levels)
        super().__init__(f"`levels` must pair up around 0.5 (0.1 with 0.9); found {listed}.")
        self.levels = tuple(levels)


class TooFewError(RefusedError):
    """There is less than the definition needs."""

    def __init__(self, argument: str, needed: int, found: float) -> None:
        super().__init__(f"`{argument}`: at least {needed} needed, found {found:g}.")
        self.argument = argument
        self.needed = needed


class NotIdsError(RefusedError):
    """Ids of families are missing, or of types that do not compare."""

    def __init__(self, argument: str) -> None:
        super().__init__(
            f"`{argument}` must be words or whole numbers, all of one type, and none of them missing."
        )
        self.argument = argument


class RepeatedCellError(RefusedError):
    """A tournament has one score of a forecaster on a question."""

    def __init__(self, forecaster: int, question: int) -> None:
        super().__init__(f"Forecaster {forecaster} has more than one score on question {question}.")
        self.forecaster = forecaster
        self.question = question


class NumberWithoutCellError(RefusedError):
    """A forecaster or question of a tournament has a number and no score."""

    def __init__(self, argument: str, number: int) -> None:
        super().__init__(f"`{argument}` {number} has no score; numbers count from 0 without a gap.")
        self.argument = argument
        self.number = number


class ZeroMeanScoreError(RefusedError):
    """A ratio of mean scores has nothing to divide by."""

    def __init__(self, forecaster: int, against: int) -> None:
        super().__init__(
            f"Forecaster {forecaster} has a mean score of 0 on the questions shared with {against}: there is no ratio."
        )
        self.forecaster = forecaster
        self.against = against


class EndlessBothWaysError(RefusedError):
    """A mean of scores that are infinite in both directions."""

    def __init__(self, argument: str) -> None:
        super().__init__(f"`{argument}` is infinite in both directions: it has no mean.")
        self.argument = argument


class NothingToScoreError(RefusedError):
    """A mean over no forecast at all."""

    def __init__(self, argument: str) -> None:
        super().__init__(f"`{argument}` is empty: there is nothing to score.")
        self.argument = argument


class NoTimeCoveredError(RefusedError):
    """A loss was asked for where no scored time was covered."""

    def __init__(self, group: int) -> None:
        super().__init__(f"Group {group} covers no scored time, so it has no loss.")
        self.group = group
