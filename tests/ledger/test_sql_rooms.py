"""SQL stands in two rooms, the one that writes and the one that reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import ledger

pytestmark = pytest.mark.no_cover
"""It reads the code and runs none of it."""

ROOT = Path(ledger.__file__).parent
ROOMS = ("journal", "record")
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM\s|SELECT\s+\d|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s+\w)",
    re.DOTALL,
)


def statements(path: Path) -> list[str]:
    """The texts of a module that are SQL."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [text for text in texts if SQL.search(text)]


def test_no_other_room_holds_sql() -> None:
    elsewhere = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in ROOMS]
    assert elsewhere
    assert [str(path.relative_to(ROOT)) for path in elsewhere if statements(path)] == []


def test_what_is_looked_for_is_found_where_it_is() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*.py") if statements(path)}
    assert found == set(ROOMS)
