"""Figures that stay hidden until somebody answered, so that nobody is anchored by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.hidden import FIGURE, YEAR

if TYPE_CHECKING:
    import re

VEIL = "##"


def veiled(text: str, *, hidden: bool) -> str:
    """The text with every figure covered while `hidden`; years stay, as they only say when.

    >>> veiled("12-24 months, 35 % in 2026.", hidden=True)
    '##-## months, ## % in 2026.'
    """
    return FIGURE.sub(_veil, text) if hidden else text


def _veil(figure: re.Match[str]) -> str:
    return figure[0] if YEAR.fullmatch(figure[0]) else VEIL
