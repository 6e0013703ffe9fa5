"""What every rule of advice is given: a valid question, its words, and what is known of its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.checks.natures import MANUAL
from ledger.questions.checks.subject import LOOK
from ledger.questions.reading_test import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.finding import Key
    from ledger.questions.known_sources import KnownSource, Sources
    from ledger.questions.question import Question
    from ledger.questions.rule import SourceUse
    from resolvers.source import Offer


@dataclass(frozen=True, slots=True)
class Used:
    """One source of a look: where the file names it, and what is known of it and of its value."""

    key: Key
    use: SourceUse
    known: KnownSource
    offer: Offer

    @property
    def by_person(self) -> bool:
        """Whether a person answers."""
        return self.use.name == MANUAL


@dataclass(frozen=True, slots=True)
class Draft:
    """One question under advice. `told` are its title, statement, criteria and options, case-folded."""

    question: Question
    looks: Mapping[str, tuple[Used, ...]]
    told: str

    @property
    def main(self) -> tuple[Used, ...]:
        """The sources of the look `main`, in order; none where every look has a name of its own."""
        return self.looks.get(MAIN, ())

    @property
    def used(self) -> Iterator[Used]:
        """The sources of every look."""
        return (used for each in self.looks.values() for used in each)

    def says(self, table: str, key: str) -> bool:
        """Whether the file itself gives `key` in this table, rather than leaving it to its default."""
        content = self.question.said.get(table)
        return isinstance(content, dict) and key in content


class Drafts:
    """Questions as the rules see them. Each source with its params is asked for once, however many questions use it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._known: dict[tuple[str, str], KnownSource | None] = {}

    def of(self, question: Question) -> Draft:
        """The question with what is known of its sources; one that cannot be loaded is passed over."""
        looks = {name: tuple(self._used(_place(name), uses)) for name, uses in question.rule.looks.items()}
        words = [question.title, question.statement, question.criteria, *question.options]
        return Draft(question, looks, "\n".join(words).casefold())

    def _used(self, place: Key, uses: tuple[SourceUse, ...]) -> Iterator[Used]:
        for index, use in enumerate(uses):
            known = self._of_source(use)
            if known is not None and (offer := known.offers.get(use.value)) is not None:
                yield Used((*place, index), use, known, offer)

    def _of_source(self, use: SourceUse) -> KnownSource | None:
        key = use.name, repr(use.params)
        if key not in self._known:
            self._known[key] = self._sources.known(use.name, use.params)
        return self._known[key]


def _place(look: str) -> Key:
    return ("resolution", "source") if look == MAIN else (*LOOK, look, "source")
