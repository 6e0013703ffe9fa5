"""How fast a tournament's forecasts come in by `fledger import table`, beside sqlite3 alone, in one run.

Four candidates over the same rows, in chunks of 50,000 that are each durable, taken in turn:
- sqlite3 `executemany` of the same columns: those of the log and of the forecasts, no index, trigger, check or hash;
- sqlite3 `executemany` of the four columns of the file, the least that could be kept;
- the journal's own writing of forecasts that were read before: checks, canonical bytes, leaf hashes, roots, indexes;
- the whole command on a CSV (and on JSON Lines with --jsonl): read and checked twice, hashed, then written.
Process time, because other work may share the cores; peak memory is that of the command. Ends with 1 when writing costs more
than four times the same columns, or the command needs 500 MB.
Run: python benchmarks/import_table.py [--count 1000000] [--jsonl]
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.clock import SetClock, microseconds
from ledger.exchange.tables.taking import import_tables
from ledger.journal.append import Journal
from ledger.journal.sayings import Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 50_000
QUESTIONS = 1_000
PEOPLE = 100
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
MOST_TIMES, MOST_MB = 4.0, 500.0
BATCH = "table-0123456789abcdef"
LOG = "CREATE TABLE log (seq INTEGER PRIMARY KEY, kind TEXT, at INTEGER, body BLOB, leaf BLOB)"
FORECASTS = (
    "CREATE TABLE forecasts (forecast INTEGER PRIMARY KEY, question TEXT, version INTEGER, forecaster TEXT, made_at INTEGER, "
    "recorded_at INTEGER, grade TEXT, says TEXT, probability REAL, words TEXT, imputed INTEGER, reason TEXT, "
    "expires_at INTEGER, batch TEXT)"
)
FOUR = "CREATE TABLE forecasts (question TEXT, forecaster TEXT, made_at INTEGER, probability REAL)"


@dataclass
class Spent:
    """Seconds of process time, by candidate."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, name: str, work: Callable[[], object]) -> None:
        """Do it and add what it took."""
        gc.collect()
        begun = time.process_time()
        work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun


def tables(folder: Path, count: int, *, jsonl: bool) -> tuple[Path, Path]:
    """A tournament of a thousand questions that stood for a year, and forecasts in no order."""
    chance = random.Random(1)
    questions, forecasts = folder / "questions.csv", folder / f"forecasts.{'jsonl' if jsonl else 'csv'}"
    with questions.open("w", encoding="utf-8") as out:
        out.write("question,kind,title,opens_at,closes_at,outcome,known_at\n")
        for n in range(QUESTIONS):
            said = "yes" if chance.random() < 0.4 else "no"
            out.write(
                f"q-{n},binary,Question {n}?,{BEGUN:%F},{BEGUN.year}-12-31,{said},2026-01-02T00:00:00Z\n"
            )
    with forecasts.open("w", encoding="utf-8") as out:
        out.write("" if jsonl else "question,forecaster,made_at,probability\n")
        for _ in range(count):
            at = BEGUN + timedelta(seconds=chance.randrange(364 * 86_400))
            cells = (f"q-{chance.randrange(QUESTIONS)}", f"person {chance.randrange(PEOPLE)}", f"{at:%FT%TZ}")
            out.write(line(*cells, chance.randrange(1000), jsonl=jsonl))
    return questions, forecasts


def line(question: str, by: str, at: str, thousandths: int, *, jsonl: bool) -> str:
    """One forecast as a line of the file."""
    if not jsonl:
        return f"{question},{by},{at},0.{thousandths:03}\n"
    said = {"question": question, "forecaster": by, "made_at": at, "probability": thousandths / 1000}
    return json.dumps(said) + "\n"


def sayings(path: Path) -> Iterator[list[Saying]]:
    """The forecasts of a CSV as the journal takes them, chunk by chunk."""
    with path.open(encoding="utf-8", newline="") as file:
        part = list[Saying]()
        for question, by, at, chance in list(csv.reader(file))[1:]:
            made_at = microseconds(datetime.fromisoformat(at))
            part.append(Saying(question, by, made_at, {"probability": chance}))
            if len(part) == CHUNK:
                yield part
                part = []
        if part:
            yield part


