"""The closest forecasts that go together: nothing contradicts in them, and nothing that does so is closer."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.family.closest import closest
from ledger.questions.family.held import Answer, held
from ledger.questions.family.nearest import nearest
from ledger.questions.forecast import Chance, Chances, Quantiles
from ledger.questions.reading import question_from_said
from tests.ledger.questions.family.test_held_together import MONTHS, asked, classes, twelve

if TYPE_CHECKING:
    from ledger.questions.forecast import Says

D = Decimal
TESTS: dict[str, dict[str, Any]] = {
    "three": {"at_least": "3"},
    "six": {"at_least": "6"},
    "twelve": {"at_least": "12"},
    "near": {"below": "3"},
    "band": {"all": [{"at_least": "6"}, {"below": "12"}]},
}


def chance(name: str, said: str) -> Answer:
    return Answer(asked(name, TESTS[name]), Chance(D(said)))


def moved(*answers: Answer) -> dict[str, Says]:
    (found,) = closest(answers)
    return dict(found.closest)


def after(*answers: Answer) -> list[Answer]:
    said = moved(*answers)
    return [Answer(each.question, said.get(each.question.id, each.says)) for each in answers]


def test_two_thresholds_the_wrong_way_round_meet_in_the_middle() -> None:
    found = moved(chance("six", "0.2"), chance("twelve", "0.4"))
    assert found == {"six": Chance(D("0.30")), "twelve": Chance(D("0.30"))}


def test_chances_move_to_what_numbers_leave_and_numbers_stay() -> None:
    assert moved(MONTHS, twelve("0.6")) == {"twelve": Chance(D("0.50"))}


def test_what_already_goes_together_is_no_group() -> None:
    assert closest([MONTHS, twelve("0.3")]) == ()
    assert closest([chance("six", "0.4"), chance("twelve", "0.2")]) == ()


def test_three_that_exclude_each_other_share_what_is_too_much() -> None:
    found = moved(chance("near", "0.5"), chance("band", "0.4"), chance("twelve", "0.4"))
    assert found == {"near": Chance(D("0.40")), "band": Chance(D("0.30")), "twelve": Chance(D("0.30"))}


def test_options_move_too_and_still_add_up_to_one() -> None:
    options = Answer(classes(), Chances((("short", D("0.9")), ("long", D("0.1")))))
    found = moved(options, twelve("0.4"))
    assert found["classes"] == Chances((("short", D("0.8")), ("long", D("0.2"))))
    assert found["twelve"] == Chance(D("0.20"))


def test_options_that_fit_the_numbers_one_by_one_move_until_they_fit_them_together() -> None:
    """10 % lie below 4 by the numbers; of two options there, each may have so much, and both together may not."""
    ends = [
        {"below": "2"},
        {"at_least": "2", "below": "4"},
        {"at_least": "4", "below": "10"},
        {"at_least": "10"},
    ]
    option = [{"label": name, **end} for name, end in zip("abcd", ends, strict=True)]
    question = question_from_said("four", {**asked("x").said, "kind": "multiple_choice", "option": option})
    options = Answer(question, _chances("0.1", "0.1", "0.6", "0.2"))
    assert held([MONTHS, options]).contradictions
    assert moved(MONTHS, options) == {"four": _chances("0.05", "0.05", "0.65", "0.25")}


def _chances(*shares: str) -> Chances:
    return Chances(tuple(zip("abcd", map(D, shares), strict=True)))


def test_nothing_is_moved_to_certainty() -> None:
    found = moved(Answer(asked("six", TESTS["six"]), Chance(D("0.0"))), chance("twelve", "0.02"))
    assert all(isinstance(each, Chance) and each.probability >= D("0.01") for each in found.values())


def test_numbers_that_contradict_each_other_are_mended_by_no_chance() -> None:
    again = Answer(asked("again"), Quantiles(((D("0.1"), D(20)), (D("0.9"), D(30)))))
    (found,) = closest([MONTHS, again, twelve("0.3")])
    assert found.closest == {}
    assert {each.question.id for each in found.answers} == {"months", "again", "twelve"}


def test_a_chance_for_a_difference_moves_to_what_its_two_numbers_leave() -> None:
    low = Quantiles(((D("0.1"), D(1)), (D("0.5"), D(2)), (D("0.9"), D(3))))
    later = Answer(asked("later", year=2029), low)
    between = {"of": "later", "less": "months"}
    lower = Answer(asked("lower", {"below": "0"}, value="change", difference=between), Chance(D("0.2")))
    (found,) = closest([MONTHS, later, lower])
    assert held([Answer(lower.question, found.closest["lower"]), MONTHS, later]).contradictions == ()
    assert list(found.closest) == ["lower"]


SAID = st.integers(min_value=1, max_value=99).map(lambda points: Decimal(points) / 100)


@settings(max_examples=60, deadline=None)
@given(said=st.fixed_dictionaries(dict.fromkeys(TESTS, SAID)), numbers=st.booleans())
def test_what_is_closest_goes_together(said: dict[str, Decimal], numbers: bool) -> None:
    answers = [Answer(asked(name, TESTS[name]), Chance(each)) for name, each in said.items()]
    answers += [MONTHS] if numbers else []
    for found in closest(answers):
        assert found.closest
        mended = [
            Answer(each.question, found.closest.get(each.question.id, each.says)) for each in found.answers
        ]
        assert held(mended).contradictions == ()


@settings(max_examples=25, deadline=None)
@given(said=st.fixed_dictionaries(dict.fromkeys(("six", "twelve", "near"), SAID)))
def test_nothing_that_goes_together_is_closer(said: dict[str, Decimal]) -> None:
    """Against every coherent set on a grid of five points."""
    wanted = [float(each) for each in said.values()]
    grid = [step / 20 for step in range(21)]
    corners = [(0.0, 0.0, 1.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0)]
    found = nearest(wanted, corners, [(0.0, 1.0)] * 3)
    assert found is not None
    coherent = [each for each in product(grid, repeat=3) if each[1] <= each[0] and each[0] + each[2] <= 1]
    assert _off(found, wanted) <= min(_off(each, wanted) for each in coherent) + 1e-4


def test_where_no_mixture_lies_within_the_bounds_there_is_none() -> None:
    assert nearest([0.5, 0.5], [(0.0, 0.0), (1.0, 1.0)], [(0.0, 0.2), (0.6, 1.0)]) is None


def test_a_mixture_within_bounds_is_found_though_both_bind() -> None:
    found = nearest([0.9, 0.1], [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], [(0.0, 0.6), (0.3, 1.0)])
    assert found == pytest.approx((0.6, 0.3), abs=1e-4)


def _off(one: tuple[float, ...], other: list[float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
