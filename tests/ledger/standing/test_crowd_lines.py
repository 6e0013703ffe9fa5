"""Crowds beside people: scored by the same rules, and never to be taken for one of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from ledger.journal.entries import ForecastMade
from ledger.journal.refused import NotRecordableError
from ledger.scoring import AGGREGATES
from ledger.standing.crowd_lines import crowd_lines, crowd_name
from ledger.standing.together import together

if TYPE_CHECKING:
    from ledger.standing.scores import ScoreLine
    from tests.ledger.record.worlds import World


def by_name(world: World, kind: str = "binary") -> dict[str, ScoreLine]:
    with world.record() as record:
        found = crowd_lines(record, together(record, kind))
    assert len({line.forecaster for line in found}) == len(found)
    return {line.forecaster: line for line in found}


def value(line: ScoreLine, rule: str) -> float:
    found = line.value(rule)
    assert found is not None
    return found


def two(world: World, **both: str) -> None:
    world.ask()
    for by, p in both.items():
        world.say(p=p, by=by)
    world.go(4)
    world.resolve()


def test_every_crowd_is_scored_as_a_person_would_be(world: World) -> None:
    two(world, mira="0.8", ada="1")
    found = by_name(world)
    assert set(found) == {crowd_name(name) for name in AGGREGATES}
    mean = found[crowd_name("mean")]
    assert value(mean, "brier") == pytest.approx(0.01)
    assert value(mean, "brier_points") == pytest.approx(0.096)
    assert value(mean, "baseline") == pytest.approx(33.919876)
    assert mean.covered == pytest.approx(0.4)
    assert value(found[crowd_name("mean odds")], "brier") == 0.0


def test_a_crowd_is_compared_with_all_of_its_people(world: World) -> None:
    two(world, mira="0.9", ada="0.5")
    middle = (math.log(0.9) + math.log(0.5)) / 2
    found = value(by_name(world)[crowd_name("median")], "peer")
    assert found == pytest.approx(0.4 * 100 * (math.log(0.7) - middle))


def test_one_person_is_no_crowd(world: World) -> None:
    two(world, mira="0.9")
    assert by_name(world) == {}


def test_a_crowd_falls_silent_with_the_last_but_one(world: World) -> None:
    world.ask()
    first = world.say(p="0.8")
    world.say(p="1", by="ada")
    world.go(2)
    world.withdraw(first)
    world.go(10)
    world.resolve()
    assert by_name(world)[crowd_name("mean")].covered == pytest.approx(0.2)


def test_a_crowd_speaks_of_options(world: World) -> None:
    world.ask(kind="multiple_choice")
    for by, chances in (("mira", ("0.2", "0.7", "0.1")), ("ada", ("0.4", "0.3", "0.3"))):
        pairs = [[label, chance] for label, chance in zip(("few", "some", "many"), chances, strict=True)]
        world.say(by=by, says={"options": pairs})
    world.go(10)
    world.resolve(outcome={"option": "some"})
    mean = by_name(world, "multiple_choice")[crowd_name("mean")]
    assert value(mean, "brier_options") == pytest.approx(0.3**2 + 0.5**2 + 0.2**2)


def test_numbers_have_no_crowd_yet(world: World) -> None:
    world.ask(kind="numeric")
    for by in ("mira", "ada"):
        world.say(by=by, says={"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]})
    world.go(10)
    world.resolve(outcome={"value": "7.0"})
    assert by_name(world, "numeric") == {}


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_no_person_can_have_a_crowds_name(aggregate: str) -> None:
    assert said_by(f"crowd {aggregate}").by == f"crowd {aggregate}"
    with pytest.raises(NotRecordableError):
        said_by(crowd_name(aggregate))


def said_by(name: str) -> ForecastMade:
    return ForecastMade(
        question="q-1", by=name, version=1, made_at=0, grade="seen", says={"probability": "0.5"}
    )
