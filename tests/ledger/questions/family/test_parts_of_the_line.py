"""Parts of the number line: what rounds to a bound belongs to it, and neighbours meet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.family.part import HIGH, LOW, Part, between, part_of

if TYPE_CHECKING:
    from ledger.questions.rule import Op

OPS = st.sampled_from(["at_least", "above", "at_most", "below"])
NUMBERS = st.decimals(-50, 50, places=2)


def keeps(number: Decimal, op: Op, bound: Decimal) -> bool:
    return {
        "at_least": number >= bound,
        "above": number > bound,
        "at_most": number <= bound,
        "below": number < bound,
    }[op]


def holds(part: Part, number: Decimal) -> bool:
    return any(low <= number < high for low, high in part.stretches)


@given(st.lists(st.tuples(OPS, NUMBERS), max_size=3), NUMBERS, st.integers(0, 1))
def test_a_rounded_number_lies_in_the_part_when_it_keeps_the_bounds(
    bounds: list[tuple[Op, Decimal]], number: Decimal, digits: int
) -> None:
    short = number.quantize(Decimal(1).scaleb(-digits))
    assert holds(part_of(bounds, digits), short) is all(keeps(short, op, bound) for op, bound in bounds)


def test_below_and_at_least_of_one_number_share_out_the_line() -> None:
    below, rest = part_of([("below", Decimal(3))], 1), part_of([("at_least", Decimal(3))], 1)
    assert below.rest == rest
    assert below.either(rest) == Part(((LOW, HIGH),))
    assert not below.meets(rest)
    at_most, above = part_of([("at_most", Decimal(3))], 1), part_of([("above", Decimal(3))], 1)
    assert at_most.rest == above


def test_without_digits_a_bound_is_where_it_is() -> None:
    assert part_of([("above", Decimal(3)), ("at_most", Decimal("4.5"))], None) == between(
        Decimal(3), Decimal("4.5")
    )


def test_nothing_lies_between_numbers_that_do_not_rise() -> None:
    nothing = between(Decimal(2), Decimal(2))
    assert nothing.stretches == ()
    assert nothing.within(between(Decimal(5), Decimal(6)))
    assert nothing.rest == Part(((LOW, HIGH),))


def test_a_very_long_number_is_not_cut() -> None:
    long = Decimal("1" * 60)
    assert part_of([("above", long)], 12).stretches[0][0] > long
