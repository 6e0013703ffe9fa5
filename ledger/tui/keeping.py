"""What the app keeps between two runs: which screen was in front, its filter and cursor, the theme that was chosen.

One small file in the home. It may be lost or damaged at any time: then the app opens as if for the first time.
"""

from __future__ import annotations

import json
import os
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILE = "app.json"
FORMAT = 1
LARGEST = 65_536
"""Bytes from which on the file is not ours."""

Kept = dict[str, str]
"""What one place keeps, by name. Whoever takes it up checks it: anybody can write into the file."""


FRONT = "front"
THEME = "theme"


class Keeps(Protocol):
    """A screen that has something to keep."""

    def kept(self) -> Kept:
        """What it keeps."""
        ...


class Shelf:
    """What every place keeps, by the place's name. `write` is for workers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._places = _read(path)
        self._written = self._text()
        self._one_hand = threading.Lock()

    def of(self, place: str) -> Kept:
        """What this place kept; empty for nothing."""
        return dict(self._places.get(place, {}))

    def lay(self, place: str, kept: Mapping[str, str]) -> None:
        """This place keeps this now, instead of what it kept before."""
        self._places[place] = dict(kept)

    def lay_front(self, mode: str, screens: Iterable[Keeps]) -> None:
        """What these screens keep, and that this mode was in front."""
        for screen in screens:
            self.lay(type(screen).__name__, screen.kept())
        self.lay(FRONT, {"mode": mode})

    def front(self) -> str:
        """The mode that was in front; empty for none."""
        return self.of(FRONT).get("mode", "")

    def choose(self, theme: str, instead_of: str) -> None:
        """A theme was chosen while the settings said `instead_of`."""
        self.lay(THEME, {"name": theme, "instead_of": instead_of})

    def theme(self, instead_of: str) -> str:
        """The theme that was chosen; empty for none, and where the settings say something else by now."""
        kept = self.of(THEME)
        return kept.get("name", "") if kept.get("instead_of") == instead_of else ""

    def write(self) -> None:
        """Into the file, whole or not at all, where something changed. A home that cannot be written keeps nothing."""
        with self._one_hand:
            text = self._text()
            if text == self._written:
                return
            beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
            try:
                beside.write_text(text, encoding="utf-8")
                beside.replace(self.path)
            except OSError:
                return
            self._written = text

    def _text(self) -> str:
        places = {name: kept for name, kept in self._places.items() if kept}
        return json.dumps({"format": FORMAT, "places": places}, indent=1, sort_keys=True) + "\n"


def _read(path: Path) -> dict[str, Kept]:
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    places = said.get("places") if isinstance(said, dict) and said.get("format") == FORMAT else None
    if not isinstance(places, dict):
        return {}
    return {name: _texts(kept) for name, kept in places.items() if isinstance(kept, dict)}


def _texts(kept: Mapping[str, object]) -> Kept:
    return {name: value for name, value in kept.items() if isinstance(value, str)}
