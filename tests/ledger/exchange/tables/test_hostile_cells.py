"""One cell never ends an import: what cannot be meant is a bad row, told at once and in words."""

from __future__ import annotations

import orjson
import pytest

from ledger.exchange.safe_cell import safe_cell, unguarded
from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.cells import day_cell, number_cell, time_cell
from ledger.exchange.tables.columns import NotATableError
from tests.ledger.exchange.tables.conftest import ENDED, RAIN, SAID, Desk

LIMITED = RAIN | {"question": "cases", "kind": "numeric", "range_min": "0", "range_max": "100"}
CHOICE = RAIN | {"kind": "multiple_choice", "options": "a|b"}
KNOWN = {"outcome": "7", "known_at": "2026-01-05T00:00:00Z"}
MADE = {"question": "cases", "forecaster": "ada", "made_at": "2026-01-02T00:00:00Z"}

QUESTIONS = [
    (RAIN | {"closes_at": "9999-12-31"}, "closes_at", "this lies too far away"),
    (RAIN | {"opens_at": "0001-01-01T00:00:00+14:00"}, "opens_at", "this lies too far away"),
    (RAIN | {"closes_at": "2026-W03-1"}, "closes_at", "this is no time"),
    (RAIN | {"digits": "9" * 5_000}, "digits", "this is no number of digits"),
    (RAIN | {"digits": "٣"}, "digits", "this is no number of digits"),
    (RAIN | {"tags": "[" * 100_000}, "tags", "this is no list of texts"),
    (CHOICE | {"options": "[" * 100_000}, "options", "this is no list of texts"),
    (LIMITED | {"unit": "cases\x1b[2J"}, "unit", "this holds a sign that cannot be seen"),
    (LIMITED | {"unit": "\u202esesac"}, "unit", "this holds a sign that cannot be seen"),
    (CHOICE | {"options": "a|b\x9b2J"}, "options", "this holds a sign that cannot be seen"),
    (CHOICE | {"options": '["a", "b\\u001b[2J"]'}, "options", "this holds a sign that cannot be seen"),
    (RAIN | {"tags": "chips|\x7f"}, "tags", "this holds a sign that cannot be seen"),
    (LIMITED | {"range_max": "1e9999999999"}, "range_max", "this is no number"),
    (RAIN | {"gives_up_at": "2026-01-09"}, "gives_up_at", "it is given up before it resolves"),
    (LIMITED | KNOWN | {"outcome": "101"}, "outcome", "no answer can lie above 100"),
    (LIMITED | KNOWN | {"outcome": "beyond min"}, "outcome", "the range is closed at this end"),
    (
        ENDED | {"resolved_at": "2026-01-04T00:00:00Z"},
        "resolved_at",
        "it was accepted before it was known",
    ),
    (
        ENDED | {"resolved_at": "2026-06-02T00:00:00Z"},
        "resolved_at",
        "its outcome would be accepted in the future",
    ),
]


@pytest.mark.parametrize(("row", "column", "wrong"), QUESTIONS)
def test_a_question_that_cannot_be_meant_is_a_bad_row(
    desk: Desk, row: dict[str, str], column: str, wrong: str
) -> None:
    report = desk.take(desk.csv("rows.csv", row), dry_run=True)
    assert [(one.column, one.wrong) for one in report.bad] == [(column, wrong)]


FORECASTS = [
    ({"quantile": "0.5", "value": "-1"}, "value", "no answer can lie below 0"),
    ({"level": "0.8", "lower": "1", "upper": "101"}, "upper", "no answer can lie above 100"),
    ({"quantile": "0.5", "value": "1e-999999999"}, "value", "this is no number"),
    ({"question": "rain", "probability": "0.5", "value": "1"}, "value", "it stands beside probability"),
    ({"quantile": "0.5", "value": "1", "probability": "0.5"}, "probability", "it stands beside quantile"),
    ({"level": "0.8", "lower": "1", "upper": "2", "value": "1"}, "value", "it stands beside lower"),
    ({"says": '{"point":"1e9999999999"}'}, "says", "this is no number"),
    ({"says": '{"quantiles":[["0.5","٣"]]}'}, "says", "this is no number"),
    ({"says": '{"interval":{"level":"0.8","lower":"0_0","upper":"3"}}'}, "says", "this is no number"),
    ({"says": '{"point":"4"}', "value": "5"}, "value", "it stands beside says"),
    (
        {"question": "rain", "probability": "0.5", "says": '{"probability":"0.4"}'},
        "probability",
        "it is not the probability that says holds",
    ),
]


