"""The denominator: everything a forecaster spoke on, so that nobody can show "12 of 12"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.record.ended import question_ends
from ledger.record.forecasts import spoken_on
from ledger.record.spoken import withdrawn_by
from ledger.standing.scored import counts_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.scores import ScoreLine

Where = Literal["resolved", "annulled", "ambiguous", "held", "open"]
"""What a question spoken on has come to: every one is in exactly one of these."""

HELD = frozenset({"proposed", "contested", "given_up"})


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts of questions one forecaster spoke on; `asked` is the sum of resolved, annulled, ambiguous, held and open.

    `due` are those whose scheduled end has passed or that have ended; `held` wait for a person or a window;
    `scored` and `late` part the resolved: late ones were spoken on only when it no longer counted, in a form that has no
    score, or in what is taken on request alone: `unscored` tells which. `withdrawn` are those, wherever they are, whose
    newest forecast was withdrawn. A forecast that was undone as a slip counts nowhere. `families` counts the measurements
    behind the scored.
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
    withdrawn: int
    families: int


def panel(record: Record, forecaster: str, lines: Sequence[ScoreLine], *, now_us: int) -> Panel:
    """The denominator beside these score lines of a forecaster. Annulled questions are in it, and only here."""
    scored = {line.question.id: line.question.family for line in lines if line.scores}
    spoken = spoken_on(record, forecaster)
    return panel_of(record, forecaster, question_ends(record), spoken, scored, now_us=now_us)


def panel_of(
    record: Record,
    forecaster: str,
    asked: Sequence[QuestionEnd],
    spoken: frozenset[str],
    scored: Mapping[str, str],
    *,
    now_us: int,
) -> Panel:
    """The same from every question, those spoken on, and the scored ones with their families, by id."""
    ends = [end for end in asked if end.id in spoken and counts_for(end, forecaster)]
    came_to = Counter(where(end) for end in ends)
    return Panel(
        asked=len(ends),
        due=sum(is_due(end, now_us=now_us) for end in ends),
        resolved=came_to["resolved"],
        scored=len(scored),
        late=came_to["resolved"] - len(scored),
        annulled=came_to["annulled"],
        ambiguous=came_to["ambiguous"],
        held=came_to["held"],
        open=came_to["open"],
        withdrawn=len(withdrawn_by(record, forecaster) & {end.id for end in ends}),
        families=len(set(scored.values())),
    )


def where(end: QuestionEnd) -> Where:
    """What a question has come to."""
    if end.state == "annulled":
        return "ambiguous" if end.how == "ambiguous" else "annulled"
    if end.state in HELD:
        return "held"
    return "resolved" if end.state == "resolved" else "open"


def is_due(end: QuestionEnd, *, now_us: int) -> bool:
    """Whether a question's scheduled end has passed, or it has ended."""
    return end.closes_at < now_us or end.state in {"resolved", "annulled"}
