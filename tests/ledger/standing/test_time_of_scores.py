"""What ends a forecast in a record, and what does not: expiry, withdrawal, correction, amendment, an outcome known early."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import microseconds
from ledger.journal import entries as kinds
from ledger.standing.peers import PAIR, with_peers
from ledger.standing.scores import score_lines

if TYPE_CHECKING:
    from ledger.standing.scores import ScoreLine
    from tests.ledger.record.worlds import World

PEER = 58.778666
"""The peer score of 90 % beside 50 % over the whole of a question's time."""


def only(world: World, by: str = "mira") -> ScoreLine:
    with world.record() as record:
        (line,) = with_peers(record, score_lines(record, by), fewest=PAIR)
    return line


def peer(world: World, by: str = "mira") -> float:
    found = only(world, by).value("peer")
    assert found is not None
    return found


def two(world: World, **more: Any) -> int:
    """Mira 90 % and ada 50 % from the start; the seq of mira's."""
    world.ask()
    seq = world.say(p="0.9", **more)
    world.say(p="0.5", by="ada")
    return seq


def come_true(world: World, *, known_at: float = 10) -> None:
    world.go(10)
    world.resolve(known_at=world.at(known_at))


def test_beside_each_other_all_the_time(world: World) -> None:
    two(world)
    come_true(world)
    assert peer(world) == pytest.approx(PEER)
    assert peer(world, "ada") == pytest.approx(-PEER)


def test_a_forecast_that_expires_leaves_nobody_to_be_compared_with(world: World) -> None:
    two(world, expires_at=world.at(3))
    come_true(world)
    assert peer(world) == pytest.approx(0.3 * PEER)
    assert peer(world, "ada") == pytest.approx(-0.3 * PEER)
    assert only(world).covered == pytest.approx(0.3)
    assert only(world, "ada").covered == 1.0


def test_a_withdrawn_forecast_leaves_nobody_to_be_compared_with(world: World) -> None:
    seq = two(world)
    world.go(6)
    world.withdraw(seq)
    come_true(world)
    assert peer(world, "ada") == pytest.approx(-0.6 * PEER)


def test_a_correction_holds_from_when_the_slip_was_made(world: World) -> None:
    world.ask()
    slip = world.say(p="0.09")
    world.say(p="0.5", by="ada")
    world.move(minutes=2)
    world.journal.append(
        kinds.ForecastCorrected(forecast=slip, by="mira", says={"probability": "0.9"}, reason="a slip")
    )
    come_true(world)
    assert peer(world) == pytest.approx(PEER)


def test_other_words_of_a_question_leave_forecasts_standing(world: World) -> None:
    two(world)
    world.go(4)
    world.journal.append(
        kinds.QuestionAmended(
            question="q-1",
            version=2,
            plain=False,
            file_sha256="1" * 64,
            said=world.said(title="A clearer title"),
            by="mira",
            reason="clearer",
        )
    )
    world.say(p="0.5", by="ada", version=2)
    world.go(10)
    world.propose(version=2, rule_version=2)
    world.journal.append(
        kinds.QuestionResolved(
            question="q-1",
            proposal=world.proposal,
            revision=1,
            confirmed="machine",
            known_at=world.now,
            outcome={"yes": True},
        )
    )
    assert peer(world) == pytest.approx(PEER)


def test_an_outcome_known_early_pays_for_the_time_until_then(world: World) -> None:
    two(world)
    come_true(world, known_at=4)
    assert peer(world) == pytest.approx(0.4 * PEER)


def test_what_is_said_when_the_outcome_is_known_or_later_is_compared_with_nobody(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.go(4)
    world.say(p="0.5", by="ada")
    world.go(5)
    world.say(p="0.5", by="tom")
    come_true(world, known_at=4)
    assert only(world).value("peer") is None
    assert only(world, "ada").scores == ()


def test_time_before_a_question_entered_this_ledger_counts_for_nobody(world: World) -> None:
    world.go(5)
    world.ask()
    assert world.now == microseconds(datetime(2026, 6, 6, tzinfo=UTC))
    world.say(p="0.9", made_at=world.at(1), grade="documented")
    world.say(p="0.5", by="ada", made_at=world.at(2), grade="documented")
    come_true(world)
    assert peer(world) == pytest.approx(PEER)
