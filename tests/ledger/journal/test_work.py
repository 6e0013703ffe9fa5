"""Work state: looks in a schedule, bodies for conditional requests, hosts at rest. All of it can be lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.clock import SetClock
from ledger.journal.append import Journal
from ledger.journal.work import (
    KeptInLedger,
    LookDone,
    LookRow,
    due,
    keep_body,
    look_states,
    looked,
    register,
    remember,
    remembered,
    wait_for,
    waiting,
)
from resolvers.fetch_settings import Kept
from resolvers.source import Evidence, Request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.journal.work import AnswerKind

NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Journal]:
    with Journal.create(tmp_path / "ledger.db", clock=SetClock(NOW), opened_by="me") as journal:
        yield journal


def row(look: str, at: datetime = NOW) -> LookRow:
    return LookRow(look, "epoch.eci_lag", "{}", "[]", at)


def done(look: str, answer: AnswerKind, next_at: datetime = NOW + HOUR) -> LookDone:
    return LookDone(look, NOW, next_at, answer, "said", 1200, 34, "me")


def test_what_is_wanted_is_due_at_once(kept: Journal) -> None:
    with kept.transaction() as tx:
        register(tx.connection, [row("b"), row("a"), row("late", NOW + HOUR)])
        assert due(tx.connection, NOW) == ["a", "b"]
        assert list(look_states(tx.connection, ["a", "missing"])) == ["a"]


def test_registering_again_keeps_a_looks_turn(kept: Journal) -> None:
    with kept.transaction() as tx:
        register(tx.connection, [row("a")])
        looked(tx.connection, done("a", "reading"))
        register(tx.connection, [row("a")])
        assert due(tx.connection, NOW) == []
        assert due(tx.connection, NOW + HOUR) == ["a"]


def test_failures_are_counted_in_a_row_and_the_last_good_look_is_remembered(kept: Journal) -> None:
    with kept.transaction() as tx:
        register(tx.connection, [row("a")])
        for answer, failures in (
            ("unusable", 1),
            ("unusable", 2),
            ("not_yet", 0),
            ("unusable", 1),
            ("reading", 0),
        ):
            looked(tx.connection, done("a", answer))  # type: ignore[arg-type]  # a word of the list above
            assert look_states(tx.connection)["a"].failures == failures
        assert tx.database.execute("SELECT last_good_at FROM run_looks").fetchone() is not None


FURTHER = "https://example.org/?page=2"


def evidence(body: bytes = b"body", etag: str | None = '"one"', modified: str | None = None) -> Evidence:
    asked = Request("https://example.org/")
    return Evidence(asked, "ab", body, 200, NOW, etag=etag, last_modified=modified, next_url=FURTHER)


def test_a_kept_body_comes_back_whole_and_the_newest_counts(kept: Journal) -> None:
    with kept.transaction() as tx:
        keep_body(tx.connection, "key", evidence(b"old"))
        keep_body(tx.connection, "key", evidence(b"x" * 100_000, modified="then"))
    found = KeptInLedger(kept.path).lookup("key")
    assert found is not None
    assert found == Kept('"one"', "then", "ab", b"x" * 100_000, FURTHER)


def test_a_body_nothing_can_be_asked_with_is_not_kept(kept: Journal) -> None:
    with kept.transaction() as tx:
        keep_body(tx.connection, "key", evidence(etag=None))
    assert KeptInLedger(kept.path).lookup("key") is None


def test_a_body_that_cannot_be_read_was_not_kept(kept: Journal, tmp_path: Path) -> None:
    with kept.transaction() as tx:
        keep_body(tx.connection, "key", evidence())
        tx.database.execute("UPDATE run_bodies SET body = x'0000000000000004ffff'")
    assert KeptInLedger(kept.path).lookup("key") is None
    assert KeptInLedger(tmp_path / "missing.db").lookup("key") is None


def test_a_host_is_waited_for_until_its_time(kept: Journal) -> None:
    with kept.transaction() as tx:
        wait_for(tx.connection, {"a.org": NOW + HOUR, "b.org": NOW})
        assert waiting(tx.connection, NOW) == {"a.org": NOW + HOUR}
        wait_for(tx.connection, {"a.org": NOW + 2 * HOUR})
        assert waiting(tx.connection, NOW + HOUR) == {"a.org": NOW + 2 * HOUR}
        wait_for(tx.connection, {})


def test_a_small_thing_is_remembered_with_its_time(kept: Journal) -> None:
    with kept.transaction() as tx:
        assert remembered(tx.connection, "last_sweep") is None
        remember(tx.connection, "last_sweep", "daemon", NOW)
        remember(tx.connection, "last_sweep", "me", NOW + HOUR)
        assert remembered(tx.connection, "last_sweep") == ("me", NOW + HOUR)
