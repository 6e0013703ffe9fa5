"""A history in one line of signs: how high each value stands between the lowest and the highest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNS = "▁▂▃▄▅▆▇█"
ASCII_SIGNS = "_.-=+*#@"


def spark(values: Sequence[float], most: int, *, ascii_only: bool = False) -> str:
    """One sign a value, at most `most` of them: of more values the newest ones at equal steps, the last always among them.

    >>> spark([1.0, 2.0, 8.0], 10), spark([3.0, 3.0], 10), spark([], 10)
    ('▁▂█', '▁▁', '')
    """
    step = max(1, -(-len(values) // max(most, 1)))
    shown = values[::-1][::step][::-1]
    if not shown:
        return ""
    signs = ASCII_SIGNS if ascii_only else SIGNS
    low, high = min(shown), max(shown)
    span = (high - low) or 1.0
    return "".join(signs[min(int((value - low) / span * len(signs)), len(signs) - 1)] for value in shown)
