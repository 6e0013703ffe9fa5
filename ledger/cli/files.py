"""Question files on the command line: check them, begin one, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from ledger.cli.frame import Frame, emit_json, finish, pass_frame, talk
from ledger.questions.clean import clean, clean_line
from ledger.questions.question import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.questions.catalogue import Catalogue
    from ledger.questions.problem import Problem

PROBLEMS = 3
"""The exit code when a file has a problem."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "style", flag_value="json", type=str, help="JSON.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    help="github: annotations for a pull request.",
)
@pass_frame
def check(frame: Frame, paths: tuple[Path, ...], style: str | None) -> None:
    """Check question files and report every problem of every file at once.

    PATHS are files or folders; without any, the folders of the settings.
    """
    from ledger.questions.catalogue import read_catalogue

    catalogue = read_catalogue(paths or frame.settings.catalogue_folders())
    _PRINTERS.get(style or "text", _print_text)(catalogue)
    talk(_summary(catalogue))
    finish(PROBLEMS if catalogue.problems else 0)


def _print_text(catalogue: Catalogue) -> None:
    for problem in catalogue.problems:
        click.echo(clean(problem.sentence()).replace("\n", " "))


def _print_json(catalogue: Catalogue) -> None:
    emit_json(
        {
            "schema": 1,
            "files": catalogue.seen,
            "questions": len(catalogue.questions),
            "problems": [_as_json(problem) for problem in catalogue.problems],
        }
    )


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": str(problem.path),
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "wrong": problem.wrong,
        "found": problem.found,
        "fix": problem.fix,
        "rule": problem.rule,
    }


def _print_github(catalogue: Catalogue) -> None:
    for problem in catalogue.problems:
        click.echo(github_line(problem))


def github_line(problem: Problem) -> str:
    """One workflow command that puts the problem beside its line in a pull request."""
    place = f"file={_property(str(problem.path))},line={problem.line},col={problem.column}"
    return f"::error {place},title={_property(problem.rule)}::{_message(clean(_sentence(problem)))}"


def _sentence(problem: Problem) -> str:
    """Without the place, which the annotation has already."""
    return problem.sentence().split("  ", 1)[1]


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


_PRINTERS: dict[str, Callable[[Catalogue], None]] = {
    "text": _print_text,
    "json": _print_json,
    "github": _print_github,
}


def _summary(catalogue: Catalogue) -> str:
    from ledger.cli.words import counted

    files = counted(catalogue.seen, "file")
    if not catalogue.problems:
        return f"{files}, nothing wrong."
    wrong = len({problem.path for problem in catalogue.problems})
    problems = counted(len(catalogue.problems), "problem")
    return f"{files}, {problems} in {counted(wrong, 'file')}. Each rule is explained in docs/file-format.md."


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
