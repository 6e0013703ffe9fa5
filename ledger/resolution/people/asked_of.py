"""What a person is asked to find out for a question, and what counts as a receipt: the words of its `manual` sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.stored_table import StoredTable
from ledger.resolution.rule.spans import bounds
from ledger.resolution.rule.taken import BY_HAND
from resolvers.span_words import filled

if TYPE_CHECKING:
    from ledger.questions.rule import Rule, SourceUse, Window


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One thing a person is asked; `accept` are receipts, `fallback` where it is asked only if the other sources fail."""

    ask: str
    accept: tuple[str, ...]
    fallback: bool

    @property
    def receipt(self) -> str:
        """What counts as a receipt, in words; empty where the file leaves it open."""
        return " or ".join(self.accept)


def asked_of_people(rule: Rule) -> tuple[AskedOf, ...]:
    """What people are asked, look by look; nothing where no source is a person."""
    found = (asked_of(use, rule.window) for uses in rule.looks.values() for use in uses)
    return tuple(each for each in found if each is not None)


def asked_of(use: SourceUse, window: Window) -> AskedOf | None:
    """What one source asks of a person, with the days of the window put in; None where it is no person."""
    params = StoredTable(use.params)
    if use.name != BY_HAND or not params.has("ask"):
        return None
    return AskedOf(filled(params.text("ask"), bounds(window)), params.texts("accept"), use.fallback)
