"""A file that is no table is told with what stands in it and what to change."""

from __future__ import annotations

import pytest

from ledger.exchange.tables.columns import NotATableError
from ledger.exchange.tables.forecasts_out import COLUMNS
from tests.ledger.exchange.tables.conftest import ENDED, SAID, Desk

RENAMED = (
    "its columns are of no table: question_id, user, timestamp, prediction. Rename question_id to question, "
    "user to forecaster, timestamp to made_at, prediction to probability."
)
OTHERS = [
    ("question;forecaster;made_at;probability", "its cells are separated by semicolons. Save it with commas"),
    ("question\tforecaster\tmade_at\tprobability", "its cells are separated by tabs. Save it with commas"),
    ("rain,ada,2026-01-01T00:00:00Z,0.5", "its first line is no header: it holds '2026-01-01T00:00:00Z'."),
    (
        "Question, Forecaster ,Made_At",
        "Rename Question to question, Forecaster to forecaster, Made_At to made_at.",
    ),
    ("question_id,user,timestamp,prediction", RENAMED),
    (
        "reference_date,target,location,model_id,output_type,output_type_id",
        "Hubverse file becomes a table is in",
    ),
    ("colour,shape", "its columns are of no table: colour, shape. Questions have question, kind, title"),
    ("question_id,forecaster,made_at", "needs the column question. Rename question_id to question."),
    (
        "question,outcome,colour",
        "known are question, outcome, known_at, resolved_at, reason, simulated. Or leave",
    ),
]


@pytest.mark.parametrize(("header", "because"), OTHERS)
def test_a_header_of_no_table_is_told_with_what_to_change(desk: Desk, header: str, because: str) -> None:
    path = desk.folder / "f.csv"
    path.write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(NotATableError) as told:
        desk.take(path)
    assert because in str(told.value)


@pytest.mark.parametrize("name", ["f.csv", "f.jsonl"])
def test_a_file_in_utf_16_is_told_so(desk: Desk, name: str) -> None:
    path = desk.folder / name
    path.write_text("question,forecaster,made_at\n", encoding="utf-16")
    with pytest.raises(NotATableError, match=r"it is written in UTF-16\. Save it as UTF-8\."):
        desk.take(path)


def test_a_name_in_an_older_encoding_is_told_with_its_column(desk: Desk) -> None:
    path = desk.folder / "f.csv"
    path.write_bytes(
        "question,forecaster,made_at,probability\nrain,Jürgen,2026-01-01T00:00:00Z,0.5\n".encode("latin-1")
    )
    (bad,) = desk.take(desk.csv("q.csv", ENDED), path).bad
    assert bad.sentence.endswith(
        "forecaster  these bytes are no UTF-8, found 'J\ufffdrgen'; save the file as UTF-8"
    )


def test_rows_of_empty_cells_are_none(desk: Desk) -> None:
    path = desk.csv("f.csv", SAID)
    path.write_text(path.read_text(encoding="utf-8") + ",,,\n,,,,,\n\n", encoding="utf-8")
    report = desk.take(desk.csv("q.csv", ENDED), path)
    assert (report.bad, report.forecasts.new, report.rows) == ([], 1, 2)


def test_a_column_of_another_table_is_not_lost_without_a_word(desk: Desk) -> None:
    flat = desk.csv("flat.csv", SAID | {"title": "Will it rain?", "outcome": "no"})
    with pytest.raises(NotATableError) as told:
        desk.take(desk.csv("q.csv", ENDED), flat)
    assert str(told.value) == (
        "flat.csv cannot be imported: it is a table of forecasts, and title, outcome would be lost. Give them in a file of "
        "questions beside it (docs/tables.md), or leave them out with --ignore title --ignore outcome."
    )
    assert desk.take(desk.csv("q.csv", ENDED), flat, ignored=frozenset({"title", "outcome"})).recorded


def test_what_an_exported_forecast_repeats_of_its_question_is_read_past(desk: Desk) -> None:
    exported = {name: "" for name, _ in COLUMNS} | SAID | {"outcome": "YES", "journal_root": "0"}
    assert desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", exported)).recorded
