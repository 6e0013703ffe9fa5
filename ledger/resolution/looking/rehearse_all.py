"""If it resolved today, for every question whose looks gave something else than before. Disposable."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ledger.journal.rehearsed import RehearsalRow, rehearsed
from ledger.journal.work import look_states
from ledger.questions.outcome import Amount, Beyond
from ledger.resolution.looking.gave import gave_from
from ledger.resolution.looking.rehearsal import evaluate
from ledger.resolution.looking.write_each import Failed, write_each
from ledger.resolution.rule.parts import in_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ledger.journal.append import Journal
    from ledger.journal.transaction import Transaction
    from ledger.resolution.looking.register import Asked, Register, UseOfLook
    from ledger.resolution.looking.rehearsal import Looked, Rehearsal


@dataclass(frozen=True, slots=True)
class RehearseAll:
    """What rehearsing needs to know: the moment, and what each look gave, as stored, by its key."""

    known: Register
    now: datetime
    gave: dict[str, str] = field(default_factory=dict)

    def keep(self, journal: Journal, questions: Sequence[str]) -> None:
        """Keep what these questions would resolve to. One that cannot be written keeps back no other."""
        for part in in_parts(questions):
            (found,) = write_each(journal, [partial(self._part, part)])
            if isinstance(found, Failed) and len(part) > 1:
                write_each(journal, [partial(self._part, [one]) for one in part])

    def _part(self, questions: Sequence[str], tx: Transaction) -> None:
        asked = self.known.asked(tx.connection, questions)
        missing = {use.key for one in asked for use in one.looking()} - self.gave.keys()
        if missing:
            states = look_states(tx.connection, sorted(missing))
            self.gave.update({key: state.gave or "[]" for key, state in states.items()})
        rehearsed(tx.connection, [_row(evaluate(one.question, self._looked(one)), self.now) for one in asked])

    def _looked(self, asked: Asked) -> list[Looked]:
        return [looked for use in asked.looking() for looked in self._gave(use)]

    def _gave(self, use: UseOfLook) -> Iterator[Looked]:
        return gave_from(self.gave.get(use.key, "[]"), use)


def _row(rehearsal: Rehearsal, now: datetime) -> RehearsalRow:
    return RehearsalRow(
        question=rehearsal.question,
        day=now.date().isoformat(),
        at=now,
        state=rehearsal.state,
        value=format(rehearsal.value, "f") if rehearsal.value is not None else None,
        would=rehearsal.would_words,
        turn=_turn(rehearsal),
        as_of=rehearsal.as_of.isoformat() if rehearsal.as_of else None,
        reason=rehearsal.reason,
    )


def _turn(rehearsal: Rehearsal) -> str:
    """The state, with the outcome where it is no number: numbers move, outcomes turn."""
    number = isinstance(rehearsal.would, Amount | Beyond)
    return f"{rehearsal.state} {'' if number else rehearsal.would_words or ''}".rstrip()
