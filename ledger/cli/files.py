"""Question files on the command line: begin one, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from ledger.cli.frame import Frame, pass_frame, talk, tell
from ledger.errors import UsageError
from ledger.questions.clean import clean_line
from ledger.questions.months import Step
from ledger.questions.question import Kind


@click.command()
def schema() -> None:
    """Print the JSON Schema of question files, for editors."""
    import json

    from ledger.questions.schema import schema as made

    tell(json.dumps(made(), indent=2, ensure_ascii=False))


@click.command(
    epilog="fledger new bis-rules-2028 --source federal_register.count --kind numeric; "
    "fledger new --series monthly --until 2027-12 bis-rules-2026-12.toml"
)
@click.argument("question_id", metavar="ID | FILE")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="What the answer is.")
@click.option("--source", help="Where the answer is read, manual if not given; see fledger source list.")
@click.option("--value", help="Which value of the source; its first, if not given.")
@click.option(
    "--series",
    "step",
    type=click.Choice(get_args(Step)),
    help="Write FILE again for each month that follows.",
)
@click.option("--until", metavar="YYYY-MM", help="With --series: the last month.")
@click.option("--dry-run", is_flag=True, help="With --series: say which files, and write none.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write it; your own questions' folder, if not given, and FILE's for a series.",
)
@pass_frame
def new(
    frame: Frame,
    question_id: str,
    kind: Kind | None,
    source: str | None,
    value: str | None,
    step: Step | None,
    until: str | None,
    folder: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Write a new question file to start from, valid as it stands; or the same question for months to come.

    With --series, FILE asks about one month or quarter, and its name ends with it. Every file that is written is
    FILE with all its dates moved, also those in the words; files that are there already stay as they are.
    """
    if step is not None:
        from ledger.cli.new_series import write_series

        _only_of_a_series(kind, source, value)
        write_series(_template(question_id), step, until or "", folder, dry_run=dry_run)
        return
    if until is not None or dry_run:
        raise UsageError(
            "--until and --dry-run belong to --series: fledger new --series monthly --until 2027-12 FILE"
        )
    from ledger.questions.new_file import new_file
    from ledger.questions.registered_sources import RegisteredSources

    path = _new_path(question_id, folder or frame.settings.mine)
    today = frame.clock.now().date()
    text = new_file(RegisteredSources(), today, source=source or "manual", value=value, kind=kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    tell(str(path))
    talk(f"Fill it in, then: fledger check {path}")


def _only_of_a_series(*given: str | None) -> None:
    if any(each is not None for each in given):
        raise UsageError(
            "A series takes kind, source and value from its FILE; leave --kind, --source and --value out."
        )


def _template(typed: str) -> Path:
    path = Path(typed)
    if not path.is_file():
        raise UsageError(
            f"There is no file {clean_line(typed)}; --series begins with the question file of its first month."
        )
    return path


def _new_path(question_id: str, folder: Path) -> Path:
    import re

    from ledger.questions.ids import ID_PATTERN

    if not re.fullmatch(ID_PATTERN, question_id):
        raise UsageError(
            f"{clean_line(question_id)!r} is no id; use lower-case letters, digits and hyphens, at most 120."
        )
    path = folder / f"{question_id}.toml"
    if path.exists():
        raise UsageError(f"{path} is there already; an id belongs to one question for ever.")
    return path
