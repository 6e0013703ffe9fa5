"""What an act of a reviewer did, or would do in a dry run, in words, in rows and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.cli.effect import effect_data, effect_lines, effect_rows
from ledger.cli.frame import Style, emit_lines
from ledger.cli.words import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.standing.moves import Move

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Done:
    """One act: a word for it, the question, and the sentence for people.

    `hash` is the proposal it is about, `revision` and `outcome` (stored form) the end after an act on one. `resolved` and
    `proposed` (a hash) are what followed at once. `moves` is None where nobody could move.
    """

    did: str
    question: str
    sentence: str
    hash: str | None = None
    revision: int | None = None
    outcome: Mapping[str, Any] | None = None
    resolved: bool = False
    proposed: str | None = None
    moves: Sequence[Move] | None = None
    dry_run: bool = False

    def tell(self, style: Style | None, *, simulated: bool) -> None:
        """Print it."""
        emit_lines(style, lines=self._lines(), rows=self._rows(simulated=simulated), data=self._data())

    def _lines(self) -> Iterator[str]:
        yield f"{self.question}: {self.sentence}"
        if self.resolved:
            yield f"{self.question}: resolved"
        if self.proposed:
            yield f"{self.question}: proposed {self.proposed[:DIGITS]}"
        if self.moves is not None:
            yield from effect_lines(self.moves)

    def _rows(self, *, simulated: bool) -> Iterator[tuple[object, ...]]:
        """What was done, to which question, and what it is about; what followed; then who moves, by which score."""
        about = self.hash[:DIGITS] if self.hash else f"revision {self.revision}"
        ended = outcome(self.outcome, None, simulated=simulated) if self.outcome is not None else ""
        yield f"would be {self.did}" if self.dry_run else self.did, self.question, about, ended
        if self.resolved:
            yield "resolved", self.question
        if self.proposed:
            yield "proposed", self.question, self.proposed[:DIGITS]
        yield from (("moves", *row) for row in effect_rows(self.moves or ()))

    def _data(self) -> dict[str, object]:
        return {
            "schema": 1,
            "dry_run": self.dry_run,
            "did": self.did,
            "question": self.question,
            "hash": self.hash,
            "revision": self.revision,
            "outcome": self.outcome,
            "resolved": self.resolved,
            "proposed": self.proposed,
            "moves": effect_data(self.moves or ()),
        }
