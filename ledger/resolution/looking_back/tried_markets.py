"""The markets a question file names, read now: that each is there, and what it asks in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.resolution.looking.register import ANY_TODAY, asked_of
from ledger.resolution.looking.rehearse import look_now
from ledger.resolution.rule.spans import rehearsing
from ledger.resolution.rule.taken import trouble_words
from resolvers.source import Reading

if TYPE_CHECKING:
    from datetime import date

    from ledger.questions.question import Question
    from resolvers.source import Answer, Fetch


@dataclass(frozen=True, slots=True)
class TriedMarket:
    """One `[[market]]`: its chance in percent and the series it is, or why there is no chance now."""

    publisher: str
    differs: str
    chance: Decimal | None
    asks: str
    trouble: str


async def try_markets(question: Question, today: date, fetch: Fetch) -> tuple[TriedMarket, ...]:
    """Every market of a question, read on `today`, in the file's order. Writes nothing."""
    found: list[TriedMarket] = []
    for market, use in zip(question.markets, asked_of(question, 1).markets, strict=True):
        looked = await look_now(use.name, use.use, rehearsing(ANY_TODAY, today), fetch)
        found.append(_tried(use.publisher, market.differs, use.use.value, looked[0].answer))
    return tuple(found)


def _tried(publisher: str, differs: str, value: str, answer: Answer) -> TriedMarket:
    if not isinstance(answer, Reading):
        return TriedMarket(publisher, differs, None, "", trouble_words(answer))
    chance = answer.values.get(value)
    known = chance if isinstance(chance, Decimal) else None
    return TriedMarket(publisher, differs, known, answer.identity, "" if known is not None else "no price")
