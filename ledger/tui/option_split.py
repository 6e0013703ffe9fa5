"""How one hundred percent is split over the options while they are moved: the sum is one, whatever is done to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.questions.forecast import Chances
from ledger.tui.sharing_out import WHOLE, even, moved, permille, probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ledger.questions.forecast import Says


@dataclass(frozen=True, slots=True)
class Split:
    """`parts` are whole permille in the options' order and add up to 1000; `fixed` are the places of those that stay."""

    labels: tuple[str, ...]
    parts: tuple[int, ...]
    fixed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, labels: Sequence[str], said: Says | None = None) -> Split:
        """What was said, to a tenth of a percent; all equal where nothing was."""
        chances = [chance for _, chance in said.options] if isinstance(said, Chances) else None
        return cls(tuple(labels), tuple(permille(chances) if chances else even(len(labels))))

    @property
    def says(self) -> Chances:
        """The forecast it stands for."""
        return Chances(self.chances)

    @property
    def chances(self) -> tuple[tuple[str, Decimal], ...]:
        """(label, probability) in the options' order; adds up to one."""
        return tuple(zip(self.labels, probabilities(self.parts), strict=True))

    def moved(self, at: int, to: int) -> Split:
        """One option set to so many permille; the others that are not fixed give or take in proportion."""
        return replace(self, parts=tuple(moved(list(self.parts), at, to, self.fixed)))

    def held(self, at: int, *, fixed: bool) -> Split:
        """One option fixed where it is, or free to give again."""
        return replace(self, fixed=self.fixed | {at} if fixed else self.fixed - {at})

    @property
    def levelled(self) -> Split:
        """Those that are not fixed made equal."""
        free = [place for place in range(len(self.parts)) if place not in self.fixed]
        if not free:
            return self
        room = WHOLE - sum(self.parts[place] for place in self.fixed)
        given = {
            place: room // len(free) + (1 if nth < room % len(free) else 0) for nth, place in enumerate(free)
        }
        return replace(self, parts=tuple(given.get(place, part) for place, part in enumerate(self.parts)))
