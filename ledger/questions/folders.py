"""Which files of a folder are a catalogue's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOREIGN = frozenset({"pyproject.toml", "tombi.toml"})
"""TOML files that often lie beside questions and are something else."""


def toml_files(place: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """The TOML files under a folder, in order, hidden ones and hidden folders left out. A file is itself.

    Links to folders are not followed. A folder that cannot be listed is told to `unreadable`.
    """
    if not place.is_dir():
        yield place
        return
    for folder, folders, names in os.walk(place, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".toml") and not name.startswith(".") and name not in FOREIGN:
                yield Path(folder, name)