def alone(path: Path, *schema: str) -> sqlite3.Connection:
    """sqlite3 with the journal's durability, and nothing else."""
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "cache_size = -65536"):
        database.execute(f"PRAGMA {setting}")
    for statement in schema:
        database.execute(statement)
    return database


def insert(database: sqlite3.Connection, **rows: list[Any]) -> None:
    """Rows into tables, in one durable transaction."""
    database.execute("BEGIN IMMEDIATE")
    for table, some in rows.items():
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
    database.execute("COMMIT")


def written(path: Path, first: int) -> tuple[list[Any], list[Any]]:
    """The columns that the journal has written from a seq on."""
    database = sqlite3.connect(path)
    columns = "forecast, question, version, forecaster, made_at, recorded_at, grade, says, probability, words, imputed"
    more = "reason, expires_at, batch"
    log = database.execute(
        "SELECT seq, kind, at, body, leaf FROM log_entries WHERE seq >= ?", (first,)
    ).fetchall()
    now = database.execute(
        f"SELECT {columns}, {more} FROM now_forecasts WHERE forecast >= ?", (first,)
    ).fetchall()
    database.close()
    return log, now


def in_turn(folder: Path, questions: Path, forecasts: Path, spent: Spent) -> None:
    """The journal's writing and sqlite3 alone, chunk by chunk."""
    journal = Journal.create(folder / "ledger.db", clock=SetClock(NOW), opened_by="ada", mode="truncate")
    import_tables(journal, [questions], by="ada")
    same, four = alone(folder / "same.db", LOG, FORECASTS), alone(folder / "four.db", FOUR)
    for part in sayings(forecasts):
        first = journal.head().size + 1

        def append(part: list[Saying] = part) -> None:
            with journal.transaction() as tx:
                tx.append_sayings(part, BATCH)

        spent.time("writing", append)
        log, now = written(journal.path, first)
        short = [(row[1], row[3], row[4], row[8]) for row in now]
        spent.time("same columns", lambda log=log, now=now: insert(same, log=log, forecasts=now))  # type: ignore[misc]
        spent.time("four columns", lambda short=short: insert(four, forecasts=short))  # type: ignore[misc]
    for each in (journal, same, four):
        each.close()


COMMAND = """
import atexit, sys
from pathlib import Path
from ledger.cli.main import run
told = Path(sys.argv.pop(1))
atexit.register(lambda: told.write_text(Path("/proc/self/status").read_text()))
run()
"""
"""The command, leaving word of its own peak: what the system tells of a child counts the parent it was forked from."""


def command(folder: Path, *files: Path) -> tuple[float, float, float]:
    """`fledger import table` as a process: seconds of process time, seconds, and peak memory in MB."""
    told, home = folder / "status", ["--home", str(folder / "home")]
    subprocess.run(
        [sys.executable, "-m", "ledger", "init", "--me", "ada", *home], check=True, capture_output=True
    )
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run = [sys.executable, "-c", COMMAND, str(told), "import", "table", "--yes", *home]
    subprocess.run([*run, *map(str, files)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(told.read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])
    return spent, time.perf_counter() - begun, peak / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--jsonl", action="store_true")
    asked = parser.parse_args()
    count, spent = asked.count, Spent()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions, forecasts = tables(folder, count, jsonl=False)
        in_turn(folder, questions, forecasts, spent)
        if asked.jsonl:
            questions, forecasts = tables(folder, count, jsonl=True)
        whole, took, peak = command(folder, questions, forecasts)
    base = spent.seconds["same columns"]
    print(f"{count:,} forecasts, {CHUNK:,} a transaction; process time")
    for what, seconds in (*spent.seconds.items(), ("command", whole)):
        print(
            f"{what:>14}: {seconds:7.1f} s  {count / seconds:>9,.0f} a second  {seconds / base:5.2f} x same columns"
        )
    print(f"the command took {took:.0f} s on the clock, peak memory {peak:.0f} MB")
    return 1 if spent.seconds["writing"] / base > MOST_TIMES or peak > MOST_MB else 0


if __name__ == "__main__":
    sys.exit(main())
