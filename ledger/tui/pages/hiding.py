"""Figures that stay hidden until somebody answered, so that nobody is anchored by them."""

from __future__ import annotations

import re

FIGURE = re.compile(r"\d[\d.,]*")
VEIL = "##"


def veiled(text: str, *, hidden: bool) -> str:
    """The text with every figure covered while `hidden`.

    >>> veiled("12-24 months, 35 %", hidden=True)
    '##-## months, ## %'
    """
    return FIGURE.sub(VEIL, text) if hidden else text
