"""Which keys must be there: said of every table, and of every table inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.questions.finding import Finding
from ledger.questions.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.finding import Key
    from ledger.questions.shape import Shaped

_AROUND = (Table, list, dict)
"""What may have keys inside; single values, which are most, have none and are passed over."""


def needed(shaped: Shaped[Table]) -> Iterator[Finding]:
    """Every key that is missing; a key that was left out as wrong is not missing too."""
    yield from _table(shaped.table, (), shaped.left_out)


def _table(table: Table, key: Key, left_out: frozenset[Key]) -> Iterator[Finding]:
    there = {name: value for name, value in vars(table).items() if value is not None}
    for name in table.needs:
        if name not in there and (*key, name) not in left_out:
            yield Finding((*key, name), "missing-key", "this key is missing", f"add {name} = ...")
    if table.exactly_one:
        yield from _one_of(table, there, key, left_out)
    for name, value in there.items():
        if isinstance(value, _AROUND):
            yield from _inside(value, (*key, type(table).model_fields[name].alias or name), left_out)


def _one_of(table: Table, there: dict[str, object], key: Key, left_out: frozenset[Key]) -> Iterator[Finding]:
    given = [name for name in table.exactly_one if name in there or (*key, name) in left_out]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        yield Finding(
            key,
            "exactly-one",
            f"exactly one of {', '.join(table.exactly_one)} belongs here",
            "keep one",
            found,
        )


def _inside(
    value: Table | list[Any] | dict[str, Any], key: Key, left_out: frozenset[Key]
) -> Iterator[Finding]:
    if isinstance(value, Table):
        yield from _table(value, key, left_out)
        return
    for step, each in enumerate(value) if isinstance(value, list) else value.items():
        if isinstance(each, _AROUND):
            yield from _inside(each, (*key, step), left_out)
