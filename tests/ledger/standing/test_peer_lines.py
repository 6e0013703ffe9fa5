"""Peer scores in a record: beside people who really spoke, on questions on which enough of them did."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from ledger.standing.histories import Choice
from ledger.standing.peers import FEWEST, PAIR, with_peers
from ledger.standing.scores import score_lines

if TYPE_CHECKING:
    from ledger.standing.scores import ScoreLine
    from tests.ledger.record.worlds import World

PEERS = {"peer", "spot_peer", "relative"}


def lines(
    world: World, by: str = "mira", *, fewest: int = FEWEST, imputed: bool = False, only: str | None = None
) -> tuple[ScoreLine, ...]:
    choice = Choice(imputed=imputed)
    with world.record() as record:
        found = score_lines(record, by, choice=choice, only=only)
        return with_peers(record, found, choice=choice, fewest=fewest, only=only)


def value(line: ScoreLine, rule: str) -> float:
    found = line.value(rule)
    assert found is not None
    return found


def names(line: ScoreLine) -> set[str]:
    return {score.rule.name for score in line.scores}


def three(world: World) -> None:
    """Mira 90 %, ada 50 %, tom 60 % on the sixth of ten days; it happened."""
    world.ask()
    world.say(p="0.9")
    world.say(p="0.5", by="ada")
    world.go(5)
    world.say(p="0.6", by="tom")
    world.go(10)
    world.resolve()


def test_a_peer_score_is_how_far_ahead_of_the_others_one_was(world: World) -> None:
    three(world)
    (line,) = lines(world)
    first, second = math.log(0.9 / 0.5), math.log(0.9) - (math.log(0.5) + math.log(0.6)) / 2
    assert value(line, "peer") == pytest.approx(100 * (first + second) / 2)
    assert value(line, "spot_peer") == pytest.approx(100 * second)
    everybody = [value(lines(world, by)[0], "peer") for by in ("mira", "ada", "tom")]
    assert sum(everybody) == pytest.approx(0.0, abs=1e-9)


def test_a_relative_score_is_how_far_ahead_of_the_community_one_was(world: World) -> None:
    three(world)
    (line,) = lines(world, "ada")
    early, late = math.log2(0.5 / 0.7), math.log2(0.5 / 0.6)
    assert value(line, "relative") == pytest.approx((early + late) / 2)


def test_below_three_people_there_are_no_peers_unless_two_ask_for_it(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.say(p="0.5", by="ada")
    world.go(10)
    world.resolve()
    assert not names(lines(world)[0]) & PEERS
    assert value(lines(world, fewest=PAIR)[0], "peer") == pytest.approx(58.778666)


def test_who_spoke_too_late_is_nobodys_peer(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.say(p="0.5", by="ada")
    world.go(5)
    world.say(p="0.99", by="tom")
    world.resolve(known_at=world.at(4))
    assert not names(lines(world)[0]) & PEERS
    assert names(lines(world, "tom")[0]) == set()


def test_numbers_added_by_us_are_nobodys_peers_and_have_none(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.say(p="0.5", by="ada")
    world.say(p="0.1", by="tom", imputed=True)
    world.go(10)
    world.resolve()
    assert not names(lines(world)[0]) & PEERS
    assert value(lines(world, fewest=PAIR)[0], "peer") == pytest.approx(58.778666)
    assert not names(lines(world, "tom", imputed=True, fewest=PAIR)[0]) & PEERS


def test_a_publication_is_nobodys_peer(world: World) -> None:
    stated = [{"by": "The Lab", "made_at": "2026-06-01", "probability": "0.2"}]
    world.ask(claim={}, forecast=stated)
    world.say(p="0.9")
    world.say(p="0.5", by="ada")
    world.say(p="0.2", by="The Lab", grade="documented")
    world.go(10)
    world.resolve()
    assert not names(lines(world)[0]) & PEERS
    assert value(lines(world, fewest=PAIR)[0], "peer") == pytest.approx(58.778666)


def test_who_gave_nought_to_what_happened_is_endlessly_behind(world: World) -> None:
    world.ask()
    for by, p in (("mira", "0.9"), ("ada", "0"), ("tom", "0.5")):
        world.say(p=p, by=by)
    world.go(10)
    world.resolve()
    assert [value(lines(world, by)[0], "peer") for by in ("mira", "ada", "tom")] == [
        math.inf,
        -math.inf,
        math.inf,
    ]


def options(few: str, some: str, many: str) -> dict[str, object]:
    return {"options": [["few", few], ["some", some], ["many", many]]}


def test_options_have_peers_too(world: World) -> None:
    world.ask(kind="multiple_choice")
    for by, said in (
        ("mira", options("0.2", "0.7", "0.1")),
        ("ada", options("0.3", "0.5", "0.2")),
        ("tom", options("0.6", "0.2", "0.2")),
    ):
        world.say(by=by, says=said)
    world.go(10)
    world.resolve(outcome={"option": "some"})
    (line,) = lines(world)
    ahead = math.log(0.7) - (math.log(0.5) + math.log(0.2)) / 2
    assert value(line, "peer") == pytest.approx(100 * ahead)
    community = 0.5 / (0.3 + 0.5 + 0.2)
    assert value(line, "relative") == pytest.approx(math.log2(0.7 / community))


def test_numbers_are_compared_by_their_losses_at_the_same_levels(world: World) -> None:
    world.ask(kind="numeric")
    for by, middle in (("mira", "7"), ("ada", "9"), ("tom", "20")):
        world.say(by=by, says={"quantiles": [["0.1", "4"], ["0.5", middle], ["0.9", "30"]]})
    world.say(by="eve", says={"quantiles": [["0.25", "4"], ["0.75", "9"]]})
    world.go(10)
    world.resolve(outcome={"value": "7.0"})
    lost = [value(lines(world, by)[0], "wis p10 p50 p90") for by in ("mira", "ada", "tom")]
    (line,) = lines(world)
    assert value(line, "peer wis p10 p50 p90") == pytest.approx((lost[1] + lost[2]) / 2 - lost[0])
    (score,) = [one for one in line.scores if one.rule.name.startswith("peer")]
    assert (score.unit, score.covered) == ("months", 1.0)
    assert not [score for score in lines(world, "eve")[0].scores if score.rule.name.startswith("peer")]


def test_one_question_alone_gives_the_same_line(world: World) -> None:
    three(world)
    world.ask("q-2")
    assert lines(world, only="q-1") == lines(world)


def test_who_covered_no_time_has_the_lines_they_had(world: World) -> None:
    world.ask()
    world.go(5)
    world.say(p="0.9")
    world.resolve(known_at=world.at(4))
    with world.record() as record:
        found = score_lines(record, "mira")
        assert with_peers(record, found) == found
