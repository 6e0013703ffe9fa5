"""How Epoch AI marks a row whose quarter its data covers only in part."""

from __future__ import annotations

_COMPLETE_WORDS = frozenset({"", "false", "0", "no"})


def is_incomplete(cell: str) -> bool:
    """Whether the cell of a column `Incomplete` marks its row; every word but a no does.

    >>> [is_incomplete(word) for word in ("True", "checked", "x", "", " False ")]
    [True, True, True, False, False]
    """
    return cell.strip().casefold() not in _COMPLETE_WORDS
