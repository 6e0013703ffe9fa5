"""A ledger to import into, and tables to write."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock
from ledger.exchange.tables.taking import import_tables
from ledger.journal.append import Journal
from ledger.record.opening import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ledger.exchange.tables.report import TableReport

NOW = datetime(2026, 6, 1, tzinfo=UTC)
RAIN = {
    "question": "rain",
    "kind": "binary",
    "title": "Will it rain?",
    "opens_at": "2026-01-01T00:00:00Z",
    "closes_at": "2026-01-11T00:00:00Z",
}
ENDED = RAIN | {"outcome": "yes", "known_at": "2026-01-05T00:00:00Z"}
SAID = {"question": "rain", "forecaster": "ada", "made_at": "2026-01-01T00:00:00Z", "probability": "0.9"}


class Desk:
    """A ledger, a folder of tables, and imports from one into the other."""

    def __init__(self, folder: Path, *, simulated: bool = False) -> None:
        self.folder = folder
        self.clock = SetClock(NOW)
        self.journal = Journal.create(
            folder / "ledger.db", clock=self.clock, opened_by="ada", simulated=simulated
        )

    def csv(self, name: str, *rows: Mapping[str, str]) -> Path:
        """A CSV of these rows; its columns are those any row has."""
        path = self.folder / name
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def take(self, *paths: Path, **more: Any) -> TableReport:
        """Import as ada."""
        return import_tables(self.journal, paths, by="ada", **more)

    def rows(self, sql: str) -> list[Any]:
        """What a query gives."""
        with Record.open(self.journal.path) as record:
            return [tuple(row) for row in record.rows(sql)]

    def bad(
        self, *rows: Mapping[str, str], questions: Iterable[Mapping[str, str]] = ()
    ) -> list[tuple[int, str, str]]:
        """Line, column and what is wrong of the rows that cannot be taken."""
        asked = [self.csv("asked.csv", *questions)] if questions else []
        report = self.take(*asked, self.csv("rows.csv", *rows), dry_run=True)
        return [(one.line, one.column, one.wrong) for one in report.bad if one.file.endswith("rows.csv")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.journal.close()
