"""What a forecaster can say: a distribution, or the words and numbers a publication really used.

Nothing here is rounded, moved or made up: 0 and 1 stay 0 and 1, a range without a level stays without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Grade = Literal["seen", "documented", "claimed"]
"""How we know when it was said: recorded then, shown by an outside dated record, or the forecaster's word."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Binary: the probability of YES, in [0, 1]."""

    probability: Decimal


@dataclass(frozen=True, slots=True)
class Chances:
    """Multiple choice: a probability for every option, in the question's order, summing to 1."""

    options: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Numeric: (level, value) pairs, levels strictly rising in (0, 1), values never falling."""

    points: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Numeric: a central interval that is stated to hold the value with probability `level`."""

    level: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """Numeric: a range without any stated level: inside or outside, never more.

    `situations` says that its ends belong to different situations: two conditional points.
    """

    lower: Decimal
    upper: Decimal
    situations: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Numeric: one number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class DateQuantiles:
    """Date: (level, day) pairs, levels strictly rising in (0, 1), days never falling."""

    points: tuple[tuple[Decimal, date], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Yes or no without a probability."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Only words; kept as words."""


Says = Chance | Chances | Quantiles | Interval | Range | Point | DateQuantiles | Statement | Words
