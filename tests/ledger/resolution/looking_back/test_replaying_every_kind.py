"""Replay gives what was pinned for every kind of question and window, for conflicts too; what differs is named by its cause."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from ledger.resolution.looking_back.replay import replay
from ledger.resolution.rule.decide import RULE_VERSION
from tests.ledger.resolution.conftest import http_source

if TYPE_CHECKING:
    from ledger.resolution.looking_back.replay import Replayed

JANUARY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}
SOON = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}
DATES = {"kind": "date", "range": {"min": "2026-01-01", "max": "2026-01-31"}, **SOON}
NUMBERS = {"kind": "numeric", "range": {"min": "0", "max": "60", "open_max": True}}
OPTIONS = {
    "kind": "multiple_choice",
    "ordered": True,
    "option": [{"label": "low", "below": "5"}, {"label": "high", "at_least": "5"}],
}
TEXTS = {
    "kind": "multiple_choice",
    "option": [{"label": "a", "is_one_of": ["US"]}, {"label": "b", "is_one_of": ["CN", "FR"]}],
}
EVENT = http_source(type="date", nature="event")
OTHER = http_source("/other", url="https://other.example.org/other")
TWO = {"look": {"other": {"source": [OTHER]}}}
HELD: dict[str, Any] = {"at_least": "12", "held_for": {"days": 3}}


def only(ledger: Any) -> Replayed:
    (found,) = asyncio.run(replay(ledger.journal))
    return found


def causes(found: Replayed) -> set[str]:
    return {layer.cause for layer in found.readings.values()}


@pytest.mark.parametrize(
    ("rule", "head", "value", "outcome"),
    [
        ({}, {}, 12.5, {"yes": True}),
        ({"yes_if": {"not": {"at_least": "12"}}}, {}, 12.5, {"yes": False}),
        ({"window": {"at": "2026-03-31"}, "digits": 0}, {}, 11.5, {"yes": True}),
        ({"yes_if": None, "digits": 1}, NUMBERS, 12.55, {"value": "12.6"}),
        ({"yes_if": None}, NUMBERS, 61, {"beyond": "max"}),
        ({"yes_if": None}, OPTIONS, 12.5, {"option": "high"}),
        ({"yes_if": None, "source": [http_source(type="text")]}, TEXTS, "FR", {"option": "b"}),
        ({"yes_if": {"happened": True}, "source": [EVENT]}, {}, "2026-02-03", {"yes": True}),
        ({"yes_if": {"happened": False}, "source": [EVENT]}, {}, None, None),
        (
            TWO | {"yes_if": {"any": [{"at_least": "20"}, {"at_least": "5", "look": "other"}]}},
            {},
            12.5,
            {"yes": True},
        ),
        (
            TWO | {"yes_if": {"all": [{"at_least": "20"}, {"at_least": "5", "look": "other"}]}},
            {},
            12.5,
            {"yes": False},
        ),
        ({"source": [http_source(), OTHER], "quorum": 2, "tolerance": "1"}, {}, 12.5, {"yes": True}),
    ],
)
def test_a_decision_on_one_day_or_span_follows_again(
    ledger: Any, rule: dict[str, Any], head: dict[str, Any], value: object, outcome: dict[str, object] | None
) -> None:
    ledger.ask(resolution=rule, **head)
    ledger.now("2026-04-10T12:00")
    ledger.world.says(value, "2026-03-31")
    ledger.world.says(12, "2026-03-31", path="/other")
    proposed = ledger.sweep().proposed
    if outcome is None:
        assert proposed == []
        return
    found = only(ledger)
    assert (found.outcome, found.decision.cause, causes(found), found.holds) == (
        outcome,
        "equal",
        {"equal"},
        True,
    )


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("rule", "head", "high"),
    [
        ({}, SOON, {5}),
        ({"yes_if": HELD}, SOON, {3, 5, 6, 7}),
        ({"yes_if": {"any": [{"at_least": "20"}, HELD]}}, SOON, {5, 20, 21, 22}),
        ({"yes_if": {"all": [{"at_least": "2"}, {"at_least": "20"}]}}, SOON, {5}),
        ({"yes_if": {"not": {"at_least": "12"}}}, SOON, set()),
        ({"confirmations": {"readings": 2, "apart": "1d"}}, SOON, {5, 9}),
        ({"yes_if": None, "first_day": {"all": [{"at_least": "2"}, {"not": {"below": "12"}}]}}, DATES, {4}),
        ({"yes_if": None, "first_day": HELD}, DATES, {5, 6, 7}),
        ({"yes_if": None, "first_day": HELD}, DATES, set()),
    ],
)
def test_a_decision_on_any_day_follows_again(
    ledger: Any, rule: dict[str, Any], head: dict[str, Any], high: set[int]
) -> None:
    ledger.ask(resolution=JANUARY | rule, **head)
    follows(ledger, high)


def follows(ledger: Any, high: set[int]) -> None:
    """A month of looks, high on these days; what the rule decided is decided again."""
    ledger.daily("2026-02-01", lambda day: 12 if day.day in high and day.month == 1 else 3)
    found = only(ledger)
    assert (found.decision.cause, causes(found), found.holds) == ("equal", {"equal"}, True)


def test_a_run_that_may_miss_days_follows_again(ledger: Any) -> None:
    ledger.ask(resolution=JANUARY | {"yes_if": HELD | {"held_for": {"days": 3, "may_miss": 1}}}, **SOON)
    follows(ledger, {5, 6, 7})


@pytest.mark.parametrize("rule", [{}, JANUARY])
def test_a_conflict_follows_again_from_the_readings_of_both_publishers(
    ledger: Any, rule: dict[str, Any]
) -> None:
    head = SOON if rule else {}
    ledger.ask(resolution=rule | {"source": [http_source(), OTHER], "quorum": 2}, **head)
    ledger.world.says(3, "2026-01-01", path="/other")
    if rule:
        ledger.world.says(3, "2026-01-02", path="/other")
        for day in range(1, 32):
            ledger.now(f"2026-01-{day:02}T12:00")
            ledger.world.says(13, f"2026-01-{day:02}")
            ledger.world.says(3, f"2026-01-{day:02}", path="/other")
            ledger.sweep()
        ledger.now("2026-02-01T12:00")
    else:
        ledger.now("2026-04-10T12:00")
        ledger.world.says(13, "2026-03-31")
        ledger.world.says(3, "2026-03-31", path="/other")
    ledger.sweep()
    found = only(ledger)
    assert (found.outcome, found.decision.cause, found.holds) == (None, "equal", True)
    assert causes(found) == {"equal"}
    assert len(found.readings) >= 2


def decided(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()


def rewritten(ledger: Any, change: dict[str, Any]) -> None:
    """Change the body of the proposal, behind the journal's back."""
    seq, body = ledger.one(
        "SELECT seq, body FROM log_entries WHERE CAST(body AS TEXT) LIKE '%ResolutionProposed%'"
    )
    said = json.loads(body)
    said["data"] |= change
    with ledger.journal.transaction() as tx:
        tx.database.execute("DROP TRIGGER log_entries_update")
        tx.database.execute("UPDATE log_entries SET body = ? WHERE seq = ?", (json.dumps(said).encode(), seq))


