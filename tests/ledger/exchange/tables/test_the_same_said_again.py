"""A forecast is known by what it says, however its numbers are written; another one at its moment is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.ledger.exchange.tables.conftest import ENDED, RAIN, SAID, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.exchange.tables.report import TableReport

CASES = RAIN | {"question": "cases", "kind": "numeric", "range_min": "0", "range_max": "500"}
WHO = RAIN | {"question": "who", "kind": "multiple_choice", "options": "1|1.0"}
MADE = {"forecaster": "ada", "made_at": "2026-01-02T00:00:00Z"}


def counts(report: TableReport) -> tuple[int, int, int]:
    return report.forecasts.new, report.forecasts.already, len(report.bad)


def test_numbers_written_otherwise_in_another_form_of_file_are_the_same_forecasts(desk: Desk) -> None:
    points = [
        MADE | {"question": "cases", "quantile": q, "value": v} for q, v in (("0.10", "80"), ("0.5", "90"))
    ]
    interval = MADE | {"question": "cases", "forecaster": "bob", "level": "0.80", "lower": "4", "upper": "14"}
    point = MADE | {"question": "cases", "forecaster": "cyd", "value": "-4"}
    chance = SAID | {"probability": "0.90"}
    desk.take(desk.csv("q.csv", ENDED, CASES), desk.csv("f.csv", *points, interval, point, chance))
    of_numbers = frozenset({"probability", "quantile", "value", "level", "lower", "upper"})
    rows = [
        {key: float(cell) if key in of_numbers else cell for key, cell in row.items()}
        for row in (*points, interval, point, chance)
    ]
    lines, parquet = desk.folder / "f.jsonl", desk.folder / "f.parquet"
    lines.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    names = list(dict.fromkeys(key for row in rows for key in row))
    pq.write_table(pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), parquet)
    assert [counts(desk.take(path)) for path in (lines, parquet)] == [(0, 4, 0)] * 2
    assert counts(desk.take(desk.csv("again.csv", chance | {"probability": "0.9"}, chance))) == (0, 2, 0)


def test_a_question_whose_range_is_written_otherwise_is_the_same_question(desk: Desk) -> None:
    desk.take(desk.csv("q.csv", CASES | {"digits": "2"}))
    again = desk.take(desk.csv("r.csv", CASES | {"digits": "2.0", "range_min": "0.0", "range_max": "500.0"}))
    assert (again.questions.already, again.bad) == (1, [])


def test_an_outcome_written_otherwise_is_the_same_outcome(desk: Desk) -> None:
    ended = CASES | {"outcome": "120", "known_at": "2026-01-05T00:00:00Z"}
    desk.take(desk.csv("q.csv", ended))
    assert desk.take(desk.csv("r.csv", ended | {"outcome": "120.0"})).outcomes.already == 1


def test_options_that_look_like_numbers_stay_apart(desk: Desk) -> None:
    rows = [
        MADE | {"question": "who", "option": o, "probability": p} for o, p in (("1", "0.4"), ("1.0", "0.6"))
    ]
    assert counts(desk.take(desk.csv("q.csv", WHO), desk.csv("f.csv", *rows))) == (1, 0, 0)
    assert counts(desk.take(desk.csv("g.csv", *reversed(rows)))) == (0, 1, 0)
    swapped = [row | {"option": {"1": "1.0", "1.0": "1"}[row["option"]]} for row in rows]
    assert counts(desk.take(desk.csv("h.csv", *swapped))) == (0, 0, 1)


@pytest.mark.parametrize("form", ["csv", "together"])
def test_another_forecast_at_the_same_moment_is_refused_with_what_stands(desk: Desk, form: str) -> None:
    other = SAID | {"probability": "0.2"}
    if form == "csv":
        desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID))
        report, wrong = desk.take(desk.csv("g.csv", other)), "at this moment says 90 %"
    else:
        report = desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID, other), skip_bad=True)
        wrong = "at this moment stands further up and says something else"
    (bad,) = report.bad
    assert (bad.column, bad.wrong, bad.found) == ("made_at", f"another forecast of ada {wrong}", "20 %")
    assert desk.rows("SELECT says FROM now_forecasts") == [('{"probability":"0.9"}',)]


def test_what_was_added_to_a_forecasters_words_stands_beside_them(desk: Desk) -> None:
    words = SAID | {"probability": "", "words": "rather likely"}
    report = desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", words, SAID | {"imputed": "true"}))
    assert counts(report) == (2, 0, 0)


def told(desk: Desk, **cells: str) -> str:
    """What is said of a row like the one of a question that ended."""
    desk.take(desk.csv("q.csv", ENDED))
    (bad,) = desk.take(desk.csv("r.csv", ENDED | cells)).bad
    return bad.sentence.partition("  ")[2]


def test_an_end_that_differs_is_told_with_what_stands_and_the_command_to_correct_it(desk: Desk) -> None:
    assert told(desk, outcome="no") == (
        "outcome  rain ended otherwise: YES, found 'no'; what is recorded stays; "
        "if it is wrong: fledger review correct rain no"
    )
    assert told(desk, outcome="0").endswith("if it is wrong: fledger review correct rain no")
    assert told(desk, outcome="annulled").endswith("if it is wrong: fledger review annul rain")
    assert told(desk, known_at="2026-01-06T00:00:00Z").startswith(
        "known_at  rain ended so, and was known at 2026-01-05"
    )


def test_two_rows_of_one_import_that_end_a_question_differently_are_told_apart(desk: Desk) -> None:
    outcome = {"question": "rain", "outcome": "no", "known_at": "2026-01-05T00:00:00Z"}
    (bad,) = desk.take(desk.csv("q.csv", ENDED), desk.csv("o.csv", outcome)).bad
    assert (bad.column, bad.fix) == ("outcome", "leave the wrong one of the two rows out")


def test_a_row_of_a_question_is_taken_whole_or_not(desk: Desk) -> None:
    snow = ENDED | {"question": "snow", "known_at": "2030-01-01T00:00:00Z"}
    said: Path = desk.csv("f.csv", SAID, SAID | {"question": "snow"})
    report = desk.take(desk.csv("q.csv", ENDED, snow), said, skip_bad=True)
    assert [(one.line, one.column) for one in report.bad] == [(3, "known_at")]
    assert [(one.question, one.row.line, one.forecasts) for one in report.left_out] == [("snow", 3, 1)]
    assert desk.rows("SELECT question FROM now_questions") == [("rain",)]


def test_every_row_of_a_bad_forecast_is_counted(desk: Desk) -> None:
    rows = [MADE | {"question": "cases", "quantile": q, "value": "4"} for q in ("0.1", "0.5", "0.9")]
    report = desk.take(desk.csv("f.csv", *rows, SAID))
    assert (report.rows, report.bad_rows, len(report.bad)) == (4, 4, 2)
    late = [row | {"made_at": "2026-01-12T00:00:00Z"} for row in rows]
    report = desk.take(desk.csv("q.csv", CASES), desk.csv("g.csv", *late))
    assert (report.rows, report.bad_rows, len(report.bad)) == (4, 3, 1)


def test_a_question_that_was_answered_before_it_opened_is_named(desk: Desk) -> None:
    early = ENDED | {"question": "snow", "known_at": "2025-12-31T00:00:00Z"}
    outcome = {"question": "hail", "outcome": "no", "known_at": "2025-12-31T00:00:00Z"}
    hail = RAIN | {"question": "hail"}
    report = desk.take(desk.csv("q.csv", ENDED, early, hail), desk.csv("o.csv", outcome))
    assert (report.recorded, report.too_late) == (True, ["snow", "hail"])
