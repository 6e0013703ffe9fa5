"""The schema and the page about the format say what the program does."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import ledger.questions
from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.every import advice
from ledger.questions.schema import DIALECT, FILE, schema

PAGE = Path(__file__).parents[3] / "docs" / "file-format.md"
SAYERS = {"Finding": 1, "NotToml": 0, "_refuse": 0, "Problem": -1}


def rules_in_the_code() -> set[str]:
    """Every rule that any check names, read from the source; advice has a page of its own."""
    found = set[str]()
    room = Path(ledger.questions.__path__[0])
    for path in (each for each in room.rglob("*.py") if each.parent.name != "lint"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYERS:
                place = SAYERS[node.func.id]
                rule = node.args[place] if len(node.args) > abs(place) else None
                if isinstance(rule, ast.Constant):
                    found.add(str(rule.value))
    return found


def test_each_rule_has_a_section_and_each_section_a_rule() -> None:
    described = set(re.findall(r"^### ([a-z0-9-]+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == rules_in_the_code()
    assert len(described) > 60


def test_the_examples_of_the_page_have_nothing_wrong(tmp_path: Path) -> None:
    examples = re.findall(
        r"```toml\n# ([a-z0-9-]+\.toml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    for name, text in examples:
        (tmp_path / name).write_text(text, encoding="utf-8")
    catalogue = read_catalogue([tmp_path])
    assert [problem.sentence() for problem in (*catalogue.problems, *advice(catalogue))] == []
    assert {question.kind for question in catalogue.questions.values()} == {
        "binary",
        "multiple_choice",
        "numeric",
        "date",
    }


def test_the_shipped_schema_is_the_one_the_program_makes() -> None:
    assert json.loads((FOLDER / FILE).read_text(encoding="utf-8")) == schema()


def tables(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [table for each in inner for table in tables(each)]
    return [value, *found] if isinstance(value, dict) and "properties" in value else found


def test_the_schema_closes_every_table_and_knows_no_null() -> None:
    made = schema()
    assert made["$schema"] == DIALECT
    assert all(table["additionalProperties"] is False for table in tables(made))
    assert '"null"' not in json.dumps(made)


def test_the_schema_demands_what_the_check_demands() -> None:
    made = schema()
    assert {"format", "kind", "title", "criteria", "resolution"} <= set(made["required"])
    assert made["$defs"]["ObjectionTable"]["required"] == ["by", "about", "quote"]
    assert {"required": ["over"]} in made["$defs"]["WindowTable"]["oneOf"]


@pytest.mark.parametrize("name", ["any", "all", "not"])
def test_the_schema_uses_the_names_of_the_file(name: str) -> None:
    assert name in schema()["$defs"]["TestTable"]["properties"]
