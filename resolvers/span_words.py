"""Puts the days that are asked for into an address, a query or a path, so that no param holds a date."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\{(first|last|first_year|last_year)\}")

ANY = Span(date(2000, 1, 1), date(2000, 12, 31))
"""For trying whether a text can be meant before any days are asked for."""


def filled(text: str, span: Span) -> str:
    """`text` with `{first}`, `{last}` (YYYY-MM-DD), `{first_year}` and `{last_year}` put in.

    Other braces stay as they are.

    >>> filled("/{first_year}?to={last}&{x}", ANY)
    '/2000?to=2000-12-31&{x}'
    """
    words = {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "first_year": f"{span.first.year:04d}",
        "last_year": f"{span.last.year:04d}",
    }
    return _WORD.sub(lambda found: words[found[1]], text)


def has_any(texts: Iterable[str | None]) -> bool:
    """Whether the days asked for stand in any of these texts."""
    return any(_WORD.search(text) for text in texts if text is not None)
