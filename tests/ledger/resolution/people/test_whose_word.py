"""Who has yet to stand behind a proposal, and whose word would count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.entries import ForecastMade
from ledger.record.opening import Record
from ledger.record.trail import Proposal, Voice
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.whose_word import is_alone, may_confirm, still_missing

if TYPE_CHECKING:
    from ledger.questions.rule import ConfirmedBy

UNTIL = 1_000
PROPOSAL = Proposal(
    hash="a" * 64,
    seq=1,
    version=1,
    basis="rule",
    outcome={"yes": True},
    value=None,
    known_at=None,
    readings=(),
    evidence=(),
    decided_at=1,
    challenge_until=UNTIL,
    who=None,
    why="so it says",
    state="open",
    voices=(),
)
ANN = Voice(2, "confirmed", "Ann", 10, None)
BOB = Voice(3, "confirmed", "bob", 20, None)
LATE = Voice(4, "confirmed", "Ann", UNTIL, None)
LAPSED = Voice(5, "challenge_lapsed", None, 30, None)
BY_TOM = replace(PROPOSAL, basis="person", who="tom")


@pytest.mark.parametrize(
    ("one", "asks", "words"),
    [
        (PROPOSAL, "machine", None),
        (replace(PROPOSAL, voices=(LAPSED,)), "machine", "needs one person"),
        (PROPOSAL, "one_person", "needs one person"),
        (PROPOSAL, "two_people", "needs two people"),
        (replace(PROPOSAL, voices=(ANN,)), "one_person", None),
        (replace(PROPOSAL, voices=(ANN,)), "two_people", "needs one other person"),
        (replace(PROPOSAL, voices=(ANN, BOB)), "two_people", None),
        (BY_TOM, "machine", "needs one other person"),
        (BY_TOM, "two_people", "needs two other people"),
        (replace(BY_TOM, state="challenged"), "machine", None),
        (replace(PROPOSAL, basis="conflict", outcome=None), "machine", None),
    ],
)
def test_who_is_missing_follows_from_the_rule_that_accepts_it(
    one: Proposal, asks: ConfirmedBy, words: str | None
) -> None:
    assert still_missing(one, asks, alone=False) == words


def test_in_a_ledger_of_one_a_word_after_the_window_is_enough() -> None:
    early = replace(PROPOSAL, voices=(ANN,))
    words = "needs one other person; in a ledger of one, one word after the window"
    assert still_missing(early, "two_people", alone=True) == words
    assert still_missing(replace(PROPOSAL, voices=(LATE,)), "two_people", alone=True) is None


@pytest.mark.parametrize(
    ("one", "me", "alone", "now_us", "may"),
    [
        (PROPOSAL, "ann", False, 50, True),
        (replace(PROPOSAL, voices=(ANN,)), "bob", False, 50, True),
        (replace(PROPOSAL, voices=(ANN,)), " ann", False, 50, False),
        (replace(PROPOSAL, voices=(ANN,)), "ann", False, UNTIL, False),
        (replace(PROPOSAL, voices=(ANN,)), "ann", True, UNTIL - 1, False),
        (replace(PROPOSAL, voices=(ANN,)), "ann", True, UNTIL, True),
        (replace(PROPOSAL, voices=(LATE,)), "ann", True, UNTIL + 1, False),
        (BY_TOM, "Tom", False, UNTIL - 1, False),
        (BY_TOM, "Tom", False, UNTIL, True),
    ],
)
def test_nobody_is_asked_twice_but_who_is_alone_and_was_early(
    one: Proposal, me: str, now_us: int, *, alone: bool, may: bool
) -> None:
    assert may_confirm(one, me, alone=alone, now_us=now_us) is may


def test_a_ledger_is_of_one_until_somebody_else_forecasts_or_judges(ledger: Any) -> None:
    manual = [{"name": "manual", "value": "answer", "params": {"ask": "?"}}]
    ledger.ask(resolution={"source": manual})
    answer(ledger.journal, "q", Given("not-yet", "ann"))
    for who, alone in (("Me", True), ("ann", False)):
        said = {"by": who, "says": {"probability": "0.5"}, "made_at": ledger.us(), "grade": "seen"}
        ledger.journal.append(ForecastMade(question="q", version=1, **said))
        with Record.open(ledger.journal.path) as record:
            assert is_alone(record) is alone
