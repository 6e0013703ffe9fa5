"""A home that is new: its folder, its settings and an empty ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.journal.names import tidy

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.clock import Clock
    from ledger.settings import Settings


def make_home(settings: Settings, me: str, clock: Clock, *, simulated: bool = False) -> Settings:
    """Make the folder, its settings and an empty ledger; the settings as read again.

    Raises UsageError where there is a ledger already, JournalError where none can be made.
    """
    from ledger.journal.append import Journal
    from ledger.settings import read_settings

    if settings.ledger.exists():
        raise UsageError(f"There is a ledger in {settings.home} already.")
    me = tidy(me)
    write_settings(settings.home, me)
    again = read_settings(settings.home)
    Journal.create(again.ledger, clock=clock, simulated=simulated, opened_by=me).close()
    return again


def write_settings(home: Path, me: str) -> None:
    """Write a commented settings file, unless there is one."""
    import json

    from ledger.settings import FILE, TEMPLATE

    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = home / FILE
    if not path.exists():
        path.write_text(TEMPLATE.format(me=json.dumps(me, ensure_ascii=False)), encoding="utf-8")
        path.chmod(0o600)
