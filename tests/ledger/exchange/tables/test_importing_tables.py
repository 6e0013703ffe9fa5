"""A table becomes a ledger's questions, forecasts and outcomes: whole, once, and with the time they had elsewhere."""

from __future__ import annotations

import subprocess
import sys

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ledger.errors import UsageError
from ledger.exchange.tables.columns import NotATableError
from ledger.journal.entries import QuestionAmended
from ledger.journal.verify import verify
from ledger.record.every_question import every_question
from ledger.record.opening import Record
from ledger.standing.scores import score_lines
from tests.ledger.exchange.tables.conftest import ENDED, RAIN, SAID, Desk

CHOICE = RAIN | {"question": "who", "kind": "multiple_choice", "options": "ada|bob|cyd"}
CASES = RAIN | {"question": "cases", "kind": "numeric", "unit": "cases"}
WHEN = RAIN | {"question": "when", "kind": "date", "range_min": "2026-01-01", "range_max": "2026-03-01"}
MADE = {"forecaster": "ada", "made_at": "2026-01-02T00:00:00Z"}


def test_90_percent_at_the_opening_and_a_yes_on_day_4_of_10_scores_as_it_did_elsewhere(desk: Desk) -> None:
    report = desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID))
    assert (report.questions.new, report.forecasts.new, report.outcomes.new, report.bad) == (1, 1, 1, [])
    with Record.open(desk.journal.path) as record:
        (line,) = score_lines(record, "ada")
    assert line.value("brier") == pytest.approx(0.01, abs=1e-12)
    assert line.value("brier_points") == pytest.approx(0.096, abs=1e-12)
    assert line.value("baseline") == pytest.approx(33.919876, abs=1e-6)
    assert line.grades["documented"] == 1.0
    assert verify(desk.journal.path).ok


@pytest.mark.parametrize("opens_at", ["2025-01-01", "2026-01-04"])
def test_an_amended_opening_moves_no_score_of_an_imported_question(desk: Desk, opens_at: str) -> None:
    desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID))
    ((said,),) = desk.rows("SELECT said FROM now_questions")
    amended = QuestionAmended(
        question="rain",
        version=2,
        plain=True,
        said=orjson.loads(said) | {"opens_at": opens_at},
        file_sha256="1" * 64,
        by="ada",
        reason="clearer",
    )
    with Record.open(desk.journal.path) as record:
        before, asked = score_lines(record, "ada"), list(every_question(record, record.head().size))
        desk.journal.append(amended)
        (line,) = score_lines(record, "ada")
        exported = list(every_question(record, record.head().size))
    assert [line.scores] == [one.scores for one in before]
    assert [row[4] for row in exported] == [row[4] for row in asked]


def test_forecasts_may_come_in_a_later_import_than_the_outcomes(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", ENDED))
    assert desk.take(desk.csv("f.csv", SAID)).forecasts.new == 1


def test_every_kind_of_question_takes_its_form_of_forecast(desk: Desk) -> None:
    questions = desk.csv("q.csv", CHOICE, CASES, WHEN)
    quantiles = [
        MADE | {"question": "cases", "quantile": q, "value": v} for q, v in (("0.5", "9"), ("0.1", "4"))
    ]
    dates = [MADE | {"question": "when", "quantile": "0.5", "value": "2026-02-01"}]
    options = [
        MADE | {"question": "who", "option": o, "probability": p}
        for o, p in (("cyd", "0.2"), ("ada", "0.5"), ("bob", "0.3"))
    ]
    interval = SAID | {
        "question": "cases",
        "forecaster": "bob",
        "probability": "",
        "level": "0.8",
        "lower": "4",
        "upper": "14",
    }
    point = SAID | {"question": "cases", "forecaster": "cyd", "probability": "", "value": "1e1"}
    report = desk.take(questions, desk.csv("f.csv", *quantiles, *dates, *options, interval, point))
    assert report.bad == []
    assert [
        orjson.loads(says) for (says,) in desk.rows("SELECT says FROM now_forecasts ORDER BY forecast")
    ] == [
        {"quantiles": [["0.1", "4"], ["0.5", "9"]]},
        {"dates": [["0.5", "2026-02-01"]]},
        {"options": [["cyd", "0.2"], ["ada", "0.5"], ["bob", "0.3"]]},
        {"interval": {"level": "0.8", "lower": "4", "upper": "14"}},
        {"point": "10"},
    ]


def test_the_same_tables_again_add_nothing_and_a_longer_one_adds_what_is_new(desk: Desk) -> None:
    paths = desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID, SAID)
    assert desk.take(*paths).forecasts.new == 1
    head = desk.journal.head()
    again = desk.take(*paths)
    assert (again.adds, again.recorded, again.questions.already, again.forecasts.already) == (0, False, 1, 2)
    assert desk.journal.head() == head
    longer = desk.csv("longer.csv", SAID, SAID | {"made_at": "2026-01-03T00:00:00Z"})
    assert desk.take(longer).forecasts.new == 1
    assert desk.rows("SELECT count(*) FROM now_forecasts") == [(2,)]


