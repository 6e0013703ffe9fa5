"""The CSV of forecasts says everything it needs to, and a spreadsheet that opens it obeys nothing in it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.exchange.naming import exported_name
from ledger.exchange.safe_cell import safe_cell
from ledger.exchange.tables.forecasts_out import export_forecasts
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.head import head
from ledger.journal.pinning import pinned

BEGUN = datetime(2026, 6, 1, tzinfo=UTC)
TIMES = {
    "opens_at": "2026-05-14",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-01",
    "gives_up_at": "2027-02-15",
}
RESOLUTION: dict[str, Any] = {
    "window": {"at": "2026-12-31"},
    "source": [{"name": "manual", "value": "answer"}],
}


def numeric(title: str) -> kinds.QuestionAsked:
    said: dict[str, Any] = {
        "format": 1,
        "kind": "numeric",
        "title": title,
        "statement": "How many?",
        "criteria": "Count them.",
        "by": "this project",
        "unit": "months",
        "digits": 1,
        "range": {"min": "-24.0", "max": "60.0"},
        "resolution": RESOLUTION,
        **TIMES,
    }
    return kinds.QuestionAsked(question="lag", version=1, file_sha256="0" * 64, said=said)


def binary() -> kinds.QuestionAsked:
    said: dict[str, Any] = {
        "format": 1,
        "kind": "binary",
        "title": "Will it be so?",
        "statement": "Will it be so?",
        "criteria": "It is so if it is.",
        "by": "this project",
        "resolution": RESOLUTION | {"yes_if": {"at_least": "12"}},
        **TIMES,
    }
    return kinds.QuestionAsked(question="so", version=1, file_sha256="0" * 64, said=said)


def write(path: Path, *, simulated: bool = False, title: str = "=HYPERLINK(1)") -> None:
    clock = SetClock(BEGUN)
    now = microseconds(BEGUN)
    with Journal.create(path, clock=clock, opened_by="ada", simulated=simulated) as journal:
        journal.append(numeric(title), binary())
        journal.append(
            kinds.ForecastMade(
                question="lag", version=1, by="@bob", made_at=now, grade="seen", says={"point": "-3.0"}
            ),
            kinds.ForecastMade(
                question="so", version=1, by="ada", made_at=now, grade="seen", says={"probability": "0.350"}
            ),
        )
        (seq,) = journal.append(
            pinned(
                question="lag",
                version=1,
                basis="person",
                outcome={"value": "-3.1"},
                known_at=now,
                readings=[],
                rule_version=1,
                decided_at=now,
                challenge_until=now,
                by="ada",
                why="so",
            )
        )
        clock.move(timedelta(days=1))
        outcome: Any = {"value": "-3.1"}
        journal.append(
            kinds.QuestionResolved(
                question="lag", revision=1, outcome=outcome, known_at=now, proposal=seq, confirmed="machine"
            ),
            kinds.QuestionAnnulled(question="so", revision=1, how="ambiguous", reason="two readings"),
        )


def rows(path: Path, **more: Any) -> list[dict[str, str]]:
    out = io.BytesIO()
    count = export_forecasts(path, out, **more)
    found = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert count == len(found)
    return found


def test_every_forecast_is_a_row_with_its_question_and_end(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    write(path)
    first, second = rows(path, engine="7")
    assert (first["question"], first["says"], first["probability"]) == ("lag", '{"point":"-3.0"}', "")
    assert (first["state"], first["outcome"], first["known_at"]) == (
        "resolved",
        "-3.1",
        "2026-06-01T00:00:00+00:00",
    )
    assert (second["probability"], second["state"], second["outcome"]) == ("0.350", "ambiguous", "")
    assert second["made_at"] == second["recorded_at"] == "2026-06-01T00:00:00+00:00"
    assert {row["journal_root"] for row in (first, second)} == {head(path).root.hex()}
    assert {(row["engine_version"], row["simulated"]) for row in (first, second)} == {("7", "no")}


def test_text_that_looks_like_a_formula_is_marked_as_text(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    write(path)
    assert rows(path)[0]["title"] == "'=HYPERLINK(1)"
    assert rows(path)[0]["forecaster"] == "'@bob"


@pytest.mark.parametrize(
    "said", ["=1", "+1", "-x", "@x", "\tx", "\nx", "\uff1d1", "-", "-1.", "-1 months", "-1e5"]
)
def test_a_dangerous_beginning_is_marked(said: str) -> None:
    assert safe_cell(said) == "'" + said


@pytest.mark.parametrize("said", ["-3.1", "-3", "few", "", "a=b", "'x"])
def test_numbers_and_plain_text_are_left(said: str) -> None:
    assert safe_cell(said) == said


@pytest.mark.parametrize(
    ("said", "cell"), [("\rx", "x"), ("\x1b[2Jfew", "[2Jfew"), ("\u200b=1", "'=1"), ("a\u202eb\x9bc", "abc")]
)
def test_what_acts_unseen_is_left_out(said: str, cell: str) -> None:
    assert safe_cell(said) == cell


def test_forecasts_on_private_questions_stay_at_home(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    write(path)
    with Journal.open(path, clock=SetClock(BEGUN)) as journal:
        asked = binary()
        said: dict[str, Any] = {**asked.said, "private": True}
        journal.append(asked.model_copy(update={"question": "mine", "said": said}))
        journal.append(
            kinds.ForecastMade(
                question="mine",
                version=1,
                by="ada",
                made_at=microseconds(BEGUN),
                grade="seen",
                says={"probability": "0.9"},
            )
        )
    assert {row["question"] for row in rows(path)} == {"lag", "so"}


def test_line_breaks_and_quotes_stay_inside_their_cell(tmp_path: Path) -> None:
    path, title = tmp_path / "ledger.db", 'two\nlines, "quoted"; and a comma'
    write(path, title=title)
    assert rows(path)[0]["title"] == title


def test_a_simulated_ledger_says_so_in_every_row(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    write(path, simulated=True)
    assert {row["simulated"] for row in rows(path)} == {"yes"}


def test_an_empty_ledger_is_a_header(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Journal.create(path, clock=SetClock(BEGUN), opened_by="ada").close()
    assert rows(path) == []


def test_a_simulated_export_is_named_so_once() -> None:
    plain = Path("a") / "f.csv"
    assert exported_name(plain, simulated=False) == plain
    marked = exported_name(plain, simulated=True)
    assert marked == Path("a") / "simulated-f.csv"
    assert exported_name(marked, simulated=True) == marked
