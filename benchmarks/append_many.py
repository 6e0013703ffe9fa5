"""How fast forecasts are imported: `Journal.append_many` beside sqlite3 alone, in one run, chunk by chunk in turn.

Two bars: `executemany` into a table of six columns without index, check or hash, and `executemany` of the very rows
the journal writes (log, projection, indexes, triggers), prepared beforehand. Making the entries is not counted for
any of the three. Run: python benchmarks/append_many.py [--count 1000000]
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.plain_question import SAID
from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.appending import ENTER
from ledger.journal.entries import ForecastMade, QuestionAsked
from ledger.journal.envelope import seal
from ledger.journal.forecast_projection import MAKE, made
from ledger.journal.merkle import leaf_hash
from ledger.journal.schema import statements

CHUNK = 50_000
QUESTIONS = 1_000
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PLAIN = (
    "CREATE TABLE forecasts (seq INTEGER PRIMARY KEY, question TEXT, who TEXT, at INTEGER, p REAL, why TEXT)"
)


def forecasts(count: int, chance: random.Random) -> list[ForecastMade]:
    """So many forecasts on a thousand questions by a hundred people, made within a year, in no order."""
    year, now = 365 * 86_400_000_000, microseconds(NOW)
    return [
        ForecastMade(
            question=f"question-{chance.randrange(QUESTIONS)}",
            version=1,
            by=f"person {chance.randrange(100)}",
            made_at=now - chance.randrange(year),
            grade="documented",
            says={"probability": f"0.{chance.randrange(1000):03}"},
        )
        for _ in range(count)
    ]


def alone(path: Path, *schema: str) -> sqlite3.Connection:
    """sqlite3 with the same durability, and nothing else."""
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "cache_size = -65536"):
        database.execute(f"PRAGMA {setting}")
    for statement in schema:
        database.execute(statement)
    return database


def timed_insert(database: sqlite3.Connection, *work: tuple[str, list[Any]]) -> float:
    """One durable transaction; seconds."""
    begun = time.perf_counter()
    database.execute("BEGIN IMMEDIATE")
    for sql, rows in work:
        database.executemany(sql, rows)
    database.execute("COMMIT")
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    count, chance = parser.parse_args().count, random.Random(1)
    spent = {"six": 0.0, "same": 0.0, "journal": 0.0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        six = alone(folder / "six.db", PLAIN)
        same = alone(folder / "same.db", *statements("log_", "now_", "run_"))
        journal = Journal.create(folder / "ledger.db", clock=SetClock(NOW), opened_by="ada", mode="truncate")
        journal.append(
            *(
                QuestionAsked(question=f"question-{n}", version=1, file_sha256="0" * 64, said=SAID)
                for n in range(QUESTIONS)
            )
        )
        for first in range(0, count, CHUNK):
            coming = forecasts(min(CHUNK, count - first), chance)
            kept = [seal(entry, seq, microseconds(NOW)) for seq, entry in enumerate(coming, first + 1)]
            log = [(entry.seq, entry.kind, entry.at, entry.body, leaf_hash(entry.body)) for entry in kept]
            now = [made(entry)[0][1] for entry in kept]
            plain = [(row[0], row[1], row[3], row[4], row[8], None) for row in now]
            gc.collect()
            spent["six"] += timed_insert(six, ("INSERT INTO forecasts VALUES (?, ?, ?, ?, ?, ?)", plain))
            spent["same"] += timed_insert(same, (ENTER, log), (MAKE, now))
            del kept, log, now, plain
            gc.collect()
            begun = time.perf_counter()
            journal.append_many(coming, chunk=CHUNK)
            spent["journal"] += time.perf_counter() - begun
        journal.close()
        six.close()
        same.close()
    rate = {name: count / seconds for name, seconds in spent.items()}
    print(f"{count:,} forecasts, {CHUNK:,} a transaction")
    print(f"sqlite3 alone, six columns:      {rate['six']:>10,.0f} a second")
    print(f"sqlite3 alone, the same tables:  {rate['same']:>10,.0f} a second")
    print(f"Journal.append_many:             {rate['journal']:>10,.0f} a second")
    six_ratio, same_ratio = rate["journal"] / rate["six"], rate["journal"] / rate["same"]
    print(f"ratio: {six_ratio:.2f} of six columns, {same_ratio:.2f} of the same tables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
