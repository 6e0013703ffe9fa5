"""The way through what waits for a forecast: where one is, and what was said on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.queue import Stop

Deed = Literal["said", "kept", "withdrawn", "skipped"]
"""What came of a question on the way."""

TAGS: tuple[Literal["new", "ended", "old"], ...] = ("new", "ended", "old")
"""Why a question waits, in the order in which they are counted."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one question, its title, and in which words it was told: `saved 35 % · was 22 %`."""

    deed: Deed
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Walk:
    """`stops` in their order, `at` the place among them (their number when all were passed).

    `done` tells by id what came of a question. A walk of one question that was opened by itself has `alone`; once it goes on
    with what waits, `opened` is that question, which comes before the first stop.
    """

    stops: tuple[Stop, ...] = ()
    at: int = 0
    done: Mapping[str, Done] = field(default_factory=dict)
    alone: str | None = None
    opened: str | None = None

    @property
    def question(self) -> str | None:
        """The question here; None before there is a queue and at its end."""
        if self.alone is not None:
            return self.alone
        return self.stops[self.at].question if self.at < len(self.stops) else None

    @property
    def stop(self) -> Stop | None:
        """Why it is here, where that is known and nothing came of it yet."""
        return next((each for each in self.left if each.question == self.question), None)

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to walk through, or was."""
        return bool(self.stops) or self.alone is not None

    @property
    def is_over(self) -> bool:
        """Whether all was passed."""
        return self.has_begun and self.question is None

    @property
    def goes_back(self) -> bool:
        """Whether there is a question before this one."""
        return self.alone is None and (self.at > 0 or self.opened is not None)

    @property
    def left(self) -> tuple[Stop, ...]:
        """What was passed without a word."""
        return tuple(each for each in self.stops if each.question not in self.done)

    @property
    def place(self) -> str:
        """`3 of 8 · 2 new, 1 ended, 4 old`, of which only those count that nothing came of yet; empty for a question alone.

        >>> Walk(alone="bill-2026").place
        ''
        """
        if self.alone is not None or self.question is None:
            return ""
        tags = Counter(each.tag for each in self.left)
        kinds = ", ".join(f"{tags[tag]} {tag}" for tag in TAGS if tags[tag])
        return f"{self.at + 1} of {len(self.stops)}{f' · {kinds}' if kinds else ''}"

    def onward(self, by: int = 1) -> Walk:
        """The next stop, or one before; never before the question it was opened with, and at most to the end."""
        if self.alone is not None:
            return replace(self, alone=None, opened=self.alone)
        if self.opened is not None and self.at + by < 0:
            return replace(self, alone=self.opened, opened=None)
        return replace(self, at=max(0, min(len(self.stops), self.at + by)))

    def to(self, question: str) -> Walk:
        """At one of the stops; as it is where that is none."""
        at = next((place for place, each in enumerate(self.stops) if each.question == question), self.at)
        return replace(self, at=at, alone=None)

    def over(self, stops: Sequence[Stop]) -> Walk:
        """Through other stops, from the first; what was done stays told. Where the question it was opened with waits
        too, it is the first, and passed.
        """
        first = tuple(each for each in stops if each.question == self.opened)
        rest = (each for each in stops if each.question != self.opened)
        opened = None if first else self.opened
        return replace(self, stops=(*first, *rest), at=len(first), alone=None, opened=opened)

    def did(self, question: str, done: Done) -> Walk:
        """What came of a question; the newest counts."""
        return replace(self, done={**self.done, question: done})

    def undid(self, question: str, before: str | None = None) -> Walk:
        """It was taken back: nothing came of it, or what stood `before` a correction."""
        done = {each: done for each, done in self.done.items() if each != question}
        if before is not None and (was := self.done.get(question)) is not None:
            done[question] = replace(was, words=before)
        return replace(self, done=done)
