"""The point nearest to another that is a mixture of given corners and lies within bounds: a projection, in plain numbers.

Dykstra's method between the mixtures and the bounds (Boyle and Dykstra 1986); onto the mixtures by moving weight from the
worst corner in use to the best (pairwise Frank-Wolfe; Lacoste-Julien and Jaggi 2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Vector = list[float]

ROUNDS, STEPS = 400, 400
CLOSE = 1e-7


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
        if max(map(abs, _less(mixed, inside)), default=0.0) < CLOSE:
            return tuple(inside)
    return None if max(map(abs, _less(mixed, inside))) > CLOSE**0.5 else tuple(inside)


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
            if steep[off] - steep[to] < CLOSE**2 or length == 0:
                break
            step = min(self._weights[off], (steep[off] - steep[to]) / length)
            self._weights[to] += step
            self._weights[off] = max(0.0, self._weights[off] - step)
            point = [at + step * move for at, move in zip(point, way, strict=True)]
        return point


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _sum(one: Sequence[float], other: Sequence[float]) -> Vector:
    return [a + b for a, b in zip(one, other, strict=True)]


def _less(one: Sequence[float], other: Sequence[float]) -> Vector:
    return [a - b for a, b in zip(one, other, strict=True)]
