"""A rule, its tests and its options read as sentences, and the one number a rule turns on is found."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ledger.questions.rule import (
    All,
    AnyDay,
    AnyOf,
    At,
    Bucket,
    Compare,
    FirstDay,
    Happened,
    HeldFor,
    IsOneOf,
    Not,
    Over,
    Rule,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.rule_words import in_words, option_words, rule_words, threshold

if TYPE_CHECKING:
    from ledger.questions.rule import Decider, Test

TWELVE = Compare((("at_least", Decimal("12.0")),))
WINDOW = Over(date(2028, 10, 1), date(2028, 12, 31))


def _rule(decider: Decider, window: Over | At | AnyDay = WINDOW) -> Rule:
    return Rule(window=window, decider=decider, looks={}, unit="months")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (TWELVE, "12 or more months"),
        (Compare((("above", Decimal(1)), ("below", Decimal(3)))), "more than 1 and less than 3 months"),
        (Compare((("at_most", Decimal(2)),), "other"), "other: 2 or less months"),
        (Compare((("at_most", Decimal(2)),), held_for=HeldFor(30)), "2 or less months held for 30 days"),
        (IsOneOf(("China", "US")), "China or US"),
        (Happened(), "it happened"),
        (Happened(happened=False), "it did not happen"),
        (All((Happened(), IsOneOf(("US",)))), "it happened and US"),
        (AnyOf((Happened(), IsOneOf(("US",)))), "it happened or US"),
        (Not(Happened()), "not (it happened)"),
    ],
)
def test_a_test_reads_as_words(test: Test, words: str) -> None:
    assert in_words(test, "months") == words


def test_a_rule_reads_as_words_with_its_days() -> None:
    assert rule_words(_rule(YesIf(TWELVE))) == "YES if 12 or more months, over 2028-10-01 to 2028-12-31"
    assert rule_words(_rule(TakeValue(), At(date(2028, 1, 2)))) == "the value itself, on 2028-01-02"
    assert rule_words(_rule(TakeOption((Bucket("a"),)))).startswith("the option a person finds to be right")
    ranged = TakeOption((Bucket("a", bounds=(("above", Decimal(1)),)),))
    assert rule_words(_rule(ranged)).startswith("the option the value falls in")
    anyday = AnyDay(date(2026, 1, 1), date(2026, 2, 1), timedelta(days=3))
    assert rule_words(_rule(FirstDay(Happened()), anyday)) == (
        "the first day it says: it happened, on any day from 2026-01-01 to 2026-02-01"
    )


def test_only_a_single_number_is_a_threshold() -> None:
    assert threshold(_rule(YesIf(TWELVE))) == (12.0, "12 or more months")
    assert threshold(_rule(FirstDay(TWELVE))) == (12.0, "12 or more months")
    assert threshold(_rule(TakeValue())) is None
    assert threshold(_rule(YesIf(Happened()))) is None
    assert threshold(_rule(YesIf(Compare((("above", Decimal(1)), ("below", Decimal(3))))))) is None


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (Bucket("few", bounds=(("below", Decimal(3)),)), "less than 3 months"),
        (Bucket("some", bounds=(("at_least", Decimal(3)), ("below", Decimal(6)))), "3 or more and less than 6 months"),
        (Bucket("here", texts=("China", "Taiwan")), "China or Taiwan"),
        (Bucket("as people say"), ""),
    ],
)  # fmt: skip
def test_an_option_says_what_makes_it_right(option: Bucket, words: str) -> None:
    assert option_words(option, "months") == words
