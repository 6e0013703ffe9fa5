"""Probabilities over options while they are moved: whatever is done, they add up to one and what is fixed stays."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.forecast import Chances
from ledger.tui.option_split import Split
from ledger.tui.sharing_out import WHOLE

FEW = settings(max_examples=80, deadline=None)

LABELS = ("a", "b", "c", "d", "e", "f", "g")
MOVES = st.lists(
    st.tuples(st.sampled_from(["move", "fix", "free", "level"]), st.integers(0, 6), st.integers(-200, 1200)),
    max_size=12,
)


def _done(split: Split, what: str, at: int, to: int) -> Split:
    match what:
        case "move":
            return split.moved(at, to)
        case "level":
            return split.levelled
        case _:
            return split.held(at, fixed=what == "fix")


@FEW
@given(st.integers(1, 7), MOVES)
def test_whatever_is_done_the_sum_stays_one_and_the_fixed_ones_stay(
    count: int, moves: list[tuple[str, int, int]]
) -> None:
    split = Split.of(LABELS[:count])
    for what, place, to in moves:
        before, at = split, place % count
        split = _done(split, what, at, to)
        assert sum(split.parts) == WHOLE
        assert all(part >= 0 for part in split.parts)
        assert sum(chance for _, chance in split.chances) == 1
        touched = {at} if what == "move" else set()
        assert all(split.parts[one] == before.parts[one] for one in before.fixed - touched)


@FEW
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=7).filter(any))
def test_what_was_said_is_shown_to_a_tenth_of_a_percent(weights: list[int]) -> None:
    said = Chances(
        tuple((label, Decimal(weight) / sum(weights)) for label, weight in zip(LABELS, weights, strict=False))
    )
    shown = Split.of(LABELS[: len(weights)], said).chances
    assert all(abs(a - b) <= Decimal("0.001") for (_, a), (_, b) in zip(shown, said.options, strict=True))


def test_an_option_goes_no_further_than_the_fixed_ones_leave() -> None:
    split = Split(("a", "b", "c"), (600, 250, 150)).held(0, fixed=True)
    assert split.moved(1, 900).parts == (600, 400, 0)
    assert split.held(2, fixed=True).moved(1, 100).parts == (600, 250, 150), "nobody is left to take it"
    assert split.moved(0, 500).parts == (500, 313, 187), "one that is fixed can still be moved itself"


def test_levelling_shares_what_the_fixed_ones_leave() -> None:
    assert Split(("a", "b", "c"), (600, 250, 150), frozenset({0})).levelled.parts == (600, 200, 200)
    assert Split(("a", "b", "c"), (600, 250, 150)).levelled.parts == (334, 333, 333)
    assert Split(("a",), (1000,), frozenset({0})).levelled.parts == (1000,)