def test_a_forecast_that_comes_again_with_an_end_stands_no_longer_than_that(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID))
    ended = desk.csv("ended.csv", SAID | {"expires_at": "2026-01-03T00:00:00Z"})
    assert desk.take(ended).forecasts.new == 1
    assert desk.take(ended).forecasts.already == 1
    with Record.open(desk.journal.path) as record:
        (line,) = score_lines(record, "ada")
    assert line.covered == pytest.approx(0.2)


def test_a_table_is_named_in_the_journal_by_its_hash_with_who_took_it_in(desk: Desk) -> None:
    path = desk.csv("q.csv", ENDED)
    desk.take(path, desk.csv("f.csv", SAID))
    assert desk.rows("SELECT name, rows, who FROM now_imports ORDER BY seq") == [
        ("q.csv", 1, "ada"),
        ("f.csv", 1, "ada"),
    ]
    ((sha256, confirmed),) = desk.rows("SELECT file_sha256, confirmed FROM now_questions")
    assert (sha256, confirmed) == (desk.rows("SELECT sha256 FROM now_imports ORDER BY seq")[0][0], "imported")


def test_nothing_is_recorded_with_a_bad_row_and_the_good_ones_when_told_so(desk: Desk) -> None:
    paths = desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID, SAID | {"probability": "1.2"})
    report = desk.take(*paths)
    assert (report.recorded, len(report.bad), desk.journal.head().size) == (False, 1, 1)
    assert desk.take(*paths, skip_bad=True).recorded
    assert desk.rows("SELECT count(*) FROM now_forecasts") == [(1,)]


def test_above_so_many_rows_or_in_a_dry_run_nothing_is_recorded(desk: Desk) -> None:
    paths = desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID)
    assert not desk.take(*paths, most=1).recorded
    assert not desk.take(*paths, dry_run=True).recorded
    assert desk.journal.head().size == 1
    assert desk.take(*paths, most=2).recorded


BAD: list[tuple[dict[str, str], str, str]] = [
    ({"made_at": "2026-01-01T00:00:00"}, "made_at", "this time has no zone"),
    ({"made_at": "2026-01-01"}, "made_at", "this time has no zone"),
    ({"made_at": "yesterday"}, "made_at", "this is no time"),
    ({"made_at": "2026-01-12T00:00:00Z"}, "made_at", "rain: it was closed when the forecast was made"),
    ({"probability": "35"}, "probability", "a probability lies from 0 to 1"),
    ({"probability": "35%"}, "probability", "this is a percentage"),
    ({"probability": "nan"}, "probability", "this is no number"),
    ({"probability": ""}, "probability", "this row says nothing"),
    ({"question": "nix"}, "question", "no question is called so"),
    ({"forecaster": " "}, "forecaster", "This is no name: it is blank"),
    ({"forecaster": "a\u202eb"}, "forecaster", "This is no name: it holds a sign that cannot be seen"),
    (
        {"expires_at": "2025-01-01T00:00:00Z"},
        "expires_at",
        "rain: the forecast would run out before it was made",
    ),
    ({"grade": "sure"}, "grade", "this is no grade of a time"),
    ({"imputed": "perhaps"}, "imputed", "this is neither true nor false"),
    ({"simulated": "yes"}, "simulated", "this row comes from a simulated ledger"),
    ({"says": "{}", "probability": ""}, "says", "this is no forecast"),
    ({"says": "4", "probability": ""}, "says", "this is no stored forecast"),
]


