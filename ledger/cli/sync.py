"""`fledger sync`: take what the question files say into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.differences import by_key, differences, differences_data
from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, talk, tell
from ledger.cli.lacking import talk_of_lacking
from ledger.cli.why import Why
from ledger.errors import UsageError
from ledger.journal.intake import SOURCES
from ledger.questions.clean import clean_line
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.intake import SyncReport
    from ledger.questions.catalogue import Catalogue

PROBLEMS = 3
"""The exit code when a file has a problem; the good files are taken all the same."""

NEW_SOURCES = "sources changed: what the old ones read, and the days they spoke for, no longer count"


class NoReasonToAcceptError(UsageError):
    """A change was to be accepted without a word of why."""

    def __init__(self) -> None:
        super().__init__('Say why the change is right: --why "...". It stands in the record for ever.')


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be recorded; record nothing.")
@click.option(
    "--accept", multiple=True, metavar="ID", help="Agree to an amendment that waits. May be repeated."
)
@click.option("--why", cls=Why, help="Why what is accepted is right; --accept needs it.")
@click.option("--by", help="Who accepts; your name in the settings otherwise.")
@styles
@pass_frame
def sync(
    frame: Frame,
    accept: tuple[str, ...],
    why: str | None,
    by: str | None,
    *,
    dry_run: bool,
    style: Style | None,
) -> None:
    """Take new questions from the files into the ledger. A second run records nothing.

    A change to a question that others rely on waits for --accept; a change of its meaning needs a new file.
    """
    from ledger.journal.intake import sync as take_in
    from ledger.wiring import catalogue

    if accept and not dry_run and not (why or "").strip():
        raise NoReasonToAcceptError
    files = catalogue(frame.settings)
    with frame.journal() as journal:
        report = take_in(journal, files, by=frame.me(by), accept=accept, reason=why, dry_run=dry_run)
    if style == "json":
        emit_json(_json(report, files, dry_run=dry_run))
    elif style == "plain":
        emit(style, headers=(), rows=_rows(report, files), data=None)
    else:
        for line in _lines(report):
            tell(line)
    talk(_summary(report, files, dry_run=dry_run))
    talk_of_lacking(frame)
    finish(PROBLEMS if files.problems or report.refused else 0)


def _lines(report: SyncReport) -> Iterator[str]:
    yield from (f"new      {name}" for name in report.asked)
    for name in report.amended:
        yield f"amended  {name}"
        yield from _changed(report, name)
        if name in report.new_sources:
            yield f"         {NEW_SOURCES}"
    for waiting in report.waiting:
        yield f'waits    {waiting.question}: {", ".join(waiting.keys)}   accept with: fledger sync --accept {waiting.question} --why "..."'
        yield from _changed(report, waiting.question)
        if SOURCES in waiting.keys:
            yield f"         {NEW_SOURCES}"
    for name, because in report.refused.items():
        yield f"refused  {name}: {clean_line(because)}"
        yield from _changed(report, name)


def _rows(report: SyncReport, files: Catalogue) -> Iterator[tuple[str, ...]]:
    """For pipes: what, the question or the place in a file, the key, and what is said of it, word by word."""
    yield from (("new", name, "", files.questions[name].title) for name in report.asked)
    for what, names in (("amended", report.amended), ("waits", [one.question for one in report.waiting])):
        yield from ((what, name, *each) for name in names for each in by_key(*report.changed[name]))
    yield from (("refused", name, "", because) for name, because in report.refused.items())
    for one in files.problems:
        yield "problem", f"{one.path}:{one.line}:{one.column}", one.field, one.says


def _changed(report: SyncReport, name: str) -> Iterator[str]:
    """What a file says otherwise than the record, word by word."""
    if name in report.changed:
        yield from (f"         {line}" for line in differences(*report.changed[name]))


def _summary(report: SyncReport, files: Catalogue, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    parts = [f"{len(report.asked)} {would}new", f"{len(report.amended)} {would}amended"]
    parts += [
        f"{counted(report.forecasts, 'forecast')} of publications {would}recorded",
        f"{report.unchanged} unchanged",
    ]
    parts += [f"{len(report.waiting)} wait"] if report.waiting else []
    parts += [f"{len(report.refused)} refused"] if report.refused else []
    problems = (
        f" {counted(len(files.problems), 'problem')} in the files; see: fledger check"
        if files.problems
        else ""
    )
    return f"{', '.join(parts)}.{problems}"


def _json(report: SyncReport, files: Catalogue, *, dry_run: bool) -> dict[str, object]:
    return {
        "schema": 1,
        "dry_run": dry_run,
        "asked": report.asked,
        "amended": report.amended,
        "new_sources": report.new_sources,
        "waiting": [{"question": each.question, "keys": list(each.keys)} for each in report.waiting],
        "changed": {name: differences_data(*pair) for name, pair in report.changed.items()},
        "refused": report.refused,
        "forecasts": report.forecasts,
        "unchanged": report.unchanged,
        "problems": [problem.sentence() for problem in files.problems],
    }
