"""From a file's content, as stored, to the question it asks. Everything that reads the journal comes through here.

The content was checked before it was stored, so this asks nothing about meaning; what it cannot read at all
raises NotAQuestionError. Defaults are frozen within `format = 1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ledger.clock import end_of
from ledger.questions.question import DateRange, Difference, Kind, Market, NumberRange, Question
from ledger.questions.reading_claim import read_claim
from ledger.questions.reading_forecast import read_stated
from ledger.questions.reading_rule import read_rule
from ledger.questions.rule import AnyDay, At, Over, SourceUse, TakeOption, Times
from ledger.questions.stored_table import NotAQuestionError, StoredTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ledger.questions.rule import Decider, Window

__all__ = ["NotAQuestionError", "question_from_said"]

CHANCE = "chance_pct"
"""What every market source calls its chance of yes, in percent."""


def question_from_said(id: str, said: Mapping[str, object]) -> Question:  # noqa: A002 - the word of the format
    """The question with this id and stored content. Raises NotAQuestionError."""
    head = StoredTable(said)
    kind = head.choice("kind", get_args(Kind))
    rule = read_rule(head, kind)
    labels = _labels(rule.decider)
    return Question(
        id=id,
        kind=kind,
        title=head.text("title"),
        statement=head.text("statement"),
        criteria=head.text("criteria"),
        times=_times(head, rule.window),
        rule=rule,
        said=said,
        tags=head.texts("tags"),
        family=head.maybe_text("family"),
        unit=rule.unit,
        digits=rule.digits,
        numbers=_numbers(head.table("range")) if kind == "numeric" else None,
        dates=_dates(head) if kind == "date" else None,
        ordered=head.flag("ordered"),
        options=labels,
        claim=read_claim(head.maybe_table("claim")),
        asker=head.maybe_text("by"),
        private=head.flag("private"),
        supersedes=head.maybe_text("supersedes"),
        difference=_difference(head.maybe_table("difference")),
        forecasts=tuple(read_stated(table, labels) for table in head.tables("forecast")),
        markets=tuple(_market(table) for table in head.tables("market")),
        asides=tuple(aside.text("text") for aside in head.tables("aside")),
    )


def last_day(window: Window) -> date:
    """The last day of a window."""
    match window:
        case At(day):
            return day
        case Over(_, last) | AnyDay(_, last):
            return last


def _labels(decider: Decider) -> tuple[str, ...]:
    return tuple(bucket.label for bucket in decider.buckets) if isinstance(decider, TakeOption) else ()


def _times(head: StoredTable, window: Window) -> Times:
    closes_at = head.ends_at("closes_at") if head.has("closes_at") else end_of(last_day(window))
    return Times(
        head.starts_at("opens_at"), closes_at, head.starts_at("resolves_at"), head.ends_at("gives_up_at")
    )


def _market(table: StoredTable) -> Market:
    params = table.maybe_table("params")
    use = SourceUse(table.text("source"), table.text("value", CHANCE), params.content if params else {})
    return Market(use, table.text("differs"), table.maybe_text("url"))


def _numbers(table: StoredTable) -> NumberRange:
    return NumberRange(
        least=table.number("min"),
        most=table.number("max"),
        open_min=table.flag("open_min"),
        open_max=table.flag("open_max"),
        scale=table.choice("scale", ("linear", "log"), "linear"),
    )


def _difference(table: StoredTable | None) -> Difference | None:
    return Difference(table.text("of"), table.text("less")) if table else None


def _dates(head: StoredTable) -> DateRange:
    table = head.table("range")
    return DateRange(table.day("min"), table.day("max"), head.text("otherwise", "later or never"))
