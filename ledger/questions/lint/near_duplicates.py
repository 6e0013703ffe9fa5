"""Questions that ask the same, found among many without comparing each with each.

Two sets of words this much alike share one of their rarest words: only those that do are compared (the prefix filter of
set joins; Chaudhuri, Ganti and Kaushik 2006).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.questions.clean import clean_line
from ledger.questions.finding import Finding
from ledger.questions.similarity import Near, bag, likeness, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.questions.question import Question
    from ledger.questions.similarity import Bag

ALIKE = 0.75
"""From this ratio on, two questions are taken to ask the same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a question is compared with others. `opens_us` are microseconds since 1970-01-01 UTC."""

    id: str
    title: str
    family_id: str
    supersedes: str | None
    opens_us: int
    bag: Bag


def compared(question: Question) -> Compared:
    """The question, as it is compared."""
    opens_us = microseconds(question.times.opens_at)
    return Compared(
        question.id, question.title, question.family_id, question.supersedes, opens_us, bag(question)
    )


@dataclass(slots=True)
class _Shelf:
    """The questions seen so far, under their rarest words, kept apart by family."""

    known: Mapping[str, float]
    under: dict[str, dict[str, list[Compared]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    here: set[tuple[str, Bag]] = field(default_factory=set)

    def like(self, one: Compared, rarest: Iterable[str]) -> Near | None:
        """A question already here that asks the same, outside the family."""
        for other in self._candidates(one, rarest):
            if other.bag.last < one.bag.first or one.bag.last < other.bag.first:
                continue  # other days: never alike enough, and cheaper to see
            ratio = likeness(one.bag, other.bag, self.known)
            if ratio >= ALIKE and not _follows(one, other):
                return Near(other.id, other.title, ratio)
        return None

    def add(self, one: Compared, rarest: Iterable[str]) -> None:
        """Of a family, questions in the same words stand here once."""
        if (one.family_id, one.bag) in self.here:
            return
        self.here.add((one.family_id, one.bag))
        for word in rarest:
            self.under[word][one.family_id].append(one)

    def _candidates(self, one: Compared, rarest: Iterable[str]) -> Iterator[Compared]:
        for word in rarest:
            for family, shelved in self.under.get(word, {}).items():
                if family != one.family_id:
                    yield from shelved

    def rarest(self, mine: Bag) -> list[str]:
        """So many of the rarest words that the others alone cannot make two sets alike."""
        words = sorted(mine.words, key=lambda word: (-self.known[word], word))
        left = sum(self.known[word] for word in words)
        enough, taken = left * ALIKE, list[str]()
        for word in words:
            if left < enough:
                break
            taken.append(word)
            left -= self.known[word]
        return taken


def near_duplicates(those: Iterable[Compared]) -> Mapping[str, Finding]:
    """By id, each question that asks the same as one opened before it, without a family in common or superseding it."""
    each = sorted(those, key=lambda one: (one.opens_us, one.id))
    shelf = _Shelf(weights(one.bag for one in each))
    found = dict[str, Finding]()
    for one in each:
        rarest = shelf.rarest(one.bag)
        if near := shelf.like(one, rarest):
            found[one.id] = _finding(near)
        else:
            shelf.add(one, rarest)
    return found


def _finding(near: Near) -> Finding:
    wrong = f'this asks nearly what {near.id} asks ({near.ratio:.0%} alike), "{clean_line(near.title)}"'
    fix = "give both one family, let this one supersede the other, or leave it out"
    return Finding(("title",), "near-duplicate", wrong, fix)


def _follows(one: Compared, other: Compared) -> bool:
    return one.supersedes == other.id or other.supersedes == one.id
