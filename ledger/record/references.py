"""Naive forecasts: which there are, and which questions are still without."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record

NAMES = ("no change", "base rate")


@dataclass(frozen=True, slots=True)
class Lacking:
    """An open question whose newest version has no naive forecast, with what it says."""

    question: str
    version: int
    said: Mapping[str, Any]


def lacking(record: Record, *, now_us: int) -> tuple[Lacking, ...]:
    """The questions that can be forecast now and have no naive forecast, those that close first at the front."""
    rows = record.rows(_LACKING, {"now": now_us})
    return tuple(Lacking(question, version, json.loads(said)) for question, version, said in rows)


def references_said(record: Record, name: str) -> Mapping[int, Mapping[str, object]]:
    """The stored forms of all naive forecasts of a name, by seq."""
    rows = record.rows("SELECT seq, says FROM now_references WHERE name = ?", (name,))
    return {seq: json.loads(says) for seq, says in rows}


_LACKING = """
SELECT q.question, q.version, q.said FROM now_questions q
WHERE q.state = 'asked' AND q.opens_at <= :now AND q.closes_at > :now AND q.kind <> 'date' AND NOT q.private
AND NOT EXISTS (SELECT 1 FROM now_references r WHERE r.question = q.question AND r.version = q.version)
ORDER BY q.closes_at, q.question
"""
