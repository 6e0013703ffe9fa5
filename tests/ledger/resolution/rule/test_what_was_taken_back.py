"""What a person rejected or withdrew does not come back by itself, and no question is left without an end by it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ledger.journal.deciding import TakenBack
from ledger.journal.entries import (
    ProposalRejected,
    QuestionAmended,
    ResolutionCorrected,
    ResolutionWithdrawn,
)
from ledger.journal.pinning import pinned
from ledger.resolution.people.challenges import Challenge, challenge
from ledger.resolution.people.confirm import confirm_due
from ledger.resolution.people.ends import withdraw
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Resolves, Waits
from ledger.resolution.rule.taken_back import not_again

ANY_DAY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}
TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def reject(ledger: Any) -> None:
    (sha,) = ledger.one("SELECT proposal FROM now_questions")
    ledger.journal.append(ProposalRejected(hash=sha, by="me", why="wrong"))


def proposed(reports: list[Any]) -> list[str]:
    return [each.outcome for report in reports for each in report.proposed]


def test_a_rejected_no_does_not_come_back_with_new_readings_of_the_same_days(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    assert proposed(ledger.daily("2026-02-02", lambda _: 3)) == ["NO"]
    reject(ledger)
    assert proposed(ledger.daily("2026-02-20", lambda _: 3)) == []
    assert ledger.state() == "asked"


def test_a_withdrawn_yes_does_not_come_back_with_the_chain_that_decided_it(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-01-04", lambda _: 12)
    ledger.clock.move(timedelta(days=4))
    confirm_due(ledger.journal)
    (seq,) = ledger.one("SELECT seq FROM now_resolutions")
    ledger.journal.append(
        ResolutionWithdrawn(question="q", revision=2, corrects=seq, by="me", reason="a slip of theirs")
    )
    assert proposed(ledger.daily("2026-01-20", lambda _: 3)) == []
    assert ledger.state() == "asked"


def test_a_yes_that_happened_after_the_rejection_is_proposed_from_its_own_readings(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-01-05", lambda day: 12 if day.day == 5 else 3)
    reject(ledger)
    (since,) = ledger.one("SELECT max(seq) FROM log_entries")
    assert proposed(ledger.daily("2026-01-20", lambda day: 12 if day.day == 15 else 3)) == ["YES"]
    ((readings,),) = ledger.all("SELECT readings FROM now_proposals WHERE state = 'open'")
    assert min(int(seq) for seq in readings.strip("[]").split(",")) > since


def amend(ledger: Any, **words: object) -> None:
    (said,) = ledger.one("SELECT body FROM log_entries WHERE kind = 'QuestionAsked'")
    content = json.loads(said)["data"]["said"]
    ledger.journal.append(
        QuestionAmended(
            question="q",
            version=2,
            plain=True,
            said=content | words,
            file_sha256="1" * 64,
            by="me",
            reason="clearer",
        )
    )


def test_a_question_with_other_criteria_is_decided_anew(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-02-02", lambda _: 3)
    reject(ledger)
    amend(ledger, criteria="As the publisher says now.")
    assert proposed([ledger.sweep({"q"})]) == ["NO"]


def test_other_words_around_them_bring_nothing_back(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-02-02", lambda _: 3)
    reject(ledger)
    amend(ledger, title="A title without a slip", tags=["chips"])
    assert proposed([ledger.sweep({"q"})]) == []


def test_an_outcome_that_a_person_corrected_does_not_come_back_when_the_correction_is_withdrawn(
    ledger: Any,
) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-01-04", lambda _: 12)
    ledger.clock.move(timedelta(days=4))
    confirm_due(ledger.journal)
    (seq,) = ledger.one("SELECT seq FROM now_resolutions")
    ledger.journal.append(
        ResolutionCorrected(
            question="q",
            revision=2,
            corrects=seq,
            outcome={"yes": False},
            known_at=ledger.us(),
            by="me",
            reason="the publisher was wrong",
        )
    )
    withdraw(ledger.journal, "q", "me", "nobody knows yet")
    ledger.daily("2026-01-20", lambda _: 12)
    assert (ledger.state(), proposed([ledger.sweep({"q"})])) == ("asked", [])


def test_what_was_challenged_until_another_answer_took_its_place_is_for_people(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()
    (sha,) = ledger.one("SELECT proposal FROM now_questions")
    challenge(ledger.journal, sha, Challenge("eve", "the table is old", "no"))
    instead = pinned(
        question="q",
        version=1,
        basis="person",
        outcome={"yes": False},
        known_at=ledger.us(),
        readings=[],
        evidence=[],
        rule_version=1,
        by="bob",
        why="searched all of it",
        decided_at=ledger.us(),
        challenge_until=ledger.us(),
    )
    ledger.journal.append(instead)
    reject(ledger)
    ledger.clock.move(timedelta(days=1))
    assert "took back this outcome" in ledger.sweep().waits["q"]


def test_a_level_that_goes_on_as_it_was_has_not_happened_anew(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **TIMES)
    ledger.daily("2026-01-05", lambda _: 12)
    reject(ledger)
    assert proposed(ledger.daily("2026-01-10", lambda _: 12)) == []
    assert proposed(ledger.daily("2026-01-15", lambda day: 3 if day.day < 14 else 12)) == ["YES"]


def test_a_rejected_outcome_of_a_whole_window_asks_a_person_after_the_last_day(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()
    reject(ledger)
    ledger.clock.move(timedelta(days=1))
    assert "took back this outcome on 2026-04-10" in ledger.sweep().waits["q"]
    ledger.now("2026-07-01T12:00")
    assert list(ledger.sweep().given_up) == ["q"]
    assert ledger.state() == "given_up"


def test_an_annulment_taken_back_is_not_made_again(ledger: Any) -> None:
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.now("2026-07-01T12:00")
    assert list(ledger.sweep().annulled) == ["q"]
    (seq,) = ledger.one("SELECT seq FROM now_resolutions")
    ledger.journal.append(
        ResolutionWithdrawn(question="q", revision=2, corrects=seq, by="me", reason="it can be known")
    )
    ledger.clock.move(timedelta(days=2))
    assert list(ledger.sweep().given_up) == ["q"]


def test_a_page_that_goes_on_naming_the_same_day_says_nothing_new(makes: Any) -> None:
    rule = ANY_DAY | {"yes_if": {"happened": True}}
    question = makes.question(rule, **TIMES)
    first, again, later = (
        makes.taken(date(2026, 1, day), ("2026-01-01", "2026-01-31"), f"2026-02-{taken:02}")
        for day, taken in ((5, 1), (5, 3), (5, 4))
    )
    looks = {"main": (makes.seen(first, again, later, nature="event"),)}
    now = datetime(2026, 2, 5, tzinfo=UTC)
    back = TakenBack("rule", {"yes": True}, datetime(2026, 2, 2, tzinfo=UTC))
    assert isinstance(not_again(question, looks, now, decide(question, looks, now), [back]), Waits)
    assert isinstance(not_again(question, looks, now, decide(question, looks, now), []), Resolves)
