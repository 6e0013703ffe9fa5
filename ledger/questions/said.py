"""What a file says, as the journal keeps it: only the keys that were set, as JSON without floats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.tables import QuestionFile


def said_of(file: QuestionFile, people: Mapping[str, str] | None = None) -> dict[str, object]:
    """The stored form of a checked file: numbers as decimal strings, days and times in ISO form.

    `people` maps other names of publications to their ids; attribution is kept by id.
    """
    said: dict[str, object] = _plain(file.model_dump(by_alias=True, exclude_unset=True))
    for table, key in _attributions(said):
        table[key] = (people or {}).get(str(table[key]), table[key])
    return said


def _attributions(said: dict[str, object]) -> list[tuple[dict[str, object], str]]:
    claim = said.get("claim")
    tables = [(claim, "publication")] if isinstance(claim, dict) else []
    objections = claim.get("objection", []) if isinstance(claim, dict) else []
    stated = said.get("forecast", [])
    named = [*objections, *(stated if isinstance(stated, list) else [])]
    return [*tables, *((table, "by") for table in named)]


def _plain(value: Any) -> Any:
    match value:
        case str():  # first, as most are
            return value
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return value
