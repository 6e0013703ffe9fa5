"""How deep a file may be nested. Found here without recursion, so that all who walk a file later may recurse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = tuple[str | int, ...]
"""The way to a value: names of tables and places in arrays."""

DEEPEST = 24
"""Levels of tables and arrays."""

_NAME = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTS = 99
_LONG_KEY = re.compile(rf"""(?<![A-Za-z0-9_."'-]){_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{_DOTS}}}""")


def long_key(text: str) -> int | None:
    """Where a dotted key of a hundred names begins; tomli would need memory for the square of its length."""
    if text.count(".") < _DOTS:
        return None
    found = _LONG_KEY.search(text)
    return found.start() if found else None


def too_deep(content: dict[str, Any]) -> Key | None:
    """The key of a table or an array that stands more than DEEPEST levels deep; None where there is none."""
    around: list[tuple[Key, Any]] = [((), content)]
    while around:
        key, value = around.pop()
        if len(key) > DEEPEST:
            return key
        around += [((*key, step), each) for step, each in _steps(value) if isinstance(each, (dict, list))]
    return None


def _steps(value: dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)
