"""The JSON Schema of question files, for editors: keys, types and words, with the docstrings as help."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from ledger.questions.tables import QuestionFile, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "question.schema.json"
"""Its name in a catalogue; question files point at it in their first line."""


def schema() -> dict[str, Any]:
    """The schema, Draft 2020-12, of a question file as JSON sees it: dates are strings."""
    made = QuestionFile.model_json_schema(by_alias=True, schema_generator=GenerateJsonSchema)
    shapes = {table.__name__: table for table in _tables(Table)}
    for name, definition in made.get("$defs", {}).items():
        _demand(definition, shapes[name])
    _demand(made, QuestionFile)
    return {"$schema": DIALECT, **_without_null(made)}


def _tables(table: type[Table]) -> list[type[Table]]:
    return [table, *(inner for each in table.__subclasses__() for inner in _tables(each))]


def _demand(definition: dict[str, Any], table: type[Table]) -> None:
    if table.needs:
        definition["required"] = list(table.needs)
    if table.exactly_one:
        definition["oneOf"] = [{"required": [name]} for name in table.exactly_one]


def _without_null(value: Any) -> Any:
    """TOML has no null; what may be missing is said by `required`."""
    if isinstance(value, list):
        return [_without_null(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _without_null(each)
        for key, each in value.items()
        if key not in {"default", "title"} or (key == "title" and isinstance(each, dict))
    }
    others = [each for each in kept.get("anyOf", []) if each != {"type": "null"}]
    if len(others) == len(kept.get("anyOf", [])):
        return kept
    del kept["anyOf"]
    return {**kept, **others[0]} if len(others) == 1 else {**kept, "anyOf": others}
