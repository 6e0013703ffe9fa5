"""What a person answers: which outcomes there are, what must stand beside them, and what becomes of them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import end_of, microseconds, start_of
from ledger.errors import UnknownQuestionError
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo
from ledger.resolution.people.answer import (
    EndedAlreadyError,
    Given,
    NoEvidenceError,
    ProposedAlreadyError,
    SearchedNothingError,
    TooEarlyToAnswerError,
    WhenError,
    answer,
)
from ledger.resolution.people.answer_forms import NotAnAnswerError, outcome_of
from ledger.resolution.people.challenges import Challenge, challenge
from ledger.resolution.people.confirm import ChallengedError, confirm, confirm_due
from ledger.resolution.people.receipt import NoSuchEvidenceError, NotAnAddressError, Receipt, receipt

if TYPE_CHECKING:
    from pathlib import Path

MANUAL = {"source": [{"name": "manual", "value": "answer", "params": {"ask": "Did it?"}}]}
URL = "https://example.org/page"


def given(text: str = "yes", by: str = "ann", why: str = "read on the page", **more: Any) -> Given:
    return Given(text, by, why, **({"url": URL} | more))


def after(ledger: Any, **head: Any) -> Any:
    """A question for people whose days are over."""
    ledger.ask(resolution=MANUAL, **head)
    ledger.now("2026-04-10T12:00")
    return ledger.journal


# ---- what was typed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("7", Amount(7)),  # type: ignore[arg-type]
        ("7.25", Amount(7)),  # type: ignore[arg-type]
        ("61", Beyond("max")),
        ("nan", None),
        ("1e999999999", None),
        ("-1", None),
        ("seven", None),
    ],
)
def test_a_number_is_rounded_and_kept_inside_its_range(makes: Any, typed: str, outcome: object) -> None:
    numbers = {"min": "0", "max": "60", "open_max": True}
    question = makes.question({"yes_if": None, "unit": "months"}, kind="numeric", digits=0, range=numbers)
    if outcome is None:
        with pytest.raises(NotAnAnswerError, match="a number in months from 0 to 60"):
            outcome_of(typed, question)
    else:
        assert outcome_of(typed, question) == outcome


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-02-03", "2026-02-03"), ("never", None), ("Later or never", None), ("2027-01-01", None)],
)
def test_a_day_after_the_range_is_later_or_never(makes: Any, typed: str, day: str | None) -> None:
    question = date_question(makes)
    outcome = outcome_of(typed, question)
    assert isinstance(outcome, OnDay)
    assert (outcome.day.isoformat() if outcome.day else None) == day


@pytest.mark.parametrize("typed", ["2025-12-31", "soon", "2026-02-30"])
def test_what_is_no_day_of_the_range_is_refused(makes: Any, typed: str) -> None:
    with pytest.raises(NotAnAnswerError):
        outcome_of(typed, date_question(makes))


def date_question(makes: Any) -> Any:
    window = {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}
    return makes.question(
        {"yes_if": None, "window": window, "first_day": {"happened": True}},
        kind="date",
        range={"min": "2026-01-01", "max": "2026-03-31"},
    )


def test_an_option_is_named_by_its_label(makes: Any) -> None:
    options = [{"label": "Low", "below": "3"}, {"label": "High", "at_least": "3"}]
    question = makes.question({"yes_if": None}, kind="multiple_choice", ordered=True, option=options)
    assert outcome_of("high", question) == Chosen("High")
    with pytest.raises(NotAnAnswerError, match="'Low' or 'High'"):
        outcome_of("middle", question)


def test_a_binary_question_takes_yes_and_no_only(makes: Any) -> None:
    assert outcome_of("Yes", makes.question()) == YesNo(yes=True)
    with pytest.raises(NotAnAnswerError, match="yes or no"):
        outcome_of("1", makes.question())


# ---- what must stand beside it ---------------------------------------------------------------------------


def test_a_no_says_what_was_searched(ledger: Any) -> None:
    journal = after(ledger)
    with pytest.raises(SearchedNothingError):
        answer(journal, "q", given("no", why=" "))
    assert ledger.state() == "asked"
    assert answer(journal, "q", given("no", why="searched the register until 2026-04-10")).outcome == YesNo(
        yes=False
    )


def test_an_answer_needs_something_others_can_check(ledger: Any) -> None:
    with pytest.raises(NoEvidenceError):
        answer(after(ledger), "q", given(url=None))


def test_an_address_that_nobody_can_open_shows_nothing() -> None:
    for shows in (receipt, lambda url: Receipt(url=url), lambda url: Given("yes", "ann", url=url)):
        with pytest.raises(NotAnAddressError, match=r"'http://\[::1' is no web address"):
            shows("http://[::1")


def test_what_rests_on_all_days_waits_for_them(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL)
    ledger.now("2026-03-31T23:00")
    with pytest.raises(TooEarlyToAnswerError, match="2026-03-31"):
        answer(ledger.journal, "q", given("no"))
    assert answer(ledger.journal, "q", given("yes", on=date(2026, 3, 30))).hash is not None


def test_the_last_microsecond_of_the_window_is_still_too_early(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL)
    ledger.clock.at = end_of(date(2026, 3, 31))
    with pytest.raises(TooEarlyToAnswerError):
        answer(ledger.journal, "q", given("no"))
    ledger.clock.move(timedelta(microseconds=1))
    assert answer(ledger.journal, "q", given("no")).hash is not None


def test_an_early_yes_says_when_it_happened_and_is_known_from_the_start_of_that_day(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL)
    ledger.now("2026-02-20T12:00")
    with pytest.raises(WhenError, match=r"such as 2026-02-20\.$"):
        answer(ledger.journal, "q", given("yes"))
    answer(ledger.journal, "q", given("yes", on=date(2026, 2, 3)))
    assert ledger.one("SELECT known_at FROM now_proposals") == (microseconds(start_of(date(2026, 2, 3))),)


@pytest.mark.parametrize(
    ("typed", "on", "words"),
    [
        ("yes", date(2026, 4, 11), "has not come yet"),
        ("yes", date(2026, 4, 1), "not one of the days that count"),
        ("yes", date(2025, 12, 31), "not one of the days that count"),
        ("no", date(2026, 2, 1), "has no day"),
    ],
)
def test_a_day_on_which_it_cannot_have_happened_is_refused(
    ledger: Any, typed: str, on: date, words: str
) -> None:
    with pytest.raises(WhenError, match=words):
        answer(after(ledger), "q", given(typed, on=on))


@pytest.mark.parametrize(
    ("typed", "on", "example"),
    [
        ("yes", date(2026, 4, 11), "2026-03-31"),
        ("yes", date(2025, 12, 31), "2026-03-31"),
        ("no", date(2026, 2, 1), None),
    ],
)
def test_the_day_that_is_offered_instead_is_one_it_can_have_happened_on(
    ledger: Any, typed: str, on: date, example: str | None
) -> None:
    with pytest.raises(WhenError) as refused:
        answer(after(ledger), "q", given(typed, on=on))
    assert str(refused.value).endswith(
        f"Say the day on which it happened (in the shell: --on), such as {example}."
        if example
        else "has no day."
    )


def test_a_day_that_has_not_come_is_no_answer(ledger: Any) -> None:
    ledger.ask(
        resolution=MANUAL | {"first_day": {"happened": True}, "yes_if": None},
        kind="date",
        range={"min": "2026-01-01", "max": "2026-03-31"},
    )
    ledger.now("2026-02-20T12:00")
    with pytest.raises(WhenError, match=r"2026-02-21 has not come yet\.$"):
        answer(ledger.journal, "q", given("2026-02-21"))
    assert answer(ledger.journal, "q", given("2026-02-20")).hash is not None


def test_before_the_first_day_that_counts_no_day_is_offered(ledger: Any) -> None:
    ledger.now("2025-12-20T12:00")
    ledger.ask(resolution=MANUAL)
    with pytest.raises(WhenError, match=r"has not come yet.$"):
        answer(ledger.journal, "q", given("yes", on=date(2026, 1, 1)))


def test_a_question_with_a_proposal_names_the_ways_on(ledger: Any) -> None:
    journal = after(ledger)
    short = str(answer(journal, "q", given("yes")).hash)[:12]
    with pytest.raises(ProposedAlreadyError, match=f"challenge {short} --outcome .* reject {short}"):
        answer(journal, "q", given("no"))
    assert answer(journal, "q", given("not-yet")).hash is None


def test_a_question_whose_proposal_is_challenged_says_to_end_that_first(ledger: Any) -> None:
    journal = after(ledger)
    sha = str(answer(journal, "q", given("yes")).hash)
    challenge(journal, sha, Challenge("eve", "the page says 11"))
    with pytest.raises(ChallengedError, match=f"uphold {sha[:12]}"):
        answer(journal, "q", given("no"))


def test_a_question_that_is_not_there_or_has_ended_is_refused(ledger: Any) -> None:
    with pytest.raises(UnknownQuestionError):
        answer(ledger.journal, "nothing", given())
    ledger.ask(resolution={"at_give_up": "annul"})
    ledger.world.breaks()
    ledger.now("2026-07-01T12:00")
    ledger.sweep()
    with pytest.raises(EndedAlreadyError, match=r"annulled .* review correct q .* review withdraw q "):
        answer(ledger.journal, "q", given())


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused(ledger: Any, tmp_path: Path) -> None:
    journal = after(ledger)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    for path, words in ((tmp_path / "missing.pdf", "No such file"), (large, "larger than 20 MB")):
        with pytest.raises(NoSuchEvidenceError, match=words):
            answer(journal, "q", given(url=None, file=path))
    assert ledger.all("SELECT seq FROM now_evidence") == []


# ---- what becomes of it ----------------------------------------------------------------------------------


def test_an_answer_is_a_proposal_open_to_challenge_for_seven_days(ledger: Any) -> None:
    done = answer(after(ledger), "q", given())
    assert (ledger.state(), done.resolved) == ("proposed", False)
    assert done.challenge_until == ledger.clock.at + timedelta(days=7)
    basis, who, why = ledger.one("SELECT basis, who, why FROM now_proposals")
    assert (basis, who) == ("person", "ann")
    assert why == f"read on the page. Evidence: {URL}"


def test_another_person_makes_it_final(ledger: Any) -> None:
    done = answer(after(ledger), "q", given())
    confirm(ledger.journal, str(done.hash), "bob")
    ledger.clock.move(timedelta(days=7))
    assert [each.how for each in confirm_due(ledger.journal)] == ["one person"]


def test_the_bytes_of_a_file_are_kept_and_its_folder_is_not_named(ledger: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF what was published")
    answer(after(ledger), "q", given(url=None, file=page))
    url, source, digest = ledger.one("SELECT url, source, sha256 FROM now_evidence")
    assert (url, source, digest) == ("file:page.pdf", "manual", sha256(page.read_bytes()).hexdigest())
    (evidence,) = ledger.one("SELECT evidence FROM now_proposals")
    assert len(json.loads(evidence)) == 1
    assert str(tmp_path) not in str(ledger.all("SELECT body FROM log_entries"))


@pytest.mark.parametrize("typed", ["not-yet", "Not yet"])
def test_not_yet_is_a_note_and_decides_nothing(ledger: Any, typed: str) -> None:
    done = answer(after(ledger), "q", given(typed, why="nothing on the page"))
    assert (done.outcome, ledger.state()) == (None, "asked")
    assert ledger.one("SELECT who, text FROM now_notes") == ("ann", f"Not yet: nothing on the page; {URL}")


def test_a_number_and_a_day_are_recorded_with_when_they_were_known(ledger: Any) -> None:
    ledger.ask(
        "n",
        MANUAL | {"yes_if": None, "unit": "months"},
        kind="numeric",
        digits=1,
        range={"min": "0", "max": "60"},
    )
    window = {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}
    first = MANUAL | {"yes_if": None, "window": window, "first_day": {"happened": True}}
    ledger.ask("d", first, kind="date", range={"min": "2026-01-01", "max": "2026-03-31"})
    ledger.now("2026-04-10T12:00")
    answer(ledger.journal, "n", given("8.14"))
    answer(ledger.journal, "d", given("2026-02-03"))
    rows = dict(ledger.all("SELECT question, value FROM now_proposals"))
    assert rows == {"n": "8.1", "d": None}
    known = dict(ledger.all("SELECT question, known_at FROM now_proposals"))
    assert known["n"] == ledger.us()
    assert known["d"] == microseconds(start_of(date(2026, 2, 3)))


def test_the_owner_of_a_private_question_answers_it_at_once_and_alone(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL, private=True, by="ann")
    done = answer(ledger.journal, "q", Given("no", "ann"))
    assert (done.resolved, ledger.state()) == (True, "resolved")
    assert ledger.one("SELECT confirmed FROM now_questions") == ("owner",)


def test_somebody_elses_private_question_is_not_answered_at_once(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL, private=True, by="ann")
    ledger.now("2026-04-10T12:00")
    done = answer(ledger.journal, "q", given(by="bob"))
    assert (done.resolved, ledger.state()) == (False, "proposed")


def test_a_question_given_up_is_answered_by_a_person(ledger: Any) -> None:
    journal = after(ledger)
    ledger.now("2026-07-01T12:00")
    ledger.sweep()
    assert ledger.state() == "given_up"
    answer(journal, "q", given("no", why="searched all of it until 2026-07-01"))
    assert ledger.state() == "proposed"


def test_a_stated_challenge_window_holds_for_people_too(ledger: Any) -> None:
    ledger.ask(resolution=MANUAL | {"challenge_for": "30d"})
    ledger.now("2026-04-10T12:00")
    assert answer(ledger.journal, "q", given()).challenge_until == ledger.clock.at + timedelta(days=30)
