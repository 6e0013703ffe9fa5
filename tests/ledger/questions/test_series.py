"""A series: the file for one month gives the files of those that follow, and each of them is valid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forecasts import FOLDER
from ledger.questions.series import Series, Sibling, series
from ledger.questions.series_checked import wrong_with
from ledger.questions.toml_file import Parsed, parse_toml

if TYPE_CHECKING:
    from ledger.questions.finding import Finding
    from ledger.questions.months import Step

FIRST = """\
format = 1
kind = "numeric"
title = "Rules in December 2026"
statement = "How many rules will there be from 1 to 31 December 2026? In 2025 there were 90."
family = "rules-2026-12"
by = "this project"
unit = "documents"
digits = 0
range = { min = 0, max = 2000 }
opens_at = 2026-10-01
closes_at = 2026-12-31
resolves_at = 2027-01-05
gives_up_at = 2027-03-31
criteria = \"\"\"
Documents of the Federal Register dated 2026-12-01 through 2026-12-31, on the first complete answer from
2027-01-05 on. September 2026 had eight.\"\"\"

[resolution]
window = { over = [2026-12-01, 2026-12-31] }
vintage = "first_final"
at_give_up = "ask"

[[resolution.source]]
name = "federal_register.count"
value = "documents"
params = { agencies = ["industry-and-security-bureau"], type = "RULE" }

[[aside]]
text = "On 20 November 2026 there were six, and in 2024 none."
"""


def parsed(text: str) -> Parsed:
    found = parse_toml(text.encode())
    assert isinstance(found, Parsed)
    return found


def made(text: str = FIRST, *, stem: str = "rules-2026-12", step: Step = "monthly", until: tuple[int, int] = (2027, 3)) -> Series:  # fmt: skip
    found = series(stem, parsed(text), step, until)
    assert isinstance(found, Series)
    return found


def refused(text: str, *, stem: str = "rules-2026-12", step: Step = "monthly") -> tuple[Finding, ...]:
    found = series(stem, parsed(text), step, (2027, 3))
    assert isinstance(found, tuple)
    return found


def test_each_month_after_the_first_gets_a_file_up_to_the_last_and_with_it() -> None:
    assert [each.id for each in made().siblings] == ["rules-2027-01", "rules-2027-02", "rules-2027-03"]
    assert made(until=(2026, 12)).siblings == ()


def test_a_file_of_a_series_speaks_of_its_own_month() -> None:
    february = made().siblings[1].text
    for line in (
        'title = "Rules in February 2027"',
        'statement = "How many rules will there be from 1 to 28 February 2027? In 2025 there were 90."',
        'family = "rules-2027-02"',
        "opens_at = 2026-12-01",
        "closes_at = 2027-02-28",
        "resolves_at = 2027-03-05",
        "gives_up_at = 2027-05-31",
        "Documents of the Federal Register dated 2027-02-01 through 2027-02-28, on the first complete answer from",
        '2027-03-05 on. September 2026 had eight."""',
        "window = { over = [2027-02-01, 2027-02-28] }",
        'text = "On 20 November 2026 there were six, and in 2024 none."',
    ):  # fmt: skip
        assert line in february.splitlines()


def test_what_stays_is_said_once_but_for_facts_of_the_past_and_years_in_remarks() -> None:
    assert made().stays == ("September 2026", "20 November 2026", "2025")
    assert made(FIRST.replace("20 November", "20 September")).stays == ("September 2026", "2025")


MARKET = """
[[market]]
source = "manifold.market"
params = { slug = "rules-in-december-2026", by = "2026-12-31" }
differs = "counts from 1 December 2026 to 31 January 2027"
url = "https://manifold.markets/ada/rules-2026-12"
"""


def test_a_market_is_somebody_elses_and_stays_as_it_is_to_the_byte() -> None:
    found = made(FIRST + MARKET)
    assert [each.text.endswith(MARKET) for each in found.siblings] == [True, True, True]
    assert {"1 December 2026", "31 January 2027"} <= set(found.stays)


def test_every_file_is_valid_and_free_of_advice() -> None:
    siblings = made(until=(2028, 12)).siblings
    assert len(siblings) == 24
    assert [each.sentence() for each in wrong_with(Path("there"), siblings, {})] == []


