"""What people type is taken as they mean it, or asks back; nothing is rounded, moved or made up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)
from ledger.questions.question import NumberRange
from ledger.questions.saying import SayingError, check_says, is_certain, parse_says, says_words

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.question import Kind


@dataclass(frozen=True)
class Asked:
    kind: Kind
    options: tuple[str, ...] = ()
    numbers: NumberRange | None = None


YESNO = Asked("binary")
MONTHS = Asked("numeric", numbers=NumberRange(Decimal(-24), Decimal(60), open_max=True))
CLASSES = Asked("multiple_choice", ("under 3", "3, or so", "over 3"))
DAY = Asked("date")


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("text", "probability"),
    [
        ("35%", "0.35"),
        (" 35 % ", "0.35"),
        ("0.5%", "0.005"),
        ("0.35", "0.35"),
        (".35", "0.35"),
        ("0%", "0"),
        ("100%", "1"),
        ("0.0", "0"),
        ("1:3", "0.25"),
        ("3 : 1", "0.75"),
        ("0:1", "0"),
    ],
)
def test_a_probability_is_read_in_three_forms(text: str, probability: str) -> None:
    assert parse_says(text, YESNO) == Chance(d(probability))


def test_odds_of_one_to_two_are_a_third() -> None:
    says = parse_says("1:2", YESNO)
    assert isinstance(says, Chance)
    assert abs(says.probability * 3 - 1) < d("1e-20")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("35", "write 35% or 0.35"),
        ("1", "write 1% for one in a hundred, or 100% for certain"),
        ("1.0", "100% for certain"),
        ("0", "write 0% for never"),
        ("350", "from 0% to 100%"),
        ("-5", "from 0% to 100%"),
        ("likely", "35%, 0.35, or odds"),
        ("", "35%, 0.35, or odds"),
        ("0,35", "35%, 0.35, or odds"),
        ("120%", "it must lie from 0 % to 100 %"),
        ("0:0", "0:0 says nothing"),
        ("٣٥%", "35%, 0.35, or odds"),
    ],
)
def test_what_could_mean_two_things_asks_back(text: str, hint: str) -> None:
    with pytest.raises(SayingError, match=r".") as caught:
        parse_says(text, YESNO)
    assert hint in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["p10 4 p50 7 p90 14", "p10=4, p50=7, p90=14", "P10 4; p50 7; p90 14.0"])
def test_quantiles_are_read(text: str) -> None:
    assert parse_says(text, MONTHS) == Quantiles(
        ((d("0.1"), d("4")), (d("0.5"), d("7")), (d("0.9"), d("14")))
    )


@pytest.mark.parametrize("text", ["80% 4..14", "80 % 4 .. 14", "80% 4 to 14"])
def test_an_interval_is_read(text: str) -> None:
    assert parse_says(text, MONTHS) == Interval(d("0.8"), d("4"), d("14"))


def test_numbers_below_zero_and_fine_levels_are_read() -> None:
    assert parse_says("p2.5 -4.5 p97.5 90", MONTHS) == Quantiles(
        ((d("0.025"), d("-4.5")), (d("0.975"), d("90")))
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("7", "one number and no distribution"),
        ("about 7", "no distribution"),
        ("p50 7 p10 4", "levels must rise"),
        ("p10 7 p50 4", "must not have a lower value"),
        ("p0 7", "between 0 % and 100 %"),
        ("p10 -25", "below -24"),
        ("80% 14..4", "lies above"),
        ("p10 4 and more", "no distribution"),
    ],
)
def test_what_is_no_distribution_says_how_to_write_one(text: str, hint: str) -> None:
    with pytest.raises(SayingError) as caught:
        parse_says(text, MONTHS)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "text", ["under 3 20%, 3, or so 30%, over 3 50%", "OVER 3: 50%; un 20%; 3, 30%", "20/30/50"]
)
def test_options_are_read_by_label_or_in_order(text: str) -> None:
    assert parse_says(text, CLASSES) == Chances(
        (("under 3", d("0.2")), ("3, or so", d("0.3")), ("over 3", d("0.5")))
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("20/30", "3 options"),
        ("20/30/49", "add up to 99 %"),
        ("under 3 20%, over 3 80%", "no probability for '3, or so'"),
        ("under 3 20%, under 3 30%, over 3 50%", "twice"),
        ("sideways 20%", "no option"),
        ("what", "20/30/50"),
    ],
)
def test_options_that_do_not_add_up_are_refused(text: str, hint: str) -> None:
    with pytest.raises(SayingError) as caught:
        parse_says(text, CLASSES)
    assert hint in str(caught.value)


def test_a_beginning_of_two_labels_is_refused() -> None:
    with pytest.raises(SayingError, match="begins several"):
        parse_says("a 50%, b 50%", Asked("multiple_choice", ("ab", "ac", "b")))


def test_dates_are_read() -> None:
    says = parse_says("p10 2027-01-01 p50 2028-06-30", DAY)
    assert says == DateQuantiles(((d("0.1"), date(2027, 1, 1)), (d("0.5"), date(2028, 6, 30))))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("p10 2027-02-30", "no day of the calendar"),
        ("2027-01-01", "p10 2027-01-01"),
        ("p50 2028-01-01 p90 2027-01-01", "lower"),
    ],
)
def test_days_that_cannot_be_are_refused(text: str, hint: str) -> None:
    with pytest.raises(SayingError) as caught:
        parse_says(text, DAY)
    assert hint in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.sampled_from([YESNO, MONTHS, CLASSES, DAY]))
def test_whatever_is_typed_is_a_fitting_forecast_or_a_sentence(text: str, asked: Asked) -> None:
    says = None
    with suppress(SayingError):
        says = parse_says(text, asked)
    assert says is None or check_says(says, asked) == []


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 100, places=3))
def test_what_the_screen_shows_can_be_typed_again(percent: Decimal) -> None:
    says = Chance(percent.quantize(d("0.01")) / 100)
    assert parse_says(says_words(says), YESNO) == says


@pytest.mark.parametrize(
    ("says", "certain"),
    [
        (Chance(d("0")), True),
        (Chance(d("1")), True),
        (Chance(d("0.999")), False),
        (Chances((("a", d("0")), ("b", d("1")))), True),
        (Chances((("a", d("0.5")), ("b", d("0.5")))), False),
        (Point(d("1")), False),
    ],
)
def test_only_impossible_and_sure_are_certain(says: Says, certain: bool) -> None:
    assert is_certain(says) is certain


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Chance(d("0.35")), "35 %"),
        (Chance(d("1") / 3), "33.33 %"),
        (Chance(d("0.00001")), "0.001 %"),
        (Chances((("a", d("0.25")), ("b", d("0.75")))), "a 25 % · b 75 %"),
        (Quantiles(((d("0.1"), d("4.0")), (d("0.5"), d("7.5")))), "p10 4 · p50 7.5 months"),
        (Interval(d("0.8"), d("4"), d("14")), "80 % 4 to 14 months"),
        (Range(d("12"), d("24")), "12 to 24 months (no level stated)"),
        (Range(d("4"), d("11"), situations=True), "4 or 11 months (two situations)"),
        (Point(d("1E+3")), "1000 months"),
        (DateQuantiles(((d("0.5"), date(2028, 1, 1)),)), "p50 2028-01-01"),
        (Statement(yes=True), "YES (no probability stated)"),
        (Statement(yes=False), "NO (no probability stated)"),
        (Words(), "words only"),
    ],
)
def test_a_forecast_is_shown_in_plain_words(says: Says, words: str) -> None:
    assert says_words(says, "months") == words


@pytest.mark.parametrize(
    ("says", "asked", "hint"),
    [
        (Chance(d("0.5")), MONTHS, "takes quantiles or an interval"),
        (Point(d("7")), YESNO, "takes a probability"),
        (Statement(yes=True), DAY, "quantiles that are dates"),
        (Quantiles(()), MONTHS, "no quantile"),
        (Range(d("14"), d("4")), MONTHS, "lies above"),
        (Chances((("x", d("1")),)), CLASSES, "'x' is no option"),
        (Interval(d("0.8"), d("-30"), d("4")), MONTHS, "below -24"),
        (
            Interval(d("0.8"), d("1"), d("70")),
            Asked("numeric", numbers=NumberRange(d("0"), d("60"))),
            "above 60",
        ),
    ],
)
def test_an_answer_of_another_kind_or_shape_is_told(says: Says, asked: Asked, hint: str) -> None:
    assert any(hint in sentence for sentence in check_says(says, asked))


@pytest.mark.parametrize("says", [Statement(yes=True), Words()])
def test_words_fit_without_numbers(says: Says) -> None:
    assert check_says(says, YESNO) == []


def test_a_question_without_a_range_takes_any_number() -> None:
    assert check_says(Quantiles(((d("0.5"), d("1e9")),)), Asked("numeric")) == []
