"""What leaves as a table is the same bytes each time, and comes back as the same scores."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import orjson
import pyarrow.parquet as pq
import pytest

from ledger.cli.export_table import form_of
from ledger.exchange.tables.forecasts_out import export_forecasts
from ledger.exchange.tables.questions_out import export_questions
from ledger.exchange.tables.reading import Form
from ledger.exchange.tables.taking import import_tables
from ledger.exchange.tables.writing import write_rows
from ledger.journal.entries import QuestionAmended
from ledger.record.opening import Record
from ledger.standing.calibration.rows import CALIBRATION_COLUMNS, calibration_rows
from ledger.standing.histories import USUAL
from ledger.standing.peers import with_peers
from ledger.standing.score_rows import SCORE_COLUMNS, score_rows
from ledger.standing.scores import score_lines
from tests.ledger.exchange.tables.conftest import ENDED, RAIN, Desk
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.exchange.tables.writing import Column

FORMS: tuple[Form, ...] = get_args(Form)


def told(made: World) -> None:
    """Questions of every kind, two people who change their minds, a withdrawal, a private question, and every end."""
    for name, kind in (
        ("yes", "binary"),
        ("number", "numeric"),
        ("choice", "multiple_choice"),
        ("day", "date"),
    ):
        made.ask(name, kind, family="weather" if kind == "binary" else None)
    made.ask("off")
    made.ask("mine", by="mira", private=True)
    made.go(1)
    made.say("yes", "0.2")
    made.say("yes", "0.8", by="=tom")
    gone = made.say("number", says={"interval": {"level": "0.8", "lower": "4", "upper": "14"}})
    made.say("number", by="=tom", says={"quantiles": [["0.1", "4"], ["0.5", "7.5"], ["0.9", "14"]]})
    made.say("choice", says={"options": [["few", "0.2"], ["some", "0.3"], ["many", "0.5"]]})
    made.say("day", says={"dates": [["0.1", "2026-06-02"], ["0.9", "2026-06-09"]]})
    made.say("off", "0.4")
    made.say("mine", "1")
    made.go(4)
    made.say("yes", "0.8", expires_at=made.at(6))
    made.withdraw(gone)
    made.go(8)
    made.resolve("yes", known_at=made.at(7))
    made.resolve("number", {"value": "7.5"})
    made.resolve("choice", {"option": "some"})
    made.resolve("day", {"date": None})
    made.resolve("mine")
    made.annul("off", "ambiguous")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A ledger of its own questions, with forecasts, a withdrawal, resolutions and an annulment."""
    made = World(tmp_path / "world.db")
    told(made)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "other").mkdir()
    made = Desk(tmp_path / "other")
    made.clock.move(timedelta(days=60))
    yield made
    made.journal.close()


def scores(path: Path) -> list[tuple[object, ...]]:
    with Record.open(path) as record:
        return sorted(score_rows(record, USUAL), key=repr)


def exported(path: Path, folder: Path, form: Form) -> tuple[Path, Path]:
    """The questions and the forecasts of a ledger, as files."""
    questions, forecasts = folder / f"questions.{form}", folder / f"forecasts.{form}"
    with questions.open("wb") as out:
        export_questions(path, out, form, engine="1")
    with forecasts.open("wb") as out:
        export_forecasts(path, out, form, engine="1")
    return questions, forecasts


@pytest.mark.parametrize("form", FORMS)
def test_a_ledger_that_was_exported_has_the_same_scores_where_it_is_imported(
    world: World, other: Desk, form: Form
) -> None:
    report = other.take(*exported(world.path, other.folder, form))
    assert report.bad == []
    assert scores(other.journal.path) == scores(world.path) != []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_journal_gives_the_same_bytes(world: World, tmp_path: Path, form: Form) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        exported(world.path, folder, form)
    one, two = ([path.read_bytes() for path in sorted(folder.iterdir())] for folder in folders)
    assert one == two


def test_scores_and_pairs_leave_no_private_question_and_name_what_they_are(world: World) -> None:
    with Record.open(world.path) as record:
        found = [dict(zip(SCORE_COLUMNS, row, strict=True)) for row in score_rows(record, USUAL)]
        pairs = [
            dict(zip(CALIBRATION_COLUMNS, row, strict=True))
            for row in calibration_rows(record, USUAL, "last")
        ]
    assert {one["question"] for one in found} == {"yes", "number", "choice", "day"}
    assert {one["rule"] for one in found} >= {"brier", "baseline"}
    assert [(one["question"], one["probability"], one["occurred"]) for one in pairs] == [
        ("yes", 0.8, True)
    ] * 2


