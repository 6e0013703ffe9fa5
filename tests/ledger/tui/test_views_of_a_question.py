"""What a question's page is read from: points for charts that lose no extreme, and a crowd that agrees with its number."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ledger.acts import withdraw
from ledger.clock import microseconds
from ledger.journal.entries import ForecastMade
from ledger.record.ended import stating_publications
from ledger.record.thinned import thinned
from ledger.standing.crowd import crowd
from ledger.tui.views.course import MOST, crowd_points, middle, own_points
from ledger.tui.views.question import read_question

if TYPE_CHECKING:
    from tests.ledger.tui.stage import Stage

TWELVE, NUMBER = "lead-12-months-2028", "lead-months-2028"


@given(st.lists(st.integers(), max_size=300), st.integers(min_value=4, max_value=40))
def test_a_thinned_history_keeps_its_ends_and_its_extremes(values: list[int], most: int) -> None:
    kept = thinned(values, float, most=most)
    assert len(kept) <= most
    if values:
        assert (kept[0], kept[-1]) == (values[0], values[-1])
        assert (min(kept), max(kept)) == (min(values), max(values))


def test_points_without_a_value_are_no_extremes() -> None:
    assert thinned([5, None, None, None, 9, None], lambda one: one, most=4) == [5, 9, None]


def _points(stage: Stage, question: str = TWELVE) -> tuple[tuple[int, float], ...]:
    with stage.record() as record:
        return crowd_points(record, question, without=stating_publications(record), until=stage.desk.now_us)


def _crowd(stage: Stage, question: str = TWELVE) -> float | None:
    with stage.record() as record:
        return crowd(record, question, now_us=stage.desk.now_us).middle


def test_the_crowds_chart_ends_with_the_crowds_number(stage: Stage) -> None:
    assert _points(stage)[-1][1] == _crowd(stage) == 0.25
    stage.say(TWELVE, "60%")
    assert _points(stage)[-1][1] == _crowd(stage) == 0.3


def test_one_person_is_no_crowd_and_who_withdrew_is_none_of_it(stage: Stage) -> None:
    stage.say(TWELVE, "60%")
    stage.clock.move(timedelta(hours=1))
    with stage.journal() as journal, stage.record() as record:
        withdraw(journal, record, TWELVE, by="ola")
    stage.clock.move(timedelta(hours=1))
    stage.say(TWELVE, "70%")
    assert _points(stage)[-1][1] == _crowd(stage) == 0.5
    assert _points(stage, "bill-2026") == ()


def test_the_crowd_of_numbers_is_the_median_of_medians(stage: Stage) -> None:
    stage.say(NUMBER, "p10 4 p50 8 p90 14", by="ola")
    stage.say(NUMBER, "80% 4..14", by="tom")
    assert _points(stage, NUMBER)[-1][1] == _crowd(stage, NUMBER) == 7.1


def test_many_forecasts_are_no_more_points_than_a_chart_shows(stage: Stage) -> None:
    now = microseconds(stage.clock.at)
    with stage.journal() as journal:
        journal.append_many(
            ForecastMade(
                question=TWELVE, version=1, by=("mira", "ola")[at % 2], grade="claimed", made_at=now - 2_000_000 + at * 1_000,
                says={"probability": "0.4"},
            )
            for at in range(2_000)
        )  # fmt: skip
    with stage.record() as record:
        mine = own_points(record, TWELVE, "mira")
    assert MOST <= len(mine) <= MOST + 1
    assert len(_points(stage)) <= MOST + 1


def test_a_forecast_is_drawn_as_its_middle() -> None:
    assert middle(0.2, "{}") == 0.2
    assert middle(None, '{"quantiles": [["0.1", "1"], ["0.4", "3"], ["0.9", "9"]]}') == 3.0
    assert middle(None, '{"interval": {"level": "0.8", "lower": "4", "upper": "14"}}') == 9.0
    assert middle(None, '{"point": "7"}') == 7.0
    assert middle(None, '{"options": [["a", "1"]]}') is None


def test_what_i_said_when_it_was_known_is_no_later_forecast(stage: Stage) -> None:
    with stage.record() as record:
        view = read_question(
            record, "will-the-report-be-out-2026", now_us=stage.desk.now_us, me="mira", revealed=False
        )
        other = read_question(record, TWELVE, now_us=stage.desk.now_us, me="mira", revealed=False)
    assert view.then is not None
    assert view.then.probability == 0.7
    assert other.then is None
