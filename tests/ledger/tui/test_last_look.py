"""News stays news for some hours: a look that is taken again soon is still the same look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledger.clock import microseconds
from ledger.record.today import today
from ledger.tui.last_look import LastLook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


def _before(stage: Stage) -> int | None:
    with stage.record() as record:
        return LastLook(stage.desk).before(record)


def _look(stage: Stage, hours: float) -> int:
    """So many hours later; when that is."""
    stage.clock.move(timedelta(hours=hours))
    LastLook(stage.desk).note()
    return microseconds(stage.clock.now())


def test_a_look_that_is_taken_again_soon_has_the_same_look_before_it(stage: Stage) -> None:
    assert _before(stage) is None
    first = _look(stage, 0)
    assert _before(stage) is None
    second = _look(stage, 72)
    for hours in (0.01, 5, 6.9):
        _look(stage, hours)
        assert _before(stage) == first
    stage.clock.move(timedelta(hours=0.1))
    assert _before(stage) == second


def test_who_looks_often_is_told_of_a_day_or_little_more(stage: Stage) -> None:
    for _ in range(6):
        _look(stage, 5)
    for _ in range(12):
        _look(stage, 5)
        before = _before(stage) or 0
        assert 12 <= (microseconds(stage.clock.now()) - before) / 3_600_000_000 < 12 + 12 + 5


def test_a_look_of_a_time_to_come_is_no_look(stage: Stage) -> None:
    _look(stage, 240)
    stage.clock.move(timedelta(hours=-200))
    now = _look(stage, 0)
    stage.clock.move(timedelta(hours=13))
    assert _before(stage) == now


def test_the_shell_counts_from_the_same_look(stage: Stage) -> None:
    first = _look(stage, 0)
    _look(stage, 48)
    with stage.record() as record:
        assert today(record, now_us=stage.desk.now_us, me="mira").since_us == first


async def test_today_has_its_news_again_when_it_is_opened_again(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.clock.move(timedelta(days=-12))
    _look(stage, 0)
    _look(stage, 12 * 24)
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert "Since 9 Nov 2026 (12 d)" in seen(pilot)
        assert "nothing changed" not in seen(pilot)
