"""`fledger import table`: whole tournaments of other projects, as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, finish, pass_frame, styles, talk
from ledger.cli.progress import counting
from ledger.questions.clean import clean_line
from ledger.questions.units import counted

if TYPE_CHECKING:
    from ledger.exchange.tables.report import TableReport

AT_ONCE = 1_000
"""Above so many rows nothing is recorded without --yes."""
SHOWN = 20
"""So many bad rows are printed; --json gives all."""
INVALID = 3
"""The exit code when a row is bad and nothing was recorded for it."""
NEEDS_A_PERSON = 6
"""The exit code when it takes --yes, which a person has to add."""
PROVES = (
    "An export proves no more than whoever holds it: what it says counts as documented, never as seen here."
)


@click.command("table")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option("--yes", is_flag=True, help=f"Record it, also above {AT_ONCE:,} rows.")
@click.option("--dry-run", is_flag=True, help="Check every row and record nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out and record the good ones.")
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Leave out a column. May be repeated.")
@click.option("--by", help="Who imports; your name in the settings otherwise.")
@styles
@pass_frame
def import_table(
    frame: Frame,
    files: tuple[Path, ...],
    *,
    yes: bool,
    dry_run: bool,
    skip_bad: bool,
    ignore: tuple[str, ...],
    by: str | None,
    style: Style | None,
) -> None:
    """Questions, forecasts and outcomes from CSV, JSON Lines or Parquet (.csv, .jsonl, .parquet).

    A file is told by its columns. Questions: question, kind, title, opens_at, closes_at, and outcome, known_at where they
    have ended. Forecasts: question, forecaster, made_at, and probability. Times have a zone. docs/tables.md has the rest.

    --plain prints a line each for questions, forecasts and outcomes: what, how many are new, how many are there already.
    It ends with 3 where a row is bad, and with 6 where nothing was recorded because it takes --yes.
    """
    from ledger.exchange.tables.taking import import_tables

    with frame.journal() as journal, counting("rows") as told:
        report = import_tables(
            journal,
            files,
            by=frame.me(by),
            dry_run=dry_run,
            skip_bad=skip_bad,
            most=None if yes else AT_ONCE,
            ignored=frozenset(ignore),
            told=told,
        )
    emit(
        style,
        headers=(_state(report, dry_run=dry_run, skip_bad=skip_bad), "new", "there already"),
        rows=_rows(report),
        data={"schema": 1, **report.said()},
    )
    if style != "json":
        _told(report)
    talk(_summary(report, dry_run=dry_run, skip_bad=skip_bad))
    finish(_ends_with(report, dry_run=dry_run, skip_bad=skip_bad))


def _state(report: TableReport, *, dry_run: bool, skip_bad: bool) -> str:
    """What the counts are counts of: the head of the table."""
    if report.recorded:
        return "recorded"
    if report.bad and not skip_bad:
        return "refused"
    return "dry run" if dry_run else "not recorded"


def _ends_with(report: TableReport, *, dry_run: bool, skip_bad: bool) -> int:
    if report.bad and not skip_bad:
        return INVALID
    return 0 if report.recorded or dry_run or not report.adds else NEEDS_A_PERSON


def _rows(report: TableReport) -> list[tuple[str, int, int]]:
    counts = {"questions": report.questions, "forecasts": report.forecasts, "outcomes": report.outcomes}
    return [(name, count.new, count.already) for name, count in counts.items()]


def _told(report: TableReport) -> None:
    _lines([one.sentence for one in report.bad])
    _lines([one.sentence for one in report.left_out])
    _lines([one.sentence for one in report.changed])
    if report.too_late:
        shown = ", ".join([*report.too_late[:SHOWN], *(["..."] if len(report.too_late) > SHOWN else [])])
        talk(
            f"Known before they opened, so that nothing on them is ever scored: {shown}. Look at opens_at and known_at."
        )


def _lines(sentences: list[str]) -> None:
    for sentence in sentences[:SHOWN]:
        # two spaces part the place from the column, and that from what is wrong
        talk("  ".join(map(clean_line, sentence.split("  "))))
    if len(sentences) > SHOWN:
        talk(f"... and {len(sentences) - SHOWN:,} more; --json gives them all.")


def _bad(report: TableReport) -> str:
    are = "is" if report.bad_rows == 1 else "are"
    return f"{report.bad_rows:,} of {counted(report.rows, 'row')} {are} bad{_apart(report)}"


def _apart(report: TableReport) -> str:
    """Why fewer places are told than rows are bad."""
    left = sum(one.rows for one in report.left_out)
    own, told = report.bad_rows - left, len(report.bad)
    several = f"{own:,} of them told at {counted(told, 'place')}, a forecast of several rows at its first"
    waiting = f"{left:,} of forecasts on questions whose own row is bad"
    parts = [*([several] if own > told else []), *([waiting] if left else [])]
    return f" ({'; '.join(parts)})" if parts else ""


def _summary(report: TableReport, *, dry_run: bool, skip_bad: bool) -> str:
    if report.recorded:
        left = f" Bad rows left out: {report.bad_rows:,}{_apart(report)}." if report.bad else ""
        return f"Recorded.{left} {PROVES}"
    if report.bad and not skip_bad:
        return f"{_bad(report)}: nothing was recorded. --skip-bad records the others."
    if not report.adds and report.bad:
        return f"{_bad(report)}, and no other is new: nothing was recorded."
    if not report.adds:
        return "The ledger holds all of it already: nothing was recorded."
    if dry_run:
        return f"A dry run over {counted(report.rows, 'row')}: nothing was recorded."
    return f"{report.rows:,} rows were checked and nothing was recorded: above {AT_ONCE:,} it takes --yes."
