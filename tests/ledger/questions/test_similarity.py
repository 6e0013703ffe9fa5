"""A question that is asked already is found by its words and days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.rule import At
from ledger.questions.similarity import Bag, likeness, nearest, weights

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue
    from ledger.questions.question import Question

Files = Callable[..., "Catalogue"]
DAY = date(2028, 12, 31)
WORDS = st.frozensets(st.sampled_from(["lead", "share", "bill", "12", "months", "index lag"]))


@pytest.fixture
def question(good: Mapping[str, str], catalogue_of: Files) -> Question:
    return catalogue_of(it=good["numeric"]).questions["it"]


def about(question: Question, name: str, title: str, statement: str = "?") -> Question:
    return replace(question, id=name, title=title, statement=statement)


def test_the_same_words_about_the_same_days_are_the_same_question(question: Question) -> None:
    found = nearest(question, [replace(question, id="again"), about(question, "other", "Rules on chips")])
    assert found is not None
    assert (found.id, found.title, found.ratio) == ("again", question.title, 1.0)


def test_a_question_is_not_near_to_itself(question: Question) -> None:
    assert nearest(question, [question]) is None


def test_nothing_in_common_is_nothing_near(question: Question) -> None:
    elsewhere = replace(about(question, "far", "Chips"), rule=replace(question.rule, looks={}))
    assert nearest(question, [elsewhere]) is None


def test_rare_words_weigh_more_than_common_ones(question: Question) -> None:
    crowd = [about(question, f"n{n}", f"Lead of model {n}") for n in range(20)]
    asked = about(question, "asked", "Lead of Huawei")
    found = nearest(asked, [*crowd, about(question, "a-rare", "Share of Huawei chips today")])
    assert found is not None
    assert found.id == "a-rare"


def test_the_same_sentence_about_other_days_is_another_question(question: Question) -> None:
    later = replace(question, id="later", rule=replace(question.rule, window=At(date(2030, 1, 1))))
    found = nearest(question, [later])
    assert found is not None
    assert found.ratio == 0.6


def test_a_number_is_the_same_however_it_is_written(question: Question) -> None:
    one, other = about(question, "one", "Lead of 12.0"), about(question, "other", "lead of 12")
    found = nearest(one, [replace(other, title="Lead of 12.50"), replace(other, id="same")])
    assert found is not None
    assert (found.id, found.ratio) == ("same", 1.0)


@given(WORDS, WORDS)
def test_likeness_lies_from_0_to_1_and_is_the_same_both_ways(
    one: frozenset[str], other: frozenset[str]
) -> None:
    a, b = Bag(one, DAY, DAY), Bag(other, DAY, DAY)
    known = weights([a, b])
    assert 0.0 <= likeness(a, b, known) <= 1.0
    assert likeness(a, b, known) == pytest.approx(likeness(b, a, known))
    assert likeness(a, a, known) == (1.0 if one else 0.0)


def test_ten_times_as_many_questions_take_about_ten_times_as_much_work(question: Question) -> None:
    def seconds(count: int) -> float:
        many = [about(question, f"n{n}", f"Lead of model {n}", f"Will model {n} lead?") for n in range(count)]
        began = process_time()
        assert nearest(question, many) is not None
        return process_time() - began

    few, many = (min(seconds(count) for _ in range(3)) for count in (500, 5000))
    assert many < 40 * few  # a comparison of each with each would take 100 times as much