@pytest.mark.parametrize(("cells", "column", "wrong"), BAD)
def test_a_bad_forecast_is_told_with_its_line_and_column(
    desk: Desk, cells: dict[str, str], column: str, wrong: str
) -> None:
    assert desk.bad(SAID, SAID | cells, questions=[ENDED]) == [(3, column, wrong)]


QUESTIONS: list[tuple[dict[str, str], str, str]] = [
    ({"kind": "yesno"}, "kind", "this is no kind of question"),
    ({"title": " "}, "title", "this must not be empty"),
    ({"opens_at": "2026-01-01T00:00:00"}, "opens_at", "this time has no zone"),
    ({"closes_at": "2025-01-01"}, "closes_at", "it closes before it opens"),
    ({"kind": "multiple_choice", "options": "a"}, "options", "a choice needs two different options or more"),
    ({"kind": "multiple_choice", "options": "[1]"}, "options", "this is no list of texts"),
    ({"kind": "numeric", "range_min": "4"}, "range_max", "a range has two ends"),
    ({"kind": "numeric", "range_min": "4", "range_max": "4"}, "range_max", "the range is empty"),
    ({"kind": "date"}, "range_min", "a range has two ends"),
    ({"digits": "many"}, "digits", "this is no number of digits"),
    ({"outcome": "0.37"}, "outcome", "this is a share, and a yes or no is not settled in part"),
    ({"outcome": "maybe"}, "outcome", "this is neither yes nor no"),
    ({"outcome": ""}, "outcome", "known_at says when it was known, and no outcome stands here"),
    ({"known_at": ""}, "known_at", "it must say when the outcome was known"),
    ({"known_at": "2030-01-01T00:00:00Z"}, "known_at", "its outcome would be known in the future"),
]


@pytest.mark.parametrize(("cells", "column", "wrong"), QUESTIONS)
def test_a_bad_question_or_outcome_is_told_with_its_line_and_column(
    desk: Desk, cells: dict[str, str], column: str, wrong: str
) -> None:
    assert desk.bad(ENDED | cells) == [(2, column, wrong)]


def test_forecasts_on_a_question_whose_own_row_is_bad_are_told_once_by_the_question(desk: Desk) -> None:
    rows = [SAID | {"forecaster": name} for name in ("ada", "bob")]
    asked = desk.csv("asked.csv", ENDED | {"kind": "yesno"}, CHOICE)
    nobodys = SAID | {"question": "nix"}
    report = desk.take(
        asked, desk.csv("rows.csv", *rows, nobodys, rows[0] | {"made_at": "2026-01-02T00:00:00Z"})
    )
    assert [(one.line, one.wrong) for one in report.bad] == [
        (2, "this is no kind of question"),
        (4, "no question is called so"),
    ]
    assert [(one.question, one.row.line, one.forecasts, one.rows) for one in report.left_out] == [
        ("rain", 2, 3, 3)
    ]
    assert report.bad_rows == 5
    assert desk.take(asked, desk.csv("rows.csv", *rows), skip_bad=True).recorded
    assert desk.rows("SELECT count(*) FROM now_forecasts") == [(0,)]


def test_who_is_nobody_is_told_before_what_they_would_have_said(desk: Desk) -> None:
    part = MADE | {"question": "who", "option": "ada", "probability": "0.5", "forecaster": ""}
    assert desk.bad(part, questions=[CHOICE]) == [(2, "forecaster", "This is no name: it is blank")]


def test_an_outcome_of_a_question_whose_own_row_is_bad_names_that_row(desk: Desk) -> None:
    asked = desk.csv("asked.csv", ENDED | {"kind": "yesno"})
    end = {"question": "rain", "outcome": "yes", "known_at": "2026-01-05T00:00:00Z"}
    report = desk.take(asked, desk.csv("ends.csv", end))
    assert [one.fix for one in report.bad][1:] == [f"mend its own row: {asked}:2"]


