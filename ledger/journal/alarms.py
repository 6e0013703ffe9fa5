"""Alarms of looks, in `run_alarms`: one row for each kind that holds, since when, what was and what is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import text

from ledger.clock import microseconds, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

AlarmKind = Literal[
    "unreachable",
    "shape_changed",
    "identity_changed",
    "jumped",
    "restated",
    "no_new_row",
    "incomplete",
    "needs_key",
    "gone",
]
"""Why a look is not as it should be; a closed list."""

HOLDING = text("SELECT kind, since, was, became FROM run_alarms WHERE look = :look ORDER BY kind")
RAISE = text("""
INSERT INTO run_alarms (look, kind, since, was, became) VALUES (:look, :kind, :since, :was, :became)
ON CONFLICT (look, kind) DO UPDATE SET became = excluded.became""")
END = text("DELETE FROM run_alarms WHERE look = :look AND kind IN (SELECT value FROM json_each(:kinds))")


@dataclass(frozen=True, slots=True)
class Alarm:
    """A look is not as it was: `was` before (None where that is not known), `became` now, in words."""

    look: str
    kind: AlarmKind
    since: datetime
    was: str | None
    became: str


def holding(connection: Connection, look: str) -> dict[AlarmKind, Alarm]:
    """The alarms of a look that hold, by kind."""
    rows = connection.execute(HOLDING, {"look": look})
    return {kind: Alarm(look, kind, moment(since), was, became) for kind, since, was, became in rows}


def raise_alarms(connection: Connection, alarms: Iterable[Alarm]) -> None:
    """Raise alarms; one that holds already keeps its beginning and what was, and says what is now."""
    rows = [
        {
            "look": one.look,
            "kind": one.kind,
            "since": microseconds(one.since),
            "was": one.was,
            "became": one.became,
        }
        for one in alarms
    ]
    if rows:
        connection.execute(RAISE, rows)


def end_alarms(connection: Connection, look: str, kinds: Collection[AlarmKind]) -> None:
    """These alarms of a look are over."""
    if kinds:
        connection.execute(END, {"look": look, "kinds": json.dumps(sorted(kinds))})