@pytest.mark.parametrize(("row", "column", "wrong"), FORECASTS)
def test_a_forecast_that_cannot_be_meant_is_a_bad_row(
    desk: Desk, row: dict[str, str], column: str, wrong: str
) -> None:
    ((_, place, told),) = desk.bad(MADE | row, questions=[ENDED, LIMITED])
    assert (place, told.startswith(wrong)) == (column, True)


def test_a_question_may_be_decided_before_it_closes(desk: Desk) -> None:
    assert desk.bad(RAIN | {"resolves_at": "2026-01-02"}) == []


@pytest.mark.parametrize("says", ["True", "TRUE", "1", "y"])
def test_what_may_come_from_a_simulated_ledger_stays_out_of_a_real_one(desk: Desk, says: str) -> None:
    ((_, column, _),) = desk.bad(RAIN | {"simulated": says})
    assert column == "simulated"


@pytest.mark.parametrize("says", ["False", "NO", ""])
def test_what_is_not_simulated_comes_in(desk: Desk, says: str) -> None:
    assert desk.bad(RAIN | {"simulated": says}) == []


def test_a_private_question_does_not_become_a_public_one(desk: Desk) -> None:
    for marks in ({}, {"engine_version": "1", "journal_root": "ab"}):
        with pytest.raises(NotATableError, match="a question of a table is public"):
            desk.take(desk.csv("q.csv", RAIN | {"private": "true"} | marks))


@pytest.mark.parametrize("number", ["0_0.5", "٠.٥", "inf", "nan", "1e9999999999", "9" * 10_000, "", "."])
def test_what_no_one_writes_as_a_number_is_none(number: str) -> None:
    with pytest.raises(CellError):
        number_cell("value", number)


@pytest.mark.parametrize(
    ("cell", "number"), [("1e-05", "0.00001"), (".5", "0.5"), ("+1E2", "100"), ("5.", "5")]
)
def test_numbers_of_other_programs_are_numbers(cell: str, number: str) -> None:
    assert number_cell("value", cell) == number


@pytest.mark.parametrize(
    "time", ["2026-W03-1T00:00:00Z", "2026-01-01T00:00:00+01:00:30", "٢٠٢٦-01-01T00:00:00Z"]
)
def test_weeks_seconds_of_a_zone_and_other_digits_are_no_time(time: str) -> None:
    with pytest.raises(CellError, match="this is no time"):
        time_cell("made_at", time)


@pytest.mark.parametrize("day", ["2026-W03-1", "2026W031", "٢٠٢٦-01-01", "2026-02-30"])
def test_weeks_and_other_digits_are_no_day(day: str) -> None:
    with pytest.raises(CellError, match="this is no day"):
        day_cell("value", day)


def test_long_ids_of_a_json_file_stay_apart(desk: Desk) -> None:
    path, long = desk.folder / "q.jsonl", "3" * 25
    rows = [orjson.dumps(RAIN | {"question": "ID"}).replace(b'"ID"', f"{long}{n}".encode()) for n in (1, 2)]
    path.write_bytes(b"\n".join(rows))
    assert desk.take(path).questions.new == 2
    path.write_bytes(rows[0] + b"\n" + rows[0].replace(long.encode(), b"7" * 5_000))
    assert [(one.line, one.column) for one in desk.take(path).bad] == [(2, "row")]


@pytest.mark.parametrize("text", ["'=x", "'-5", "''+1", "-5", "=x", "'tis", "-x"])
def test_a_cell_comes_back_with_its_own_apostrophes(text: str) -> None:
    assert unguarded(safe_cell(text)) == text


@pytest.mark.parametrize("name", ["n" * 220 + ".csv", "a\udcffb.csv", "a\tb.csv"])
def test_a_file_whose_name_cannot_be_kept_is_refused_before_it_is_read(desk: Desk, name: str) -> None:
    path = desk.csv(name, RAIN)
    with pytest.raises(NotATableError, match="its name") as refused:
        desk.take(path, dry_run=True)
    str(refused.value).encode()


def test_a_bad_forecast_that_stands_there_twice_is_bad_twice(desk: Desk) -> None:
    late = SAID | {"made_at": "2026-01-20T00:00:00Z"}
    report = desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID, late, late), skip_bad=True)
    assert (report.recorded, report.forecasts.new, report.bad_rows) == (True, 1, 2)
    assert [one.line for one in report.bad] == [3, 4]
