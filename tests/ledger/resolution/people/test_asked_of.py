"""What a person is asked for a question comes from its `manual` sources, with the days of its window put in."""

from __future__ import annotations

from datetime import date

from ledger.questions.rule import Over, Rule, SourceUse, TakeValue
from ledger.resolution.people.asked_of import AskedOf, asked_of_people

MACHINE = SourceUse("http_json", "value", {"ask": "not a person's"})


def _rule(**looks: tuple[SourceUse, ...]) -> Rule:
    return Rule(Over(date(2028, 10, 1), date(2028, 12, 31)), TakeValue(), looks)


def _person(*accept: str, fallback: bool = False) -> SourceUse:
    params = {"ask": "How many from {first} to {last}?"} | ({"accept": list(accept)} if accept else {})
    return SourceUse("manual", "answer", params, fallback)


def test_a_person_is_asked_for_the_days_of_the_window() -> None:
    (asked,) = asked_of_people(_rule(main=(_person("the report", "the paper"),)))
    assert asked == AskedOf(
        "How many from 2028-10-01 to 2028-12-31?", ("the report", "the paper"), fallback=False
    )
    assert asked.receipt == "the report or the paper"


def test_every_look_is_gone_through_and_machines_are_asked_nothing_of() -> None:
    found = asked_of_people(_rule(main=(MACHINE, _person("a", fallback=True)), other=(_person(),)))
    assert [(each.receipt, each.fallback) for each in found] == [("a", True), ("", False)]
    assert asked_of_people(_rule(main=(MACHINE,))) == ()


def test_a_person_of_whom_nothing_was_written_is_asked_nothing() -> None:
    assert asked_of_people(_rule(main=(SourceUse("manual", "answer"),))) == ()
