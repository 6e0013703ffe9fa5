"""What is written for a person to start from has nothing wrong with it."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.catalogue import read_catalogue
from ledger.questions.new_file import NewFileError, new_file
from ledger.questions.question import Kind
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.scaffold import AskError, asked_file, question_id
from ledger.questions.toml_words import toml_value

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCES = RegisteredSources()
OFFERED = [
    (source, value)
    for source in SOURCES.names()
    for known in [SOURCES.known(source, {})]
    if known
    for value in known.offers
]


@pytest.mark.parametrize(("source", "value"), OFFERED)
def test_a_new_file_on_any_value_of_any_source_is_valid(source: str, value: str, tmp_path: Path) -> None:
    kinds = [None, *get_args(Kind)]
    made = 0
    for kind in kinds:
        try:
            text = new_file(SOURCES, TODAY, source=source, value=value, kind=kind)
        except NewFileError:
            continue
        (tmp_path / f"as-{kind or 'any'}.toml".replace("_", "-")).write_text(text, encoding="utf-8")
        made += 1
    catalogue = read_catalogue([tmp_path])
    assert [problem.sentence() for problem in catalogue.problems] == []
    assert len(catalogue.questions) == made >= 2


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_person_can_be_asked_for_any_kind(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "it.toml").write_text(new_file(SOURCES, TODAY, kind=kind), encoding="utf-8")
    catalogue = read_catalogue([tmp_path])
    assert catalogue.problems == ()
    assert catalogue.questions["it"].kind == kind


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_a_new_file_is_valid_on_any_day(tmp_path: Path, today: date) -> None:
    for kind in ("numeric", "date"):
        (tmp_path / f"{kind}.toml").write_text(
            new_file(SOURCES, today, source="manual", kind=kind), encoding="utf-8"
        )
    assert read_catalogue([tmp_path]).problems == ()


@pytest.mark.parametrize(
    ("source", "value", "kind", "hint"),
    [
        ("epoch.eci_lak", None, None, "epoch.eci_lag"),
        ("epoch.eci_lag", "lag", None, "lag_months"),
        ("congress.bill", "enacted_on", "numeric", "binary or date"),
        ("federal_register.count", None, "date", "binary or multiple_choice or numeric"),
    ],
)
def test_what_does_not_go_together_says_what_does(
    source: str, value: str | None, kind: Kind | None, hint: str
) -> None:
    with pytest.raises(NewFileError) as caught:
        new_file(SOURCES, TODAY, source=source, value=value, kind=kind)
    assert hint in str(caught.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(min_size=1, max_size=200).filter(lambda text: any(c.isalnum() for c in text)),
    person=st.sampled_from(["jane", 'J "the seer" Doe', "Zoë\u202e\n"]),
    days=st.integers(0, 2000),
)
def test_any_question_of_ones_own_is_a_valid_private_file(
    tmp_path: Path, title: str, person: str, days: int
) -> None:
    by_day = date.fromordinal(NOW.date().toordinal() + days)
    name, text = asked_file(title, by_day, person, NOW)
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    catalogue = read_catalogue([folder])
    assert [problem.sentence() for problem in catalogue.problems] == []
    question = catalogue.questions[name]
    assert (question.private, question.kind) == (True, "binary")
    assert question.times.closes_at.date() == by_day


def test_a_surrogate_from_the_command_line_is_written_as_a_question_mark() -> None:
    _, text = asked_file("Will \udce9 come?", TODAY, "jane", NOW)
    assert tomllib.loads(text)["title"] == "Will ? come?"


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken = {"will-it-rain-2027", "will-it-rain-2027-2"}
    assert question_id("Will it rain?", date(2027, 1, 1), taken) == "will-it-rain-2027-3"
    assert question_id("会下雨吗？", date(2027, 1, 1)) == "question-2027"


def test_a_long_title_is_shortened_and_the_statement_kept() -> None:
    title = "Will " + "very " * 40 + "much come?"
    name, text = asked_file(title, TODAY, "jane", NOW)
    content = tomllib.loads(text)
    assert content["statement"] == title
    assert content["title"].endswith("very…")
    assert len(name) <= 65


@pytest.mark.parametrize(
    ("title", "day", "hint"),
    [
        ("?!", TODAY, "no question"),
        ("x" * 501, TODAY, "500 characters"),
        ("Will it?", date(2026, 11, 22), "has passed"),
    ],
)
def test_what_cannot_be_asked_is_told(title: str, day: date, hint: str) -> None:
    with pytest.raises(AskError, match=hint):
        asked_file(title, day, "jane", NOW)


def test_values_are_written_as_toml() -> None:
    value = {"a": True, "b": 3, "c": ["x", {"d": 'q"'}]}
    assert tomllib.loads(f"it = {toml_value(value)}")["it"] == value