def test_scores_leave_with_the_peer_scores_that_each_forecaster_is_shown(world: World) -> None:
    for name, kind in (("beside", "binary"), ("amount", "numeric")):
        world.ask(name, kind)
    for by, p, middle in (("mira", "0.9", "7"), ("=tom", "0.5", "9"), ("ada", "0.6", "20")):
        world.say("beside", p, by=by)
        world.say("amount", by=by, says={"quantiles": [["0.1", "4"], ["0.5", middle], ["0.9", "30"]]})
    world.go(12)
    world.resolve("beside")
    world.resolve("amount", {"value": "7.5"})
    with Record.open(world.path) as record:
        rows = [dict(zip(SCORE_COLUMNS, row, strict=True)) for row in score_rows(record, USUAL)]
        shown = {
            (line.forecaster, line.question.id, score.rule.name): score.value
            for by in ("=tom", "ada", "mira")
            for line in with_peers(record, score_lines(record, by))
            if not line.question.private
            for score in line.scores
        }
    left = {(one["forecaster"], one["question"], one["rule"]): one["value"] for one in rows}
    assert left == shown
    compared = {one["rule"] for one in rows if one["forecaster"] == "ada"}
    assert compared >= {"peer", "spot_peer", "relative", "peer wis p10 p50 p90"}
    assert not {one["rule"] for one in rows if one["question"] == "yes"} & {"peer", "spot_peer", "relative"}


COLUMNS: tuple[Column, ...] = (("name", "text"), ("value", "number"), ("sure", "flag"), ("n", "whole"))
ROWS = [("=1+1", 0.1, True, 4), (None, float("inf"), None, None)]


def test_every_form_holds_the_same_rows() -> None:
    outs = {form: io.BytesIO() for form in FORMS}
    assert [write_rows(out, COLUMNS, ROWS, form) for form, out in outs.items()] == [2, 2, 2]
    assert list(csv.reader(io.StringIO(outs["csv"].getvalue().decode()))) == [
        ["name", "value", "sure", "n"],
        ["'=1+1", "0.1", "true", "4"],
        ["", "inf", "", ""],
    ]
    assert [list(orjson.loads(line).values()) for line in outs["jsonl"].getvalue().splitlines()] == [
        ["=1+1", 0.1, True, 4],
        [None, None, None, None],
    ]
    assert [tuple(row.values()) for row in pq.read_table(outs["parquet"]).to_pylist()] == ROWS


def test_the_form_is_what_was_asked_for_or_the_suffix_or_csv() -> None:
    assert [form_of(Path("a.jsonl"), None), form_of(Path("a.jsonl"), "csv"), form_of(None, None)] == [
        "jsonl",
        "csv",
        "csv",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_an_export_taken_back_where_it_came_from_is_nothing_new(
    world: World, tmp_path: Path, form: Form
) -> None:
    files = exported(world.path, tmp_path, form)
    report = import_tables(world.journal, files, by="mira")
    assert (report.bad, report.adds, report.questions.already, report.outcomes.already) == ([], False, 5, 5)


def test_so_is_one_of_questions_that_came_by_a_table_and_were_amended(other: Desk) -> None:
    asked = RAIN | {
        "question": "Rain/2026",
        "url": "https://example.org/1",
        "opens_at": "2026-01-01",
        "closes_at": "2026-01-11",
    }
    other.take(other.csv("q.csv", asked, RAIN, ENDED | {"question": "snow"}))
    ((said,),) = other.rows("SELECT said FROM now_questions WHERE question = 'rain'")
    new = json.loads(said) | {"title": "Will it rain a lot?", "opens_at": "2026-01-02T00:00:00Z"}
    other.journal.append(
        QuestionAmended(
            question="rain",
            version=2,
            plain=False,
            said=new,
            file_sha256="1" * 64,
            by="ada",
            reason="clearer",
        )
    )
    questions, _ = exported(other.journal.path, other.folder, "csv")
    report = other.take(questions)
    assert (report.bad, report.adds, report.questions.already) == ([], False, 3)


def test_an_export_that_was_changed_is_told(world: World, tmp_path: Path) -> None:
    questions, _ = exported(world.path, tmp_path, "csv")
    questions.write_text(questions.read_text("utf-8").replace("A title", "Another title", 1), "utf-8")
    (bad,) = import_tables(world.journal, [questions], by="mira", dry_run=True).bad
    assert bad.wrong == "a question of this ledger is called so"
