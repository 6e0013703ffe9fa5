"""`at` and `over` by several publishers: when they agree, disagree, or are silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ledger.questions.outcome import Amount
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Conflicts, Resolves, Waits
from resolvers.source import NotYet, Unusable
from tests.ledger.resolution.rule.one_span import NO, WINDOW, YES, at, decided, outcome

QUORUM = {"quorum": 2, "tolerance": "1"}


def test_publishers_are_those_of_the_readings_whatever_their_sources_say_today(makes: Any) -> None:
    question = makes.question(QUORUM)
    one, other = (
        makes.taken(12, ("2026-01-01", "2026-03-31"), "2026-04-11", publisher=name) for name in ("A", "B")
    )
    looks = {"main": (makes.seen(one, publisher="AB"), makes.seen(other, publisher="AB"))}
    decision = decide(question, looks, at("2026-04-12"))
    assert isinstance(decision, Resolves)
    assert decision.used == (one, other)


def test_publishers_that_agree_within_the_tolerance_decide_and_the_first_gives_the_value(makes: Any) -> None:
    question = makes.question({**QUORUM, "yes_if": None}, kind="numeric", range={"min": "0", "max": "60"})
    one = makes.seen(makes.taken(12.5, WINDOW, "2026-04-10"))
    other = makes.seen(makes.taken(13.5, WINDOW, "2026-04-11"), publisher="Other")
    assert outcome(decided(question, [one, other])) == Amount(Decimal("12.5"))


def test_publishers_beyond_the_tolerance_are_a_conflict_with_both_readings(makes: Any) -> None:
    one = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    other = makes.seen(makes.taken(13.01, WINDOW, "2026-04-11"), publisher="Other")
    decision = decided(makes.question(QUORUM), [one, other])
    assert isinstance(decision, Conflicts)
    assert len(decision.readings) == 2


def test_one_publisher_of_two_waits_for_the_other(makes: Any) -> None:
    one = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    silent = makes.seen(publisher="Other", trouble=NotYet("in May"))
    assert decided(makes.question(QUORUM), [one, silent]) == Waits("http_json: in May")


def test_two_files_of_one_publisher_are_one_opinion(makes: Any) -> None:
    one = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    again = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    other = makes.seen(publisher="Other")
    assert isinstance(decided(makes.question(QUORUM), [one, again, other]), Waits)


def test_two_of_three_are_enough_whatever_the_third_says(makes: Any) -> None:
    three = [
        makes.seen(makes.taken(value, WINDOW, "2026-04-10"), publisher=name)
        for value, name in ((50, "A"), (12, "B"), (12, "C"))
    ]
    assert outcome(decided(makes.question(QUORUM), three)) == YES


def test_numbers_never_agree_with_texts(makes: Any) -> None:
    one = makes.seen(makes.taken(12, WINDOW, "2026-04-10"))
    other = makes.seen(makes.taken("12", WINDOW, "2026-04-10"), publisher="Other")
    assert isinstance(decided(makes.question(QUORUM), [one, other]), Conflicts)


def test_a_fallback_counts_only_after_the_others_had_their_time(makes: Any) -> None:
    question = makes.question({"fallback_after": "14d"})
    silent = makes.seen(trouble=Unusable("down", "no answer"))
    fallback = makes.seen(makes.taken(13, WINDOW, "2026-04-11"), publisher="Other", fallback=True)
    assert isinstance(decided(question, [silent, fallback], "2026-04-23T23:59"), Waits)
    assert outcome(decided(question, [silent, fallback], "2026-04-24")) == YES


def test_a_fallback_is_not_asked_where_the_first_has_spoken(makes: Any) -> None:
    first = makes.seen(makes.taken(3, WINDOW, "2026-04-10"))
    fallback = makes.seen(makes.taken(13, WINDOW, "2026-04-10"), publisher="Other", fallback=True)
    assert outcome(decided(makes.question(), [first, fallback], "2026-06-01")) == NO
