"""Values written as TOML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def toml_text(text: str) -> str:
    r"""A text in quotation marks, on one line, without anything invisible.

    >>> toml_text('say "so"\n')
    '"say \\"so\\""'
    """
    printable = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean_line(printable), ensure_ascii=False)


def toml_value(value: object) -> str:
    """A text, whole number, truth, list or table on one line.

    >>> toml_value({"a": 1, "b": ["x"]})
    '{ a = 1, b = ["x"] }'
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
        case dict():
            return toml_table(value)
        case _:
            return toml_text(str(value))


def toml_table(table: Mapping[str, object]) -> str:
    """An inline table; its keys are bare."""
    return f"{{ {', '.join(f'{key} = {toml_value(value)}' for key, value in table.items())} }}"
