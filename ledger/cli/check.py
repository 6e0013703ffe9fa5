"""`fledger check`: every problem of every question file at once, then advice on how the questions are worded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, emit, emit_json, finish, pass_frame, styles, talk, tell
from ledger.errors import UsageError
from ledger.questions.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.questions.findings import Findings
    from ledger.questions.problem import Problem

PROBLEMS = 3
"""The exit code when a file has a problem; with --strict, also when there is advice."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files and questions were read, what is wrong, and the advice; `report` where a reviewer asked for it."""

    files: int
    questions: int
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    report: str = ""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Advice counts as a problem: exit 3.")
@styles
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "plain", "json", "github", "markdown"]),
    help="github: annotations; markdown: a report for reviewers, with --against.",
)
@click.option(
    "--against", metavar="REV", help="Only what differs from this git revision, such as origin/main."
)
@click.option(
    "--no-cache", is_flag=True, help="Read every file, also where nothing has changed; keep nothing."
)
@click.option("--online", is_flag=True, help="Look at the sources of what changed, for --format markdown.")
@pass_frame
def check(
    frame: Frame,
    paths: tuple[Path, ...],
    style: str | None,
    against: str | None,
    *,
    strict: bool,
    no_cache: bool,
    online: bool,
) -> None:
    """Check question files and report every problem of every file at once.

    PATHS are files or folders; without any, the folders of the settings. Advice on the wording comes after the
    problems; alone it ends with 0, unless --strict.
    """
    _usable(style, against, online=online)
    places = paths or tuple(frame.settings.catalogue_folders())
    if against is not None:
        checked = _against(frame, places, against, named=bool(paths), online=online)
    else:
        checked = _whole(_findings(places, None if no_cache else _cache(frame)))
    _PRINTERS[style or "text"](checked)
    talk(_summary(checked))
    finish(PROBLEMS if checked.problems or (strict and checked.advice) else 0)


def _usable(style: str | None, against: str | None, *, online: bool) -> None:
    if style == "markdown" and against is None:
        raise UsageError("--format markdown tells what changed; say since when: --against origin/main")
    if online and style != "markdown":
        raise UsageError("--online is for reviewers: --against REV --online --format markdown")


def _cache(frame: Frame) -> Path | None:
    """Where what is found is kept for the next time; None where there is no such folder."""
    from ledger.places import NoFolderError, cache_folder

    try:
        return cache_folder(home=frame.home)[0]
    except NoFolderError:
        return None


def _findings(places: Sequence[Path], cache: Path | None) -> Findings:
    """What is wrong in all files; where nothing has changed since it was asked last, without reading any."""
    from ledger.questions.kept_checks import kept_checks

    kept = kept_checks(cache / "check", places) if cache else None
    if kept and (found := kept.findings()):
        return found
    from ledger.questions.check_all import check_all, check_by_kept

    return check_by_kept(places, kept) if kept else check_all(places)


def _whole(found: Findings) -> Checked:
    return Checked(found.files, found.questions, found.problems, found.advice)


def _against(frame: Frame, places: Sequence[Path], revision: str, *, named: bool, online: bool) -> Checked:
    """Of everything, what concerns the files that changed."""
    from ledger.cli.comparing import compared, held
    from ledger.cli.pull_request import report
    from ledger.questions.catalogue import read_catalogue
    from ledger.questions.lint.every import advice

    where = held(places, revision, named=named)
    catalogue = read_catalogue(places)
    found = compared(frame, where, catalogue, advice(catalogue), online=online)
    return Checked(found.files, len(found.now), tuple(found.problems), tuple(found.advice), report(found))


def _print_text(checked: Checked) -> None:
    for problem in checked.problems:
        tell(problem.sentence().replace("\n", " "))
    for each in checked.advice:
        tell(each.sentence("advice").replace("\n", " "))


def _print_plain(checked: Checked) -> None:
    told = (("problem", checked.problems), ("advice", checked.advice))
    emit("plain", headers=(), rows=[_cells(what, each) for what, found in told for each in found], data=None)


def _cells(what: str, one: Problem) -> tuple[object, ...]:
    """For pipes: problem or advice, where, which rule, what is wrong, what was found, and what to do."""
    return what, one.path, one.line, one.column, one.field, one.rule, one.wrong, one.found, one.fix


def _print_json(checked: Checked) -> None:
    emit_json(
        {
            "schema": 1,
            "files": checked.files,
            "questions": checked.questions,
            "problems": [_as_json(problem) for problem in checked.problems],
            "advice": [_as_json(each) for each in checked.advice],
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


def _print_github(checked: Checked) -> None:
    for problem in checked.problems:
        tell(github_line(problem))
    for each in checked.advice:
        tell(github_line(each, "warning"))


def _print_markdown(checked: Checked) -> None:
    from ledger.cli.markdown import NO_ROOM

    tell(checked.report, keep=NO_ROOM)


def github_line(problem: Problem, level: str = "error") -> str:
    """One workflow command that puts the problem beside its line in a pull request."""
    place = f"file={_property(str(problem.path))},line={problem.line},col={problem.column}"
    return f"::{level} {place},title={_property(problem.rule)}::{_message(clean(_sentence(problem)))}"


def _sentence(problem: Problem) -> str:
    """Without the place, which the annotation has already."""
    return problem.sentence().split("  ", 1)[1]


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


_PRINTERS: dict[str, Callable[[Checked], None]] = {
    "text": _print_text,
    "plain": _print_plain,
    "json": _print_json,
    "github": _print_github,
    "markdown": _print_markdown,
}


def _summary(checked: Checked) -> str:
    files, nowhere = _counted(checked.files, "file"), [one for one in checked.problems if _is_nowhere(one)]
    wrong = _in_files([one for one in checked.problems if one not in nowhere], "problem")
    words = _in_files(checked.advice, "remark")
    none = f"{_counted(len(nowhere), 'path')} without a file" if nowhere else ""
    found = [each for each in (wrong, none) if each] or ["no problem" if words else "nothing wrong"]
    said = [f"{', '.join([files, *found])}."]
    said += ["Each rule is explained in docs/file-format.md."] if wrong else []
    said += [f"Advice on the wording: {words}, explained in docs/lint.md."] if words else []
    return " ".join(said)


def _is_nowhere(problem: Problem) -> bool:
    """Whether it is told of a path that was named and is not there, which is no file."""
    return problem.rule == "unreadable" and not problem.path.exists()


def _in_files(found: Sequence[Problem], word: str) -> str:
    files = _counted(len({each.path for each in found}), "file")
    return f"{_counted(len(found), word)} in {files}" if found else ""


def _counted(number: int, word: str) -> str:
    from ledger.questions.units import counted

    return counted(number, word)
