"""Readings whole, as their entries hold them: for deciding over them again, and for telling where a number came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class SaidReading:
    """A reading that counts; `said` is the body of its entry."""

    seq: int
    look: str
    said: Mapping[str, Any]


def readings_said(record: Record, seqs: Collection[int]) -> tuple[SaidReading, ...]:
    """The readings with these numbers, oldest first."""
    sql = """SELECT seq, look, said FROM now_readings WHERE seq IN (SELECT value FROM json_each(?))
             ORDER BY taken_at, seq"""
    return tuple(map(_reading, record.rows(sql, (json.dumps(sorted(seqs)),))))


def readings_of_looks(record: Record, looks: Collection[str]) -> tuple[SaidReading, ...]:
    """Every reading of these looks, oldest first."""
    sql = """SELECT seq, look, said FROM now_readings WHERE look IN (SELECT value FROM json_each(?))
             ORDER BY taken_at, seq"""
    return tuple(map(_reading, record.rows(sql, (json.dumps(sorted(looks)),))))


def _reading(row: Row) -> SaidReading:
    return SaidReading(row[0], row[1], json.loads(row[2]))
