"""`fledger verify`, `journal`, `head`, `export`, `import`, `backup`, `restore`: the record itself."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.covered import show_all
from ledger.cli.export_table import (
    OUT,
    export_calibration,
    export_forecasts,
    export_questions,
    export_scores,
)
from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, talk, tell
from ledger.cli.import_table import import_table
from ledger.cli.progress import so_far
from ledger.cli.target import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.journal.findings import Report
    from ledger.journal.verify import Progress
    from ledger.record.journal import EntryRow

FILE = click.Path(path_type=Path, dir_okay=False)
SEQ = click.IntRange(1, 2**53 - 1)


@click.command()
@click.option(
    "--head", "kept", type=FILE, help="A head kept elsewhere (fledger head): is this record its continuation?"
)
@styles
@pass_frame
def verify(frame: Frame, kept: Path | None, style: Style | None) -> None:
    """Prove that the record holds: every byte, every root, every piece of evidence. Exit 5 if not."""
    from ledger.journal.head import Head
    from ledger.journal.verify import verify as check
    from ledger.wiring import in_shape

    in_shape(frame.settings.ledger)
    head = Head.read(kept.read_text(encoding="utf-8")) if kept else None
    report = check(frame.settings.ledger, head=head, progress=_progress("verifying"))
    if style == "json":
        emit_json({"schema": 1, **report.said()})
    elif style == "plain":
        emit(style, headers=(), rows=_verified(report), data=None)
    else:
        tell(report.text())
    finish(0 if report.ok else 5)


def _verified(report: Report) -> Iterator[tuple[str, str, str]]:
    """For pipes: what is said, of which entry if of one, and the words."""
    yield "ok", "", "yes" if report.ok else "no"
    yield "entries", "", str(report.size)
    yield "root", "", report.root.hex() if report.root else ""
    for one in report.findings:
        yield one.what, "" if one.entry is None else str(one.entry), one.sentence
    if report.more:
        yield "more", "", str(report.more)


def _progress(what: str) -> Progress | None:
    """Tells how far it is, on stderr, when a person watches."""
    return partial(so_far, what) if sys.stderr.isatty() else None


@click.command()
@click.argument("search", nargs=-1, metavar="[SEARCH]...")
@click.option("--last", type=SEQ, default=20, show_default=True, help="How many entries, newest first.")
@click.option("--before", type=SEQ, help="Entries older than this seq.")
@show_all
@styles
@pass_frame
def journal(
    frame: Frame,
    search: tuple[str, ...],
    *,
    last: int,
    before: int | None,
    everything: bool,
    style: Style | None,
) -> None:
    """The journal's entries, newest first: all, or those that fit SEARCH.

    SEARCH is words as they stand in an entry, kind:forecast, question:ID, by:NAME, since:DAY, until:DAY, 100..200.
    Before a term that begins with -, which turns it round, write --. What others said is covered, and not found, until
    you answered.
    """
    from ledger.clock import microseconds
    from ledger.record.covered import covered_seqs
    from ledger.record.hidden import Reader
    from ledger.record.journal import entries_at
    from ledger.record.journal_search import newest_matching, search_from

    reader = None if everything else Reader(frame.me(), microseconds(frame.clock.now()))
    with frame.record() as record:
        head = min(record.head().size, before - 1) if before else record.head().size
        seqs = newest_matching(record, search_from(" ".join(search), reader), head=head, most=last)
        found = entries_at(record, seqs)
        hidden = covered_seqs(record, found, reader) if reader else frozenset()
    emit(
        style,
        headers=("seq", "at", "kind", "what"),
        rows=[_entry_cells(one, hidden=one.seq in hidden) for one in found],
        data={
            "schema": 1,
            "simulated": record.simulated,
            "entries": [_entry_data(one, hidden=one.seq in hidden) for one in found],
        },
    )


def _entry_cells(one: EntryRow, *, hidden: bool) -> tuple[int, str, str, str]:
    from ledger.record.covered import covered_line

    what = covered_line(one, "--all shows it") if hidden else one.summary
    return one.seq, one.at.isoformat(timespec="seconds"), one.kind, what


def _entry_data(one: EntryRow, *, hidden: bool) -> dict[str, object]:
    """An entry for programs; `hidden` says that what is covered in it is null, and its `leaf` that of the whole entry."""
    from ledger.record.covered import without_covered

    return {**(without_covered(one) if hidden else one).said(), "hidden": hidden}


@click.command()
@styles
@pass_frame
def head(frame: Frame, style: Style | None) -> None:
    """Three lines (origin, size, root) that pin the record as it is. Keep them where nobody can change them.

    --plain has them on one line. `fledger verify --head` reads the three lines.
    """
    from ledger.journal.head import head as read_head

    with frame.record():
        found = read_head(frame.settings.ledger)
    if style is None:
        tell(found.text(), nl=False)
        return
    origin, size, root = found.text().splitlines()
    data = {"schema": 1, "origin": origin, "size": found.size, "root": root}
    emit(style, headers=(), rows=[(origin, size, root)], data=data)


@click.group()
def export() -> None:
    """Write the journal, or tables of questions, forecasts, scores or calibration, to a file.

    It is a copy of the record: what fledger show hides from you until you answered is in it, too.
    """


@export.command("journal")
@click.argument("target", required=False, type=OUT)
@pass_frame
def export_journal(frame: Frame, target: Path | None) -> None:
    """The whole journal with its evidence, private questions too, as JSON Lines, to TARGET or stdout (also -)."""
    from ledger.exchange.journal_lines import export_journal as write

    talk("A journal holds everything, private questions too: keep it as you keep the ledger.")
    with frame.record() as record, opened(target, simulated=record.simulated) as out:
        write(frame.settings.ledger, out)


for _each in (export_forecasts, export_questions, export_scores, export_calibration):
    export.add_command(_each)


@click.group("import")
def import_() -> None:
    """Take in what others exported: a whole journal as a new ledger, or tables into this one."""


import_.add_command(import_table)


@import_.command("journal")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True))
@pass_frame
def import_journal(frame: Frame, source: Path) -> None:
    """A new ledger in the home from an exported journal; refused unless its root is the same."""
    from ledger.exchange.journal_lines import import_journal as read
    from ledger.new_home import write_settings

    settings = frame.settings
    with _lines(source) as lines:
        read(lines, settings.ledger)
    write_settings(settings.home, settings.me)
    talk(f"Taken into {settings.ledger}. Prove it with: fledger verify")


class _lines:  # noqa: N801 reads as a noun where it is used
    """The lines of a file or of stdin."""

    def __init__(self, source: Path) -> None:
        self.file = sys.stdin.buffer if str(source) == "-" else source.open("rb")

    def __enter__(self) -> Iterator[bytes]:
        return iter(self.file)

    def __exit__(self, *_: object) -> None:
        self.file.close()


@click.command()
@click.argument("target", type=FILE)
@pass_frame
def backup(frame: Frame, target: Path) -> None:
    """Copy the ledger to TARGET while it is in use, and verify the copy."""
    from ledger.journal.backup import backup as copy

    with frame.record():
        copy(frame.settings.ledger, target)
    talk(f"Copied and verified: {target}")


@click.command()
@click.argument("backup", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--replace",
    is_flag=True,
    help="Also where the ledger has entries the backup has not; it is moved aside, not deleted.",
)
@pass_frame
def restore(frame: Frame, backup: Path, *, replace: bool) -> None:
    """Put BACKUP in the ledger's place: verified first, and told what is lost. Refused while a daemon runs."""
    from ledger.journal.restore import restore as put_back
    from ledger.journal.restore import words
    from ledger.new_home import write_settings
    from ledger.schedule import Hold

    settings = frame.settings
    write_settings(settings.home, settings.me)
    settings.ledger.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Hold(settings.ledger):
        done = put_back(backup, settings.ledger, replace=replace)
    talk(words(done.before))
    if done.aside:
        talk(f"What was there is kept: {done.aside}")
    talk(done.report.text())
