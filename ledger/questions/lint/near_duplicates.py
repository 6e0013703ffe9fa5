"""Questions that ask the same, found among many without comparing each with each.

Two sets of words this much alike share one of their rarest words: only those that do are compared (the prefix filter of
set joins; Chaudhuri, Ganti and Kaushik 2006).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line
from ledger.questions.finding import Finding
from ledger.questions.similarity import Near, bag, likeness, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.questions.question import Question
    from ledger.questions.similarity import Bag

ALIKE = 0.75
"""From this ratio on, two questions are taken to ask the same."""


@dataclass(slots=True)
class _Shelf:
    """The questions seen so far, under their rarest words, kept apart by family."""

    known: Mapping[str, float]
    under: dict[str, dict[str, list[tuple[Question, Bag]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    here: set[tuple[str, Bag]] = field(default_factory=set)

    def like(self, question: Question, mine: Bag) -> Near | None:
        """A question already here that asks the same, outside the family."""
        for other, theirs in self._candidates(question, mine):
            if theirs.last < mine.first or mine.last < theirs.first:
                continue  # other days: never alike enough, and cheaper to see
            ratio = likeness(mine, theirs, self.known)
            if ratio >= ALIKE and not _follows(question, other):
                return Near(other.id, other.title, ratio)
        return None

    def add(self, question: Question, mine: Bag) -> None:
        """Of a family, questions in the same words stand here once."""
        if (question.family_id, mine) in self.here:
            return
        self.here.add((question.family_id, mine))
        for word in self._rarest(mine):
            self.under[word][question.family_id].append((question, mine))

    def _candidates(self, question: Question, mine: Bag) -> Iterator[tuple[Question, Bag]]:
        for word in self._rarest(mine):
            for family, shelved in self.under.get(word, {}).items():
                if family != question.family_id:
                    yield from shelved

    def _rarest(self, mine: Bag) -> list[str]:
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


def near_duplicates(questions: Iterable[Question]) -> Mapping[str, Finding]:
    """By id, each question that asks the same as one opened before it, without a family in common or superseding it."""
    bags = [(question, bag(question)) for question in questions]
    shelf = _Shelf(weights(mine for _, mine in bags))
    found = dict[str, Finding]()
    for question, mine in sorted(bags, key=lambda each: (each[0].times.opens_at, each[0].id)):
        if near := shelf.like(question, mine):
            found[question.id] = _finding(near)
        else:
            shelf.add(question, mine)
    return found


def _finding(near: Near) -> Finding:
    wrong = f'this asks nearly what {near.id} asks ({near.ratio:.0%} alike), "{clean_line(near.title)}"'
    fix = "give both one family, let this one supersede the other, or leave it out"
    return Finding(("title",), "near-duplicate", wrong, fix)


def _follows(question: Question, other: Question) -> bool:
    return question.supersedes == other.id or other.supersedes == question.id
