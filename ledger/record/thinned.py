"""A long history in as few points as a chart can show, without losing how high and how low it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Point = TypeVar("Point")


def thinned(points: Sequence[Point], value: Callable[[Point], float | None], *, most: int) -> list[Point]:
    """At most `most` of the points, in their order: the lowest, the highest and the last of each of equal runs.

    The first stays, too. Points without a value stand for nothing but themselves: they stay only as a run's last.

    >>> thinned([3, 9, 1, 4, 5, 5, 5, 5], float, most=4)
    [3, 9, 1, 5]
    """
    if len(points) <= most:
        return list(points)
    run = -(-len(points) // max((most - 1) // 3, 1))
    kept = {0}
    for start in range(0, len(points), run):
        kept.update(_telling(points, value, range(start, min(start + run, len(points)))))
    return [points[place] for place in sorted(kept)]


def _telling(
    points: Sequence[Point], value: Callable[[Point], float | None], places: range
) -> tuple[int, ...]:
    known = [(found, place) for place in places if (found := value(points[place])) is not None]
    return (min(known)[1], max(known)[1], places[-1]) if known else (places[-1],)
