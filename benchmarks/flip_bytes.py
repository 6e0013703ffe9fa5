"""Flips one bit in every byte of a small ledger, and counts the flips that `verify` does not see.

A flip is harmless if everything the file says (schema and rows) is as before: it hit free space, or a byte of the
format that carries nothing. Run: python benchmarks/flip_bytes.py [--every 10]
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.plain_question import SAID
from ledger.clock import RealClock, microseconds
from ledger.errors import LedgerError
from ledger.journal.append import Journal
from ledger.journal.bodies import read_body
from ledger.journal.entries import EvidenceKept, ForecastMade, NoteAdded, QuestionAsked
from ledger.journal.verify import verify


def small_ledger(path: Path) -> None:
    """A ledger with a question, forecasts, a note and evidence, in pages of 512 bytes."""
    now = microseconds(RealClock().now())
    body = b"lag_months\n12.4\n"
    kept = EvidenceKept(
        look="a" * 64,
        source="epoch.eci_lag",
        source_version=1,
        request="b" * 64,
        url="https://example.org/file.csv",
        query=[],
        accept="text/csv",
        sha256=sha256(body).hexdigest(),
        size=len(body),
        status=200,
        fetched_at=now,
    )
    says: dict[str, Any] = {"probability": "0.35"}
    forecast = ForecastMade(question="q-1", version=1, by="ada", made_at=now, grade="seen", says=says)
    with Journal.create(path, clock=RealClock(), opened_by="ada", mode="truncate") as journal:
        journal.append(QuestionAsked(question="q-1", version=1, file_sha256="0" * 64, said=SAID))
        journal.append(*[forecast] * 10)
        journal.append(NoteAdded(question="q-1", by="ada", text="a remark"))
        journal.append(kept, bodies={kept.sha256: body})
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA page_size = 512")
    database.execute("VACUUM")
    database.close()


def says(path: Path) -> str | None:
    """Everything a ledger says, as SQL, with the bytes of evidence as they were fetched; None if it cannot be read."""
    database = sqlite3.connect(path)
    try:
        rows = [line for line in database.iterdump() if not line.startswith('INSERT INTO "log_evidence"')]
        names = database.execute("SELECT sha256 FROM log_evidence").fetchall()
        return "\n".join(rows) + str([(name, read_body(database, name)) for (name,) in names])
    except (sqlite3.Error, ValueError):
        return None
    finally:
        database.close()


def judge(path: Path, said: str | None) -> str:
    """What became of one flip: found, refused, harmless, or missed."""
    try:
        report = verify(path)
    except LedgerError:
        return "refused"
    if not report.ok:
        return "found"
    return "harmless" if says(path) == said else "missed"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="flip only every n-th byte")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance, begun = random.Random(asked.seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path, flipped = Path(folder) / "ledger.db", Path(folder) / "flipped.db"
        small_ledger(path)
        whole, said, counts = path.read_bytes(), says(path), Counter[str]()
        for place in range(0, len(whole), asked.every):
            now = bytearray(whole)
            now[place] ^= 1 << chance.randrange(8)
            flipped.write_bytes(now)
            outcome = judge(flipped, said)
            counts[outcome] += 1
            if outcome == "missed":
                print(f"missed: byte {place} of page {place // 512 + 1}")
    told = ", ".join(f"{counts[what]} {what}" for what in ("found", "refused", "harmless", "missed"))
    print(f"{sum(counts.values())} flips of {len(whole)} bytes in {time.monotonic() - begun:.0f} s: {told}")
    return 1 if counts["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
