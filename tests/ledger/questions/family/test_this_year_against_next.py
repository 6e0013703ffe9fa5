"""Two numbers leave bounds for their difference, which hold whatever joins them."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.family.difference import difference_leaves
from ledger.questions.family.division import Division, divided
from ledger.questions.family.part import HIGH, LOW, between, part_of
from ledger.questions.forecast import Quantiles

D = Decimal
LOWER = part_of([("below", D(0))], 1)


def numbers(*points: tuple[str, str]) -> Division:
    division = divided(Quantiles(tuple((D(a), D(b)) for a, b in points)), {}, None, 1)
    assert division is not None
    return division


def test_numbers_that_hardly_meet_leave_little_room() -> None:
    next_year, this_year = numbers(("0.1", "1"), ("0.9", "3")), numbers(("0.1", "4"), ("0.9", "8"))
    # at most 10 % of next year lies above 3, and at most 10 % of this year below 4
    assert difference_leaves(next_year, this_year, LOWER) == (D("0.8"), D(1))
    assert difference_leaves(this_year, next_year, LOWER) == (D(0), D("0.2"))


def test_the_same_numbers_leave_everything_open() -> None:
    same = numbers(("0.5", "4"))
    assert difference_leaves(same, same, LOWER) == (D(0), D(1))


def test_a_stretch_between_two_differences_has_bounds_too() -> None:
    one, other = numbers(("0.05", "9"), ("0.95", "10")), numbers(("0.05", "3"), ("0.95", "4"))
    # 9.0 to 10.0 less 3.0 to 4.0, with one step of the rounding on either side
    assert difference_leaves(one, other, between(D("4.9"), D("7.1"))) == (D("0.8"), D(1))
    assert difference_leaves(one, other, between(LOW, HIGH)) == (D(1), D(1))


SAMPLE = st.lists(st.integers(0, 8), min_size=4, max_size=4)


@given(SAMPLE, SAMPLE, st.integers(-8, 8))
def test_no_way_of_joining_the_numbers_breaks_the_bounds(one: list[int], other: list[int], than: int) -> None:
    least, most = difference_leaves(_quarters(one), _quarters(other), between(LOW, D(than) + D("0.5")))
    for order in permutations(other):
        chance = D(sum(a - b <= than for a, b in zip(one, order, strict=True))) / 4
        assert least <= chance <= most


def _quarters(sample: list[int]) -> Division:
    """A quarter at each number, told by quantiles half way past it."""
    ordered = sorted(sample)
    points = [
        (D(number) + D("0.5"), D(ordered.index(number) + ordered.count(number)) / 4)
        for number in set(ordered)
    ]
    stated = sorted((level, value) for value, level in points if level < 1)
    division = divided(Quantiles(tuple(stated)), {}, None, None)
    assert division is not None
    return division
