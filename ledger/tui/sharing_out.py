"""Probabilities over options that always add up to one: what one gains the others give."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

WHOLE = 1000
"""Probabilities are kept in whole permille while they are moved."""


def even(count: int) -> list[int]:
    """The same for each, the remainder to the first ones.

    >>> even(3)
    [334, 333, 333]
    """
    return [WHOLE // count + (1 if at < WHOLE % count else 0) for at in range(count)]


def moved(parts: list[int], at: int, to: int, fixed: Collection[int] = ()) -> list[int]:
    """`parts` with the one at `at` set to `to`, held within what the `fixed` ones leave; the others in their old proportion.

    Where nothing else can give or take, all stays as it is.

    >>> moved([500, 300, 200], 0, 600), moved([500, 300, 200], 0, 600, fixed={1})
    ([600, 240, 160], [600, 300, 100])
    """
    free = [place for place in range(len(parts)) if place != at and place not in fixed]
    if not free:
        return list(parts)
    room = parts[at] + sum(parts[place] for place in free)
    new = max(0, min(room, to))
    shares = _shared([parts[place] for place in free], room - new)
    given = dict(zip(free, shares, strict=True)) | {at: new}
    return [given.get(place, part) for place, part in enumerate(parts)]


def _shared(parts: list[int], whole: int) -> list[int]:
    """`whole` in the proportion of `parts`, exactly: what rounding leaves goes where it was cut most."""
    total = sum(parts)
    weights = parts if total else [1] * len(parts)
    total = total or len(parts)
    shares = [whole * weight // total for weight in weights]
    cut = sorted(range(len(parts)), key=lambda at: (-(whole * weights[at] % total), at))
    for at in cut[: whole - sum(shares)]:
        shares[at] += 1
    return shares


def permille(chances: list[Decimal]) -> list[int]:
    """Probabilities that add up to one, as permille that add up to 1000."""
    return _shared([int(chance * 1_000_000) for chance in chances], WHOLE)


def probabilities(parts: Sequence[int]) -> list[Decimal]:
    """Permille as probabilities; they add up to one exactly."""
    return [Decimal(part).scaleb(-3) for part in parts]
