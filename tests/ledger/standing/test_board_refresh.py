"""A board that is kept shows after any act what a new one shows, to the last digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.journal.refused import RefusedError
from ledger.standing.board.board import FEW, Board, leaderboard
from ledger.standing.board.contents import Contents
from ledger.standing.board.leaderboard import Wanted
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import amended, asked, ended, named, resolved, says, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

BOARDS = (
    Wanted(),
    Wanted(score="baseline", tag="lag"),
    Wanted(score="brier_points", amended=False),
    Wanted(score="peer", method="adjusted"),
    Wanted(score="brier_points", method="pairwise"),
)
acts = st.tuples(
    st.sampled_from(
        [
            *("say", "withdraw", "resolve", "correct", "reopen", "annul", "amend", "state", "propose"),
            "wait",
        ]
    ),
    st.integers(0, 5),
    st.sampled_from(["ann", "bob", "cat", "dan"]),
    st.integers(0, 100),
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("boards") / "ledger.db")
    names = named("r", 10)
    spoken(made, names, "0.9", "0.6", "0.3")
    made.go(4)
    says(made, names[:4], "dan", "0.8")
    ended(made, names)
    yield made
    made.close()


@pytest.mark.parametrize("wanted", BOARDS)
def test_what_is_not_on_the_board_makes_nothing_be_worked_out_again(many: World, wanted: Wanted) -> None:
    board = Board(wanted)
    with many.record() as record:
        board.refresh(record, now_us=many.now)
    found = board._found
    spoken(many, ["open-" + str(BOARDS.index(wanted))], "0.4", "0.6", "0.8")
    with many.record() as record:
        after = board.refresh(record, now_us=many.now)
        assert after == leaderboard(record, wanted, now_us=many.now)
    assert found is not None
    assert board._found is found


class Acting:
    """Acts on six questions of one example, some of one family; what the journal refuses is not done."""

    def __init__(self, world: World) -> None:
        self.world = world
        first = f"x{world.journal.head().size}"
        self.names = named(first, 6)
        self.said: dict[tuple[str, str], int] = {}
        self.ends: dict[str, tuple[int, int]] = {}
        self.version = dict.fromkeys(self.names, 1)
        world.go(0)
        asked(world, self.names[:3], family=first, tags=["lag"])
        asked(world, self.names[3:])
        self.lab = f"lab-{first}"
        for who, p in (("ann", "0.9"), ("bob", "0.5"), ("cat", "0.2"), (self.lab, "0.7")):
            says(world, self.names[:4], who, p)

    def do(self, what: str, which: int, who: str, percent: int) -> None:
        name, world = self.names[which], self.world
        try:
            match what:
                case "say":
                    p = f"{percent / 100:.2f}"
                    self.said[name, who] = world.say(name, p=p, by=who, version=self.version[name])
                case "withdraw":
                    world.withdraw(self.said.pop((name, who), 1), by=who)
                case "resolve":
                    ended(world, [name], {"yes": percent > 50}, self.version[name])
                    self.ends[name] = world.journal.head().size, 1
                case "propose":
                    world.propose(name, challenge_until=world.at(40))
                case "annul":
                    world.annul(name, how="ambiguous" if percent > 50 else "annulled")
                case "correct" | "reopen":
                    self._change(what, name, percent)
                case "amend":
                    self._amend(name, percent, tags=["lag"], family="another")
                case "state":
                    stated = {"by": self.lab, "made_at": "2026-05-14", "probability": "0.7"}
                    self._amend(name, percent, forecast=[stated] if percent % 2 else [])
                case _:
                    world.move(days=percent / 40)
        except RefusedError:
            pass

    def _change(self, what: str, name: str, percent: int) -> None:
        seq, revision = self.ends.get(name, (1, 1))
        fields: dict[str, Any] = {
            "question": name,
            "revision": revision + 1,
            "corrects": seq,
            "by": "tom",
            "reason": "misread",
        }
        if what == "reopen":
            self.world.journal.append(kinds.ResolutionWithdrawn(**fields))
            return
        outcome: dict[str, Any] = {"outcome": {"yes": percent > 50}, "known_at": self.world.at(percent / 20)}
        (seq,) = self.world.journal.append(kinds.ResolutionCorrected(**fields, **outcome))
        self.ends[name] = seq, revision + 1

    def _amend(self, name: str, percent: int, **said: Any) -> None:
        version = self.version[name] + 1
        amended(self.world, name, version, plain=percent > 50, **said)
        self.version[name] = version


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=3, max_size=8))
def test_a_refreshed_board_is_a_new_one(many: World, todo: list[tuple[str, int, str, int]]) -> None:
    acting = Acting(many)
    with many.record() as record:
        kept = [Board(wanted) for wanted in BOARDS]
        for board in kept:
            board.refresh(record, now_us=many.now)
        for nth, act in enumerate(todo):
            acting.do(*act)
            board = kept[nth % 3]
            assert board.refresh(record, now_us=many.now) == leaderboard(
                record, board.wanted, now_us=many.now
            )
        for board in kept:
            assert board.refresh(record, now_us=many.now) == leaderboard(
                record, board.wanted, now_us=many.now
            )


def test_one_whose_words_come_to_stand_in_a_question_leaves_a_board_that_is_kept(world: World) -> None:
    resolved(world, "0.9", "0.5", "0.3")
    board = Board(Wanted())
    with world.record() as record:
        assert board.refresh(record, now_us=world.now).place("ann") is not None
    stated = [{"by": "ann", "made_at": "2026-05-14", "probability": "0.9"}]
    asked(world, ["later"])
    amended(world, "later", forecast=stated)
    with world.record() as record:
        kept = board.refresh(record, now_us=world.now)
        assert kept == leaderboard(record, board.wanted, now_us=world.now)
    assert kept.place("ann") is None


def test_a_board_that_is_asked_for_an_earlier_moment_starts_again(many: World) -> None:
    with many.record() as record:
        board = Board(Wanted())
        later, earlier = (board.refresh(record, now_us=many.at(day)) for day in (400, 1))
        assert earlier == leaderboard(record, Wanted(), now_us=many.at(1))
        assert later.places[0].panel.due >= earlier.places[0].panel.due


def test_what_becomes_due_by_time_alone_is_counted(many: World) -> None:
    many.go(0)
    spoken(many, ["waits"], "0.5")
    with many.record() as record:
        board = Board(Wanted())
        due = [
            place.panel.due
            for day in (1, 9, 12)
            if (place := board.refresh(record, now_us=many.at(day)).place("ann")) is not None
        ]
    assert due[0] == due[1] < due[2]


def counted(world: World, board: Board) -> tuple[int, int]:
    """How many of ann's questions are held and open, on a board that is kept."""
    with world.record() as record:
        place = board.refresh(record, now_us=world.now).place("ann")
    assert place is not None
    return place.panel.held, place.panel.open


