"""Question files on the command line: begin one, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from ledger.cli.frame import Frame, pass_frame, talk
from ledger.questions.clean import clean_line
from ledger.questions.question import Kind


@click.command()
def schema() -> None:
    """Print the JSON Schema of question files, for editors."""
    import json

    from ledger.questions.schema import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))


@click.command(epilog="fledger new bis-rules-2028 --source federal_register.count --kind numeric")
@click.argument("question_id", metavar="ID")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="What the answer is.")
@click.option(
    "--source", default="manual", show_default=True, help="Where the answer is read; see fledger source list."
)
@click.option("--value", help="Which value of the source; its first, if not given.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write it; your own questions' folder, if not given.",
)
@pass_frame
def new(
    frame: Frame, question_id: str, kind: Kind | None, source: str, value: str | None, folder: Path | None
) -> None:
    """Write a new question file to start from, valid as it stands."""
    from ledger.questions.new_file import new_file
    from ledger.questions.registered_sources import RegisteredSources

    path = _new_path(question_id, folder or frame.settings.mine)
    text = new_file(RegisteredSources(), frame.clock.now().date(), source=source, value=value, kind=kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    click.echo(str(path))
    talk(f"Fill it in, then: fledger check {path}")


def _new_path(question_id: str, folder: Path) -> Path:
    import re

    from ledger.errors import UsageError
    from ledger.questions.ids import ID_PATTERN

    if not re.fullmatch(ID_PATTERN, question_id):
        raise UsageError(
            f"{clean_line(question_id)!r} is no id; use lower-case letters, digits and hyphens, at most 120."
        )
    path = folder / f"{question_id}.toml"
    if path.exists():
        raise UsageError(f"{path} is there already; an id belongs to one question for ever.")
    return path