def test_levels_that_fall_and_options_that_are_missing_are_bad(desk: Desk) -> None:
    rows = [MADE | {"question": "cases", "quantile": q, "value": v} for q, v in (("0.1", "4"), ("0.5", "3"))]
    rows += [MADE | {"question": "who", "option": o, "probability": "0.5"} for o in ("ada", "bob")]
    assert desk.bad(*rows, questions=[CASES, CHOICE]) == [
        (2, "value", "A higher level must not have a lower value"),
        (4, "option", "its options are not the question's"),
    ]


def test_rows_of_one_forecast_that_stand_apart_are_bad(desk: Desk) -> None:
    parts = [MADE | {"question": "cases", "quantile": q, "value": "4"} for q in ("0.1", "0.5")]
    between = MADE | {"question": "cases", "value": "4", "forecaster": "bob"}
    assert desk.bad(parts[0], between, parts[1], questions=[CASES]) == [
        (4, "question", "the rows of this forecast stand apart")
    ]


def test_a_row_of_another_length_and_bytes_that_are_no_text_are_bad_rows_and_no_bad_files(desk: Desk) -> None:
    path = desk.folder / "f.csv"
    path.write_bytes(
        b"question,forecaster,made_at,probability\nrain,ada\nrain,\xff,2026-01-01T00:00:00Z,0.5\n\n"
        b'rain,"a\nb",2026-01-01T00:00:00Z,0.5\nrain,bob,2026-01-01T00:00:00Z,0.5\n'
    )
    report = desk.take(desk.csv("q.csv", ENDED), path, skip_bad=True)
    assert [(one.line, one.column) for one in report.bad] == [
        (2, "row"),
        (3, "forecaster"),
        (5, "forecaster"),
    ]
    assert report.forecasts.new == 1


def test_text_of_a_table_stays_data_and_a_guarded_cell_comes_without_its_apostrophe(desk: Desk) -> None:
    title = '=HYPERLINK("x") \x1b[2J "; DROP TABLE now_questions'
    said = [SAID | {"forecaster": "'=model"}, SAID | {"forecaster": "'tis I"}]
    assert desk.take(desk.csv("q.csv", ENDED | {"title": title}), desk.csv("f.csv", *said)).bad == []
    assert desk.rows("SELECT title FROM now_questions") == [(title,)]
    assert desk.rows("SELECT forecaster FROM now_forecasts ORDER BY 1") == [("'tis I",), ("=model",)]


def test_an_id_that_is_none_here_is_made_one_and_told(desk: Desk) -> None:
    asked, said = (row | {"question": "VLb_wL2"} for row in (ENDED, SAID))
    assert desk.take(desk.csv("q.csv", asked), desk.csv("f.csv", said)).forecasts.new == 1
    ((name, content),) = desk.rows("SELECT question, said FROM now_questions")
    assert name == "vlb-wl2-50acc18a"
    assert orjson.loads(content)["aside"] == [{"text": "Its id elsewhere: VLb_wL2"}]


def test_annulled_and_ambiguous_have_no_outcome_and_stay_in_the_count(desk: Desk) -> None:
    rows = [RAIN | {"question": how, "outcome": how.title()} for how in ("annulled", "ambiguous")]
    assert desk.take(desk.csv("q.csv", *rows)).outcomes.new == 2
    assert desk.rows("SELECT ended_how, outcome FROM now_questions ORDER BY 1") == [
        ("ambiguous", None),
        ("annulled", None),
    ]


