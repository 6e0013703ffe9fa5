"""A reading decides for the days it speaks for, and for no other: a later day's value, another series, never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from ledger.questions.outcome import OnDay, YesNo
from ledger.resolution.looking.counting import counts, last_day_wakes, next_look
from ledger.resolution.looking.register import asked_of
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, Decision, Resolves, Waits
from ledger.resolution.rule.spans import Days
from resolvers.source import Reading, Span

if TYPE_CHECKING:
    from ledger.questions.question import Question

WINDOW = ("2026-01-01", "2026-03-31")
JANUARY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def decided(question: Question, seen: Any, now: str = "2026-04-20") -> Decision:
    return decide(question, {"main": (seen,)}, at(now))


@pytest.mark.parametrize("day", ["2026-03-30", "2026-04-01", "2026-04-09"])
@pytest.mark.parametrize("window", [{"at": "2026-03-31"}, {"over": list(WINDOW)}])
def test_a_level_of_another_day_than_the_last_decides_nothing(makes: Any, window: Any, day: str) -> None:
    seen = makes.seen(makes.taken(3, day, "2026-04-11"))
    assert isinstance(decided(makes.question({"window": window}), seen), Waits)


@pytest.mark.parametrize("covers", [("2026-03-31", "2026-03-31"), WINDOW])
def test_a_level_of_the_last_day_decides_whatever_span_it_was_measured_over(
    makes: Any, covers: tuple[str, str]
) -> None:
    decision = decided(makes.question(), makes.seen(makes.taken(3, covers, "2026-04-11")))
    assert isinstance(decision, Resolves)
    assert decision.outcome == YesNo(yes=False)


def test_a_later_value_is_no_word_on_the_last_day_of_an_any_day_window(makes: Any) -> None:
    question = makes.question(JANUARY, resolves_at="2026-01-01")
    days = [makes.taken(3, f"2026-01-{day:02}", f"2026-01-{day:02}T12:00") for day in range(1, 31)]
    later = makes.taken(99, "2026-02-20", "2026-02-20T12:00")
    assert isinstance(decided(question, makes.seen(*days, later), "2026-02-20T12:00"), Waits)
    told_later = makes.taken(3, "2026-01-31", "2026-02-20T12:00")
    assert isinstance(decided(question, makes.seen(*days, told_later), "2026-02-20T12:00"), Resolves)


def live(day: str) -> Reading:
    span = Span(at(day).date(), at(day).date())
    return Reading({"value": None}, {}, span.last, span, "series", {})


@pytest.mark.parametrize(
    ("vintage", "now", "covers", "counted"),
    [
        ("first_print", "2026-03-30T12:00", "2026-03-30", False),
        ("first_print", "2026-03-31T12:00", "2026-03-31", True),
        ("as_of", "2026-03-31T12:00", "2026-03-31", True),
        ("first_final", "2026-03-31T12:00", "2026-03-31", False),
        ("first_print", "2026-04-01T00:00", "2026-04-01", True),
    ],
)
def test_a_live_value_is_kept_from_the_last_day_on_where_an_early_edition_counts(
    makes: Any, vintage: str, now: str, covers: str, counted: bool
) -> None:
    question = makes.question({"vintage": vintage})
    use = asked_of(question, 1).uses[0]
    days = Days(Span(*(at(day).date() for day in WINDOW)), "so_far")
    assert counts(question, use, days, live(covers), at(now)) is counted


def test_a_span_that_is_not_over_is_no_early_edition_on_its_last_day(makes: Any) -> None:
    question = makes.question({"vintage": "first_print"})
    use, span = asked_of(question, 1).uses[0], Span(*(at(day).date() for day in WINDOW))
    whole = Reading({"value": None}, {}, span.last, span, "series", {})
    assert not counts(question, use, Days(span, "window"), whole, at("2026-03-31T23:59"))
    assert counts(question, use, Days(span, "window"), whole, at("2026-04-01T00:00"))


def test_a_look_wakes_on_the_last_day_whatever_its_cadence(makes: Any) -> None:
    class Use:
        cadence = timedelta(days=30)

    question, now = makes.question(JANUARY, resolves_at="2026-01-01"), at("2026-01-20")
    chance, woken = Random(1), []  # noqa: S311 - when to try again, no secret
    for _ in range(3):
        now = next_look(live("2026-01-20"), Use(), 0, now, chance, last_day_wakes(question.rule.window))  # type: ignore[arg-type]
        woken.append(now)
    assert woken == [at("2026-01-31T00:00"), at("2026-01-31T12:00"), at("2026-01-31T22:00")]


def test_a_day_may_be_the_last_one_of_the_window(makes: Any) -> None:
    rule = JANUARY | {"yes_if": None, "first_day": {"happened": True}}
    times = {"resolves_at": "2026-01-01", "range": {"min": "2026-01-01", "max": "2026-01-31"}}
    question = makes.question(rule, kind="date", **times)
    last = at("2026-01-31").date()
    seen = makes.seen(makes.taken(last, ("2026-01-01", "2026-01-31"), "2026-02-01T12:00"), nature="event")
    decision = decided(question, seen, "2026-02-01T13:00")
    assert isinstance(decision, Resolves)
    assert decision.outcome == OnDay(last)


# ---- another series --------------------------------------------------------------------------------------


def test_readings_of_different_series_never_confirm_one_another(makes: Any) -> None:
    question = makes.question({"confirmations": {"readings": 2, "apart": "3d"}})
    first = makes.taken(12, "2026-03-31", "2026-04-10", identity="A")
    other = makes.taken(13, "2026-03-31", "2026-04-14", identity="B")
    decision = decided(question, makes.seen(first, other))
    assert isinstance(decision, Waits)
    assert "identity changed: it gives another series now: B" in decision.reason
    again = makes.taken(13, "2026-03-31", "2026-04-18", identity="A")
    assert isinstance(decided(question, makes.seen(first, other, again)), Resolves)


def test_the_newest_of_another_series_decides_nothing(makes: Any) -> None:
    first = makes.taken(12, "2026-03-31", "2026-04-10", identity="A")
    other = makes.taken(3, "2026-03-31", "2026-04-14", identity="B")
    decision = decided(makes.question({"vintage": "latest"}), makes.seen(first, other))
    assert isinstance(decision, Waits)
    assert "identity changed" in decision.reason


def test_a_series_that_changed_annuls_where_the_file_says_so(makes: Any) -> None:
    question = makes.question({"vintage": "latest", "annul_if": [{"identity_changed": "main"}]})
    first = makes.taken(12, "2026-03-31", "2026-04-10", identity="A")
    other = makes.taken(3, "2026-03-31", "2026-04-14", identity="B")
    assert isinstance(decided(question, makes.seen(first, other), "2026-07-01T12:00"), Annuls)
