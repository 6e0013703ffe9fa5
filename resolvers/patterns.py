"""Patterns that question files hold, in RE2 syntax: no text, however long or odd, makes one run without end."""

from __future__ import annotations

from typing import Any

import re2

LONGEST = 1_000
"""Characters of one pattern."""

SYNTAX = "https://github.com/google/re2/wiki/Syntax"


def compiled(pattern: str) -> Any:
    """A compiled pattern, with `search` and `finditer` as in `re`. Raises re2.error for one that cannot be read."""
    # Without this RE2 writes every bad pattern to stderr by itself.
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def why_unreadable(pattern: str) -> str | None:
    """Why RE2 cannot read a pattern; None when it can.

    >>> why_unreadable("(?i)export control"), why_unreadable("(")
    (None, 'missing ): (')
    """
    try:
        compiled(pattern)
    except re2.error as error:
        told = error.args[0] if error.args else ""
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return None
