"""Leaderboards say who did better as far as it can be told, and what they are made of."""

from __future__ import annotations

from dataclasses import replace
from math import inf, log

import pytest

from ledger.standing.board.leaderboard import Method, NoSuchBoardError, Wanted
from ledger.standing.histories import Choice
from ledger.standing.scores import score_lines
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import amended, asked, ended, named, resolved, says, shown, spoken


def test_the_sums_of_a_small_tournament_are_those_worked_by_hand(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    board = shown(world)
    logs = [100 * log(p) for p in (0.9, 0.6, 0.3)]
    expected = [10 * (one - (sum(logs) - one) / 2) for one in logs]
    assert [one.forecaster for one in board.places] == ["ann", "bob", "cat"]
    assert [one.value for one in board.places] == pytest.approx(expected)
    assert [one.mean for one in board.places] == pytest.approx([one / 10 for one in expected])
    assert [one.rank for one in board.places] == [1, 2, 3]
    assert (board.questions, board.families, board.missing) == (10, 10, None)


def test_without_any_spread_between_families_the_intervals_have_no_width_and_ranks_are_sure(
    world: World,
) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    board = shown(world, Wanted(score="baseline"))
    for one in board.places:
        assert (one.low, one.high) == pytest.approx((one.value, one.value))
        assert (one.best, one.worst) == (one.rank, one.rank)
    # ten families that all favour the leader: a sign flip is as far from 0 only when all ten agree, 2 in 1,024
    assert board.places[0].p is None
    assert [one.p for one in board.places[1:]] == pytest.approx([2 / 1024, 2 / 1024], abs=0.004)


def test_a_family_of_many_questions_weighs_as_one(world: World) -> None:
    lags = named("lag", 5)
    asked(world, lags, family="lag")
    for who, p in (("ann", "0.9"), ("bob", "0.6"), ("cat", "0.6")):
        says(world, lags, who, p)
    spoken(world, ["other"], "0.6", "0.9", "0.6")
    world.go(10)
    ended(world, [*lags, "other"])
    board = shown(world)
    ann, bob = board.place("ann"), board.place("bob")
    assert ann is not None
    assert bob is not None
    assert ann.total == pytest.approx(bob.total)
    assert (board.questions, board.families, ann.families) == (6, 2, 2)


def test_below_three_on_one_question_it_is_said_what_is_missing(world: World) -> None:
    assert shown(world).missing is not None
    resolved(world, "0.9", "0.6")
    board = shown(world)
    assert board.missing == (
        "A leaderboard needs 3 forecasters with a score on the same question: here 2 have scores, at most 2 on one question."
    )
    assert [(one.rank, one.why) for one in board.places] == [(None, "has no score on a shared question")] * 2


def test_a_question_two_spoke_on_is_on_no_board_whoever_else_spoke_elsewhere(world: World) -> None:
    spoken(world, ["two"], "0.9", "0.1")
    resolved(world, "0.5", "0.5", "0.5")
    world.resolve("two")
    board = shown(world, Wanted(score="baseline"))
    assert board.questions == 10
    assert [one.total for one in board.places] == [0.0, 0.0, 0.0]
    assert [one.panel.scored for one in board.places] == [11, 11, 10]


def test_equal_scores_share_a_rank(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6")
    assert [(one.forecaster, one.rank) for one in shown(world).places] == [("ann", 1), ("bob", 2), ("cat", 2)]


def test_a_rank_needs_ten_families(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6", questions=10)
    assert all(one.rank is not None for one in shown(world).places)
    few = World(world.path.parent / "few.db")
    resolved(few, "0.9", "0.6", "0.6", questions=9)
    nine = shown(few)
    few.close()
    assert [(one.rank, one.low, one.why) for one in nine.places] == [
        (None, None, "9 families; a rank needs 10")
    ] * 3
    assert nine.places[0].total is not None


@pytest.mark.parametrize(
    ("wanted", "summed"),
    [
        (Wanted(), True),
        (Wanted(method="adjusted"), False),
        (Wanted(method="pairwise", score="brier_points"), False),
    ],
)
def test_below_ten_families_the_sum_stands_alone_unless_more_is_asked_for(
    world: World, wanted: Wanted, *, summed: bool
) -> None:
    resolved(world, "0.9", "0.6", "0.7", "0.8", questions=9)
    resolved(world, "0.9", "0.6", "0.7", None, questions=1, first="s")
    board, anyway = shown(world, wanted), shown(world, replace(wanted, anyway=True))
    ann, dan, asked_for = board.place("ann"), board.place("dan"), anyway.place("dan")
    assert ann is not None
    assert dan is not None
    assert asked_for is not None
    assert None not in (ann.value, ann.mean)
    assert (dan.value is not None, dan.mean, dan.rank) == (summed, None, None)
    assert dan.total == asked_for.total is not None
    assert dan.why == ("9 families; a rank needs 10" if summed else "9 families; a value and a rank need 10")
    assert (asked_for.value is not None, asked_for.mean is not None, asked_for.rank) == (True, True, None)


def test_silence_is_worth_nothing_and_the_divisor_counts_the_families_spoken_in(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6", "0.6")
    resolved(world, None, "0.6", "0.6", "0.6", first="s")
    board = shown(world, Wanted(score="baseline"))
    ann, bob = board.place("ann"), board.place("bob")
    assert ann is not None
    assert bob is not None
    assert (ann.families, bob.families) == (10, 20)
    assert ann.total == pytest.approx(10 * 100 * log(1.8) / log(2))
    assert ann.mean == pytest.approx(100 * log(1.8) / log(2))


def test_who_gave_no_chance_to_what_happened_has_no_rank_and_harms_nobody_elses_peer_score(
    world: World,
) -> None:
    resolved(world, "0.9", "0.6", "0.8", "0.5", questions=9)
    resolved(world, "0.9", "0.6", "0", "0.5", questions=1, first="s")
    board = shown(world)
    cat = board.place("cat")
    assert cat is not None
    assert (cat.total, cat.value, cat.endless, cat.rank, cat.worst) == (-inf, -inf, 1, None, None)
    assert (board.places[-1], cat.why) == (cat, "gave 0 % to what happened: minus infinite")
    others = [one for one in board.places if one is not cat]
    assert all(one.total is not None and abs(one.total) < 1000 for one in others)
    adjusted = shown(world, Wanted(method="adjusted")).place("cat")
    assert adjusted is not None
    assert (adjusted.value, adjusted.rank) == (None, None)
    assert adjusted.why == "gave 0 % to what happened: minus infinite"
    assert (board.questions, board.nought) == (10, 1)


@pytest.mark.parametrize("method", ["time", "adjusted"])
def test_a_single_0_percent_leaves_everybody_elses_rank_open_below(world: World, method: Method) -> None:
    resolved(world, "0.9", "0.6", "0.3", "0.8", questions=11)
    resolved(world, "0.9", "0.6", "0.3", "0", questions=1, first="s")
    board = shown(world, Wanted(score="baseline", method=method))
    assert [(one.forecaster, one.rank, one.best, one.worst) for one in board.places] == [
        ("ann", 1, 1, 2),
        ("bob", 2, 2, 3),
        ("cat", 3, 3, 4),
        ("dan", None, None, None),
    ]


def test_nobody_is_first_of_those_who_are_all_minus_infinite(world: World) -> None:
    resolved(world, "0", "0", "0", "0", questions=12)
    assert {one.rank for one in shown(world).places} == {None}


def test_adjusted_for_difficulty_whoever_spoke_on_hard_questions_only_is_not_behind(world: World) -> None:
    resolved(world, "0.95", "0.9", "0.9", None, first="easy")
    resolved(world, None, "0.3", "0.3", "0.4", first="hard")
    plain, adjusted = (
        shown(world, Wanted(score="baseline", method=method)) for method in ("time", "adjusted")
    )
    plain_order = [one.forecaster for one in plain.places]
    assert plain_order.index("ann") < plain_order.index("dan")
    # dan is ahead of the rest by more where it was hard than ann where it was easy
    assert [one.forecaster for one in adjusted.places] == ["dan", "ann", "bob", "cat"]
    # ann and the first share no question, so nothing says that they differ; bob is behind on every common one
    assert adjusted.places[1].p == 1.0
    assert (adjusted.places[2].p or 1) < 0.01
    rest = adjusted.places[2].value
    assert rest is not None
    assert [(one.value or 0) - rest for one in adjusted.places[:2]] == pytest.approx(
        [100 * log(4 / 3) / log(2), 100 * log(0.95 / 0.9) / log(2)]
    )


def test_ranks_are_left_open_where_intervals_overlap(world: World) -> None:
    resolved(world, "0.9", "0.5", "0.02", questions=6)
    resolved(world, "0.5", "0.88", "0.02", questions=6, first="s")
    places = shown(world, Wanted(score="baseline")).places
    assert [(one.forecaster, one.rank, one.best, one.worst) for one in places] == [
        ("ann", 1, 1, 2),
        ("bob", 2, 1, 2),
        ("cat", 3, 3, 3),
    ]
    assert (places[1].p or 0) > 0.5
    p = [one.p for one in places[1:]]
    assert [one.adjusted_p for one in places[1:]] == pytest.approx([p[0], 2 * (p[1] or 0)])


def test_those_without_a_chain_of_shared_questions_stand_apart(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6", questions=11)
    world.go(0)
    spoken(world, named("s", 10), "0.9", "0.6", "0.7", people=("dan", "eve", "fay"))
    world.go(10)
    ended(world, named("s", 10))
    apart = shown(world, Wanted(method="adjusted"))
    reasons = {one.forecaster: one.why for one in apart.places if one.rank is None}
    assert len(reasons) == 3
    assert all(why is not None and why.startswith("shares no question") for why in reasons.values())


def test_relative_skill_is_one_for_always_half_and_halves_with_the_loss(world: World) -> None:
    resolved(world, "0.9", "0.5", "0.2")
    board = shown(world, Wanted(score="brier_points", method="pairwise"))
    values = {one.forecaster: one.value for one in board.places}
    # losses 0.01, 0.25, 0.64 beside always 50 % at 0.25: all share every question, so theta is loss over a common mean
    assert values == pytest.approx({"ann": 0.04, "bob": 1.0, "cat": 2.56})
    assert [one.rank for one in board.places] == [1, 2, 3]


def test_silence_loses_in_pairs_what_half_would_have_lost(world: World) -> None:
    names = named("r", 10)
    spoken(world, names, "0.5", "0.8")
    world.go(5)
    says(world, names, "cat", "1")
    world.go(10)
    ended(world, names)
    values = {
        one.forecaster: one.value
        for one in shown(world, Wanted(score="brier_points", method="pairwise")).places
    }
    assert values["ann"] == pytest.approx(1.0)
    assert values["cat"] == pytest.approx(0.5)  # right for half of the time, silent for the other


def test_one_who_lost_nothing_has_no_ratio_and_the_others_still_compare(world: World) -> None:
    resolved(world, "1", "0.5", "0.2")
    board = shown(world, Wanted(score="brier_points", method="pairwise"))
    ann = board.place("ann")
    assert ann is not None
    assert ann.why == "has a mean loss of 0 on common questions, so no ratio"
    assert [one.forecaster for one in board.places if one.rank] == ["bob", "cat"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"score": "brier_points", "kind": "multiple_choice"}, "for yes/no questions"),
        ({"score": "peer", "method": "pairwise"}, "ratios of losses"),
    ],
)
def test_a_board_that_means_nothing_is_refused(more: dict[str, str], sentence: str) -> None:
    with pytest.raises(NoSuchBoardError, match=sentence):
        Wanted(**more)  # type: ignore[arg-type]


def test_publications_private_questions_and_imputed_numbers_are_on_no_board(world: World) -> None:
    stated = [{"by": "lab", "made_at": "2026-05-14", "probability": "0.7"}]
    public, private = named("r", 10), named("p", 10)
    asked(world, public, claim={}, forecast=stated)
    asked(world, private, private=True, by="ann")
    says(world, public, "lab", "0.7", grade="documented")
    says(world, public, "eve", "0.7", imputed=True)
    for who in ("ann", "bob", "cat"):
        says(world, [*public, *private], who, "0.6")
    world.go(10)
    ended(world, [*public, *private])
    usual = shown(world)
    assert [one.forecaster for one in usual.places] == ["ann", "bob", "cat"]
    assert {one.panel.asked for one in usual.places} == {10}
    both = shown(world, Wanted(origin="both"))
    assert {one.forecaster for one in both.places if one.families} == {"ann", "bob", "cat", "eve"}


def test_a_time_that_is_only_claimed_counts_on_request(world: World) -> None:
    spoken(world, named("r", 10), "0.9", "0.6")
    world.go(10)
    says(world, named("r", 10), "cat", "0.8", grade="claimed", made_at=world.at(0))
    ended(world, named("r", 10))
    assert shown(world).families == 0
    assert shown(world, Wanted(choice=Choice(claimed=True))).families == 10


def test_forecasts_of_amended_words_can_be_left_out(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6", questions=1)
    world.go(0)
    spoken(world, ["amended"], "0.9", "0.6", "0.6")
    spoken(world, ["clearer"], "0.9", "0.6", "0.6")
    amended(world, "amended")
    amended(world, "clearer", plain=True)
    world.say("amended", p="0.7", by="ann", version=2)
    world.go(10)
    ended(world, ["amended", "clearer"], version=2)
    assert shown(world).questions == 3
    assert shown(world, Wanted(amended=False)).questions == 2


def test_a_tag_narrows_the_board_and_its_denominators(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6")
    world.go(0)
    world.ask("tagged", tags=["lag"])
    for who in ("ann", "bob", "cat"):
        world.say("tagged", by=who)
    world.go(10)
    world.resolve("tagged")
    board = shown(world, Wanted(tag="lag"))
    assert (board.questions, {one.panel.asked for one in board.places}) == (1, {1})


def test_multiple_choice_has_a_board_of_its_own(world: World) -> None:
    names = named("m", 10)
    asked(world, names, kind="multiple_choice")
    for who, few in (("ann", "0.8"), ("bob", "0.5"), ("cat", "0.2")):
        rest = str(round((1 - float(few)) / 2, 2))
        says(world, names, who, says={"options": [["few", few], ["some", rest], ["many", rest]]})
    world.go(10)
    ended(world, names, {"option": "few"})
    board = shown(world, Wanted(score="baseline", kind="multiple_choice"))
    assert [one.forecaster for one in board.places] == ["ann", "bob", "cat"]
    assert board.places[0].total == pytest.approx(10 * 100 * log(0.8 * 3) / log(3))
    assert shown(world).places == ()


def test_the_denominator_panel_counts_what_was_taken_back_and_what_came_late(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.6", questions=1)
    world.go(0)
    said = {}
    for name in ("taken-back", "annulled", "open", "held"):
        world.ask(name)
        said[name] = world.say(name, by="ann")
    world.withdraw(world.say("open", by="ann"), by="ann")
    world.move(hours=1)
    world.withdraw(said["taken-back"], by="ann")
    world.ask("late")
    world.go(9)
    world.say("late", by="ann")
    world.annul("annulled")
    world.propose("held", challenge_until=world.at(30))
    world.resolve("late", known_at=world.at(2))
    ann = shown(world).place("ann")
    assert ann is not None
    panel = ann.panel
    assert (panel.asked, panel.resolved, panel.scored, panel.late) == (6, 2, 1, 1)
    assert (panel.annulled, panel.held, panel.open, panel.withdrawn) == (1, 1, 2, 1)
    assert panel.due == 3


def test_the_sum_of_one_forecaster_is_that_of_the_score_lines(world: World) -> None:
    resolved(world, "0.93", "0.61", "0.27", questions=3)
    with world.record() as record:
        lines = score_lines(record, "ann")
    expected = sum(line.value("baseline") or 0 for line in lines)
    ann = shown(world, Wanted(score="baseline")).place("ann")
    assert ann is not None
    assert ann.total == pytest.approx(expected, abs=1e-8)
