"""The point nearest to another that is a mixture of given corners and lies within bounds: a projection, in plain numbers.

Dykstra's method between the mixtures and the bounds (Boyle and Dykstra 1986); onto the mixtures by moving weight from the
worst corner in use to the best (pairwise Frank-Wolfe; Lacoste-Julien and Jaggi 2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector = list[float]

ROUNDS, STEPS = 3000, 400
"""At most so many: of a few questions some dozens are enough, of twenty that contradict each other everywhere some hundreds."""
CLOSE, SMALL = 1e-7, 1e-12
"""So near to each other mixture and bounds meet; a step so small is none."""


def nearest(
    wanted: Sequence[float], corners: Sequence[Sequence[float]], bounds: Sequence[tuple[float, float]]
) -> tuple[float, ...] | None:
    """The mixture of the corners within the bounds that is nearest to what is wanted, by squared distance; to 1e-4.

    Every sequence but `corners` has one number for each coordinate. None where no mixture lies within the bounds.
    """
    mixture = _Mixture(corners)
    inside = list(wanted)
    off_mixture = off_bounds = [0.0] * len(inside)
    for _ in range(ROUNDS):
        target = _sum(inside, off_mixture)
        mixed = mixture.nearest(target)
        off_mixture = _less(target, mixed)
        target = _sum(mixed, off_bounds)
        inside = [min(max(each, low), high) for each, (low, high) in zip(target, bounds, strict=True)]
        off_bounds = _less(target, inside)
        apart = max(map(abs, _less(mixed, inside)), default=0.0)
        if apart < CLOSE:
            return tuple(inside)
    return tuple(inside) if apart < CLOSE**0.5 else None


class _Mixture:
    """The weights of the corners, which go on from the last target."""

    def __init__(self, corners: Sequence[Sequence[float]]) -> None:
        self._corners = [list(each) for each in corners]
        self._weights = [1.0 / len(corners)] * len(corners)

    @property
    def _point(self) -> Vector:
        columns = zip(*self._corners, strict=True)
        return [_dot(column, self._weights) for column in columns]

    def nearest(self, target: Vector) -> Vector:
        """The mixture nearest to a point."""
        point = self._point
        for _ in range(STEPS):
            slope = _less(point, target)
            steep = [_dot(slope, corner) for corner in self._corners]
            to = min(range(len(steep)), key=steep.__getitem__)
            off = max((at for at, weight in enumerate(self._weights) if weight > 0), key=steep.__getitem__)
            way = _less(self._corners[to], self._corners[off])
            length = _dot(way, way)
            best = (steep[off] - steep[to]) / length if length else 0.0
            if best < SMALL:
                break
            step = min(self._weights[off], best)
            self._weights[to] += step
            self._weights[off] -= step
            point = [at + step * move for at, move in zip(point, way, strict=True)]
        return point


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _sum(one: Sequence[float], other: Sequence[float]) -> Vector:
    return [a + b for a, b in zip(one, other, strict=True)]


def _less(one: Sequence[float], other: Sequence[float]) -> Vector:
    return [a - b for a, b in zip(one, other, strict=True)]
