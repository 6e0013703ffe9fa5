"""The schema as SQLite gets it: tables, append-only triggers, and a fingerprint to tell whether a file has this one."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ledger.journal import tables as of_record
from ledger.journal import work_tables as of_work
from ledger.journal.columns import METADATA

DEFINED_IN = {"log_": of_record, "now_": of_record, "run_": of_work}
"""By family, the module whose tables are in METADATA once it is loaded."""

WHITE = re.compile(r"[ \t\r\n]+")

TRIGGERS = {
    "log_entries_next": """
CREATE TRIGGER log_entries_next BEFORE INSERT ON log_entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log_entries)
BEGIN SELECT RAISE(ABORT, 'log_entries: the next entry follows the last'); END""",
    "log_commits_next": """
CREATE TRIGGER log_commits_next BEFORE INSERT ON log_commits
WHEN NEW.last_seq IS NOT (SELECT max(seq) FROM log_entries)
  OR NEW.last_seq <= (SELECT coalesce(max(last_seq), 0) FROM log_commits)
BEGIN SELECT RAISE(ABORT, 'log_commits: a commit ends with the last entry'); END""",
    "log_evidence_once": """
CREATE TRIGGER log_evidence_once BEFORE INSERT ON log_evidence
WHEN EXISTS (SELECT 1 FROM log_evidence WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'log_evidence: bytes are kept once'); END""",
    "log_evidence_erased": """
CREATE TRIGGER log_evidence_erased BEFORE UPDATE ON log_evidence
WHEN NEW.body IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.size <> OLD.size OR NEW.coding <> OLD.coding
  OR NOT EXISTS (
    SELECT 1 FROM log_entries
    WHERE seq > (SELECT coalesce(max(last_seq), 0) FROM log_commits)
      AND kind = 'EvidenceErased' AND instr(CAST(body AS TEXT), OLD.sha256) > 0)
BEGIN SELECT RAISE(ABORT, 'log_evidence: bytes are erased together with their EvidenceErased'); END""",
}
TRIGGERS |= {
    f"{table}_{verb.lower()}": f"""
CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: append only'); END"""
    for table, verbs in {
        "log_entries": ("UPDATE", "DELETE"),
        "log_commits": ("UPDATE", "DELETE"),
        "log_evidence": ("DELETE",),
    }.items()
    for verb in verbs
}


@cache
def statements(*families: str) -> tuple[str, ...]:
    """The statements that make these families of tables (`log_`, `now_`, `run_`), with indexes and triggers."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        if table.name.startswith(families):
            made.append(str(CreateTable(table).compile(dialect=dialect)))
            indexes = sorted(table.indexes, key=lambda index: str(index.name))
            made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    made += [sql for name, sql in TRIGGERS.items() if name.startswith(families)]
    # White space carries nothing, so the file holds as little of it as it can.
    return tuple(" ".join(sql.split()) for sql in made)


def tables(family: str) -> tuple[str, ...]:
    """The names of a family's tables, in order."""
    return tuple(table.name for table in METADATA.sorted_tables if table.name.startswith(family))


def fingerprint(database: sqlite3.Connection, family: str) -> frozenset[str]:
    """What a file's schema says of a family, without its white space: one text a table, index or trigger."""
    rows = database.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return frozenset(
        f"{kind} {name} {re.sub(WHITE, '', str(sql))}"
        for kind, name, table, sql in rows
        if str(table).startswith(family) or str(name).startswith(family)
    )


@cache
def expected(family: str) -> frozenset[str]:
    """The fingerprint this program writes."""
    database = sqlite3.connect(":memory:")
    try:
        for statement in statements("log_", "now_", "run_"):
            database.execute(statement)
        return fingerprint(database, family)
    finally:
        database.close()


def strangers(database: sqlite3.Connection) -> tuple[str, ...]:
    """Names in the schema that belong to no family."""
    rows = database.execute("SELECT name, tbl_name FROM sqlite_master ORDER BY name").fetchall()
    families = ("log_", "now_", "run_")
    return tuple(name for name, table in rows if not str(table).startswith(families))
