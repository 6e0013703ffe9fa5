"""How values, times and rules read; pure functions that every screen uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.questions.forecast import Chance, DateQuantiles, Interval, Quantiles, Words
from ledger.record.questions import IfToday, Mine
from ledger.tui.pages.forecast import forecast_blocks
from ledger.tui.pages.hiding import veiled
from ledger.tui.times import DAY, HOUR, MINUTE, ago, clock_words, deadline, left, length, short_day
from ledger.tui.typed_value import nudged, odds_words, read_value, typed_form
from ledger.tui.views.forecasting import read_forecasting
from ledger.tui.wording import ended_words, mine_short, now_text, outcome_text, says_long, says_short

if TYPE_CHECKING:
    from ledger.questions.question import Question
    from tests.ledger.tui.stage import Stage

NOON = 1_798_761_600_000_000  # 2027-01-01 00:00 UTC


def test_times_read_as_people_say_them() -> None:
    assert length(59 * MINUTE) == "59 min"
    assert length(47 * HOUR) == "47 h"
    assert (ago(None, 0), ago(0, 1), ago(0, 3 * HOUR)) == ("never", "just now", "3 h ago")
    assert (left(3 * DAY, 0), left(0, 3 * DAY)) == ("in 3 d", "3 d ago")
    assert clock_words(NOON, UTC) == "1 Jan 2027 00:00"
    assert short_day(NOON, UTC) == "1 Jan 27"


def test_a_deadline_names_utc_where_the_night_is_another() -> None:
    east = timezone(timedelta(hours=2))
    assert deadline(NOON - 1, east) == "1 Jan 2027 01:59 (UTC 31 Dec 2026 23:59)"
    assert deadline(NOON, east) == "1 Jan 2027 02:00 (UTC 00:00)"


def test_a_forecast_is_short_in_a_cell_and_whole_on_a_page() -> None:
    options = {"options": [["a", "0.2"], ["b", "0.8"]]}
    assert says_short(options) == "80 % b"
    assert says_short({"dates": [["0.5", "2027-01-01"]]}) == "p50 2027-01-01"
    assert says_short({"interval": {"level": "0.8", "lower": "4", "upper": "14"}}, "months") == "80 % 4..14"
    assert says_long(options) == "a 20 % · b 80 %"
    assert says_long({"a newer form": "1"}) == "{'a newer form': '1'}"


def test_an_outcome_this_program_does_not_know_is_shown_as_kept() -> None:
    assert outcome_text(None) == "no outcome"
    assert outcome_text({"yes": True}) == "YES"
    assert outcome_text({"newer": 1}) == "{'newer': 1}"


def _today(state: str, value: str | None = None, would: str | None = None) -> IfToday:
    return IfToday("2026-11-01", 0, state, value, None, would, None, "because")


def test_the_value_now_or_why_there_is_none() -> None:
    assert now_text(None)[0] == "not looked yet"
    assert now_text(_today("unusable"))[0] == "! unusable"
    assert now_text(_today("needs_person"))[0] == "a person says"
    assert now_text(_today("reading", "6.9"), "months")[0] == "6.9 months"
    assert now_text(_today("reading", None, "NO"))[0] == "NO"
    assert now_text(_today("not_yet"))[0] == "not yet"


def test_a_forecast_that_is_over_is_no_longer_mine() -> None:
    mine = Mine(1, 0, {"probability": "0.2"}, 0.2, None, None, over=True)
    assert mine_short(mine)[0] == mine_short(None)[0] == "-"


def test_a_forecast_that_is_over_says_how_and_when() -> None:
    mine = Mine(1, 0, {"probability": "0.2"}, 0.2, None, None, over=False)
    noon = 1_767_268_800_000_000
    assert ended_words(mine) == ""
    assert ended_words(replace(mine, withdrawn_at=noon)) == ", withdrawn 1 Jan 2026"
    assert ended_words(replace(mine, withdrawn_at=noon, made_at=noon)) == ", taken back 1 Jan 2026"
    assert ended_words(replace(mine, expired_at=noon)) == ", ran out 1 Jan 2026"


def test_figures_are_covered_and_words_are_not() -> None:
    assert veiled("4 % in 2026 and 2 % in 2027", hidden=True) == "## % in 2026 and ## % in 2027"
    assert veiled("4 %", hidden=False) == "4 %"


def _question(stage: Stage, name: str) -> Question:
    from ledger.record.detail import detail

    with stage.record() as record:
        return detail(record, name, now_us=0).question()


def test_what_is_typed_is_read_and_nudged(stage: Stage) -> None:
    bill = _question(stage, "bill-2026")
    assert read_value("35", bill) is None
    assert read_value("35%", bill) == Chance(Decimal("0.35"))
    assert (
        nudged("", bill, 1, None),
        nudged("99%", bill, 5, None),
        nudged("", bill, -1, Decimal("0.2")),
    ) == (
        "51%",
        "100%",
        "19%",
    )


def test_odds_and_typed_forms() -> None:
    assert odds_words(Decimal("0.5")) == "1 in 2 · odds 1 : 1"
    assert odds_words(Decimal("0.1")) == "1 in 10 · odds 1 : 9"
    assert odds_words(Decimal("0.02")) == "1 in 50 · odds 1 : 49"
    assert odds_words(Decimal("0.001")) == "1 in 1000 · odds 1 : 999"
    assert odds_words(Decimal(0)) == "certain: nothing could surprise you"
    assert typed_form(Chance(Decimal("0.35"))) == "35%"
    assert typed_form(Quantiles(((Decimal("0.1"), Decimal(4)),))) == "p10 4"
    assert typed_form(Interval(Decimal("0.8"), Decimal(4), Decimal(14))) == "80% 4..14"
    assert typed_form(DateQuantiles(((Decimal("0.5"), date(2027, 1, 1)),))) == "p50 2027-01-01"
    assert typed_form(Words()) == ""


def test_a_question_that_is_not_open_yet_says_from_when_a_forecast_counts(stage: Stage) -> None:
    with stage.record() as record:
        read = read_forecasting(
            record, "bill-2026", now_us=microseconds(stage.clock.at), me="mira", revealed=False
        )
    early = replace(read.page, now_us=read.page.row.opens_at - 1)
    told = {
        name: str(forecast_blocks(replace(read, page=page), publications={}, zone=UTC))
        for name, page in (("now", read.page), ("early", early))
    }
    assert "Not open yet: what you say now counts from 14 May 2026." in told["early"]
    assert "Not open yet" not in told["now"]
