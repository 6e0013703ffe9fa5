"""What waits for a forecast of mine: in which order, and why in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.filtering import filter_from
from ledger.record.questions import ids
from ledger.record.queue import queue
from ledger.tui.views.today import unanswered

if TYPE_CHECKING:
    from ledger.record.queue import Stop
    from tests.ledger.record.worlds import World

QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
INTERVAL = {"interval": {"level": "0.8", "lower": "4", "upper": "14"}}


def _queue(world: World, now: int | None = None, **more: Any) -> tuple[Stop, ...]:
    with world.record() as record:
        return queue(record, now_us=now or world.now, me="mira", **more)


def test_new_ones_come_first_and_of_them_what_ends_next_whatever_its_kind(world: World) -> None:
    world.ask("number", kind="numeric", closes_at="2026-06-10T00:00:00+00:00")
    world.ask("said")
    world.ask("chance")
    world.ask("ended")
    world.say("said")
    world.withdraw(world.say("ended"))
    world.rehearse("said", "2026-06-01", would="NO")
    world.move(seconds=1)
    found = _queue(world)
    assert [stop.question for stop in found] == ["number", "chance", "ended"]
    assert [stop.why for stop in found] == ["new", "new", "ended"]
    assert [stop.words for stop in found[1:]] == [
        "new: no forecast of yours yet",
        "no forecast of yours stands any more",
    ]
    late = _queue(world, world.at(3))
    assert [(stop.question, stop.is_new) for stop in late][-1] == ("said", False)
    assert late[-1].words == "a quarter of the time left has passed since you said it"
    assert _queue(world, without={"chance", "ended", "number"}) == ()


def test_the_view_without_my_forecast_has_what_the_queue_has(world: World) -> None:
    world.ask("never")
    world.ask("said")
    world.say("said")
    world.ask("taken-back")
    world.withdraw(world.say("taken-back"))
    only = filter_from("state:open -by:me", now_us=world.now)
    with world.record() as record:
        listed = ids(record, now_us=world.now, me="mira", only=only)
        counted = unanswered(record, me="mira", now_us=world.now, open_questions=3)
    assert set(listed) == {stop.question for stop in _queue(world)} == {"never", "taken-back"}
    assert counted == len(listed)


@pytest.mark.parametrize(
    ("says", "now", "words"),
    [
        (QUANTILES, "15", "value crossed your p90 (14): 6.2 → 15"),
        (QUANTILES, "3", "value crossed your p10 (4): 6.2 → 3"),
        (INTERVAL, "15", "value crossed your upper end (14): 6.2 → 15"),
        (INTERVAL, "3", "value crossed your lower end (4): 6.2 → 3"),
    ],
)
def test_a_value_that_moved_past_my_forecast_says_how(
    world: World, says: dict[str, Any], now: str, words: str
) -> None:
    world.ask("n", kind="numeric", closes_at="2027-06-01")
    world.rehearse("n", "2026-06-01", value="6.2", would="6.2 months")
    world.say("n", says=says)
    world.move(days=3)
    world.rehearse("n", "2026-06-04", value=now, would=f"{now} months")
    (found,) = _queue(world)
    assert found.words.removesuffix(" months") == words


def test_an_outcome_that_turned_says_so(world: World) -> None:
    world.ask("q", closes_at="2027-06-01")
    world.rehearse("q", "2026-05-30", value="3", would="NO")
    world.say("q")
    world.move(days=2)
    world.rehearse("q", "2026-06-03", value="13", would="YES")
    (found,) = _queue(world)
    assert found.words == "it would end otherwise now: NO → YES"
