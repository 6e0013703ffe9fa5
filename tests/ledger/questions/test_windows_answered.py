"""A window must be one that the source can speak for: live values on their day, quarters as a whole, gaps no look leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from ledger.questions.catalogue import read_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("resolves_at = 2029-01-15", "resolves_at = 2028-12-31"),
        ("resolves_at = 2029-01-15", "resolves_at = 2028-12-31T18:00:00Z"),
        ("[resolution]", '[resolution]\nvintage = "first_print"'),
        ("[resolution]", '[resolution]\nvintage = "as_of"'),
    ],
)
def test_a_live_level_may_be_asked_for_on_one_day_when_its_reading_counts(
    old: str, new: str, good: Mapping[str, str], catalogue_of: Files
) -> None:
    text = good["multiple_choice"].replace('"index"', '"live"').replace('"lag"', '"price"')
    assert catalogue_of(it=text.replace(old, new)).problems == ()


def test_only_a_live_level_may_be_decided_on_its_day(good: Mapping[str, str], catalogue_of: Files) -> None:
    early = good["multiple_choice"].replace("resolves_at = 2029-01-15", "resolves_at = 2028-12-31")
    assert [problem.rule for problem in catalogue_of(it=early).problems] == ["resolves-early"]
    before = early.replace("resolves_at = 2028-12-31", "resolves_at = 2028-12-30")
    live = before.replace('"index"', '"live"').replace('"lag"', '"price"')
    assert [problem.rule for problem in catalogue_of(it=live).problems] == ["resolves-early"]


def test_a_live_value_may_be_watched_day_by_day(good: Mapping[str, str], catalogue_of: Files) -> None:
    level = good["binary"].replace('"index"', '"live"').replace('"lag"', '"price"')
    event = good["date"].replace('"bill"', '"live"').replace('"enacted_on"', '"closed_on"')
    assert catalogue_of(level=level, event=event).problems == ()


def test_a_gap_is_held_against_every_source_but_a_person(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    person = '[[resolution.source]]\nname = "manual"\nvalue = "answer"\n'
    daily = good["binary"].replace('"14d"', '"1d"') + person
    assert catalogue_of(it=daily).problems == ()
    weekly = daily + '[[resolution.source]]\nname = "quarterly"\nvalue = "share"\n'
    problems = {problem.rule: problem for problem in catalogue_of(it=weekly).problems}
    assert set(problems) == {"gap-cadence", "source-window"}
    assert '"7d"' in problems["gap-cadence"].fix


def test_real_sources_say_which_windows_they_answer(tmp_path: Path, good: Mapping[str, str]) -> None:
    text = good["date"].replace("private = true", "").replace("happened = true", "at_least = 12.0")
    text = text.replace('"bill"', '"epoch.chip_ratio"').replace('"enacted_on"', '"ratio_pct"')
    (tmp_path / "it.toml").write_text(text.replace("params = { number = 1 }", ""), encoding="utf-8")
    rules = {problem.rule for problem in read_catalogue([tmp_path]).problems}
    assert "source-window" in rules
