"""`fledger init` and `fledger settings`: a ledger's home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, pass_frame, styles, talk

if TYPE_CHECKING:
    from ledger.settings import Settings


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--me", help="Your name on forecasts and answers.")
@click.option(
    "--simulated", is_flag=True, help="Invented outcomes; marked so for ever. Only here does --now exist."
)
@pass_frame
def init(frame: Frame, folder: Path | None, me: str | None, *, simulated: bool) -> None:
    """Make a new ledger in FOLDER, --home, FLEDGER_HOME or the platform's data folder."""
    if folder:
        frame.settle(folder)
    settings = make_home(frame.settings, me, simulated=simulated)
    click.echo(str(settings.home))
    talk("A new ledger. Next: fledger sync   (takes the questions)   then: fledger")


def make_home(settings: Settings, me: str | None = None, *, simulated: bool = False) -> Settings:
    """Make the folder, its settings and an empty ledger; the settings as read again. Raises UsageError."""
    from ledger.clock import RealClock
    from ledger.errors import UsageError
    from ledger.journal.append import Journal
    from ledger.settings import read_settings

    if settings.ledger.exists():
        raise UsageError(f"There is a ledger in {settings.home} already.")
    write_settings(settings.home, me or settings.me)
    again = read_settings(settings.home)
    with Journal.create(again.ledger, clock=RealClock(), simulated=simulated, opened_by=me or settings.me):
        pass
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


@click.command()
@styles
@pass_frame
def settings(frame: Frame, style: Style | None) -> None:
    """Every setting in force, with its origin. Secrets are named, never shown."""
    lines = frame.settings.origins
    emit(
        style,
        headers=("setting", "value", "from"),
        rows=[(line.name, line.value, line.origin) for line in lines],
        data={
            "schema": 1,
            "settings": [{"name": s.name, "value": s.value, "origin": s.origin} for s in lines],
        },
    )