def test_what_is_wrong_with_a_file_is_said_with_the_path_it_would_have() -> None:
    broken = [
        Sibling("a-2027-01", "="),
        Sibling("B", FIRST),
        Sibling("c", FIRST.replace('at_give_up = "ask"\n', "")),
    ]
    found = wrong_with(Path("there"), broken, {})
    assert [(str(each.path), each.rule) for each in found] == [
        ("there/a-2027-01.toml", "broken-toml"),
        ("there/B.toml", "id"),
        ("there/c.toml", "no-fallback"),
    ]


def test_files_that_ask_the_same_are_told() -> None:
    first = Sibling("one", FIRST.replace('family = "rules-2026-12"\n', ""))
    found = wrong_with(Path("there"), [first, replace(first, id="two")], {})
    assert [(each.path.name, each.rule) for each in found] == [("two.toml", "near-duplicate")]


def test_files_of_one_family_about_different_months_are_told() -> None:
    siblings = made(FIRST.replace('family = "rules-2026-12"', 'family = "rules"')).siblings
    assert {each.rule for each in wrong_with(Path("there"), siblings, {})} == {"other-measurement"}


def test_a_quarterly_series_goes_by_quarters() -> None:
    text = FIRST.replace("1 to 31 December 2026", "October to December 2026").replace(
        "Rules in December 2026", "Q4 2026"
    )
    text = text.replace("2026-12-01", "2026-10-01").replace("rules-2026-12", "rules-2026q4")
    found = made(text, stem="rules-2026q4", step="quarterly", until=(2027, 11))
    assert [each.id for each in found.siblings] == ["rules-2027q1", "rules-2027q2", "rules-2027q3"]
    assert 'family = "rules-2027q3"' in found.siblings[2].text
    assert 'title = "Q3 2027"' in found.siblings[2].text
    assert "from 2027-07-01 through 2027-09-30" in found.siblings[2].text.replace("dated", "from")


@pytest.mark.parametrize(
    ("stem", "step"),
    [("rules", "monthly"), ("rules-2026-12-b", "monthly"), ("rules-2026q4", "monthly"), ("rules-2026-12", "quarterly"), ("rules-2026-12-31", "monthly")],
)  # fmt: skip
def test_the_id_ends_with_what_is_asked_about(stem: str, step: Step) -> None:
    assert [each.rule for each in refused(FIRST, stem=stem, step=step)] == ["series-id"]


def test_lists_must_tell_one_month_from_another() -> None:
    text = FIRST.replace("Rules in December 2026", "Rules").replace("from 1 to 31 December 2026", "then")
    assert [each.rule for each in refused(text)] == ["series-words"]


def test_what_cannot_be_moved_is_told_by_its_key_and_nothing_is_made() -> None:
    found = refused(FIRST.replace("September 2026 had eight.", "Not by the 31st."))
    assert [(each.key, each.rule, each.found) for each in found] == [(("criteria",), "series-date", '"31st"')]
    found = refused(FIRST.replace("resolves_at = 2027-01-05", "resolves_at = 2027-01-30"))
    assert [(each.key, each.found) for each in found] == [(("resolves_at",), '"2027-01-30"')]
    assert "by 1 month" in found[0].wrong


def test_an_hour_of_opening_counts_by_its_day() -> None:
    text = FIRST.replace("opens_at = 2026-10-01", "opens_at = 2026-10-01T12:00:00Z")
    assert "opens_at = 2026-11-01T12:00:00Z" in made(text).siblings[0].text


SHIPPED = sorted((FOLDER / "two-scenarios-2028" / "series").glob("*.toml"))
FIRSTS = list({path.stem[:-8]: path for path in reversed(SHIPPED)}.values())


@pytest.mark.parametrize("first", FIRSTS, ids=[path.stem for path in FIRSTS])
def test_a_shipped_series_is_what_its_first_file_gives(first: Path) -> None:
    found = series(first.stem, parsed(first.read_text(encoding="utf-8")), "monthly", (2027, 12))
    assert isinstance(found, Series)
    assert len(found.siblings) >= 11
    for each in found.siblings:
        assert (first.parent / f"{each.id}.toml").read_text(encoding="utf-8") == each.text
