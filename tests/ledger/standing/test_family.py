"""What the record's forecasts mean for one another: closed, withdrawn and unreadable ones mean nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger.questions.forecast import Chance
from ledger.record.family import around, spoken_together
from ledger.standing.family import NothingImpliedError, entered, held_about, held_together, offered, offers
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = {"name": "http_json", "value": "value", "params": {"url": "https://example.org/lead"}}
LEAD: dict[str, Any] = {"family": "lead", "closes_at": "2026-06-11T00:00:00+00:00", "digits": 1}
NUMBERS = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}


def rule(test: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return {"source": [PAGE], **({"yes_if": test} if test else {}), **more}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A number with two thresholds, and next year's number with the difference of both."""
    made = World(tmp_path / "ledger.db")
    made.ask("months", "numeric", **LEAD, resolution=rule())
    made.ask("twelve", **LEAD, resolution=rule({"at_least": "12.0"}))
    made.ask("near", **LEAD, resolution=rule({"below": "3.0"}))
    later: dict[str, Any] = {"window": {"over": ["2026-07-01", "2026-07-10"]}}
    made.ask("next", "numeric", **LEAD | {"family": "next"}, resolution=rule(**later))
    change = {"source": [PAGE | {"value": "change"}], "yes_if": {"below": "0.0"}}
    between = {"of": "next", "less": "months"}
    made.ask("lower", **LEAD | {"family": "next"}, difference=between, resolution=change | later)
    yield made
    made.close()


def test_offers_and_figures_come_from_my_own_numbers(world: World) -> None:
    world.say("months", says=NUMBERS, by="tom")
    with world.record() as record:
        assert offers(record, "months", now_us=world.now, me="mira") == ()
        assert offered(record, "twelve", now_us=world.now, me="mira") is None
    world.say("months", says=NUMBERS)
    with world.record() as record:
        made = offers(record, "months", now_us=world.now, me="mira")
        assert [(each.target.id, each.words) for each in made] == [
            ("twelve", "21 %"),
            ("near", "at most 10 %"),
        ]
        says, origin = entered(record, "twelve", now_us=world.now, me="mira")
    assert says == Chance(Decimal("0.21"))
    assert origin == "implied by my numbers on months: p10 4 · p50 7 · p90 14 months"


def test_the_newest_numbers_imply(world: World) -> None:
    world.ask("again", "numeric", **LEAD, resolution=rule())
    world.say("again", says={"quantiles": [["0.1", "1"], ["0.9", "40"]]})
    world.move(hours=1)
    world.say("months", says=NUMBERS)
    with world.record() as record:
        made = offered(record, "twelve", now_us=world.now, me="mira")
    assert made is not None
    assert made.source.id == "months"


def test_a_question_that_takes_no_more_is_offered_nothing(world: World) -> None:
    world.say("months", says=NUMBERS)
    world.go(20)
    with world.record() as record:
        assert offers(record, "months", now_us=world.now, me="mira") == ()
        with pytest.raises(NothingImpliedError, match="no numbers of yours stand"):
            entered(record, "twelve", now_us=world.now, me="mira")


def test_what_contradicts_one_question_is_found_across_the_years(world: World) -> None:
    world.say("months", says={"quantiles": [["0.1", "10"], ["0.9", "12"]]})
    world.say("next", says={"quantiles": [["0.1", "2"], ["0.9", "4"]]})
    world.say("lower", p="0.2")
    with world.record() as record:
        about = held_about(record, "lower", now_us=world.now, me="mira")
        assert [(each.questions, each.off) for each in about] == [
            (("lower", "next", "months"), Decimal("0.6"))
        ]
        assert held_about(record, "next", now_us=world.now, me="mira") == about
        whole = held_together(record, now_us=world.now, me="mira")
        assert (whole.contradictions, whole.together) == (about, 3)


def test_only_questions_that_hang_together_are_read(world: World) -> None:
    world.ask("alone")
    world.say("alone")
    world.say("twelve", p="0.2")
    with world.record() as record:
        assert spoken_together(record, now_us=world.now, me="mira") == ()
    forecast = world.say("near", p="0.2")
    world.say("lower", p="0.2")
    with world.record() as record:
        found = spoken_together(record, now_us=world.now, me="mira")
        assert [each.id for each in found] == ["twelve", "near", "lower"]
        assert [each.id for each in around(record, "lower", now_us=world.now, me="mira")] == [
            "next",
            "lower",
            "months",
        ]
    world.withdraw(forecast)
    with world.record() as record:
        assert [each.id for each in spoken_together(record, now_us=world.now, me="mira")] == [
            "twelve",
            "lower",
        ]
