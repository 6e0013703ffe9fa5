"""Every saved case is read as its `case.json` says. Adding a case is adding a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from resolvers import registry
from resolvers.saved import Case, cases, written
from resolvers.source import NotYet, Reading, Span, Unusable

SAVED = Path(__file__).parent / "saved"
CASES = cases(SAVED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.source}/{case.name}")
def test_a_saved_case_is_read_as_it_says(case: Case) -> None:
    assert case.differs(case.answer(registry.make(case.source, case.params))) is None


def test_every_folder_of_cases_is_of_a_registered_source() -> None:
    assert {folder.name for folder in SAVED.iterdir() if folder.is_dir()} <= set(registry.names())


def test_every_folder_with_a_body_has_a_case() -> None:
    folders = {path.parent for path in SAVED.glob("*/*/*")}
    assert {folder for folder in folders if not (folder / "case.json").exists()} == set()


def _read_case(name: str) -> Case:
    return next(case for case in CASES if f"{case.source}/{case.name}" == name)


def test_a_lag_of_one_day_less_would_be_noticed() -> None:
    case = _read_case("epoch.eci_lag/one_day")
    day_before = Span(case.span.first - timedelta(days=1), case.span.last - timedelta(days=1))
    got = replace(case, span=day_before).answer(registry.make(case.source, case.params))
    assert "expected" in (case.differs(got) or "")


def test_the_right_kind_of_answer_for_another_reason_would_be_noticed() -> None:
    case = _read_case("epoch.eci_lag/renamed_column")
    assert "expected a sentence" in (case.differs(Unusable("shape_changed", "Something else.")) or "")
    assert case.differs(NotYet("No column is named 'eci'")) is not None


def test_a_request_nobody_saved_is_told() -> None:
    case = replace(_read_case("epoch.eci_lag/one_day"), evidence=())
    got = case.answer(registry.make(case.source, case.params))
    assert isinstance(got, Unusable)
    assert got.why == "source_missing"


def test_an_answer_in_words_is_written_as_it_is() -> None:
    day = date(2026, 1, 1)
    got = Reading(
        {"bloc": "China"}, {}, as_of=day, covers=Span(day, day), identity="x", where={"bloc": "line 2"}
    )
    assert written(got)["values"] == {"bloc": "China"}
