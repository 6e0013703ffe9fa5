"""`fledger init` and `fledger settings`: a ledger's home."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.cli.frame import Frame, Style, emit, pass_frame, styles, talk, tell


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--me", help="Your name on forecasts and answers.")
@click.option(
    "--simulated", is_flag=True, help="Invented outcomes; marked so for ever. Only here does --now exist."
)
@pass_frame
def init(frame: Frame, folder: Path | None, me: str | None, *, simulated: bool) -> None:
    """Make a new ledger in FOLDER, --home, FLEDGER_HOME or the platform's data folder."""
    from ledger.clock import RealClock
    from ledger.new_home import make_home

    if folder:
        frame.settle(folder)
    settings = make_home(frame.settings, me or frame.settings.me, RealClock(), simulated=simulated)
    tell(str(settings.home))
    talk("A new ledger. Next: fledger sync   (takes the questions)   then: fledger")


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
