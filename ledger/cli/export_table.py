"""`fledger export forecasts|questions|scores|calibration`: tables for other programs, and for another ledger."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from ledger.cli.frame import Frame, pass_frame
from ledger.cli.target import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ledger.exchange.tables.reading import Form
    from ledger.exchange.tables.writing import Line, Of
    from ledger.record.opening import Record
    from ledger.standing.calibration.report import Which

OUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
NUMBERS = frozenset({"value", "covered", "probability", "brier"})
FLAGS = frozenset({"imputed", "occurred", "early"})


def _table(command: Callable[..., None]) -> Callable[..., None]:
    """Adds TARGET and `--format`; the command gets both."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["csv", "jsonl", "parquet"]),
        help="By TARGET's suffix otherwise, else CSV.",
    )
    return click.argument("target", required=False, type=OUT)(form(command))


def _chosen(command: Callable[..., None]) -> Callable[..., None]:
    """Adds which forecasts are taken."""
    claimed = click.option("--claimed", is_flag=True, help="Also forecasts whose time is only claimed.")
    imputed = click.option("--imputed", is_flag=True, help="Also numbers added by us.")
    return claimed(imputed(command))


@click.command("forecasts")
@_table
@click.option("--csv", "form", flag_value="csv", hidden=True)
@pass_frame
def export_forecasts(frame: Frame, target: Path | None, form: Form | None) -> None:
    """Every forecast on a question that is not private, with its outcome, to TARGET or stdout (also -)."""
    from ledger.exchange.tables.forecasts_out import export_forecasts as write
    from ledger.standing.engine import ENGINE_VERSION

    with frame.record() as record, opened(target, simulated=record.simulated) as out:
        write(frame.settings.ledger, out, form_of(target, form), engine=ENGINE_VERSION)


@click.command("questions")
@_table
@pass_frame
def export_questions(frame: Frame, target: Path | None, form: Form | None) -> None:
    """Every question that is not private, with its end: what another ledger needs beside the forecasts."""
    from ledger.exchange.tables.questions_out import export_questions as write
    from ledger.standing.engine import ENGINE_VERSION

    with frame.record() as record, opened(target, simulated=record.simulated) as out:
        write(frame.settings.ledger, out, form_of(target, form), engine=ENGINE_VERSION)


@click.command("scores")
@_table
@_chosen
@pass_frame
def export_scores(
    frame: Frame, target: Path | None, form: Form | None, *, claimed: bool, imputed: bool
) -> None:
    """Every score of every forecaster: one row for each question and rule, with the time covered."""
    from ledger.standing.histories import Choice
    from ledger.standing.score_rows import SCORE_COLUMNS, score_rows

    with frame.record() as record, opened(target, simulated=record.simulated) as out:
        rows = score_rows(record, Choice(claimed=claimed, imputed=imputed))
        _write(record, out, SCORE_COLUMNS, rows, form_of(target, form))


@click.command("calibration")
@_table
@_chosen
@click.option(
    "--which",
    type=click.Choice(["first", "middle", "last"]),
    default="middle",
    help="Which forecast of several.",
)
@pass_frame
def export_calibration(
    frame: Frame, target: Path | None, form: Form | None, *, claimed: bool, imputed: bool, which: Which
) -> None:
    """The pairs that calibration is computed from: one forecast of every resolved yes/no question, and what happened."""
    from ledger.standing.calibration.rows import CALIBRATION_COLUMNS, calibration_rows
    from ledger.standing.histories import Choice

    with frame.record() as record, opened(target, simulated=record.simulated) as out:
        rows = calibration_rows(record, Choice(claimed=claimed, imputed=imputed), which)
        _write(record, out, CALIBRATION_COLUMNS, rows, form_of(target, form))


def form_of(target: Path | None, form: Form | None) -> Form:
    """The form that was asked for, else that of the file's suffix, else CSV."""
    from ledger.exchange.tables.reading import SUFFIXES

    return form or (SUFFIXES.get(target.suffix.lower()) if target else None) or "csv"


def _write(record: Record, out: IO[bytes], names: tuple[str, ...], rows: Iterable[Line], form: Form) -> None:
    from ledger.exchange.tables.marks import MARKS, marks
    from ledger.exchange.tables.writing import write_rows
    from ledger.standing.engine import ENGINE_VERSION

    ends = marks(record, ENGINE_VERSION)
    columns = (*((name, _of(name)) for name in names), *MARKS)
    write_rows(out, columns, ((*row, *ends) for row in rows), form)


def _of(name: str) -> Of:
    return "number" if name in NUMBERS else "flag" if name in FLAGS else "text"
