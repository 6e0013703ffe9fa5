"""From a stored test table to the test: comparisons, texts, events, and their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ledger.questions.rule import All, AnyOf, Compare, Happened, HeldFor, IsOneOf, Not, Op
from ledger.questions.stored_table import NotAQuestionError

if TYPE_CHECKING:
    from decimal import Decimal

    from ledger.questions.rule import Test
    from ledger.questions.stored_table import StoredTable

MAIN = "main"
"""The look that `[[resolution.source]]` defines, and that a test means when it names none."""


TEST_KEYS = frozenset({*get_args(Op), "is_one_of", "happened", "look", "held_for", "all", "any", "not"})


def read_test(table: StoredTable) -> Test:
    """The test of a stored table. Raises NotAQuestionError, also for a word that this program does not know."""
    table.closed(TEST_KEYS)
    if table.has("all"):
        return All(tuple(read_test(part) for part in table.tables("all")))
    if table.has("any"):
        return AnyOf(tuple(read_test(part) for part in table.tables("any")))
    if table.has("not"):
        return Not(read_test(table.table("not")))
    return _leaf(table)


def read_bounds(table: StoredTable) -> tuple[tuple[Op, Decimal], ...]:
    """The comparisons a table holds, in the order at_least, above, at_most, below."""
    ops: tuple[Op, ...] = get_args(Op)
    return tuple((op, table.number(op)) for op in ops if table.has(op))


def _leaf(table: StoredTable) -> Test:
    look = table.text("look", MAIN)
    if table.has("happened"):
        return Happened(table.flag("happened"), look)
    held_for = _held_for(table.maybe_table("held_for"))
    if table.has("is_one_of"):
        return IsOneOf(table.texts("is_one_of"), look, held_for)
    if bounds := read_bounds(table):
        return Compare(bounds, look, held_for)
    raise NotAQuestionError(table.where, dict(table.content))


def _held_for(table: StoredTable | None) -> HeldFor | None:
    return HeldFor(table.whole("days", 1), table.whole("may_miss", 0)) if table else None
