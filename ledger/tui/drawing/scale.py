"""Where a number falls on an axis, and the round numbers worth a label on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

NEAT = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """`low` to `high` (never equal) over `size` places, 0 at `low`."""

    low: float
    high: float
    size: int

    def place(self, value: float) -> int:
        """The place of a value, also outside 0 .. size - 1."""
        return round((value - self.low) / (self.high - self.low) * (self.size - 1))


def around(values: list[float], size: int, *, least: float | None = None, most: float | None = None) -> Scale:
    """A scale with all of `values` on it and a little air, never passing `least` and `most` for it."""
    low, high = min(values), max(values)
    air = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    bottom = low - air if least is None else max(low - air, min(least, low))
    top = high + air if most is None else min(high + air, max(most, high))
    return Scale(bottom, top if top > bottom else bottom + 1.0, size)


def ticks(scale: Scale, most: int) -> list[float]:
    """At most `most` round values inside the scale, rising, as many as there can be.

    >>> ticks(Scale(0.0, 1.0, 10), 6)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    >>> ticks(Scale(5.85, 12.35, 5), 3)
    [7.5, 10.0]
    """
    power = 10.0 ** math.floor(math.log10((scale.high - scale.low) / (most + 1)))
    steps = (power * ten * neat for ten in (1, 10, 100) for neat in NEAT)
    return next(found for step in steps if len(found := _multiples(scale, step)) <= most)


def _multiples(scale: Scale, step: float) -> list[float]:
    first = math.ceil(scale.low / step - 1e-9)
    last = math.floor(scale.high / step + 1e-9)
    return [float(f"{step * at:.12g}") for at in range(first, last + 1)]


def short(value: float) -> str:
    """A tick's label.

    >>> short(12.0), short(0.25), short(1500000.0)
    ('12', '0.25', '1.5M')
    """
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if sign == 'k' else size):.3g}{sign}"
    return f"{value:.4g}"
