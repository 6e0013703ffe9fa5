"""From files to entries: once, in order, and never behind anybody's back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade
from ledger.journal.intake import NotAcceptableError, NothingToAcceptError, SyncReport, sync
from ledger.questions.catalogue import read_catalogue
from ledger.questions.new_file import UNWRITTEN, new_file
from ledger.questions.registered_sources import RegisteredSources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
PUBLICATIONS = """
[paper]
title = "A paper"
by = "An Institute"
kind = "paper"
published_on = 2026-05-14
read = "whole"
"""
QUESTION = """format = 1
kind = "binary"
title = "{title}"
statement = "Will the lag reach 12.0 months in the last quarter of 2028?"
opens_at = 2026-05-14
closes_at = 2028-12-31
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "The mean lag as published."

[claim]
publication = "paper"
stance = "asserts"
said_by = "An Institute"
quote = "12 months"
{forecasts}
[resolution]
window = {{ over = [2028-10-01, 2028-12-31] }}
unit = "months"
digits = 1
yes_if = {{ at_least = {bound} }}

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"
"""
FORECAST = """
[[forecast]]
by = "paper"
made_at = 2026-05-14
words = "very likely"
"""
SECOND = """
[[forecast]]
by = "paper"
made_at = 2026-05-15
statement = true
words = "it will"
"""


@dataclass
class Files:
    """A folder of question files beside a ledger."""

    journal: Journal
    folder: Path
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def write(self, name: str = "lag", **changes: str) -> None:
        self.texts[name] = {
            "title": "A lag",
            "forecasts": FORECAST,
            "bound": "12.0",
            **self.texts.get(name, {}),
            **changes,
        }
        (self.folder / f"{name}.toml").write_text(QUESTION.format(**self.texts[name]), encoding="utf-8")

    def sync(self, **how: Any) -> SyncReport:
        catalogue = read_catalogue([self.folder])
        assert not catalogue.problems, catalogue.problems[0].sentence()
        return sync(self.journal, catalogue, **how)

    def kinds(self) -> list[str]:
        return [str(kind) for (kind,) in self.all("SELECT kind FROM log_entries ORDER BY seq")]

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        with self.journal.transaction() as tx:
            return [tuple(row) for row in tx.database.execute(sql)]

    def somebody_forecasts(self) -> None:
        at = microseconds(NOW)
        says: dict[str, Any] = {"probability": "0.3"}
        self.journal.append(
            ForecastMade(question="lag", version=1, by="ann", made_at=at, grade="seen", says=says)
        )


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "publications.toml").write_text(PUBLICATIONS, encoding="utf-8")
    with Journal.create(tmp_path / "ledger.db", clock=SetClock(NOW), opened_by="me") as journal:
        made = Files(journal, folder)
        made.write()
        yield made


def test_a_new_file_is_asked_with_its_publications_forecasts(files: Files) -> None:
    report = files.sync()
    assert (report.asked, report.forecasts, report.unchanged) == (["lag"], 1, 0)
    assert files.kinds() == ["LedgerOpened", "QuestionAsked", "ForecastMade"]
    assert files.all("SELECT forecaster, grade, words FROM now_forecasts") == [
        ("paper", "documented", "very likely")
    ]
    assert files.all("SELECT publication, length(file_sha256) FROM now_questions") == [("paper", 64)]


def test_a_template_nobody_has_written_is_never_asked(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    text = new_file(RegisteredSources(), NOW.date())
    (folder / "unwritten.toml").write_text(text, encoding="utf-8")
    (folder / "written.toml").write_text(text.replace(UNWRITTEN, "A title"), encoding="utf-8")
    catalogue = read_catalogue([folder])
    with Journal.create(tmp_path / "ledger.db", clock=SetClock(NOW), opened_by="ada") as journal:
        report = sync(journal, catalogue)

    assert not catalogue.problems
    assert report.asked == ["written"]
    assert "template" in report.refused["unwritten"]


def test_a_second_run_records_nothing(files: Files) -> None:
    files.sync()
    before = files.kinds()
    assert files.sync() == SyncReport(unchanged=1)
    assert files.kinds() == before


def test_a_dry_run_says_the_same_and_records_nothing(files: Files) -> None:
    assert files.sync(dry_run=True).asked == ["lag"]
    assert files.kinds() == ["LedgerOpened"]


def test_a_vanished_file_removes_nothing(files: Files) -> None:
    files.sync()
    (files.folder / "lag.toml").unlink()
    assert files.sync() == SyncReport()
    assert files.all("SELECT state FROM now_questions") == [("asked",)]


def test_another_spelling_of_the_same_content_is_no_change(files: Files) -> None:
    files.sync()
    path = files.folder / "lag.toml"
    path.write_text("# a remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert files.sync() == SyncReport(unchanged=1)


@pytest.mark.parametrize(("change", "plain"), [({"title": "Another title"}, 1), ({"bound": "13.0"}, 0)])
def test_while_nobody_relies_on_it_a_question_is_amended_freely(
    files: Files, change: dict[str, str], plain: int
) -> None:
    files.sync()
    files.write(**change)
    assert files.sync(by="ann").amended == ["lag"]
    assert files.all("SELECT version, plain, who FROM now_versions ORDER BY version")[1] == (2, plain, "ann")
    assert files.sync() == SyncReport(unchanged=1)


def test_words_others_rely_on_wait_for_a_person(files: Files) -> None:
    files.sync()
    files.somebody_forecasts()
    files.write(title="Another title")
    report = files.sync()
    assert ([each.keys for each in report.waiting], report.amended) == ([("title",)], [])
    assert files.sync(accept=["lag"], by="ann", reason="clearer").amended == ["lag"]
    assert files.all("SELECT who, reason FROM now_versions WHERE version = 2") == [("ann", "clearer")]


def test_the_meaning_others_rely_on_is_fixed_even_for_who_accepts(files: Files) -> None:
    files.sync()
    files.somebody_forecasts()
    files.write(bound="13.0")
    report = files.sync()
    assert 'supersedes = "lag"' in report.refused["lag"]
    with pytest.raises(NotAcceptableError, match="lag cannot be accepted") as caught:
        files.sync(accept=["lag"])
    assert report.refused["lag"] in str(caught.value)
    assert files.kinds().count("QuestionAmended") == 0


def test_a_refusal_names_only_the_keys_that_decide_the_meaning(files: Files) -> None:
    files.sync()
    files.somebody_forecasts()
    files.write(bound="13.0", title="Another title")
    assert files.sync().refused["lag"].startswith("tests decides what the question means")


def test_accepting_what_does_not_wait_is_refused_before_anything_is_recorded(files: Files) -> None:
    with pytest.raises(NothingToAcceptError, match="other"):
        files.sync(accept=["other"])
    assert files.kinds() == ["LedgerOpened"]


def test_a_forecast_added_to_a_file_is_recorded_once_and_needs_nobodys_leave(files: Files) -> None:
    files.sync()
    files.somebody_forecasts()
    files.write(forecasts=FORECAST + SECOND)
    report = files.sync()
    assert (report.amended, report.forecasts) == (["lag"], 1)
    assert files.sync() == SyncReport(unchanged=1)
    rows = files.all("SELECT version, says FROM now_forecasts WHERE forecaster = 'paper' ORDER BY forecast")
    assert [(version, next(iter(json.loads(says)))) for version, says in rows] == [
        (1, "words"),
        (2, "statement"),
    ]


def test_a_forecast_taken_out_of_a_file_stays_recorded(files: Files) -> None:
    files.sync()
    files.write(forecasts="")
    assert files.sync().amended == ["lag"]
    assert len(files.all("SELECT forecast FROM now_forecasts")) == 1


def test_one_file_that_is_refused_keeps_back_no_other(files: Files) -> None:
    files.sync()
    files.write("good")
    late = FORECAST.replace("2026-05-14", "2030-01-01")
    files.write(forecasts=FORECAST + late.replace("very likely", "too late"))
    report = files.sync()
    assert report.asked == ["good"]
    assert "lag" in report.refused
