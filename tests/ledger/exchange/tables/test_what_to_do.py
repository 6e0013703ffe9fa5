"""Every bad row is told at the cell that is to blame, with what stands there and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.exchange.tables.conftest import ENDED, RAIN, SAID, Desk

if TYPE_CHECKING:
    from pathlib import Path

CASES = RAIN | {"question": "cases", "kind": "numeric"}
WHO = RAIN | {"question": "who", "kind": "multiple_choice", "options": "ada|bob"}
WHEN = RAIN | {"question": "when", "kind": "date", "range_min": "2026-01-01", "range_max": "2026-03-01"}
MADE = {"forecaster": "ada", "made_at": "2026-01-02T00:00:00Z"}


def sentence(desk: Desk, *rows: dict[str, str]) -> str:
    """What is said of the first bad one of these forecasts, without its place."""
    report = desk.take(desk.csv("q.csv", ENDED, CASES, WHO, WHEN), desk.csv("f.csv", *rows), dry_run=True)
    return report.bad[0].sentence.partition("  ")[2]


CASES_AND_SENTENCES = [
    (
        [{"question": "cases", "quantile": "10", "value": "4"}],
        "quantile  a level lies between 0 and 1, found '10'; write 0.1 for the level of 10 %",
    ),
    (
        [{"question": "cases", "level": "80", "lower": "1", "upper": "2"}],
        "level  a level lies between 0 and 1, found '80'; write 0.1 for the level of 10 %",
    ),
    (
        [{"question": "cases", "quantile": q, "value": v} for q, v in (("0.1", "4"), ("0.5", "3"))],
        "value  A higher level must not have a lower value, found 'p10 4 · p50 3'; give values that rise with their levels",
    ),
    (
        [{"question": "cases", "quantile": "0.1", "value": v} for v in ("4", "5")],
        "quantile  The levels must rise, found 'p10 4 · p10 5'; give each level once",
    ),
    (
        [{"question": "cases", "quantile": "0", "value": "4"}],
        "quantile  A level must lie between 0 % and 100 %, ends excluded, found 'p0 4'; write 0.1 for the level of 10 %",
    ),
    (
        [{"question": "cases", "level": "1", "lower": "4", "upper": "5"}],
        "level  A level must lie between 0 % and 100 %, ends excluded, found '100 % 4 to 5'; write 0.8 for the level of 80 %",
    ),
    (
        [{"question": "cases", "level": "0.8", "lower": "5", "upper": "4"}],
        (
            "lower  The lower end 5 lies above the upper end 4, found '80 % 5 to 4'; "
            "write the lower end in lower and the upper end in upper"
        ),
    ),
    (
        [{"question": "who", "option": o, "probability": "0.4"} for o in ("ada", "bob")],
        (
            "probability  The probabilities add up to 80 %; they must add up to 100 %, found 'ada 40 % · bob 40 %'; "
            "write probabilities that add up to 1"
        ),
    ),
    (
        [{"question": "cases", "probability": "0.5"}],
        (
            "probability  This question takes quantiles or an interval, found '50 %'; "
            "fill in quantile and value, one row for each level"
        ),
    ),
    (
        [{"question": "rain", "value": "4"}],
        "value  This question takes a probability, found '4'; fill in probability",
    ),
    (
        [{"question": "when", "value": "2026-02-01"}],
        (
            "value  a question of dates takes days by quantile only, found '2026-02-01'; "
            "fill in quantile and value, one row for each level, with the day as value"
        ),
    ),
    (
        [{"question": "when", "level": "0.8", "lower": "2026-02-01", "upper": "2026-02-04"}],
        (
            "lower  a question of dates takes days by quantile only, found '2026-02-01'; "
            "fill in quantile and value, one row for each level, with the day as value"
        ),
    ),
    (
        [{"question": "rain", "probability": "0.5", "made_at": "2026-01-12T00:00:00Z"}],
        (
            "made_at  rain: it was closed when the forecast was made, found '2026-01-12T00:00:00+00:00'; "
            "leave it out: the question takes forecasts until 2026-01-11T00:00:00+00:00"
        ),
    ),
    (
        [{"question": " Rain", "probability": "0.5"}],
        "question  no question is called so, found ' Rain'; did you mean rain?",
    ),
]


@pytest.mark.parametrize(("rows", "told"), CASES_AND_SENTENCES)
def test_a_forecast_that_cannot_stand_is_told_where_and_what_to_do(
    desk: Desk, rows: list[dict[str, str]], told: str
) -> None:
    assert sentence(desk, *(MADE | row for row in rows)) == told


def test_spaces_around_an_id_are_none_of_it(desk: Desk) -> None:
    report = desk.take(desk.csv("q.csv", ENDED), desk.csv("f.csv", SAID | {"question": "rain "}))
    assert (report.forecasts.new, report.bad) == (1, [])


def test_a_simulated_ledger_says_how_to_tell_it_the_time(tmp_path: Path) -> None:
    desk = Desk(tmp_path, simulated=True)
    ahead = ENDED | {"known_at": "2030-01-01T00:00:00Z", "closes_at": "2030-02-01"}
    report = desk.take(desk.csv("q.csv", ahead))
    assert report.bad[0].fix == "say what time it is in this simulated ledger with --now TIME"
    asked, said = ahead | {"outcome": "", "known_at": ""}, SAID | {"made_at": "2030-01-01T00:00:00Z"}
    report = desk.take(desk.csv("q.csv", asked), desk.csv("f.csv", said))
    assert report.bad[0].fix == "say what time it is in this simulated ledger with --now TIME"
    desk.journal.close()
