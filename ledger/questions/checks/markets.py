"""A market beside a question: a source that is known, and a chance in percent of the same yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.checks.looks import unknown_source, wrong_with
from ledger.questions.finding import Finding, shown
from ledger.questions.reading import CHANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.known_sources import KnownSource
    from ledger.questions.tables import MarketTable

PERCENT = "percent"


def check_markets(subject: Subject) -> Iterator[Finding]:
    """Every `[[market]]`, and that the question is one of yes or no."""
    markets = subject.file.market or []
    kind = subject.file.kind
    if markets and kind not in {"binary", None}:
        fix = "leave it out, or ask a binary question"
        yield Finding(
            ("market",), "kind-key", "a market gives the chance of a yes", fix, f"kind = {shown(kind)}"
        )
    for place, table in enumerate(markets):
        if table.source is not None:
            yield from _market(subject, ("market", place), table, table.source)


def _market(subject: Subject, key: Key, table: MarketTable, source: str) -> Iterator[Finding]:
    known = subject.sources.known(source, table.params or {})
    if known is None:
        yield unknown_source(subject, (*key, "source"), source)
        return
    yield from wrong_with(key, known, table.value or CHANCE)
    yield from _is_a_chance(key, known, table.value or CHANCE)


def _is_a_chance(key: Key, known: KnownSource, value: str) -> Iterator[Finding]:
    offer = known.offers.get(value)
    if offer is not None and (offer.nature != "level" or offer.unit != PERCENT) and not known.wrong:
        fix = f"choose a value that is a level in {PERCENT}, such as {CHANCE}"
        yield Finding(
            (*key, "value"), "market-value", "this value is no chance in percent", fix, shown(value)
        )
