"""Every automatic resolution decided again: from its readings, and from the bytes they came from."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.entries import EvidenceErased
from ledger.resolution.looking_back.replay import replay

if TYPE_CHECKING:
    from ledger.resolution.looking_back.replay import Replayed

ANY_DAY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}
TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def replayed(ledger: Any, *only: str) -> tuple[Replayed, ...]:
    found: tuple[Replayed, ...] = asyncio.run(replay(ledger.journal, only or None))
    return found


def causes(found: Replayed) -> set[str]:
    return {layer.cause for layer in found.readings.values()}


def decided(ledger: Any, **rule: Any) -> None:
    ledger.ask(resolution=rule)
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    assert len(ledger.sweep().proposed) == 1


def test_a_decision_follows_again_from_its_readings_and_their_bytes(ledger: Any) -> None:
    decided(ledger)
    (found,) = replayed(ledger)
    assert (found.question, found.decision.cause, causes(found), found.holds) == (
        "q",
        "equal",
        {"equal"},
        True,
    )
    assert found.outcome == {"yes": True}


@pytest.mark.parametrize("high", [5, None])
def test_early_yes_and_a_no_of_a_whole_window_follow_again(ledger: Any, high: int | None) -> None:
    ledger.ask(resolution=ANY_DAY | {"confirmations": {"readings": 2, "apart": "3d"}}, **TIMES)
    ledger.daily("2026-02-05", lambda day: 12 if high and day.day >= high else 3)
    (found,) = replayed(ledger)
    assert (found.outcome, found.decision.cause) == ({"yes": high is not None}, "equal")
    assert causes(found) == {"equal"}


def test_nothing_is_fetched_and_nothing_written(ledger: Any) -> None:
    decided(ledger)
    asked, entries = len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")
    replayed(ledger)
    assert (len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")) == (asked, entries)


def test_a_later_edition_of_the_source_changes_nothing(ledger: Any) -> None:
    decided(ledger)
    ledger.clock.move(timedelta(days=1))
    ledger.world.says(1, "2026-03-31")
    ledger.sweep()
    assert replayed(ledger)[0].holds


def test_erased_bytes_are_named_and_the_decision_still_follows(ledger: Any) -> None:
    decided(ledger)
    (digest,) = ledger.one("SELECT sha256 FROM now_evidence")
    ledger.journal.append(EvidenceErased(sha256=digest, by="me", reason="licence"))
    (found,) = replayed(ledger)
    assert (found.decision.equal, causes(found), found.holds) == (True, {"bytes_missing"}, True)


def tampered(ledger: Any, change: dict[str, Any]) -> None:
    """Change the stored form of the only reading, behind the journal's back."""
    seq, said = ledger.one("SELECT seq, said FROM now_readings")
    with ledger.journal.transaction() as tx:
        text = json.dumps(json.loads(said) | change)
        tx.database.execute("UPDATE now_readings SET said = ? WHERE seq = ?", (text, seq))


def test_a_reading_that_says_otherwise_is_found_in_both_layers(ledger: Any) -> None:
    decided(ledger)
    tampered(ledger, {"values": {"value": "3"}})
    (found,) = replayed(ledger)
    assert (found.decision.cause, causes(found), found.holds) == ("rule", {"reading"}, False)


def test_a_difference_by_a_newer_source_is_reported_and_not_held_against_the_record(ledger: Any) -> None:
    decided(ledger)
    tampered(ledger, {"source_version": 99, "where": {"value": "elsewhere"}})
    (found,) = replayed(ledger)
    assert (causes(found), found.decision.equal, found.holds) == ({"source_newer"}, True, True)


def test_readings_that_decide_nothing_are_a_difference(ledger: Any) -> None:
    decided(ledger)
    tampered(ledger, {"covers": ["2026-01-01", "2026-02-01"]})
    assert "decide nothing" in replayed(ledger)[0].decision.words


def test_bytes_that_give_no_reading_any_more_are_a_difference(ledger: Any) -> None:
    decided(ledger)
    said = json.loads(ledger.one("SELECT said FROM now_readings")[0])
    tampered(ledger, {"params": said["params"] | {"select": "another"}})
    (found,) = replayed(ledger)
    assert causes(found) == {"reading"}


def test_a_request_that_was_not_kept_is_not_replayable(ledger: Any) -> None:
    decided(ledger)
    said = json.loads(ledger.one("SELECT said FROM now_readings")[0])
    tampered(ledger, {"params": said["params"] | {"url": "https://data.example.org/elsewhere"}})
    (found,) = replayed(ledger)
    assert "was not kept" in next(iter(found.readings.values())).words


def test_a_source_that_is_gone_is_named(ledger: Any) -> None:
    decided(ledger)
    tampered(ledger, {"source": "nobody.has_this"})
    assert causes(replayed(ledger)[0]) == {"source_missing"}


def test_a_question_whose_source_is_gone_cannot_be_decided_again(ledger: Any) -> None:
    decided(ledger)
    (said,) = ledger.one("SELECT said FROM now_versions")
    with ledger.journal.transaction() as tx:
        tx.database.execute(
            "UPDATE now_versions SET said = ?", (said.replace("http_json", "nobody.has_this"),)
        )
    assert replayed(ledger)[0].decision.cause == "source_missing"


@pytest.mark.parametrize(("said", "cause"), [("{}", "rule")])
def test_a_version_that_cannot_be_read_is_a_difference(ledger: Any, said: str, cause: str) -> None:
    decided(ledger)
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE now_versions SET said = ?", (said,))
    assert replayed(ledger)[0].decision.cause == cause


def test_only_the_named_questions_are_replayed(ledger: Any) -> None:
    decided(ledger)
    assert replayed(ledger, "other") == ()
    assert len(replayed(ledger, "q")) == 1
