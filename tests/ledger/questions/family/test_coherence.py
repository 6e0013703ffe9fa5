"""Whoever means one distribution never contradicts themselves; who does is told what leaves how much room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.family.coherence import (
    Contradiction,
    Outside,
    Spoken,
    TooLittle,
    TooMuch,
    contradictions,
)
from ledger.questions.family.division import Division, divided, quantiles_of
from ledger.questions.family.part import Part, between, part_of, step
from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Says,
    Statement,
    Words,
)
from ledger.questions.question import NumberRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.questions.rule import Op

D = Decimal


def spoken(
    name: str, says: Says, /, numbers: NumberRange | None = None, **parts: list[tuple[Op, Decimal]]
) -> Spoken:
    """A forecast on a question whose number has one digit."""
    division = divided(says, {label: part_of(bounds, 1) for label, bounds in parts.items()}, numbers, 1)
    assert division is not None
    return Spoken(name, division)


def yes(name: str, chance: str, *bounds: tuple[Op, int]) -> Spoken:
    return spoken(name, Chance(D(chance)), YES=[(op, D(number)) for op, number in bounds])


def numbers(*points: tuple[str, str]) -> Quantiles:
    return Quantiles(tuple((D(level), D(value)) for level, value in points))


THREE = numbers(("0.1", "4"), ("0.5", "7"), ("0.9", "14"))


def only(*said: Spoken) -> Contradiction:
    (found,) = contradictions(said)
    return found


def test_a_higher_threshold_cannot_be_likelier() -> None:
    found = only(yes("twelve", "0.40", ("at_least", 12)), yes("three", "0.30", ("at_least", 3)))
    assert isinstance(found, Outside)
    assert (found.question, found.label, found.said) == ("twelve", "YES", D("0.40"))
    assert (found.against, found.least, found.most, found.off) == (("three",), D(0), D("0.30"), D("0.10"))


def test_two_that_exclude_each_other_share_one_hundred_percent() -> None:
    found = only(yes("near", "0.60", ("below", 3)), yes("far", "0.55", ("at_least", 12)))
    assert isinstance(found, Outside)
    assert (found.said - found.off, found.off) == (found.most, D("0.15"))
    assert contradictions([yes("near", "0.60", ("below", 3)), yes("far", "0.40", ("at_least", 12))]) == ()


def test_a_stretch_lies_within_what_begins_below_it() -> None:
    found = only(
        yes("between", "0.5", ("at_least", 12), ("at_most", 24)), yes("twelve", "0.2", ("at_least", 12))
    )
    assert set(found.questions) == {"between", "twelve"}
    assert found.off == D("0.3")


def test_one_point_of_difference_contradicts_nothing() -> None:
    three = yes("three", "0.30", ("at_least", 3))
    assert contradictions([yes("twelve", "0.31", ("at_least", 12)), three]) == ()
    assert contradictions([yes("twelve", "0.311", ("at_least", 12)), three]) != ()


def test_numbers_leave_a_chance_the_room_between_their_quantiles() -> None:
    lead = spoken("months", THREE)
    # 12 lies between p50 and p90: 10 % at least and 50 % at most lie above it
    for chance in ("0.10", "0.21", "0.50"):
        assert contradictions([yes("twelve", chance, ("at_least", 12)), lead]) == ()
    found = only(yes("twelve", "0.60", ("at_least", 12)), lead)
    assert isinstance(found, Outside)
    assert (found.question, found.least, found.most) == ("twelve", D("0.1"), D("0.5"))
    assert only(lead, yes("twelve", "0.02", ("at_least", 12))).off == D("0.08")


def test_nothing_lies_beyond_a_closed_end_of_the_range() -> None:
    closed = NumberRange(D(0), D(20))
    open_ = NumberRange(D(0), D(20), open_max=True)
    beyond = yes("beyond", "0.05", ("above", 20))
    assert only(spoken("months", THREE, closed), beyond).off == D("0.05")
    assert contradictions([spoken("months", THREE, open_), beyond]) == ()
    assert only(spoken("months", THREE, closed), yes("below", "0.05", ("below", 0))).off == D("0.05")


def test_options_and_numbers_are_held_against_each_other() -> None:
    chances = Chances((("low", D("0.2")), ("high", D("0.8"))))
    choice = spoken("classes", chances, low=[("below", D(8))], high=[("at_least", D(8))])
    found = only(choice, spoken("months", THREE))
    assert isinstance(found, Outside)
    assert found.label == "low"
    assert (found.least, found.most) == (D("0.5"), D("0.9"))
    assert contradictions([choice, yes("eight", "0.8", ("at_least", 8))]) == ()
    assert only(choice, yes("eight", "0.9", ("at_least", 8))).off == D("0.1")


def test_two_numeric_answers_are_held_against_each_other() -> None:
    other = spoken("again", numbers(("0.1", "20"), ("0.9", "40")))
    found = only(spoken("months", THREE), other)
    assert isinstance(found, Outside)
    assert found.label == ""
    assert found.off == D("0.8")


def test_an_interval_states_two_quantiles() -> None:
    inner = spoken("months", Interval(D("0.8"), D(4), D(14)))
    assert quantiles_of(Interval(D("0.8"), D(4), D(14))) == ((D("0.1"), D(4)), (D("0.9"), D(14)))
    assert only(inner, yes("high", "0.2", ("above", 14))).off == D("0.1")


def test_a_share_on_one_number_may_lie_on_either_side_of_it_where_nothing_is_rounded() -> None:
    def plain(name: str, says: Says, **parts: list[tuple[Op, Decimal]]) -> Spoken:
        division = divided(says, {key: part_of(bounds, None) for key, bounds in parts.items()}, None, None)
        assert division is not None
        return Spoken(name, division)

    stuck = plain("months", numbers(("0.2", "7"), ("0.8", "7")))
    for chance in ("0.2", "0.8"):
        assert contradictions([stuck, plain("more", Chance(D(chance)), YES=[("above", D(7))])]) == ()
    assert only(stuck, plain("more", Chance(D("0.9")), YES=[("above", D(7))])).off == D("0.1")
    assert only(plain("one", THREE), plain("again", numbers(("0.1", "20")))).off == D("0.8")


def test_much_may_lie_on_a_quantile_of_a_number_that_is_rounded() -> None:
    # 10 % on 3.1, 70 % on 3.2, 20 % on 3.3
    narrow = spoken("months", numbers(("0.1", "3.1"), ("0.5", "3.2"), ("0.9", "3.3")))
    above: list[tuple[Op, Decimal]] = [("above", D("3.2"))]
    for chance in ("0.1", "0.2", "0.5"):
        assert contradictions([narrow, spoken("more", Chance(D(chance)), YES=above)]) == ()
    assert only(narrow, spoken("more", Chance(D("0.6")), YES=above)).off == D("0.1")
    assert only(narrow, yes("four", "0.2", ("at_least", 4))).off == D("0.1")


def test_three_that_exclude_each_other_are_added_up() -> None:
    said = [
        yes("low", "0.5", ("below", 3)),
        yes("middle", "0.4", ("at_least", 3), ("below", 12)),
        yes("high", "0.3", ("at_least", 12)),
    ]
    found = only(*said)
    assert found == TooMuch(("low", "middle", "high"), D("1.2"))
    assert found.off == D("0.2")


def test_three_of_which_one_must_come_are_added_up() -> None:
    said = [
        yes("low", "0.2", ("below", 3)),
        yes("middle", "0.2", ("at_least", 3), ("below", 12)),
        yes("high", "0.3", ("at_least", 12)),
    ]
    found = only(*said)
    assert found == TooLittle(("low", "middle", "high"), D("0.7"))
    assert found.off == D("0.3")


def test_where_the_line_is_not_covered_nothing_is_too_little() -> None:
    said = [
        yes("low", "0.1", ("below", 3)),
        yes("middle", "0.1", ("at_least", 5), ("below", 12)),
        yes("high", "0.1", ("at_least", 12)),
    ]
    assert contradictions(said) == ()


def test_a_sum_with_a_pair_that_contradicts_is_told_once() -> None:
    said = [
        yes("low", "0.9", ("below", 3)),
        yes("middle", "0.4", ("at_least", 3), ("below", 12)),
        yes("high", "0.1", ("at_least", 12)),
    ]
    assert [type(found) for found in contradictions(said)] == [Outside]


def test_the_farthest_off_comes_first() -> None:
    said = [
        yes("twelve", "0.40", ("at_least", 12)),
        yes("three", "0.30", ("at_least", 3)),
        yes("one", "0.10", ("at_least", 1)),
    ]
    assert [found.off for found in contradictions(said)] == [D("0.30"), D("0.20"), D("0.10")]


def test_what_has_no_shares_says_nothing_here() -> None:
    parts = {"YES": part_of([("at_least", D(12))], 1)}
    for says in (Words(), Range(D(1), D(2), situations=True), Chances((("a", D(1)),))):
        assert divided(says, parts, None, 1) is None
    assert divided(Chance(D(1)), {}, None, 1) is None
    point = divided(Point(D(3)), {}, None, None)
    assert point is not None
    assert point.shares == ()


@pytest.mark.parametrize("says", [Point(D("13.0")), Range(D(12), D(24))])
def test_a_publications_figure_excludes_its_own_no(says: Says) -> None:
    no = spoken("twelve", Statement(yes=False), YES=[("at_least", D(12))])
    assert only(spoken("months", says), no).off == 1


def test_a_first_day_within_the_window_is_a_yes_by_its_end() -> None:
    part = part_of([("at_least", D(12))], 1)
    days = DateQuantiles(
        ((D("0.2"), date(2028, 3, 1)), (D("0.6"), date(2028, 9, 1)), (D("0.9"), date(2030, 1, 1)))
    )
    division = divided(days, {"YES": part}, None, 1, date(2028, 12, 31))
    assert division is not None
    first = Spoken("first", division)
    found = only(first, yes("any-day", "0.4", ("at_least", 12)))
    assert isinstance(found, Outside)
    assert (found.question, found.least, found.most) == ("any-day", D("0.6"), D(1))
    for chance in ("0.6", "0.75", "1"):
        assert contradictions([first, yes("any-day", chance, ("at_least", 12))]) == ()
    assert only(first, yes("lower", "0.4", ("at_least", 3))).off == D("0.2")
    assert contradictions([first, yes("higher", "0.1", ("at_least", 20))]) == ()
    late = divided(DateQuantiles(((D("0.2"), date(2030, 1, 1)),)), {"YES": part}, None, 1, date(2028, 12, 31))
    assert late is not None
    assert contradictions([Spoken("late", late), yes("any-day", "0", ("at_least", 12))]) == ()


def test_of_a_count_much_may_lie_on_the_quantile_itself() -> None:
    def count(name: str, says: Says, **parts: list[tuple[Op, Decimal]]) -> Spoken:
        division = divided(says, {key: part_of(bounds, 0) for key, bounds in parts.items()}, None, 0)
        assert division is not None
        return Spoken(name, division)

    rules = count("rules", numbers(("0.5", "5"), ("0.9", "5")))
    for chance in ("0.50", "0.75", "1"):
        assert contradictions([rules, count("five", Chance(D(chance)), YES=[("at_least", D(5))])]) == ()
    assert only(rules, count("five", Chance(D("0.4")), YES=[("at_least", D(5))])).off == D("0.1")
    assert only(rules, count("six", Chance(D("0.2")), YES=[("above", D(5))])).off == D("0.1")
    assert contradictions([rules, count("again", numbers(("0.5", "5")))]) == ()
    assert only(rules, count("again", numbers(("0.5", "9")))).off == D("0.4")


# ---- whoever means one distribution ------------------------------------------------------------------

CUTS = st.lists(st.integers(-5, 5), min_size=1, max_size=5)
WEIGHTS = st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(any)


@given(CUTS, WEIGHTS, st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), max_size=5))
def test_forecasts_from_one_distribution_are_coherent(
    cuts: list[int], weights: list[int], stretches: list[tuple[int, int]]
) -> None:
    masses = dict(zip(range(-5, 7, 2), [D(each) / sum(weights) for each in weights], strict=True))

    def chance(part: Part) -> Decimal:
        return sum(
            (
                mass
                for place, mass in masses.items()
                if any(low <= place < high for low, high in part.stretches)
            ),
            D(0),
        )

    said = [Spoken(f"at-least-{cut}", _of(chance, ("at_least", cut))) for cut in cuts]
    said += [
        Spoken(f"from-{low}-to-{high}", _of(chance, ("at_least", low), ("at_most", high)))
        for low, high in stretches
        if low <= high
    ]
    levels = list(accumulate(masses.values()))
    points = tuple(
        (level, D(place) + 1)
        for level, before, place in zip(levels, [D(0), *levels], masses, strict=False)
        if before < level < 1
    )
    if points:
        said.append(spoken("months", Quantiles(points)))
    assert contradictions(said) == ()


def _of(chance: Callable[[Part], Decimal], *bounds: tuple[Op, int]) -> Division:
    part = part_of([(op, D(number)) for op, number in bounds], 1)
    division = divided(Chance(chance(part)), {"YES": part}, None, 1)
    assert division is not None
    return division


WEIGHTS_IN_A_ROW = st.lists(st.integers(0, 9), min_size=2, max_size=6).filter(any)
LEVELS = st.lists(st.integers(1, 19), min_size=1, max_size=4, unique=True).map(sorted)


@given(WEIGHTS_IN_A_ROW, st.integers(0, 3), LEVELS, LEVELS, st.sampled_from(["at_least", "above", "at_most", "below"]))  # fmt: skip
def test_who_means_rounded_numbers_and_states_quantiles_on_them_is_coherent(
    weights: list[int], digits: int, one: list[int], other: list[int], op: Op
) -> None:
    places = [D(31 + n).scaleb(-digits) for n in range(len(weights))]
    levels = [D(each) / sum(weights) for each in accumulate(weights)]

    def quantiles(twentieths: list[int]) -> Quantiles:
        asked = [D(each) / 20 for each in twentieths]
        return Quantiles(tuple((level, _at(places, levels, level)) for level in asked))

    def told(name: str, says: Says, parts: dict[str, Part]) -> Spoken:
        division = divided(says, parts, NumberRange(places[0], places[-1]), digits)
        assert division is not None
        return Spoken(name, division)

    masses = dict(zip(places, [D(each) / sum(weights) for each in weights], strict=True))
    said = [told("one", quantiles(one), {}), told("other", quantiles(other), {})]
    for place in places:
        part = part_of([(op, place)], digits)
        chance = sum(mass for at, mass in masses.items() if between(at, at + step(digits)).within(part))
        said.append(told(f"{op}-{place}", Chance(D(chance)), {"YES": part}))
    assert contradictions(said) == ()


def _at(places: list[Decimal], levels: list[Decimal], level: Decimal) -> Decimal:
    """The first place by which so much has come."""
    return next(place for place, reached in zip(places, levels, strict=True) if reached >= level)
