"""Work state, in the `run_*` tables: when a look is due, what came of it, bodies for conditional requests.

All of it may be lost at any time at the cost of a fetch: looks are registered again from the questions.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import text

from ledger.clock import microseconds, moment
from ledger.journal.bodies import opened_body
from resolvers.fetch_settings import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from resolvers.source import Evidence

AnswerKind = Literal["reading", "not_yet", "unusable"]
CODING = "zlib"

REGISTER = text("""
INSERT INTO run_looks (look, source, params, days, next_at, failures)
VALUES (:look, :source, :params, :days, :next_at, 0) ON CONFLICT (look) DO NOTHING""")
RETIRE = text("DELETE FROM run_looks WHERE look = :look")
KNOWN = text("SELECT look FROM run_looks")
DUE = text("SELECT look FROM run_looks WHERE next_at <= :now ORDER BY next_at, look LIMIT :most")
STATE = text("SELECT look, failures, answer, said, last_at, next_at FROM run_looks")
LOOKED = text("""
UPDATE run_looks SET next_at = :next_at, last_at = :at, last_good_at = CASE WHEN :good THEN :at ELSE last_good_at END,
failures = CASE WHEN :failed THEN failures + 1 ELSE 0 END, took_us = :took_us, size = :size, answer = :answer,
said = :said, who = :who WHERE look = :look""")
REHEARSED = text("""
INSERT INTO run_rehearsals (question, day, at, state, value, value_number, would, as_of, reason, said)
VALUES (:question, :day, :at, :state, :value, :value_number, :would, :as_of, :reason, :said)
ON CONFLICT (question, day) DO UPDATE SET at = excluded.at, state = excluded.state, value = excluded.value,
value_number = excluded.value_number, would = excluded.would, as_of = excluded.as_of, reason = excluded.reason,
said = excluded.said""")
KEEP_BODY = text("""
INSERT INTO run_bodies (request, etag, last_modified, sha256, body, fetched_at)
VALUES (:request, :etag, :last_modified, :sha256, :body, :fetched_at)
ON CONFLICT (request) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
sha256 = excluded.sha256, body = excluded.body, fetched_at = excluded.fetched_at""")
FIND_BODY = "SELECT etag, last_modified, sha256, body FROM run_bodies WHERE request = ?"
WAIT = text("""
INSERT INTO run_hosts (host, not_before, failures) VALUES (:host, :not_before, 1)
ON CONFLICT (host) DO UPDATE SET not_before = excluded.not_before, failures = run_hosts.failures + 1""")
WAITING = text("SELECT host, not_before FROM run_hosts WHERE not_before > :now")
REMEMBER = text("""
INSERT INTO run_state (name, value, at) VALUES (:name, :value, :at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at""")
FORGET = text("DELETE FROM run_state WHERE name = :name")
REMEMBERED = text("SELECT value, at FROM run_state WHERE name = :name")


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look that is wanted: its key, and what it is in words. `next_at` is when it is due first."""

    look: str
    source: str
    params: str
    days: str
    next_at: datetime


@dataclass(frozen=True, slots=True)
class LookState:
    """How a look stands: failures in a row, what it said last, when it was taken and is due."""

    failures: int
    answer: str | None
    said: str | None
    last_at: datetime | None
    next_at: datetime


@dataclass(frozen=True, slots=True)
class LookDone:
    """One look that was taken: when, how it went, and when it is due again. `took_us` microseconds, `size` bytes."""

    look: str
    at: datetime
    next_at: datetime
    answer: AnswerKind
    said: str
    took_us: int
    size: int
    who: str


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """If it resolved on `day`: what a question's rule would have said. `value` is the exact number as text."""

    question: str
    day: str
    at: datetime
    state: str
    value: str | None
    would: str | None
    as_of: str | None
    reason: str
    said: str


def register(connection: Connection, wanted: Iterable[LookRow]) -> None:
    """Have exactly these looks in the schedule: new ones are added, known ones keep their turn, others go."""
    rows = {row.look: row for row in wanted}
    known = {str(look) for (look,) in connection.execute(KNOWN)}
    gone = [{"look": look} for look in sorted(known - rows.keys())]
    new = [_registered(rows[look]) for look in sorted(rows.keys() - known)]
    if gone:
        connection.execute(RETIRE, gone)
    if new:
        connection.execute(REGISTER, new)


def _registered(row: LookRow) -> dict[str, object]:
    said = {"look": row.look, "source": row.source, "params": row.params, "days": row.days}
    return {**said, "next_at": microseconds(row.next_at)}


def due(connection: Connection, now: datetime, most: int = 10_000) -> list[str]:
    """The keys of the looks that are due, the longest due first."""
    rows = connection.execute(DUE, {"now": microseconds(now), "most": most})
    return [str(look) for (look,) in rows]


def look_states(connection: Connection) -> dict[str, LookState]:
    """How every look in the schedule stands, by its key."""
    return {
        str(look): LookState(
            failures, answer, said, moment(last) if last is not None else None, moment(following)
        )
        for look, failures, answer, said, last, following in connection.execute(STATE)
    }


def looked(connection: Connection, done: LookDone) -> None:
    """Note how a look went and when it is due again. A failure counts on; anything else ends the count."""
    connection.execute(
        LOOKED,
        {
            "look": done.look,
            "at": microseconds(done.at),
            "next_at": microseconds(done.next_at),
            "good": int(done.answer == "reading"),
            "failed": int(done.answer == "unusable"),
            "took_us": done.took_us,
            "size": done.size,
            "answer": done.answer,
            "said": done.said,
            "who": done.who,
        },
    )


def rehearsed(connection: Connection, row: RehearsalRow) -> None:
    """Keep a question's rehearsal of a day; a later one of the same day takes its place."""
    said = {
        name: getattr(row, name)
        for name in ("question", "day", "state", "value", "would", "as_of", "reason", "said")
    }
    number = float(row.value) if row.value is not None else None
    connection.execute(REHEARSED, {**said, "at": microseconds(row.at), "value_number": number})


def keep_body(connection: Connection, request: str, evidence: Evidence) -> None:
    """Keep a body for the next conditional request, where the publisher gave something to ask with."""
    if not evidence.etag and not evidence.last_modified:
        return
    body = len(evidence.body).to_bytes(8, "big") + zlib.compress(evidence.body)
    said = {"request": request, "etag": evidence.etag, "last_modified": evidence.last_modified}
    rest = {"sha256": evidence.sha256, "body": body, "fetched_at": microseconds(evidence.fetched_at)}
    connection.execute(KEEP_BODY, {**said, **rest})


class KeptInLedger:
    """The fetcher's kept bodies, in the ledger at `path`. A body that cannot be read is one that was not kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lookup(self, request_key: str) -> Kept | None:
        """The newest kept body for a request."""
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True)) as database:
                database.execute("PRAGMA query_only = ON")
                row = database.execute(FIND_BODY, (request_key,)).fetchone()
            return Kept(row[0], row[1], row[2], _body(row[3])) if row else None
        except (sqlite3.Error, ValueError):
            return None


def _body(stored: bytes) -> bytes:
    return opened_body(int.from_bytes(stored[:8], "big"), CODING, stored[8:])


def wait_for(connection: Connection, hosts: Mapping[str, datetime]) -> None:
    """Remember the hosts that asked to be left alone, and until when."""
    rows = [{"host": host, "not_before": microseconds(until)} for host, until in hosts.items()]
    if rows:
        connection.execute(WAIT, rows)


def waiting(connection: Connection, now: datetime) -> dict[str, datetime]:
    """The hosts that are still to be left alone, and until when."""
    rows = connection.execute(WAITING, {"now": microseconds(now)})
    return {str(host): moment(until) for host, until in rows}


def remember(connection: Connection, name: str, value: str, at: datetime) -> None:
    """Remember a small thing under a name."""
    connection.execute(REMEMBER, {"name": name, "value": value, "at": microseconds(at)})


def forget(connection: Connection, name: str) -> None:
    """Remember nothing under a name any more."""
    connection.execute(FORGET, {"name": name})


def remembered(connection: Connection, name: str) -> tuple[str, datetime] | None:
    """What was remembered under a name, and when; None for nothing."""
    row = connection.execute(REMEMBERED, {"name": name}).first()
    return (str(row[0]), moment(row[1])) if row else None
