"""`fledger new --series`: the files of a question for the months that follow, from the file for the first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.cli.frame import finish, talk, tell
from ledger.errors import UsageError
from ledger.questions.catalogue import read_catalogue
from ledger.questions.clean import clean_line
from ledger.questions.lint.every import advice
from ledger.questions.question_file import problems
from ledger.questions.series import series
from ledger.questions.series_checked import wrong_with
from ledger.questions.toml_file import NotToml, read_toml
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ledger.questions.months import Step
    from ledger.questions.problem import Problem
    from ledger.questions.series import Series, Sibling

INVALID = 3
"""The exit code when a file has a problem."""

_UNTIL = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def write_series(path: Path, step: Step, until: str, folder: Path | None, *, dry_run: bool) -> None:
    """Write the siblings of the file at `path` beside it, or into `folder`. All of them are valid, or none is written."""
    catalogue = read_catalogue([path])
    _stop_at([*catalogue.problems, *advice(catalogue)])
    parsed = read_toml(path)
    if isinstance(parsed, NotToml):  # it was read a moment ago
        raise UsageError(f"{path} has changed meanwhile; try again.")
    made = series(path.stem, parsed, step, _month(until))
    if isinstance(made, tuple):
        _stop_at(problems(path, parsed.text, made))
        return
    target = folder or path.parent
    missing = [each for each in made.siblings if not _place(target, each).exists()]
    _stop_at(wrong_with(target, missing, catalogue.publications))
    if not dry_run:
        _write(target, missing)
    _tell(target, made, missing, dry_run=dry_run)


def _month(typed: str) -> tuple[int, int]:
    found = _UNTIL.fullmatch(typed)
    if found is None:
        raise UsageError(f"--until says the last month, as 2027-12, and not {clean_line(typed)!r}.")
    return int(found[1]), int(found[2])


def _stop_at(wrong: Iterable[Problem]) -> None:
    """Say what is wrong and end; nothing was written."""
    told = list(wrong)
    for each in told:
        tell(each.sentence().replace("\n", " "))
    if told:
        talk("Nothing was written.")
    finish(INVALID if told else 0)


def _place(folder: Path, sibling: Sibling) -> Path:
    return folder / f"{sibling.id}.toml"


def _write(folder: Path, siblings: Iterable[Sibling]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in siblings:
        with _place(folder, each).open("xb") as file:
            file.write(each.text.encode())


def _tell(folder: Path, made: Series, missing: list[Sibling], *, dry_run: bool) -> None:
    for each in missing:
        tell(str(_place(folder, each)))
    for each in made.siblings:
        if each not in missing:
            talk(f"{_place(folder, each)} is there already and stays as it is.")
    if made.stays:
        talk(f"The same in every file: {', '.join(map(clean_line, made.stays))}.")
    said = "would be written" if dry_run else "written"
    talk(f"{counted(len(missing), 'file')} {said}.")
