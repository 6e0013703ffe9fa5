"""Two texts, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|[^\s]+")


def word_diff(old: str, new: str) -> tuple[tuple[Op, str], ...]:
    """The pieces that turn `old` into `new`: those not gone make up `new`, those not new make up `old`.

    >>> word_diff("at least 12 months", "at least 13 months")
    (('same', 'at least '), ('gone', '12'), ('new', '13'), ('same', ' months'))
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces = list[tuple[Op, str]]()
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(before[i:j])))
            continue
        pieces += [piece for piece in _changed("".join(before[i:j]), "".join(after[k:m])) if piece[1]]
    return tuple(pieces)


def _changed(gone: str, new: str) -> tuple[tuple[Op, str], tuple[Op, str]]:
    return ("gone", gone), ("new", new)