def test_what_is_proposed_and_rejected_without_a_forecast_is_counted_on(many: World) -> None:
    many.go(0)
    spoken(many, ["doubted"], "0.5")
    board = Board(Wanted())
    held, still = counted(many, board)
    hash_ = many.propose("doubted", challenge_until=many.at(40))
    assert counted(many, board) == (held + 1, still - 1)
    many.journal.append(kinds.ProposalRejected(hash=hash_, by="bob", why="it is not so"))
    assert counted(many, board) == (held, still)


def test_a_family_taken_out_and_put_in_again_leaves_every_resampled_sum_as_it_was(many: World) -> None:
    with many.record() as record:
        contents = Contents(record, Wanted())
        contents.take(record)
        columns = ("total", "spoke_in", "endless", "resampled", "flipped", "weight")
        before = [getattr(contents.sums, name).copy() for name in columns]
        contents.drop("r-0")
        assert any(
            (getattr(contents.sums, name) != one).any() for name, one in zip(columns, before, strict=True)
        )
        contents.take(record, "r-0")
        assert all(
            (getattr(contents.sums, name) == one).all() for name, one in zip(columns, before, strict=True)
        )


def test_of_two_equal_leaders_it_is_the_same_one_whenever_they_came(world: World) -> None:
    board = Board(Wanted(score="baseline"))
    resolved(world, None, "0.9", "0.5", "0.5", first="r")
    with world.record() as record:
        board.refresh(record, now_us=world.now)
    resolved(world, "0.9", None, "0.5", "0.5", first="s")
    with world.record() as record:
        kept = board.refresh(record, now_us=world.now)
        assert kept == leaderboard(record, board.wanted, now_us=world.now)
    assert [(one.forecaster, one.rank, one.p is None) for one in kept.places[:2]] == [
        ("ann", 1, True),
        ("bob", 1, False),
    ]


def test_a_board_that_many_questions_moved_on_is_made_anew_and_shows_the_same(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=2)
    board = Board(Wanted())
    with world.record() as record:
        board.refresh(record, now_us=world.now)
    resolved(world, "0.9", "0.6", "0.3", questions=FEW + 20, first="s")
    with world.record() as record:
        assert board.refresh(record, now_us=world.now) == leaderboard(record, board.wanted, now_us=world.now)


def test_a_corrected_outcome_no_longer_counts_as_one_that_somebody_gave_0_percent(world: World) -> None:
    world.go(0)
    spoken(world, ["q"], "0.9", "0.6", "0")
    world.go(10)
    ended(world, ["q"])
    with world.record() as record:
        board = Board(Wanted())
        assert board.refresh(record, now_us=world.now).nought == 1
    world.journal.append(
        kinds.ResolutionCorrected(
            question="q",
            revision=2,
            corrects=world.journal.head().size,
            by="tom",
            reason="misread",
            outcome={"yes": False},
            known_at=world.now,
        )
    )
    with world.record() as record:
        assert board.refresh(record, now_us=world.now).nought == 0
