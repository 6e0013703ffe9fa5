"""Which folders are a user's, and files and folders as a person names them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 60
"""So much of a value that cannot be meant is repeated."""


class SettingsError(UsageError):
    """The settings cannot be used; the sentence says which file, key and value."""


class NoFolderError(SettingsError):
    """No folder of the user is known, and none was named."""

    def __init__(self) -> None:
        super().__init__(
            "This user has no folder: there is no HOME and no entry of the user. Name one with --home or FLEDGER_HOME."
        )


def default_home(environment: Mapping[str, str]) -> tuple[Path, str]:
    """The home when no flag names one, and where that came from. Raises SettingsError."""
    if named := environment.get("FLEDGER_HOME"):
        return place_named(named, "FLEDGER_HOME").absolute(), "environment FLEDGER_HOME"
    from platformdirs import user_data_path

    try:
        return user_data_path("fledger", appauthor=False), "the platform's data folder"
    except RuntimeError:
        raise NoFolderError from None


def cache_folder(environment: Mapping[str, str] | None = None, home: Path | None = None) -> tuple[Path, str]:
    """Where things are that may be lost at any time, and where that came from; in the home for a user without folders.

    Raises SettingsError.
    """
    env = os.environ if environment is None else environment
    if named := env.get("FLEDGER_CACHE"):
        return place_named(named, "FLEDGER_CACHE").absolute(), "environment FLEDGER_CACHE"
    from platformdirs import user_cache_path

    try:
        return user_cache_path("fledger", appauthor=False), "the platform's cache folder"
    except RuntimeError:
        return (home or default_home(env)[0]) / "cache", "the home, as this user has no folder"


def place_named(name: str, setting: str) -> Path:
    """A file or folder that a person named, `~` and all. Raises SettingsError naming the setting."""
    try:
        path = Path(name).expanduser()
    except RuntimeError:
        raise SettingsError(f"{setting} = {short(name)}: there is no home of that name.") from None
    if "\0" in name:
        raise SettingsError(f"{setting} = {short(name)}: no file can be called that.")
    return path


def short(value: object) -> str:
    """A value as it is shown in a sentence.

    >>> short("x" * 100)[-3:]
    'xx…'
    """
    said = repr(value)
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"
