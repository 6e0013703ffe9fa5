"""Work state, in the `run_*` tables: when a look is due, what came of it, bodies for conditional requests.

All of it may be lost at any time at the cost of a fetch: looks are registered again from the questions.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import text

from ledger.clock import microseconds, moment
from ledger.journal.bodies import opened_body
from ledger.journal.store import driver
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
DUE = "SELECT look FROM run_looks WHERE next_at <= ? ORDER BY next_at, look LIMIT ?"
STATE = """
SELECT look, failures, answer, said, last_at, next_at, gave, gave_key, right_identity, right_units, as_of FROM run_looks"""
STATES = text(STATE)
STATES_OF = text(f"{STATE} WHERE look IN (SELECT value FROM json_each(:looks))")
LOOKED = text("""
UPDATE run_looks SET next_at = :next_at, last_at = :at, last_good_at = CASE WHEN :good THEN :at ELSE last_good_at END,
failures = CASE WHEN :failed THEN failures + 1 ELSE 0 END, took_us = :took_us, size = :size, answer = :answer,
said = :said, who = :who, gave = :gave, gave_key = :gave_key, lacks = :lacks,
unable_since = CASE WHEN :good THEN NULL ELSE coalesce(unable_since, :at) END,
as_of = coalesce(:as_of, as_of), identity = coalesce(:identity, identity), units = coalesce(:units, units),
right_identity = coalesce(right_identity, :identity), right_units = coalesce(right_units, :units) WHERE look = :look""")
ACCEPT = text("UPDATE run_looks SET right_identity = identity, right_units = units WHERE look = :look")
KEEP_BODY = text("""
INSERT INTO run_bodies (request, etag, last_modified, next_url, sha256, body, fetched_at)
VALUES (:request, :etag, :last_modified, :next_url, :sha256, :body, :fetched_at)
ON CONFLICT (request) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
next_url = excluded.next_url, sha256 = excluded.sha256, body = excluded.body, fetched_at = excluded.fetched_at""")
FIND_BODY = "SELECT etag, last_modified, sha256, body, next_url FROM run_bodies WHERE request = ?"
WAIT = text("""
INSERT INTO run_hosts (host, not_before, failures) VALUES (:host, :not_before, 1)
ON CONFLICT (host) DO UPDATE SET not_before = excluded.not_before, failures = run_hosts.failures + 1""")
WAITING = text("SELECT host, not_before FROM run_hosts WHERE not_before > :now")
REMEMBER = text("""
INSERT INTO run_state (name, value, at) VALUES (:name, :value, :at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at""")
NAMES = text("SELECT name FROM run_state WHERE name >= :first AND name < :after ORDER BY name")
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
    """How a look stands: failures in a row, what it said last, when it was taken and is due.

    `gave` is what it gave last as stored, `gave_key` the same in short; `right_identity` and `right_units` (JSON) what it should be;
    `as_of` how far its data reach, an ISO day.
    """

    failures: int
    answer: str | None
    said: str | None
    last_at: datetime | None
    next_at: datetime
    gave: str | None = None
    gave_key: str | None = None
    right_identity: str | None = None
    right_units: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class LookDone:
    """One look that was taken: when, how it went, and when it is due again. `took_us` microseconds, `size` bytes.

    `as_of`, `identity` and `units` (JSON) are of what was read, None where nothing was; `lacks` what of the window was not there.
    """

    look: str
    at: datetime
    next_at: datetime
    answer: AnswerKind
    said: str
    took_us: int
    size: int
    who: str
    gave: str = "[]"
    gave_key: str = ""
    as_of: str | None = None
    identity: str | None = None
    units: str | None = None
    lacks: str | None = None


def register(connection: Connection, wanted: Iterable[LookRow]) -> None:
    """Have these looks in the schedule; known ones keep their turn."""
    rows = [_registered(row) for row in wanted]
    if rows:
        connection.execute(REGISTER, rows)


def _registered(row: LookRow) -> dict[str, object]:
    said = {"look": row.look, "source": row.source, "params": row.params, "days": row.days}
    return {**said, "next_at": microseconds(row.next_at)}


def due(connection: Connection, now: datetime, most: int = 10_000) -> list[str]:
    """The keys of the looks that are due, the longest due first."""
    return [look for (look,) in driver(connection).execute(DUE, (microseconds(now), most))]


def look_states(connection: Connection, looks: Iterable[str] | None = None) -> dict[str, LookState]:
    """How these looks stand, or all in the schedule, by key."""
    if looks is None:
        rows = connection.execute(STATES)
    else:
        rows = connection.execute(STATES_OF, {"looks": json.dumps(list(looks))})
    return {
        str(look): LookState(
            failures, answer, said, moment(last) if last is not None else None, moment(following), *rest
        )
        for look, failures, answer, said, last, following, *rest in rows
    }


def looked(connection: Connection, done: LookDone) -> None:
    """Note how a look went and when it is due again. A failure counts on; anything else ends the count."""
    times = {"at": microseconds(done.at), "next_at": microseconds(done.next_at)}
    how = {"good": int(done.answer == "reading"), "failed": int(done.answer == "unusable")}
    connection.execute(LOOKED, {**asdict(done), **times, **how})


def accept_identity(connection: Connection, look: str) -> None:
    """Take what a look reads now (series, units) as what it should be."""
    connection.execute(ACCEPT, {"look": look})


def keep_body(connection: Connection, request: str, evidence: Evidence) -> None:
    """Keep a body for the next conditional request, where the publisher gave something to ask with."""
    if not evidence.etag and not evidence.last_modified:
        return
    body = len(evidence.body).to_bytes(8, "big") + zlib.compress(evidence.body)
    tags = {"etag": evidence.etag, "last_modified": evidence.last_modified}
    said = {"request": request, **tags, "next_url": evidence.next_url}
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
            return Kept(row[0], row[1], row[2], _body(row[3]), row[4]) if row else None
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


def names_remembered(connection: Connection, prefix: str) -> list[str]:
    """What follows `prefix` in the names that something is remembered under, in order."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    rows = connection.execute(NAMES, {"first": prefix, "after": after})
    return [str(name).removeprefix(prefix) for (name,) in rows]
