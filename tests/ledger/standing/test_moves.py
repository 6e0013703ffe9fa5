"""Who moves by how much is what a full recompute says after the act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.standing.moves import Becomes, Move, WithOutcome, WithoutOutcome, moves
from ledger.standing.scores import score_lines
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
PEOPLE = ("ann", "bob", "mira", "tom")


def told(
    world: World, becomes: Becomes, question: str = "q-1"
) -> dict[str, tuple[float | None, float | None]]:
    with world.record() as record:
        found = moves(record, question, becomes)
    return {one.forecaster: (_value(one.now), _value(one.then)) for one in found}


def _value(score: Any) -> float | None:
    return None if score is None else float(score.value)


def recomputed(world: World, question: str = "q-1") -> dict[str, float]:
    """Everybody's headline score as the record now has it."""
    with world.record() as record:
        lines = [line for who in PEOPLE for line in score_lines(record, who, only=question)]
    return {line.forecaster: line.scores[0].value for line in lines if line.scores}


def corrected(world: World, outcome: dict[str, Any], known_at: int, revision: int = 2) -> None:
    seq = world.journal.head().size
    entry = kinds.ResolutionCorrected(
        question="q-1",
        revision=revision,
        corrects=seq,
        outcome=outcome,
        known_at=known_at,
        by="bob",
        reason="misread",
    )
    world.journal.append(entry)


def holds(world: World, becomes: Becomes, act: Callable[[], None]) -> None:
    """What is told before an act is what the record says after it, for now and then alike."""
    before, expected = recomputed(world), told(world, becomes)
    act()
    after = recomputed(world)
    assert {who: now for who, (now, _) in expected.items() if now is not None} == before
    assert {who: then for who, (_, then) in expected.items() if then is not None} == after


def spoken(world: World, kind: str = "binary") -> None:
    yes_no = kind == "binary"
    world.ask(kind=kind)
    world.say(by="ann", says={"probability": "0.9"} if yes_no else QUANTILES)
    world.go(2)
    world.say(by="bob", says={"probability": "0.2"} if yes_no else {"point": "9"})
    world.go(4)


@pytest.mark.parametrize(("kind", "outcome"), [("binary", {"yes": True}), ("numeric", {"value": "8.0"})])
def test_before_it_resolves_everybody_who_would_get_a_score_is_told(
    world: World, kind: str, outcome: dict[str, Any]
) -> None:
    spoken(world, kind)
    assert set(told(world, WithOutcome(outcome, world.now))) == {"ann", "bob"}
    holds(world, WithOutcome(outcome, world.now), lambda: world.resolve(outcome=outcome))


@pytest.mark.parametrize(
    ("kind", "outcome", "other"),
    [("binary", {"yes": True}, {"yes": False}), ("numeric", {"value": "8.0"}, {"beyond": "max"})],
)
def test_a_correction_moves_everybody_as_told(
    world: World, kind: str, outcome: dict[str, Any], other: dict[str, Any]
) -> None:
    spoken(world, kind)
    world.resolve(outcome=outcome)
    known = world.at(3)
    holds(world, WithOutcome(other, known), lambda: corrected(world, other, known))


def test_a_correction_to_an_earlier_day_takes_the_score_of_who_spoke_after_it(world: World) -> None:
    spoken(world)
    world.resolve()
    other = WithOutcome({"yes": True}, world.at(1))
    assert told(world, other)["bob"][1] is None
    holds(world, other, lambda: corrected(world, {"yes": True}, world.at(1)))


def test_an_annulment_and_a_withdrawal_leave_nobody_a_score(world: World) -> None:
    spoken(world)
    world.resolve()
    end = world.journal.head().size
    entry = kinds.ResolutionWithdrawn(question="q-1", revision=2, corrects=end, by="bob", reason="too early")
    holds(world, WithoutOutcome(), lambda: _append(world, entry))
    assert recomputed(world) == {}
    assert told(world, WithoutOutcome()) == {}


def _append(world: World, entry: kinds.Entry) -> None:
    world.journal.append(entry)


def test_a_publication_moves_nowhere(world: World) -> None:
    stated = [{"by": "lab", "made_at": "2026-05-14", "probability": "0.7"}]
    world.ask(claim={}, forecast=stated)
    world.say(p="0.7", by="lab", grade="documented")
    world.say(p="0.9", by="ann")
    world.go(4)
    assert set(told(world, WithOutcome({"yes": True}, world.now))) == {"ann"}


def test_a_private_question_moves_its_owner_only(world: World) -> None:
    world.ask(private=True, by="ann")
    world.say(p="0.9", by="ann")
    world.say(p="0.9", by="bob")
    world.go(4)
    assert set(told(world, WithOutcome({"yes": True}, world.now))) == {"ann"}


def test_how_far_it_moves_needs_two_scores(world: World) -> None:
    spoken(world)
    with world.record() as record:
        (ann, _) = moves(record, "q-1", WithOutcome({"yes": True}, world.now))
    assert (ann.by, ann.now) == (None, None)
    assert Move("ann", ann.then, ann.then).by == 0.0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    path: Path = tmp_path_factory.mktemp("many") / "ledger.db"
    made = World(path)
    yield made
    made.close()


chance = st.integers(1, 99).map(lambda percent: f"{percent / 100:.2f}")
said = st.tuples(st.sampled_from(PEOPLE[:3]), chance, st.integers(0, 9))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forecasts=st.lists(said, max_size=6), known=st.integers(0, 10), yes=st.booleans())
def test_what_is_told_is_what_any_ledger_says_afterwards(
    many: World, forecasts: list[tuple[str, str, int]], known: int, *, yes: bool
) -> None:
    name = f"q-{many.journal.head().size}"
    many.go(0)
    many.ask(name)
    for who, p, on in sorted(forecasts, key=lambda one: one[2]):
        many.go(on)
        many.say(name, p=p, by=who)
    many.go(10)
    expected = told(many, WithOutcome({"yes": yes}, many.at(known)), name)
    many.resolve(name, {"yes": yes}, known_at=many.at(known))
    assert {who: then for who, (_, then) in expected.items()} == recomputed(many, name)
