"""Ids in order, as one text: a hundred thousand take a megabyte and no object each."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

BETWEEN = "\n"
"""Stands in no id."""


class IdList(Sequence[str]):
    """The ids in `text`, with BETWEEN between them; `turned` reads them from the end."""

    def __init__(self, text: str, *, turned: bool = False) -> None:
        self._text = text
        self._turned = turned
        self._starts = array("L", [0])
        self._starts.extend(found.end() for found in re.finditer(BETWEEN, text))
        if text:
            self._starts.append(len(text) + 1)

    @property
    def turned(self) -> IdList:
        """The same from the other end."""
        return IdList(self._text, turned=not self._turned)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        if self._turned:
            place = len(self) - 1 - place
        return self._text[self._starts[place] : self._starts[place + 1] - 1]

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:  # noqa: ARG002 the whole is asked
        """Where an id stands. Raises ValueError."""
        found = f"{BETWEEN}{self._text}{BETWEEN}".find(f"{BETWEEN}{value}{BETWEEN}") if value else -1
        if found < 0:
            raise ValueError(value)
        place = bisect_left(self._starts, found)
        return len(self) - 1 - place if self._turned else place

    def __contains__(self, value: object) -> bool:
        try:
            self.index(value)
        except ValueError:
            return False
        return True
