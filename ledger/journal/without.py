"""Questions for which naive forecasts were tried in vain, in `run_without`: so that no publisher is asked again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from ledger.clock import microseconds

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

IN_VAIN = text("""
INSERT INTO run_without (question, version, at, why, as_of) VALUES (:question, :version, :at, :why, (
    SELECT max(l.as_of) FROM run_uses u JOIN run_looks l ON l.look = u.look WHERE u.question = :question))
ON CONFLICT (question) DO UPDATE SET version = excluded.version, at = excluded.at, why = excluded.why, as_of = excluded.as_of""")


def in_vain(connection: Connection, question: str, version: int, why: str, at: datetime) -> None:
    """Note why a version of a question has no naive forecast, and how far its sources reached then."""
    said = {"question": question, "version": version, "why": why, "at": microseconds(at)}
    connection.execute(IN_VAIN, said)
