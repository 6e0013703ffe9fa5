"""Which questions hang on which looks: asked by index, never by walking through all of them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import TextClause

from ledger.journal import deciding, uses, work
from ledger.journal.facts import OF_PUBLICATIONS
from ledger.journal.schema import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_A_REBUILD = {"EVERY", "FORGET_ALL", "FORGET_ALL_BESIDE", "DROP_ALL"}
"""What is asked only when every question is filed anew."""

ASKED = {name: str(sql) for name, sql in vars(uses).items() if isinstance(sql, TextClause)}
ASKED = {name: sql for name, sql in ASKED.items() if name not in AT_A_REBUILD} | {
    "DUE": work.DUE,
    "NAMES": str(work.NAMES),
    "HEADS": str(deciding.HEADS),
    "SOME": str(deciding.SOME),
}
NAMED = dict.fromkeys(
    (
        *("now", "look", "after", "some", "seq", "since", "question", "first", "most", "publisher"),
        *uses.COLUMNS,
    ),
    0,
)


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    for statement in statements("log_", "now_", "run_"):
        database.execute(statement)
    yield database
    database.close()


@pytest.mark.parametrize("name", sorted(ASKED))
def test_nothing_a_sweep_asks_walks_through_every_question(empty: sqlite3.Connection, name: str) -> None:
    values = (0, 0) if "?" in ASKED[name] else NAMED
    plan = [str(step) for *_, step in empty.execute(f"EXPLAIN QUERY PLAN {ASKED[name]}", values)]
    walks = [step for step in plan if step.startswith("SCAN") and "json_each" not in step]
    assert [step for step in walks if step != "SCAN CONSTANT ROW"] == []


def test_whose_name_is_a_publications_is_asked_of_the_questions_that_have_one(
    empty: sqlite3.Connection,
) -> None:
    plan = [str(step) for *_, step in empty.execute(f"EXPLAIN QUERY PLAN {OF_PUBLICATIONS}")]
    assert plan == ["SCAN now_versions USING INDEX now_versions_of_publications"]


def test_a_walk_would_be_noticed(empty: sqlite3.Connection) -> None:
    plan = empty.execute("EXPLAIN QUERY PLAN SELECT DISTINCT look FROM run_uses WHERE until <= 0").fetchall()
    assert any(str(step).startswith("SCAN") for *_, step in plan)
