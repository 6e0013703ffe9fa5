"""Truth with three values: exhaustively, and as properties."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ledger.resolution.rule.logic import Truth, all_of, any_of, known, negate

truths = st.lists(st.sampled_from(Truth), max_size=6)
RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


def test_and_is_the_least_and_or_the_greatest_of_two() -> None:
    for one, other in product(Truth, Truth):
        assert RANK[all_of([one, other])] == min(RANK[one], RANK[other])
        assert RANK[any_of([one, other])] == max(RANK[one], RANK[other])


def test_not_swaps_yes_and_no_and_leaves_the_unknown() -> None:
    assert [negate(truth) for truth in Truth] == [Truth.NO, Truth.YES, Truth.UNKNOWN]


def test_of_nothing_and_is_yes_and_or_is_no() -> None:
    assert (all_of([]), any_of([])) == (Truth.YES, Truth.NO)


def test_known_is_never_unknown() -> None:
    assert (known(True), known(False)) == (Truth.YES, Truth.NO)


@given(truths)
def test_de_morgan_holds_with_unknowns(several: list[Truth]) -> None:
    assert negate(all_of(several)) == any_of([negate(truth) for truth in several])


@given(truths, st.integers(0, 5), st.sampled_from([Truth.YES, Truth.NO]))
def test_learning_more_never_turns_a_known_answer(several: list[Truth], place: int, learnt: Truth) -> None:
    unknown = [i for i, truth in enumerate(several) if truth is Truth.UNKNOWN]
    if not unknown:
        return
    more = list(several)
    more[unknown[place % len(unknown)]] = learnt
    for logic in (all_of, any_of):
        before = logic(several)
        assert before is Truth.UNKNOWN or logic(more) is before
