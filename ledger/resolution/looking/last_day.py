"""Whether a question past its last day may be ended: its sources were really asked, and the clock is not ours alone.

One failed look after a long sleep ends nothing, nor does a clock that jumped while nobody could be reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.journal.work import look_states, remember, remembered
from ledger.resolution.looking.register import trouble_from
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from resolvers.source import NotYet, Unusable

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.work import LookState
    from ledger.resolution.looking.register import Asked
    from ledger.resolution.rule.decision import Decision

APART = timedelta(days=1)
"""Between the first look after the last day and one that may end the question, where a source may only be down."""

UNTOLD = timedelta(days=7)
"""How long nobody has to have told the time before a person is asked all the same."""


def note_asked(connection: Connection, asked: Asked, now: datetime) -> None:
    """Remember the first look that was taken for a question after its last day."""
    if now >= asked.question.times.gives_up_at and remembered(connection, _name(asked)) is None:
        remember(connection, _name(asked), "looked", now)


def _name(asked: Asked) -> str:
    return f"last_day:{asked.question.id}:{asked.version}"


def on_last_day(
    connection: Connection, asked: Asked, decision: Decision, now: datetime, *, told: bool
) -> Decision:
    """The decision, with its end put off where a question may not be ended yet. `told`: a host's time agrees with ours.

    Where nobody told the time for a week of looks, a person is asked all the same, and nothing is annulled. What only
    people answer needs nobody's time to be put before them.
    """
    match decision:
        case Resolves() | Conflicts() | Waits():
            return decision
        case AsksPerson(reason) | Annuls(_, reason):
            if now < asked.question.times.gives_up_at:
                return decision
            if not asked.looking():
                over = now - asked.question.times.gives_up_at
                return (
                    _untold(decision, reason, over) if not told and isinstance(decision, Annuls) else decision
                )
            looks = _looks(connection, asked)
            if not looks.really:
                return Waits(f"the last day has passed; asked once more before it ends: {reason}")
            return decision if told else _untold(decision, reason, looks.over)


def _untold(decision: AsksPerson | Annuls, reason: str, over: timedelta) -> Decision:
    if over < UNTOLD:
        return Waits(f"the last day has passed by this clock, and no host has told the time: {reason}")
    return decision if isinstance(decision, AsksPerson) else AsksPerson(reason)


@dataclass(frozen=True, slots=True)
class _Looks:
    """Whether the sources were really asked after the last day, and over how long."""

    really: bool
    over: timedelta


def _looks(connection: Connection, asked: Asked) -> _Looks:
    states = look_states(connection, {use.key for use in asked.looking()})
    mine = [state for use in asked.looking() if (state := states.get(use.key))]
    first = remembered(connection, _name(asked))
    lasts = [state.last_at for state in mine if state.last_at is not None]
    if first is None or not lasts or len(lasts) < len({use.key for use in asked.looking()}):
        return _Looks(really=False, over=timedelta(0))
    over = min(lasts) - first[1]
    after = min(lasts) >= asked.question.times.gives_up_at
    return _Looks(really=after and (over >= APART or all(map(_says_for_good, mine))), over=over)


def _says_for_good(state: LookState) -> bool:
    """Whether the last answer is one that another try would not change by itself."""
    match trouble_from(state.answer, state.said or ""):
        case NotYet() | Unusable("down", _):
            return False
        case Unusable() | None:
            return True
