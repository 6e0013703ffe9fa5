"""Parts of the number line: what a test, an option or a quantile says of the number that decides.

A number that is rounded has a next one: above 12.0 begins at 12.1 where one digit counts. So "below 12.0" and "12.0 or
more" meet without a gap, and so do "12.0 or less" and "above 12.0".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import TYPE_CHECKING

from ledger.questions.bounds import PRECISION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.questions.rule import Op

LOW, HIGH = Decimal("-Infinity"), Decimal("Infinity")
Stretch = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Part:
    """Stretches of the line, rising and apart. Each has its lower end; its upper end is the next one's."""

    stretches: tuple[Stretch, ...]

    @property
    def rest(self) -> Part:
        """All numbers that are not in it."""
        ends = [LOW, *(end for stretch in self.stretches for end in stretch), HIGH]
        return _joined(zip(ends[::2], ends[1::2], strict=True))

    def both(self, other: Part) -> Part:
        """The numbers that are in it and in the other."""
        return _joined(
            (max(a, c), min(b, d))
            for a, b in self.stretches
            for c, d in other.stretches
            if max(a, c) < min(b, d)
        )

    def either(self, other: Part) -> Part:
        """The numbers that are in it or in the other."""
        return _joined((*self.stretches, *other.stretches))

    def within(self, other: Part) -> bool:
        """Whether the other has all of it."""
        return not self.meets(other.rest)

    def meets(self, other: Part) -> bool:
        """Whether the other has any of it."""
        return bool(self.both(other).stretches)


EVERYTHING = Part(((LOW, HIGH),))


def _joined(stretches: Iterable[Stretch]) -> Part:
    """The stretches in order, those that touch made one, the empty left out."""
    made = list[Stretch]()
    for low, high in sorted(each for each in stretches if each[0] < each[1]):
        if made and low <= made[-1][1]:
            made[-1] = (made[-1][0], max(high, made[-1][1]))
        else:
            made.append((low, high))
    return Part(tuple(made))


def between(low: Decimal, high: Decimal) -> Part:
    """The numbers between two; none when they do not rise."""
    return _joined([(low, high)])


def part_of(bounds: Iterable[tuple[Op, Decimal]], digits: int | None) -> Part:
    """The numbers that keep every bound once they are rounded to `digits` (as they are when None).

    >>> part_of([("at_least", Decimal(12))], 1)
    Part(stretches=((Decimal('12.0'), Decimal('Infinity')),))
    """
    found = EVERYTHING
    for op, number in bounds:
        found = found.both(_half_line(op, number, digits))
    return found


def _half_line(op: Op, number: Decimal, digits: int | None) -> Part:
    match op:
        case "at_least":
            return between(_first(number, digits), HIGH)
        case "above":
            return between(_next(number, digits), HIGH)
        case "at_most":
            return between(LOW, _next(number, digits))
        case "below":
            return between(LOW, _first(number, digits))


def _first(number: Decimal, digits: int | None) -> Decimal:
    """The first rounded number that is not below this one."""
    return number if digits is None else _rounded(number, digits, ROUND_CEILING)


def _next(number: Decimal, digits: int | None) -> Decimal:
    """The first rounded number above this one; without digits there is none between."""
    return number if digits is None else _rounded(number, digits, ROUND_FLOOR, steps=1)


def _rounded(number: Decimal, digits: int, rounding: str, *, steps: int = 0) -> Decimal:
    with localcontext() as context:
        context.prec = PRECISION
        return number.quantize(step(digits), rounding) + steps * step(digits)


def step(digits: int) -> Decimal:
    """From one rounded number to the next.

    >>> step(1)
    Decimal('0.1')
    """
    return Decimal(1).scaleb(-digits)
