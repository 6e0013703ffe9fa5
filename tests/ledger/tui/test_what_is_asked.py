"""A question's page says what a person is asked, what counts as a receipt, and what makes each option right."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.questions.rule import Bucket, SourceUse, TakeOption
from ledger.tui.blocks import lay
from ledger.tui.ink import plain
from ledger.tui.pages.question import words_blocks
from ledger.tui.pages.question_sources import source_blocks
from ledger.tui.views.question import read_question

if TYPE_CHECKING:
    from ledger.questions.rule import Rule
    from ledger.tui.blocks import Block
    from ledger.tui.views.question import QuestionView
    from tests.ledger.tui.stage import Stage

FEW = Bucket("few", bounds=(("below", Decimal(3)),))


def _view(stage: Stage) -> QuestionView:
    with stage.record() as record:
        return read_question(
            record, "who-leads-2027", now_us=microseconds(stage.clock.at), me="mira", revealed=False
        )


def _with(view: QuestionView, rule: Rule) -> QuestionView:
    return replace(view, question=replace(view.question, rule=rule))


def _lines(blocks: list[Block]) -> list[str]:
    return [" ".join(plain(laid.text).split()) for laid in lay(blocks, 100)]


def _asked(rule: Rule) -> list[str]:
    return _lines(source_blocks(rule, (), {}, now_us=0))[2:]


def test_what_a_person_is_asked_stands_under_the_person_and_a_receipt_where_one_is_named(
    stage: Stage,
) -> None:
    view = _view(stage)
    assert _asked(view.question.rule) == ["a person answers", "asks: Who leads?"]
    person = SourceUse(
        "manual", "answer", {"ask": "Who led on {last}?", "accept": ["their own page", "a paper"]}
    )
    machine = SourceUse("http_json", "value")
    both = replace(view.question.rule, looks={"main": (person, machine)})
    assert _asked(both) == [
        "a person answers",
        "asks: Who led on 2027-12-31?",
        "receipt: their own page or a paper",
        "http_json: value",
    ]


def test_options_stand_in_order_with_what_makes_each_right(stage: Stage) -> None:
    view = _view(stage)
    assert _lines(words_blocks(view))[-3:] == [
        "option the first",
        "option the second",
        "option somebody else",
    ]
    judged = replace(view.question.rule, decider=TakeOption((FEW, Bucket("many"))), unit="months")
    assert _lines(words_blocks(_with(view, judged)))[-2:] == ["option few less than 3 months", "option many"]
