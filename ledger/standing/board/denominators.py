"""Everybody's denominators at once, kept question by question: one that changed is taken out and put in again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from ledger.standing.denominator import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.denominator import Where

ENDED = frozenset({"resolved", "annulled", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A question as it stands in everybody's denominator.

    `spoke` tells of everybody who spoke on it whether the newest forecast was withdrawn; `scored` who has a score.
    """

    question: str
    family: str
    closes_us: int
    where: Where
    spoke: Mapping[str, bool]
    scored: frozenset[str]


class Denominators:
    """The panels of everybody. Costs what is put in, whatever is in it already; time may only go forward."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        """The questions that wait for a person or a window: they may move on without a forecast."""
        self._kept: dict[str, Counted] = {}
        self._due: set[str] = set()
        self._closes: list[tuple[int, str]] = []
        self._now_us = 0
        self._counts: dict[str, Counter[str]] = {}
        self._families: dict[str, Counter[str]] = {}

    def put(self, one: Counted) -> None:
        """Count a question, in place of what it was counted as before."""
        self.drop(one.question)
        self._kept[one.question] = one
        if one.where == "held":
            self.held.add(one.question)
        if one.where in ENDED or one.closes_us < self._now_us:
            self._due.add(one.question)
        else:
            heappush(self._closes, (one.closes_us, one.question))
        self._count(one, 1)

    def drop(self, question: str) -> None:
        """Count a question no longer, if it was."""
        if (before := self._kept.pop(question, None)) is not None:
            self._count(before, -1)
            self._due.discard(question)
            self.held.discard(question)

    def pass_to(self, now_us: int) -> None:
        """It is now so late (microseconds UTC): what has closed meanwhile is due."""
        self._now_us = now_us
        while self._closes and self._closes[0][0] < now_us:
            _, question = heappop(self._closes)
            if question in self._kept and question not in self._due:
                self.put(self._kept[question])

    @property
    def questions(self) -> int:
        """How many questions are counted."""
        return len(self._kept)

    def people(self) -> list[str]:
        """Everybody who spoke on anything, by name."""
        return sorted(who for who, counts in self._counts.items() if counts["asked"])

    def panel(self, who: str) -> Panel:
        """The denominator of one forecaster; all 0 for somebody who never spoke."""
        counts = self._counts.get(who, Counter())
        return Panel(
            asked=counts["asked"],
            due=counts["due"],
            resolved=counts["resolved"],
            scored=counts["scored"],
            late=counts["resolved"] - counts["scored"],
            annulled=counts["annulled"],
            ambiguous=counts["ambiguous"],
            held=counts["held"],
            open=counts["open"],
            withdrawn=counts["withdrawn"],
            families=len(self._families.get(who, ())),
        )

    def _count(self, one: Counted, by: int) -> None:
        for who, withdrawn in one.spoke.items():
            counts = self._counts.setdefault(who, Counter())
            counts["asked"] += by
            counts[one.where] += by
            counts["due"] += by * (one.question in self._due)
            counts["withdrawn"] += by * withdrawn
            if who in one.scored:
                counts["scored"] += by
                self._count_family(who, one.family, by)

    def _count_family(self, who: str, family: str, by: int) -> None:
        families = self._families.setdefault(who, Counter())
        families[family] += by
        if not families[family]:
            del families[family]
