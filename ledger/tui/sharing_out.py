"""Probabilities over options that always add up to one: what one gains the others give."""

from __future__ import annotations

from decimal import Decimal

WHOLE = 1000
"""Probabilities are kept in whole permille while they are moved."""


def even(count: int) -> list[int]:
    """The same for each, the remainder to the first ones.

    >>> even(3)
    [334, 333, 333]
    """
    return [WHOLE // count + (1 if at < WHOLE % count else 0) for at in range(count)]


def moved(parts: list[int], at: int, to: int) -> list[int]:
    """`parts` with the one at `at` set to `to` (held within 0 and 1000), the others in their old proportion.

    >>> moved([500, 300, 200], 0, 600)
    [600, 240, 160]
    """
    new = max(0, min(WHOLE, to))
    others = [part for place, part in enumerate(parts) if place != at]
    if not others:
        return [WHOLE]
    shared = _shared(others, WHOLE - new)
    return [*shared[:at], new, *shared[at:]]


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


def probabilities(parts: list[int]) -> list[Decimal]:
    """Permille as probabilities; they add up to one exactly."""
    return [Decimal(part).scaleb(-3) for part in parts]
