"""Scores as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


KINDS: Mapping[str, str] = {
    "binary": "yes/no",
    "multiple_choice": "options",
    "numeric": "numbers",
    "date": "days",
}
"""The kinds of questions in a word, where a mean says what it is of."""


def number(value: float) -> str:
    """A score with enough digits to tell it from its neighbour."""
    return f"{value:.4g}"


def signed(value: float) -> str:
    """The same of something that is added.

    >>> signed(1.5), signed(0.0), signed(-2.0)
    ('+1.5', '0', '-2')
    """
    return f"{value:+.4g}" if value else "0"


def percent(share: float) -> str:
    """A share in whole percent; what is more than nothing is never shown as 0 %."""
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"  # noqa: PLR2004 rounds to 0 below
