"""Days that cannot be counted are problems of the file, and stored ones are refused: neither ever overflows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import end_of, start_of
from ledger.questions.stored_table import NotAQuestionError, StoredTable

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]


def test_days_at_the_ends_of_what_can_be_counted_are_taken(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    text = good["binary"].replace("gives_up_at = 2029-02-15", "gives_up_at = 2200-12-31")
    assert catalogue_of(it=text.replace("made_at = 2026-05-14", "made_at = 1700-01-01")).problems == ()


def test_a_day_too_far_away_in_a_publication_is_a_problem(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    folder = '[review]\ntitle = "t"\nby = "A"\nkind = "paper"\nread = "whole"\npublished_on = 9999-12-31\n'
    assert "day-range" in {problem.rule for problem in catalogue_of(folder, it=good["date"]).problems}


@given(st.dates())
@settings(deadline=None, max_examples=200)
def test_every_day_has_an_end(day: date) -> None:
    assert end_of(day).date() == day
    assert end_of(day) - start_of(day) == timedelta(days=1) - timedelta(microseconds=1)
    assert end_of(day).tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00"]
)
def test_a_stored_moment_that_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(NotAQuestionError):
        StoredTable({"at": text}).starts_at("at")


def test_a_stored_last_day_of_all_has_an_end() -> None:
    assert StoredTable({"at": "9999-12-31"}).ends_at("at") == datetime.max.replace(tzinfo=UTC)
