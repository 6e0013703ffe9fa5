"""Answers are held against each other within one number, and this year against next."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.questions.family.coherence import Outside, TooLittle, TooMuch
from ledger.questions.family.held import Answer, Apart, Held, held
from ledger.questions.family.offer import offer
from ledger.questions.family.told import mend, points, sentence
from ledger.questions.forecast import Chance, Chances, Interval, Point, Quantiles
from ledger.questions.reading import question_from_said

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.question import Question

D = Decimal
THREE = Quantiles(((D("0.1"), D(4)), (D("0.5"), D(7)), (D("0.9"), D(14))))


def asked(
    name: str, test: dict[str, Any] | None = None, year: int = 2028, value: str = "value", **more: Any
) -> Question:
    """A question on one number of a year; with a test it is yes or no, else numeric."""
    source = {"name": "http_json", "value": value, "params": {"url": "https://example.org/a"}}
    resolution: dict[str, Any] = {"window": {"over": [f"{year}-01-01", f"{year}-12-31"]}, "source": [source]}
    numeric = {"kind": "numeric", "range": {"min": "-60", "max": "60", "open_min": True, "open_max": True}}
    head = {"kind": "binary"} if test else numeric
    times = {"opens_at": "2026-01-01", "resolves_at": "2029-01-01", "gives_up_at": "2029-06-30"}
    words = {"title": "t", "statement": "s", "criteria": "c", "digits": 1, "unit": "months"}
    rule = resolution | ({"yes_if": test} if test else {})
    return question_from_said(name, {**head, **words, **times, "resolution": rule, **more})


def classes(*, edge: str = "10") -> Question:
    options = [{"label": "short", "below": edge}, {"label": "long", "at_least": edge}]
    return question_from_said("classes", {**asked("x").said, "kind": "multiple_choice", "option": options})


MONTHS = Answer(asked("months"), THREE)


def twelve(chance: str) -> Answer:
    return Answer(asked("twelve", {"at_least": "12"}), Chance(D(chance)))


def test_what_goes_together_is_counted_and_nothing_else_is_said() -> None:
    assert held([MONTHS, twelve("0.2")]) == Held((), (), 2)
    assert held([MONTHS]) == Held()
    assert held([MONTHS, Answer(asked("law", {"happened": True}), Chance(D(1)))]) == Held()
    assert held([Answer(asked("months"), Point(D(3))), twelve("0.2")]).contradictions != ()


def test_another_year_is_another_number() -> None:
    assert held([MONTHS, Answer(asked("later", {"at_least": "12"}, 2029), Chance(D("0.9")))]) == Held()


def test_far_from_the_straight_line_is_apart_and_contradicts_nothing() -> None:
    found = held([MONTHS, twelve("0.45")])
    assert found.contradictions == ()
    assert found.apart == (Apart("twelve", "YES", D("0.45"), D("0.21"), "months"),)
    (apart,) = found.apart
    assert points(apart) == "24 points"
    assert sentence(apart) == ("twelve: you said 45 %; your numbers on months imply 21 % in straight lines")
    assert mend(apart) == "fledger forecast twelve = takes the figure"
    assert held([MONTHS, twelve("0.25")]).apart == ()
    assert len(held([MONTHS, twelve("0.26")]).apart) == 1


def test_what_contradicts_is_not_apart_too() -> None:
    found = held([MONTHS, twelve("0.6")])
    assert found.apart == ()
    (one,) = found.contradictions
    assert sentence(one) == "twelve: you said 60 %; what you said on months leaves 10 % to 50 %"
    assert mend(one) == "fledger forecast twelve 50%, or change months"
    assert points(one) == "10 points"
    assert (found.about("months"), found.about("other")) == ((one,), ())
    low = held([MONTHS, twelve("0")]).contradictions[0]
    assert mend(low) == "fledger forecast twelve 10%, or change months"


def test_options_are_held_against_numbers_by_label() -> None:
    said = Chances((("short", D("0.55")), ("long", D("0.45"))))
    found = held([MONTHS, Answer(classes(), said)])
    assert {(each.label, each.said, each.implied) for each in found.apart} == {
        ("short", D("0.55"), D("0.67")),
        ("long", D("0.45"), D("0.33")),
    }
    assert "55 % for short" in sentence(found.apart[0])
    assert mend(found.apart[0]) == "change classes or months, if you mean the line"
    wrong = held([MONTHS, Answer(classes(), Chances((("short", D("0.3")), ("long", D("0.7")))))])
    assert sentence(wrong.contradictions[0]).startswith("classes: you said 30 % for short; ")
    assert mend(wrong.contradictions[0]) == "change classes or months"


def test_of_two_numeric_answers_the_quantile_is_named() -> None:
    other = Answer(asked("again"), Interval(D("0.8"), D(20), D(40)))
    (found,) = held([MONTHS, other]).contradictions
    assert sentence(found) == "again: you said 10 % below 20; what you said on months leaves at least 90 %"


def test_sums_are_told_with_what_they_add_up_to() -> None:
    def three(*chances: str) -> list[Answer]:
        tests = ({"below": "3"}, {"at_least": "3", "below": "12"}, {"at_least": "12"})
        return [
            Answer(asked(name, test), Chance(D(chance)))
            for name, test, chance in zip("abc", tests, chances, strict=True)
        ]

    (much,) = held(three("0.5", "0.4", "0.3")).contradictions
    (little,) = held(three("0.1", "0.1", "0.1")).contradictions
    assert isinstance(much, TooMuch)
    assert sentence(much) == "a, b and c exclude each other, and add up to 120 %"
    assert mend(much) == "lower them by 20 points together"
    assert isinstance(little, TooLittle)
    assert sentence(little) == "one of a, b and c must come, and they add up to 30 %"
    assert mend(little) == "raise them by 70 points together"


# ---- this year against next -----------------------------------------------------------------------

NEXT = Answer(asked("next", year=2028), Quantiles(((D("0.1"), D(1)), (D("0.9"), D(3)))))
THIS = Answer(asked("this", year=2027), Quantiles(((D("0.1"), D(4)), (D("0.9"), D(8)))))


def lower(chance: str) -> Answer:
    between = {"of": "next", "less": "this"}
    question = asked("lower", {"below": "0"}, value="change", difference=between)
    return Answer(question, Chance(D(chance)))


def test_two_years_leave_the_direction_between_them_its_room() -> None:
    assert held([NEXT, THIS, lower("0.8")]) == Held((), (), 3)
    found = held([NEXT, THIS, lower("0.4")])
    (one,) = found.contradictions
    assert isinstance(one, Outside)
    assert (one.least, one.most, one.off) == (D("0.8"), D(1), D("0.4"))
    assert sentence(one) == "lower: you said 40 %; what you said on next and this leaves at least 80 %"
    assert found.about("this") == found.about("lower") == (one,)


def test_one_year_alone_leaves_everything_open() -> None:
    assert held([NEXT, lower("0.01")]) == Held()


# ---- offers ---------------------------------------------------------------------------------------


def test_an_offer_has_a_figure_where_the_quantiles_reach() -> None:
    made = offer(asked("twelve", {"at_least": "12"}), MONTHS.question, MONTHS.says)
    assert made is not None
    assert made.says == Chance(D("0.21"))
    assert made.words == "21 %"
    assert made.leaves == {"YES": (D("0.1"), D("0.5"))}
    assert made.origin == "implied by my numbers on months: p10 4 · p50 7 · p90 14 months"


def test_beyond_the_quantiles_an_offer_says_only_how_much_is_left() -> None:
    made = offer(asked("near", {"below": "3"}), MONTHS.question, MONTHS.says)
    assert made is not None
    assert (made.says, made.words) == (None, "at most 10 %")
    far = offer(classes(edge="20"), MONTHS.question, MONTHS.says)
    assert far is not None
    assert (far.says, far.words) == (None, "short at least 90 %, long at most 10 %")


def test_there_is_no_offer_between_two_numbers_or_from_what_states_no_quantiles() -> None:
    def offers(target: Question, says: Says = THREE) -> bool:
        return offer(target, MONTHS.question, says) is not None

    assert offers(classes())
    assert not offers(asked("later", {"at_least": "12"}, 2029))
    assert not offers(asked("again"))
    assert not offers(asked("law", {"happened": True}))
    assert not offers(asked("twelve", {"at_least": "12"}), Point(D(3)))
    assert offer(classes(), asked("law", {"happened": True}), Chance(D(1))) is None
