"""How long it takes to ask what is due, with a million questions in the tables.

    python benchmarks/what_is_due.py --questions 1000000 --looks 1000

The tables are filled directly, with one look for every thousand questions: what is measured is the asking. Asked is all that a sweep
asks before it does anything: which looks are due, which entries are new, whose last day has passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import QuestionAsked
from ledger.journal.uses import changed_since, end_watches, last_seq, overdue
from ledger.journal.work import due

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TIMES = 200
SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is.",
    "by": "this project",
    "opens_at": "2026-01-01",
    "closes_at": "2028-12-31",
    "resolves_at": "2029-01-10",
    "gives_up_at": "2029-06-30",
    "resolution": {
        "window": {"at": "2028-12-31"},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "epoch.eci_lag", "value": "lag_months"}],
    },
}
COPY = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO now_questions SELECT 'question-' || i, {columns} FROM n, now_questions q WHERE q.question = 'question-0'"""
USE = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO run_uses SELECT 'question-' || i, 0, 'main', 'look-' || (i % ?), 'value', 0, 0, ?, ?, NULL FROM n"""
LOOK = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO run_looks (look, source, params, days, next_at, failures)
SELECT 'look-' || i, 'epoch.eci_lag', '{}', '["at", "2028-12-31"]', ? + i % 3 * 86400000000, 0 FROM n"""


def fill(journal: Journal, count: int, looks: int) -> None:
    """One real question, so many of its like, and looks of which a third are due."""
    journal.append(QuestionAsked(question="question-0", version=1, file_sha256="0" * 64, said=SAID))
    later = microseconds(NOW + timedelta(days=900))
    with journal.transaction() as tx:
        rows = tx.database.execute("PRAGMA table_info(now_questions)").fetchall()
        columns = ", ".join(f"q.{name}" for _, name, *_ in rows if name != "question")
        tx.database.execute(COPY.format(columns=columns), (count - 1,))
        tx.database.execute(USE, (count - 1, looks, later, later))
        tx.database.execute(LOOK, (looks - 1, microseconds(NOW)))


def times(ask: Callable[[], object]) -> tuple[float, float]:
    """Median and longest of many, in milliseconds."""
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - begun) * 1000)
    return median(spent), max(spent)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=1_000_000)
    parser.add_argument("--looks", type=int, default=1_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Journal.create(Path(folder) / "ledger.db", clock=SetClock(NOW), opened_by="ada") as journal,
    ):
        fill(journal, given.questions, given.looks)
        with journal.transaction() as tx:
            seq, found = last_seq(tx.connection), len(due(tx.connection, NOW))
            print(f"{given.questions:,} questions on {given.looks:,} looks, {found} of them due")
            for name, ask in (
                ("looks that are due", lambda: due(tx.connection, NOW)),
                ("questions entries tell of", lambda: changed_since(tx.connection, seq)),
                ("questions watched long enough", lambda: end_watches(tx.connection, NOW)),
                ("questions past their last day", lambda: overdue(tx.connection, NOW)),
            ):
                middle, most = times(ask)
                print(f"{name + ':':32}{middle:8.3f} ms, longest of {TIMES} {most:.3f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