def test_a_newer_rule_that_says_the_same_is_told_and_holds(ledger: Any) -> None:
    decided(ledger)
    rewritten(ledger, {"rule_version": RULE_VERSION + 1})
    found = only(ledger)
    assert (found.decision.cause, found.holds) == ("equal", True)
    assert found.decision.words.endswith("says the same")


def test_a_newer_rule_that_says_otherwise_is_named_with_both_answers(ledger: Any) -> None:
    decided(ledger)
    rewritten(ledger, {"rule_version": RULE_VERSION + 1, "outcome": {"yes": False}})
    found = only(ledger)
    assert (found.decision.cause, found.holds) == ("rule_newer", False)
    assert (
        "outcome was pinned as {'yes': False}, the pinned readings give {'yes': True}" in found.decision.words
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": {"yes": False}}, "outcome was pinned as"),
        ({"known_at": 5}, "known at was pinned as 5"),
        ({"evidence": []}, "evidence was pinned as []"),
        ({"why": "another why"}, "what was pinned was changed"),
    ],
)
def test_what_was_changed_in_a_proposal_is_named(ledger: Any, change: dict[str, Any], words: str) -> None:
    decided(ledger)
    rewritten(ledger, change)
    found = only(ledger)
    assert (found.decision.cause, found.holds) == ("rule", False)
    assert words in found.decision.words
