"""From the stored `[resolution]` table (and the options) to the rule. Defaults are frozen within `format = 1`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from ledger.questions.reading_test import read_bounds, read_test
from ledger.questions.rule import (
    AnnulIf,
    AnyDay,
    At,
    AtGiveUp,
    Bucket,
    Confirmations,
    ConfirmedBy,
    FirstDay,
    Over,
    Rule,
    SourceUse,
    TakeOption,
    TakeValue,
    Vintage,
    YesIf,
)
from ledger.questions.stored_table import StoredTable, stored_day

if TYPE_CHECKING:
    from ledger.questions.question import Kind
    from ledger.questions.rule import Decider, Window

BY_MACHINE = timedelta(hours=72)
BY_PERSON = timedelta(days=7)
FALLBACK_AFTER = timedelta(days=14)
RULE_KEYS = frozenset(
    [
        "window",
        "yes_if",
        "first_day",
        "unit",
        "digits",
        "vintage",
        "as_of_after",
        "quorum",
        "tolerance",
        "fallback_after",
        "confirmations",
        "confirmed_by",
        "challenge_for",
        "annul_if",
        "at_give_up",
        "source",
        "look",
    ]
)
"""Every key of `[resolution]`. One that is not known here was written by a newer program, whose rule this one cannot tell."""


def read_rule(head: StoredTable, kind: Kind) -> Rule:
    """The rule of a stored question. Raises NotAQuestionError."""
    table = head.table("resolution")
    table.closed(RULE_KEYS)
    looks = _looks(table)
    return Rule(
        window=_window(table),
        decider=_decider(head, table, kind),
        looks=looks,
        digits=head.maybe_whole("digits") if head.has("digits") else table.maybe_whole("digits"),
        unit=head.maybe_text("unit") or table.maybe_text("unit"),
        vintage=table.choice("vintage", get_args(Vintage), "first_final"),
        quorum=table.whole("quorum", 1),
        tolerance=table.number("tolerance", Decimal(0)),
        fallback_after=table.span("fallback_after", FALLBACK_AFTER),
        confirmations=_confirmations(table.maybe_table("confirmations")),
        confirmed_by=table.choice("confirmed_by", get_args(ConfirmedBy), "machine"),
        challenge_for=table.span("challenge_for", _challenge_for(table, looks)),
        annul_if=tuple(_annul_if(each) for each in table.tables("annul_if")),
        at_give_up=table.choice("at_give_up", get_args(AtGiveUp), "ask"),
        as_of_after=table.day("as_of_after") if table.has("as_of_after") else None,
    )


def _challenge_for(table: StoredTable, looks: dict[str, tuple[SourceUse, ...]]) -> timedelta:
    """A person's answer can be challenged for longer than a machine's."""
    by_people = all(use.name == "manual" for uses in looks.values() for use in uses)
    return BY_PERSON if by_people or table.text("confirmed_by", "machine") != "machine" else BY_MACHINE


def _window(table: StoredTable) -> Window:
    window = table.table("window")
    if window.has("at"):
        return At(window.day("at"))
    key = "over" if window.has("over") else "any_day"
    first, last = (stored_day(day, window.place(key)) for day in window.pair(key))
    return Over(first, last) if key == "over" else AnyDay(first, last, window.span("max_gap"))


def _decider(head: StoredTable, table: StoredTable, kind: Kind) -> Decider:
    match kind:
        case "binary":
            return YesIf(read_test(table.table("yes_if")))
        case "date":
            return FirstDay(read_test(table.table("first_day")))
        case "numeric":
            return TakeValue()
        case "multiple_choice":
            return TakeOption(tuple(_bucket(each) for each in head.tables("option")))


def _bucket(table: StoredTable) -> Bucket:
    return Bucket(table.text("label"), read_bounds(table), table.texts("is_one_of"))


def _looks(table: StoredTable) -> dict[str, tuple[SourceUse, ...]]:
    named = table.maybe_table("look") or StoredTable({})
    others = {name: _uses(named.table(name)) for name in named.content}
    return {"main": _uses(table), **others} if table.has("source") else others


def _uses(table: StoredTable) -> tuple[SourceUse, ...]:
    return tuple(_use(each) for each in table.tables("source"))


def _use(table: StoredTable) -> SourceUse:
    params = table.maybe_table("params")
    return SourceUse(
        table.text("name"), table.text("value"), params.content if params else {}, table.flag("fallback")
    )


def _confirmations(table: StoredTable | None) -> Confirmations | None:
    return Confirmations(table.whole("readings", 2), table.span("apart")) if table else None


def _annul_if(table: StoredTable) -> AnnulIf:
    if table.has("premise_failed"):
        return AnnulIf("premise_failed")
    if table.has("discontinued"):
        return AnnulIf("discontinued", table.text("discontinued"))
    return AnnulIf("identity_changed", table.text("identity_changed"))
