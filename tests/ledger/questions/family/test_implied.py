"""Numbers imply chances in straight lines between the stated quantiles, and nothing beyond them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.family.implied import FINEST, POINT, Curve, implied
from ledger.questions.family.part import EVERYTHING, Part, between, part_of
from ledger.questions.forecast import Chance, Chances

if TYPE_CHECKING:
    from ledger.questions.rule import Op

D = Decimal
CURVE = Curve(((D("0.1"), D(4)), (D("0.5"), D(7)), (D("0.9"), D(14))))


def part(*bounds: tuple[Op, str], digits: int = 1) -> Part:
    return part_of([(op, D(number)) for op, number in bounds], digits)


def test_a_threshold_between_two_quantiles_is_read_off_the_line() -> None:
    # five sevenths of the way from 50 % to 90 % lie below 12
    assert CURVE.of(part(("at_least", "12")), POINT) == D("0.21")
    assert implied(CURVE, {"YES": part(("at_least", "12"))}, binary=True) == Chance(D("0.21"))


def test_a_stretch_is_what_lies_between() -> None:
    assert CURVE.of(part(("at_least", "5.5"), ("below", "7")), POINT) == D("0.20")


def test_beyond_the_outermost_quantiles_there_is_no_figure() -> None:
    for bounds in (
        part(("at_least", "24")),
        part(("below", "3")),
        part(("at_least", "12"), ("at_most", "24")),
    ):
        assert CURVE.of(bounds, POINT) is None
    assert implied(CURVE, {"YES": part(("below", "3"))}, binary=True) is None


def test_at_a_stated_quantile_its_level_is_the_answer() -> None:
    for level, value in CURVE.points:
        assert CURVE.below(value) == level
    assert Curve(((D("0.5"), D(7)),)).below(D(7)) == D("0.5")
    assert Curve(((D("0.5"), D(7)),)).below(D(8)) is None


def test_where_two_quantiles_have_one_value_the_lower_level_lies_below_it() -> None:
    stuck = Curve(((D("0.2"), D(7)), (D("0.8"), D(7))))
    assert stuck.below(D(7)) == D("0.2")


def test_a_logarithmic_question_is_read_in_the_logarithm() -> None:
    wide = ((D("0.1"), D(1)), (D("0.9"), D(100)))
    assert Curve(wide, "log").below(D(10)) == D("0.5")
    assert _yes(Curve(wide), ("below", "10")) == D("0.17")
    assert Curve(((D("0.1"), D(-1)), (D("0.9"), D(1))), "log").below(D(0)) == D("0.5")


def test_figures_are_whole_points_or_as_fine_as_the_levels() -> None:
    fine = Curve(((D("0.005"), D(0)), (D("0.995"), D(1000))))
    assert _yes(fine, ("below", "1")) == D("0.006")
    assert _yes(CURVE, ("below", "4.1")) == D("0.11")


def test_nothing_is_0_or_100_percent_because_it_was_rounded() -> None:
    wide = Curve(((D("0.1"), D(0)), (D("0.5"), D(50)), (D("0.9"), D(100))))
    sliver = part(("at_least", "50"), ("below", "50.4"))
    assert implied(wide, {"YES": sliver}, binary=True) == Chance(D("0.003"))
    assert implied(wide, {"YES": sliver.rest}, binary=True) == Chance(D("0.997"))
    options = {"low": part(("below", "50")), "sliver": sliver, "high": part(("at_least", "50.4"))}
    said = implied(wide, options, binary=False)
    assert said == Chances((("low", D("0.5")), ("sliver", D("0.003")), ("high", D("0.497"))))
    assert (
        implied(wide, {"YES": part(("at_least", "50"), ("below", "50.00001"), digits=5)}, binary=True) is None
    )
    assert implied(wide, {"YES": EVERYTHING}, binary=True) == Chance(D(1))
    assert implied(wide, {"YES": EVERYTHING.rest}, binary=True) == Chance(D(0))


def test_options_get_their_shares_and_add_up_to_one() -> None:
    options = {
        "low": part(("below", "6")),
        "middle": part(("at_least", "6"), ("below", "10")),
        "high": part(("at_least", "10")),
    }
    said = implied(CURVE, options, binary=False)
    assert isinstance(said, Chances)
    assert [label for label, _ in said.options] == ["low", "middle", "high"]
    assert sum(chance for _, chance in said.options) == 1
    assert implied(CURVE, {**options, "none": part(("above", "90"))}, binary=False) is None


@given(st.decimals(4, 14, places=2), st.decimals(4, 14, places=2))
def test_what_is_implied_never_contradicts_itself(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    chances = [CURVE.below(each) for each in (low, high)]
    assert None not in chances
    assert D("0.1") <= (chances[0] or 0) <= (chances[1] or 0) <= D("0.9")
    inner = implied(CURVE, {"YES": between(low, high)}, binary=True)
    assert isinstance(inner, Chance)
    assert (inner.probability == 0) == (low == high)
    assert abs(inner.probability - (chances[1] or 0) + (chances[0] or 0)) <= POINT
    assert inner.probability % FINEST == 0


def _yes(curve: Curve, *bounds: tuple[Op, str]) -> Decimal:
    said = implied(curve, {"YES": part(*bounds)}, binary=True)
    assert isinstance(said, Chance)
    return said.probability
