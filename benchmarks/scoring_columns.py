"""How fast a journal becomes scoring columns: everybody's forecasts, in the order of question, time and seq.

    python benchmarks/scoring_columns.py [--count 1000000] [--questions 10000] [--people 1000] [--home FOLDER]

In turn: the columns read anew from the database and packed into the file beside it, read from that file, `sqlite3`
fetchall with np.array, and SQLModel objects (a tenth of the rows, times ten, for their memory). All give the same columns:
numbers of questions and of forecasters, seq, times, probability, grade, imputed. Processor time of this process, medians
of the rounds. Ends with 1 when the columns read anew are not 20 times as fast as SQLModel and 2.5 times as fast as
fetchall, or those of the file not 100 times as fast as SQLModel.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from sqlmodel import Session, create_engine, select

from benchmarks.plain_question import SAID
from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, QuestionAsked
from ledger.journal.tables import NowForecast, NowQuestion
from ledger.record.columns import NEVER, every_forecast
from ledger.record.opening import Record
from ledger.record.packed import packed_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CHUNK = 50_000
PART = 10
TO_REACH_ANEW = 20.0
TO_REACH_FETCHALL = 2.5
TO_REACH_PACKED = 100.0
GRADES = {"seen": 0, "documented": 1, "claimed": 2}
FETCH = """
SELECT q.asked_seq, f.forecaster, f.forecast, f.made_at, f.ended_at, f.expires_at, f.probability, f.grade, f.imputed
FROM now_forecasts f JOIN now_questions q ON q.question = f.question ORDER BY q.asked_seq, f.made_at, f.forecast
"""


def ledger(path: Path, count: int, questions: int, people: int) -> None:
    """A ledger with so many forecasts, made within a year, in no order."""
    chance, year, now = Random(1), 365 * 86_400_000_000, microseconds(NOW)
    journal = Journal.create(path, clock=SetClock(NOW), opened_by="ada", mode="truncate")
    asked = (f"question-{n}" for n in range(questions))
    journal.append(
        *(QuestionAsked(question=one, version=1, file_sha256="0" * 64, said=SAID) for one in asked)
    )
    for first in range(0, count, CHUNK):
        made = (
            ForecastMade(
                question=f"question-{chance.randrange(questions)}",
                version=1,
                by=f"person {chance.randrange(people)}",
                made_at=now - chance.randrange(year),
                grade="documented",
                says={"probability": f"0.{chance.randrange(1000):03}"},
            )
            for _ in range(min(CHUNK, count - first))
        )
        journal.append_many(made, chunk=CHUNK)
    journal.close()


def columns_of(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """What a script makes of rows: one array per column, names as numbers."""
    question, who, forecast, made, ended, expires, p, grade, imputed = zip(*rows, strict=True)
    gone = [min(a or NEVER, b or NEVER) for a, b in zip(ended, expires, strict=True)]
    _, whose = np.unique(np.array(who), return_inverse=True)
    return [
        *(np.array(question), whose, np.array(forecast), np.array(made), np.array(gone)),
        *(np.array(p, dtype=float), np.array([GRADES[one] for one in grade]), np.array(imputed, dtype=bool)),
    ]


def fetched(path: Path) -> list[Any]:
    """`sqlite3` fetchall, then np.array."""
    with sqlite3.connect(path) as database:
        return columns_of(database.execute(FETCH).fetchall())


def objects(path: Path, count: int) -> list[Any]:
    """SQLModel objects, then np.array."""
    wanted = select(NowForecast, NowQuestion.asked_seq).join(
        NowQuestion,
        NowQuestion.question == NowForecast.question,  # type: ignore[arg-type] # SQLModel's columns are typed as their values
    )
    with Session(create_engine(f"sqlite:///{path}")) as session:
        rows = session.exec(wanted.limit(count)).all()
        found = [
            (asked, one.forecaster, one.forecast, one.made_at, one.ended_at, one.expires_at, *_rest(one))
            for one, asked in rows
        ]
        return columns_of(sorted(found, key=lambda row: (row[0], row[3], row[2])))


def _rest(one: NowForecast) -> tuple[Any, ...]:
    return one.probability, one.grade, one.imputed


def spent(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def measured(path: Path, count: int, rounds: int) -> dict[str, float]:
    """Seconds of work of every candidate, in turn."""
    packed, found = packed_path(path), dict[str, list[float]]()
    with Record.open(path) as record:
        for _ in range(rounds):
            packed.unlink(missing_ok=True)
            for name, work, times in (
                ("anew, and packed", lambda: every_forecast(record), 1),
                ("from the packed file", lambda: every_forecast(record), 1),
                ("sqlite3 fetchall + np.array", lambda: fetched(path), 1),
                ("SQLModel objects", lambda: objects(path, count // PART), PART),
            ):
                found.setdefault(name, []).append(spent(work) * times)
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("count", 1_000_000), ("questions", 10_000), ("people", 1_000), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--ledger", type=Path, help="one that is there already, of --count forecasts")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "ledger.db"
        if asked.ledger is None:
            ledger(path, asked.count, asked.questions, asked.people)
        seconds = measured(path, asked.count, asked.rounds)
    anew, kept, plain, orm = seconds.values()
    for name, one in seconds.items():
        print(
            f"{name:<28} {one:8.3f} s   SQLModel / it: {orm / one:7.1f}   fetchall / it: {plain / one:6.1f}"
        )
    slow = orm / anew < TO_REACH_ANEW or plain / anew < TO_REACH_FETCHALL
    return int(slow or orm / kept < TO_REACH_PACKED)


if __name__ == "__main__":
    sys.exit(main())
