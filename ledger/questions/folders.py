"""Which files of a folder are a catalogue's."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOREIGN = frozenset({"pyproject.toml", "tombi.toml"})
"""TOML files that often lie beside questions and are something else."""


_NAME = attrgetter("name")


def toml_files(place: Path, unreadable: Callable[[OSError], None]) -> Iterator[Path]:
    """The TOML files under a folder, in order, hidden ones and hidden folders left out. A file is itself.

    Links to folders are not followed. A folder that cannot be listed is told to `unreadable`.
    """
    if not place.is_dir():
        yield place
        return
    for entry in toml_entries(str(place), unreadable):
        yield Path(entry.path)


def toml_entries(folder: str, unreadable: Callable[[OSError], None]) -> Iterator[os.DirEntry[str]]:
    """The same files as the entries of their folders: those of a folder before those of the folders in it."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=_NAME)
    except OSError as error:
        unreadable(error)
        return
    inside = list[os.DirEntry[str]]()
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if _is_folder(entry):
            inside.append(entry)
        elif name.endswith(".toml") and name not in FOREIGN:
            yield entry
    for each in inside:
        if not each.is_symlink():
            yield from toml_entries(each.path, unreadable)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round to itself is none
        return False
