"""The denominator: everything a forecaster spoke on, so that nobody can show "12 of 12"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.ended import question_ends
from ledger.record.forecasts import spoken_on
from ledger.standing.scored import counts_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.scores import ScoreLine

HELD = frozenset({"proposed", "contested", "given_up"})


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts of questions one forecaster spoke on; `asked` is the sum of resolved, annulled, ambiguous, held and open.

    `due` are those whose scheduled end has passed or that have ended; `held` wait for a person or a window;
    `scored` and `late` part the resolved: late ones were spoken on only when it no longer counted, or in a form
    that has no score. `families` counts the measurements behind the scored.
    """

    asked: int
    due: int
    resolved: int
    scored: int
    late: int
    annulled: int
    ambiguous: int
    held: int
    open: int
    families: int


def panel(record: Record, forecaster: str, lines: Sequence[ScoreLine], *, now_us: int) -> Panel:
    """The denominator beside these score lines of a forecaster. Annulled questions are in it, and only here."""
    spoken = spoken_on(record, forecaster)
    ends = [end for end in question_ends(record) if end.id in spoken and counts_for(end, forecaster)]
    scored = {line.question.id: line.question.family for line in lines if line.scores}
    resolved = _count(ends, "resolved")
    return Panel(
        asked=len(ends),
        due=sum(end.closes_at < now_us or end.state in {"resolved", "annulled"} for end in ends),
        resolved=resolved,
        scored=len(scored),
        late=resolved - len(scored),
        annulled=sum(end.how == "annulled" for end in ends),
        ambiguous=sum(end.how == "ambiguous" for end in ends),
        held=sum(end.state in HELD for end in ends),
        open=_count(ends, "asked"),
        families=len(set(scored.values())),
    )


def _count(ends: Sequence[QuestionEnd], state: str) -> int:
    return sum(end.state == state for end in ends)
