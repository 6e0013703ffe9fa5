"""What would be otherwise is what the record would say if it were so, and its causes add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.standing.board.board import leaderboard
from ledger.standing.board.leaderboard import Wanted
from ledger.standing.histories import Choice
from ledger.standing.moves import WithOutcome, WithoutOutcome
from ledger.standing.peers import with_peers
from ledger.standing.scores import score_lines
from ledger.standing.summaries import means
from ledger.standing.what_if import BoardIf, Otherwise, board_if, means_if
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import amended, asked, ended, named, resolved, says, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

BASELINE = Wanted(score="baseline")
CLAIMED = Choice(claimed=True)


def supposed(world: World, otherwise: Otherwise, wanted: Wanted = BASELINE) -> BoardIf:
    with world.record() as record:
        return board_if(record, wanted, otherwise, now_us=world.now)


def test_another_outcome_gives_the_board_a_correction_would_give(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    known, seq = world.now, world.journal.head().size
    found = supposed(world, Otherwise({"r-9": WithOutcome({"yes": False}, known)}))
    fields: dict[str, Any] = {"outcome": {"yes": False}, "known_at": known, "by": "tom", "reason": "misread"}
    world.journal.append(kinds.ResolutionCorrected(question="r-9", revision=2, corrects=seq, **fields))
    with world.record() as record:
        after = leaderboard(record, BASELINE, now_us=world.now)
    assert found.now.places != found.then.places
    assert found.then.places == after.places


def test_without_an_outcome_the_question_leaves_the_board(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    found = supposed(world, Otherwise({"r-3": WithoutOutcome()}))
    assert (found.now.questions, found.then.questions) == (10, 9)
    assert found.then.places[0].rank is None
    assert found.then.places[0].panel.annulled == 1


def test_a_question_that_is_open_would_join_the_board(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    world.go(0)
    spoken(world, ["open"], "0.2", "0.5", "0.9")
    world.go(9)
    found = supposed(world, Otherwise({"open": WithOutcome({"yes": True}, world.at(5))}))
    ended(world, ["open"])
    assert (found.now.questions, found.then.questions) == (10, 11)
    by = {one.forecaster: one.whole for one in found.shifts}
    assert by["bob"] == 0  # 50 % is worth nothing
    assert (by["cat"] or 0) > 0 > (by["ann"] or 0)


def everything(world: World) -> Otherwise:
    """A ledger in which every cause moves somebody, and all of them at once."""
    resolved(world, "0.9", "0.6", "0.3")
    world.go(0)
    spoken(world, ["changed"], "0.9", "0.8", "0.7")
    amended(world, "changed")
    says(world, ["changed"], "ann", "0.6", version=2)
    names = named("third", 2)
    spoken(world, names, "0.9", "0.6", "0.7")
    says(world, names, "eve", "0.8", imputed=True)
    world.go(1)
    says(world, names, "cat", "0.99", grade="claimed", made_at=world.at(0))
    world.go(10)
    ended(world, ["changed"], version=2)
    ended(world, names)
    return Otherwise(
        {"r-0": WithOutcome({"yes": False}, world.now)}, claimed=True, imputed=True, amended_out=True
    )


def test_the_causes_stand_in_their_order_and_add_up_exactly(world: World) -> None:
    otherwise = everything(world)
    found = supposed(world, otherwise)
    assert found.causes == ("outcome", "claimed", "imputed", "amended")
    for shift in found.shifts:
        now, then = (board.place(shift.forecaster) for board in (found.now, found.then))
        totals = [0 if one is None or one.total is None else round(one.total * 1e9) for one in (now, then)]
        assert shift.by is not None
        assert sum(shift.by) == shift.whole == totals[1] - totals[0]
    by = {one.forecaster: one.by or () for one in found.shifts}
    assert [bool(one) for one in by["cat"]] == [True, True, False, True]
    assert [bool(one) for one in by["eve"]] == [False, False, True, False]
    assert [bool(one) for one in by["bob"]] == [True, False, False, True]


@pytest.mark.parametrize("cause", ["claimed", "imputed", "amended_out"])
def test_one_cause_alone_is_the_board_that_asks_for_it(world: World, cause: str) -> None:
    everything(world)
    wanted = {
        "claimed": Wanted(score="baseline", choice=CLAIMED),
        "imputed": Wanted(score="baseline", origin="both"),
        "amended_out": Wanted(score="baseline", amended=False),
    }[cause]
    found = supposed(world, Otherwise({}, **{cause: True}))
    with world.record() as record:
        expected = leaderboard(record, wanted, now_us=world.now)
    assert len(found.causes) == 1
    assert found.then == expected


def test_minus_infinite_has_no_difference(world: World) -> None:
    resolved(world, "0.9", "0.6", "1")
    found = supposed(world, Otherwise({"r-0": WithOutcome({"yes": False}, world.now)}))
    by = {one.forecaster: one.whole for one in found.shifts}
    assert by["cat"] is None
    assert by["ann"] is not None


def test_nothing_is_written(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    before = world.journal.head()
    supposed(world, Otherwise({"r-0": WithoutOutcome()}, claimed=True, imputed=True, amended_out=True))
    assert world.journal.head() == before


def test_ones_own_means_are_those_the_record_would_give(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=12)
    known, seq = world.now, world.journal.head().size
    with world.record() as record:
        told = means_if(record, "ann", Otherwise({"r-11": WithOutcome({"yes": False}, known)}))
        before = means(with_peers(record, score_lines(record, "ann")))
    fields: dict[str, Any] = {"outcome": {"yes": False}, "known_at": known, "by": "tom", "reason": "misread"}
    world.journal.append(kinds.ResolutionCorrected(question="r-11", revision=2, corrects=seq, **fields))
    with world.record() as record:
        after = means(with_peers(record, score_lines(record, "ann")))
    assert tuple(one.now for one in told) == before
    assert tuple(one.then for one in told) == after
    assert before != after
    assert "peer" in {one.rule.name for one in told}


def test_means_leave_out_what_was_said_of_amended_words(world: World) -> None:
    asked(world, named("w", 10))
    says(world, named("w", 10), "ann", "0.9")
    amended(world, "w-0")
    world.go(10)
    ended(world, ["w-0"], version=2)
    ended(world, named("w", 10)[1:])
    with world.record() as record:
        told = means_if(record, "ann", Otherwise({}, amended_out=True))
    assert {(one.now.questions, one.then.questions) for one in told if one.now and one.then} == {(10, 9)}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("supposed") / "ledger.db")
    everything(made)
    yield made
    made.close()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    yes=st.dictionaries(st.sampled_from([*named("r", 10), "changed", "third-1"]), st.booleans(), max_size=3),
    known=st.integers(0, 10),
    switches=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    score=st.sampled_from(["peer", "baseline", "brier_points"]),
)
def test_the_causes_of_any_supposition_add_up(
    many: World, yes: dict[str, bool], known: int, switches: tuple[bool, bool, bool], score: Any
) -> None:
    becomes = {name: WithOutcome({"yes": one}, many.at(known)) for name, one in yes.items()}
    found = supposed(many, Otherwise(becomes, *switches), Wanted(score=score))
    for shift in found.shifts:
        now, then = (board.place(shift.forecaster) for board in (found.now, found.then))
        if shift.by is not None:
            totals = [
                0 if one is None or one.total is None else round(one.total * 1e9) for one in (now, then)
            ]
            assert sum(shift.by) == totals[1] - totals[0]
