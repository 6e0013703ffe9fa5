"""How alike two questions are, by their words and days: one that is asked already need not be asked again.

Rare words weigh more than common ones (by their inverse frequency among the questions compared), and questions whose
windows have no day in common are kept apart: the same sentence about another year is another question.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from ledger.questions.rule import AnyDay, At, Over

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ledger.questions.question import Question
    from ledger.questions.rule import Window

_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_COMMON = (
    "a an and any are as at be by did does for from has have how if in is it its many much of on or than that the "
    "there this to was were what when which who will with"
)
_SAY_NOTHING = frozenset(_COMMON.split())
_OTHER_DAYS = 0.6
"""What is left of the likeness of two questions whose windows have no day in common."""


@dataclass(frozen=True, slots=True)
class Near:
    """A question that is like another; `ratio` from 0 (nothing in common) to 1 (the same words about the same days)."""

    id: str
    title: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Bag:
    """What of a question is compared: the different words of its title and statement, what it reads, and its days."""

    words: frozenset[str]
    first: date
    last: date


def nearest(question: Question, others: Iterable[Question]) -> Near | None:
    """The question of `others` most like this one; None where nothing is. Itself, by its id, is passed over."""
    mine = bag(question)
    rest = [(other, bag(other)) for other in others if other.id != question.id]
    known = weights([mine, *(theirs for _, theirs in rest)])
    best = max(((likeness(mine, theirs, known), other.id, other) for other, theirs in rest), default=None)
    if best is None or not best[0]:
        return None
    return Near(best[2].id, best[2].title, best[0])


def bag(question: Question) -> Bag:
    """The question's words, numbers as they are written less their last zeros; its sources are words too."""
    words = {_plain(word) for word in _WORD.findall(f"{question.title} {question.statement}".casefold())}
    reads = {f"{use.name} {use.value}" for uses in question.rule.looks.values() for use in uses}
    return Bag(frozenset((words - _SAY_NOTHING) | reads), *_days(question.rule.window))


def weights(bags: Iterable[Bag]) -> Mapping[str, float]:
    """What each word counts, above 0: more where fewer questions have it."""
    each = list(bags)
    among = Counter(word for one in each for word in one.words)
    return {word: log(1 + len(each) / count) for word, count in among.items()}


def likeness(one: Bag, other: Bag, known: Mapping[str, float]) -> float:
    """The weight of the words in common over that of all words, from 0 to 1; less where the days differ."""
    common = sum(known[word] for word in one.words & other.words)
    every = sum(known[word] for word in one.words | other.words)
    share = common / every if every else 0.0
    return share if one.first <= other.last and other.first <= one.last else share * _OTHER_DAYS


def _plain(word: str) -> str:
    return word.rstrip("0").rstrip(".") if "." in word else word


def _days(window: Window) -> tuple[date, date]:
    match window:
        case At(day):
            return day, day
        case Over(first, last) | AnyDay(first, last):
            return first, last
