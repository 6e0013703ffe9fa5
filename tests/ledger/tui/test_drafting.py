"""A draft: what stands in the fields is what is saved, and what is wrong with it is said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.forecast import Chance, Chances, DateQuantiles, Interval, Quantiles
from ledger.questions.question import DateRange, NumberRange, Question
from ledger.questions.rule import FirstDay, Happened, Over, Rule, Times
from ledger.questions.says_words import says_words
from ledger.tui.draft import Doubted, Draft, Ready, Wrong
from ledger.tui.ink import plain
from ledger.tui.pages.preview import Beside, preview
from ledger.tui.typed_value import typed_form

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.question import Kind

FEW = settings(max_examples=80, deadline=None)
DAY = datetime(2027, 1, 1, tzinfo=UTC)


def _question(kind: Kind, **more: Any) -> Question:
    made = Question(
        id="a-question",
        kind=kind,
        title="A question",
        statement="Is it so?",
        criteria="As it is.",
        times=Times(DAY, DAY, DAY, DAY),
        rule=Rule(
            Over(date(2027, 1, 1), date(2027, 6, 30)), FirstDay(Happened(happened=True, look="main")), {}
        ),
        said={},
    )
    return replace(made, **more)


BINARY = _question("binary")
NUMBER = _question(
    "numeric", unit="months", numbers=NumberRange(Decimal(0), Decimal(60), open_max=True), digits=1
)
WHEN = _question("date", dates=DateRange(date(2026, 5, 14), date(2027, 6, 30)))
WHO = _question("multiple_choice", options=("a", "b", "c"))


def _saved(draft: Draft) -> Says:
    match draft.answer():
        case Ready(says):
            return says
        case Doubted(again):
            return _saved(again)
        case Wrong(sentence):
            raise AssertionError(sentence)


@FEW
@given(st.integers(0, 100), st.lists(st.sampled_from([-5, -1, 1, 5]), max_size=30))
def test_a_chance_moved_by_points_is_the_one_that_is_shown_and_saved(start: int, steps: list[int]) -> None:
    draft = Draft.begun(BINARY, None).typed(f"{start}%")
    points = start
    for by in steps:
        draft, points = draft.moved(by), max(0, min(100, points + by))
    assert draft.text == f"{points}%"
    assert _saved(draft) == draft.says == Chance(Decimal(points) / 100)


@FEW
@given(st.lists(st.integers(0, 600), min_size=3, max_size=3))
def test_numbers_are_drawn_as_they_are_saved(tenths: list[int]) -> None:
    low, middle, high = (Decimal(each) / 10 for each in sorted(tenths))
    draft = Draft.begun(NUMBER, None).typed(f"p10 {low} p50 {middle} p90 {high}")
    said = _saved(draft)
    assert (
        said
        == draft.says
        == Quantiles(((Decimal("0.1"), low), (Decimal("0.5"), middle), (Decimal("0.9"), high)))
    )
    shown = " ".join(plain(each) for each in preview(draft, Beside())(100))
    assert f"10 % below {typed_form(said).split()[1]}" in shown


@FEW
@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_forecast_or_a_sentence(text: str) -> None:
    for question in (BINARY, NUMBER, WHEN):
        draft = Draft.begun(question, None).typed(text)
        match draft.answer():
            case Ready(says):
                assert says == draft.says
            case Doubted(again):
                assert again.text == text
            case Wrong(sentence):
                assert sentence
                assert draft.says is None
        assert preview(draft, Beside())(60) is not None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (BINARY, Chance(Decimal("0.35"))),
        (NUMBER, Quantiles(((Decimal("0.1"), Decimal(4)), (Decimal("0.9"), Decimal(14))))),
        (NUMBER, Interval(Decimal("0.8"), Decimal(4), Decimal(14))),
        (WHEN, DateQuantiles(((Decimal("0.5"), date(2027, 1, 1)),))),
        (WHO, Chances((("a", Decimal("0.2")), ("b", Decimal("0.3")), ("c", Decimal("0.5"))))),
    ],
)
def test_what_stands_is_there_to_be_kept_until_something_is_typed(question: Question, said: Says) -> None:
    draft = Draft.begun(question, said)
    assert draft.keeps
    assert _saved(draft) == said
    assert not draft.because("a reason").keeps
    assert draft.because("a reason").is_touched
    assert not replace(draft, corrects=True).keeps
    assert "Enter keeps it" in " ".join(plain(each) for each in preview(draft, Beside())(100))
    assert "Enter keeps it" not in str(preview(draft, Beside(typing=False))(100)), "Enter does nothing there"


def test_nothing_stands_nothing_is_kept() -> None:
    assert not Draft.begun(BINARY, None).keeps
    assert not Draft.begun(BINARY, None).is_touched


def test_certainty_is_doubted_once_and_again_after_another_value() -> None:
    draft = Draft.begun(BINARY, None).typed("100%")
    match draft.answer():
        case Doubted(again):
            assert isinstance(again.answer(), Ready)
            assert isinstance(again.typed("35%").typed("100%").answer(), Doubted)
        case Ready() | Wrong():
            pytest.fail("100 % was not asked back about")


def test_a_bare_number_is_wrong_and_the_sentence_says_both_ways() -> None:
    answer = Draft.begun(BINARY, None).typed("35").answer()
    assert isinstance(answer, Wrong)
    assert "write 35% or 0.35" in answer.sentence


def test_a_draft_outlives_an_amendment_but_not_other_options() -> None:
    draft = Draft.begun(WHO, None).because("half a reason")
    amended = replace(WHO, title="Better words")
    assert Draft.following(draft, amended, None).reason == "half a reason"
    assert Draft.following(draft, amended, None).question.title == "Better words"
    untouched = Draft.begun(WHO, None)
    said = Chances((("a", Decimal("0.2")), ("b", Decimal("0.3")), ("c", Decimal("0.5"))))
    assert Draft.following(untouched, WHO, said) == Draft.begun(WHO, said), "it follows what stands"
    assert Draft.following(draft, replace(WHO, options=("a", "b")), None).reason == ""


def test_other_words_under_a_draft_are_told_once_before_it_is_saved() -> None:
    draft = Draft.begun(BINARY, None).typed("35%")
    assert not Draft.following(draft, BINARY, None).reworded
    amended = replace(BINARY, said={**BINARY.said, "criteria": "NO whatever happens."})
    match Draft.following(draft, amended, None).answer():
        case Doubted(read, told):
            assert "changed meanwhile" in told
            assert isinstance(read.answer(), Ready)
            assert not Draft.following(read, amended, None).reworded
        case Ready() | Wrong():
            pytest.fail("the other words were not told")


def test_what_stands_is_not_kept_for_other_words_before_they_were_told() -> None:
    amended = replace(BINARY, said={**BINARY.said, "criteria": "NO whatever happens."})
    standing = Chance(Decimal("0.2"))
    kept = Draft.following(Draft.begun(BINARY, standing), amended, standing)
    assert not kept.keeps
    match kept.answer():
        case Doubted(read, _):
            assert read.keeps
        case Ready() | Wrong():
            pytest.fail("the other words were not told")


ALONE = Beside()


def _words(draft: Draft, beside: Beside = ALONE) -> str:
    return " ".join(" ".join(plain(each) for each in preview(draft, beside)(100)).split())


def test_a_preview_says_how_far_a_chance_went() -> None:
    draft = Draft.begun(BINARY, Chance(Decimal("0.03")))
    assert "32 points up from 3 %" in _words(draft.typed("35%"))
    assert "1 point down from 3 %" in _words(draft.typed("2%"))
    assert "from 3 %" not in _words(draft)


def test_a_preview_says_how_to_write_what_it_cannot_read() -> None:
    assert "what is typed is no forecast yet: p10 4 p50 7 p90 14" in _words(
        Draft.begun(NUMBER, None).typed("about 7")
    )
    assert _words(Draft.begun(NUMBER, None)) == ""


def test_a_preview_says_what_lies_outside_the_range() -> None:
    draft = Draft.begun(NUMBER, None)
    assert "outside 0 to 60: 5 % to 10 %" in _words(draft.typed("p10 4 p80 50 p90 60 p95 70"))
    assert "outside" not in _words(draft.typed("p10 4 p50 7 p90 14"))


def test_a_preview_of_days_says_how_much_lies_within_the_window() -> None:
    today = Beside(today=date(2026, 11, 21))
    inside = _words(Draft.begun(WHEN, None).typed("p50 2027-01-01 p90 2027-05-01"), today)
    assert "◉ today" in inside
    assert "by 2027-06-30: at least 90 %" in inside
    assert "later or never: at most 10 %" in inside
    beyond = _words(Draft.begun(WHEN, None).typed("p10 2027-01-01 p90 2027-12-27"), today)
    assert "by 2027-06-30: 50 %" in beyond
    assert "later or never: 50 %" in beyond
    assert "2027-01-01" in beyond


def test_days_after_the_window_alone_leave_it_at_most_the_first_level() -> None:
    words = _words(Draft.begun(WHEN, None).typed("p10 2027-09-01 p90 2028-12-27"))
    assert "by 2027-06-30: at most 10 %" in words
    assert "later or never: at least 90 %" in words


def test_every_kind_has_words_for_what_it_saves() -> None:
    assert says_words(_saved(Draft.begun(WHO, None))) == "a 33.4 % · b 33.3 % · c 33.3 %"