def test_a_question_that_comes_again_and_says_something_else_is_bad(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", ENDED))
    assert desk.bad(ENDED | {"title": "Will it snow?"}) == [
        (2, "question", "it was imported before with another title, statement")
    ]


def test_an_outcome_may_come_in_a_table_of_its_own(desk: Desk) -> None:
    outcome = {"question": "rain", "outcome": "NO", "resolved_at": "2026-01-05T01:00:00+01:00"}
    assert desk.take(desk.csv("q.csv", RAIN), desk.csv("o.csv", outcome)).outcomes.new == 1
    assert desk.rows("SELECT outcome_number, known_at = resolved_at FROM now_questions") == [(0.0, 1)]


@pytest.mark.parametrize(
    ("header", "because"),
    [
        ("a,b\n1,2\n", "its columns are of no table"),
        ("question,forecaster,made_at,probabilty\n", 'did you mean "probability"'),
        ("forecaster,made_at\n", "needs the column question"),
        ("question,question,outcome\n", "stands there twice"),
        ("", "it has no header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(desk: Desk, header: str, because: str) -> None:
    path = desk.folder / "f.csv"
    path.write_text(header, encoding="utf-8")
    with pytest.raises(NotATableError, match=because):
        desk.take(path)


def test_a_column_that_says_nothing_here_is_left_out_when_told_so(desk: Desk) -> None:
    path = desk.csv("q.csv", ENDED | {"colour": "red"})
    with pytest.raises(NotATableError, match="nothing is known of a column 'colour'"):
        desk.take(path)
    assert desk.take(path, ignored=frozenset({"colour"})).recorded


def test_the_three_forms_of_file_give_the_same_forecasts(desk: Desk) -> None:
    rows = [SAID | {"forecaster": f"person {n}", "probability": f"0.{n}"} for n in range(1, 4)]
    desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", *rows))
    numbers = [row | {"probability": float(row["probability"])} for row in rows]
    lines, parquet, unknown = (desk.folder / name for name in ("f.jsonl", "f.parquet", "f.txt"))
    lines.write_bytes(b"\n".join(map(orjson.dumps, numbers)))
    pq.write_table(pa.Table.from_pylist(numbers), parquet)
    for path in (lines, parquet):
        report = desk.take(path)
        assert (report.forecasts.new, report.forecasts.already, report.bad) == (0, 3, [])
    with pytest.raises(UsageError, match="ends with none of"):
        desk.take(unknown)


def test_a_line_that_is_no_object_is_a_bad_row(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", ENDED))
    path = desk.folder / "f.jsonl"
    path.write_bytes(orjson.dumps(SAID) + b"\n[1]\n{\n\n")
    report = desk.take(path, skip_bad=True)
    assert [(one.line, one.wrong) for one in report.bad] == [
        (2, "this line is no JSON object"),
        (3, "this line is no JSON object"),
    ]
    assert report.forecasts.new == 1


def test_a_file_that_is_no_parquet_is_refused(desk: Desk) -> None:
    path = desk.folder / "f.parquet"
    path.write_bytes(b"no")
    with pytest.raises(NotATableError, match="it is no Parquet file"):
        desk.take(path)


def test_a_file_that_changes_while_it_is_read_is_not_recorded_under_the_hash_it_had(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", ENDED))
    rows = [
        SAID | {"made_at": f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"} for n in range(9_000)
    ]
    path = desk.csv("f.csv", *rows)

    def told(_: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("rain,bob,2026-01-01T00:00:00Z,0.1\n")

    with pytest.raises(NotATableError, match="it changed while it was read"):
        desk.take(path, told=told)
    assert desk.rows("SELECT count(*) FROM now_forecasts") == [(0,)]


KILLED = """
import os, signal, sys
from pathlib import Path
from ledger.clock import RealClock
from ledger.exchange.tables import taking
from ledger.journal.append import Journal
taking.FORECASTS = 5_000
def told(rows):
    if rows >= 30_000:
        os.kill(os.getpid(), signal.SIGKILL)
journal = Journal.open(Path(sys.argv[1]), clock=RealClock())
taking.import_tables(journal, [Path(one) for one in sys.argv[2:]], by="ada", told=told)
"""


@pytest.mark.no_cover
def test_an_import_that_is_killed_leaves_whole_chunks_and_goes_on_where_it_stopped(desk: Desk) -> None:
    rows = [
        SAID | {"made_at": f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"} for n in range(20_000)
    ]
    paths = desk.csv("q.csv", ENDED), desk.csv("f.csv", *rows)
    killed = subprocess.run([sys.executable, "-c", KILLED, desk.journal.path, *paths], check=False)
    assert killed.returncode < 0
    ((count,),) = desk.rows("SELECT count(*) FROM now_forecasts")
    assert 0 < count < 20_000
    assert count % 5_000 == 0
    assert verify(desk.journal.path).ok
    report = desk.take(*paths)
    assert (report.forecasts.already, report.forecasts.new, report.outcomes.new) == (count, 20_000 - count, 1)
    assert desk.rows("SELECT count(*), count(DISTINCT made_at) FROM now_forecasts") == [(20_000, 20_000)]
    assert verify(desk.journal.path).ok
