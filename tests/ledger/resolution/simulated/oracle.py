"""What must hold of a ledger whatever happened to it, found from the file and from what the publishers really served.

Nothing here asks the rule: times are read from the log, days are counted one by one, and truth is the world's own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ledger.clock import end_of, moment
from ledger.journal.verify import verify
from ledger.resolution.looking_back.replay import replay
from tests.ledger.resolution.simulated.asked import FORMS, times_of
from tests.ledger.resolution.simulated.publishers import FIRST, ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from tests.ledger.resolution.simulated.course import Course
    from tests.ledger.resolution.simulated.publishers import World

PROPOSED = """
SELECT question, basis, outcome, decided_at, challenge_until, readings, evidence, state, hash FROM now_proposals"""
ENDED = """
SELECT r.question, r.at, p.challenge_until, p.hash FROM now_resolutions AS r JOIN now_proposals AS p ON p.seq = r.proposal"""

TAKEN_BACK = """
SELECT p.question, p.outcome, c.seq FROM now_confirmations AS c JOIN now_proposals AS p ON p.hash = c.hash
WHERE c.what IN ('rejected', 'upheld') AND p.outcome IS NOT NULL
UNION ALL
SELECT e.question, e.outcome, l.seq FROM now_resolutions AS e JOIN now_resolutions AS l ON l.seq = e.superseded_by
WHERE l.who IS NOT NULL AND e.outcome IS NOT NULL"""
BY_RULE = "SELECT question, outcome, seq FROM now_proposals WHERE basis = 'rule'"


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal as the file has it."""

    question: str
    basis: str
    outcome: dict[str, Any] | None
    decided_at: datetime
    readings: list[int]
    evidence: list[int]
    state: str


def wrong_with(course: Course) -> list[str]:
    """Every broken promise of one course of events, in words; empty when all were kept."""
    return [
        *(finding.sentence for finding in verify(course.stage.path).findings),
        *_not_again(course),
        *_too_early(course),
        *_over_people(course),
        *(said for decided in decided_in(course) for said in _of_decision(course.world, decided)),
    ]


def decided_in(course: Course) -> list[Decided]:
    """Every proposal that was made."""
    rows = course.stage.watching.execute(PROPOSED).fetchall()
    return [
        Decided(
            row[0],
            row[1],
            json.loads(row[2]) if row[2] else None,
            moment(row[3]),
            json.loads(row[5]),
            json.loads(row[6]),
            row[7],
        )
        for row in rows
    ]


def _not_again(course: Course) -> Iterator[str]:
    """Replay equals the record."""
    process = course.processes[0]
    for found in process.runner.run(replay(process.journal)):
        if not found.holds or any(not layer.equal for layer in found.readings.values()):
            yield f"{found.question}: replay gives {found.decision}, {found.readings}"


def _too_early(course: Course) -> Iterator[str]:
    for question, at, until, digest in course.stage.watching.execute(ENDED):
        if at < until:
            yield f"{question}: {digest[:8]} resolved at {moment(at)}, before {moment(until)}"


def _over_people(course: Course) -> Iterator[str]:
    """A machine says again what a person took back, where nothing can have happened since."""
    against = course.stage.watching.execute(TAKEN_BACK).fetchall()
    for question, outcome, seq in course.stage.watching.execute(BY_RULE).fetchall():
        happened = outcome == '{"yes":true}' or ('"date"' in outcome and "null" not in outcome)
        anew = happened and "any_day" in FORMS[question].rule(course.world)["window"]
        if not anew and any((name, said) == (question, outcome) and seq > at for name, said, at in against):
            yield f"{question}: a person took back {outcome}, and the rule says it again"


def _of_decision(world: World, decided: Decided) -> Iterator[str]:
    if decided.basis != "rule" or decided.outcome is None:
        return
    form = FORMS[decided.question]
    if not (
        decided.readings
        and decided.evidence
        and len(decided.readings) >= 1 + (decided.question in {"quorum", "voice"})
    ):
        yield f"{decided.question}: decided without evidence"
    if (
        not _is_early_yes(decided)
        and decided.decided_at.date().isoformat() < times_of(world, form)["resolves_at"]
    ):
        yield f"{decided.question}: decided at {decided.decided_at}, before its time"
    if world.steady and decided.outcome != form.truth(world):
        yield f"{decided.question}: decided {decided.outcome}, and {form.truth(world)} is so"
    if _rests_on_all(decided) and not _all_was_served(world, decided):
        yield f"{decided.question}: decided {decided.outcome} at {decided.decided_at} from silence"


def _is_early_yes(decided: Decided) -> bool:
    """A total that never falls may say YES before its time, and nothing else may."""
    return decided.question == "documents" and decided.outcome == {"yes": True}


# ---- a NO needs every day ----------------------------------------------------------------------------------


def _rests_on_all(decided: Decided) -> bool:
    nothing = ({"yes": False}, {"date": None})
    return (
        decided.outcome == {"yes": True} if decided.question == "reached-not" else decided.outcome in nothing
    )


def _all_was_served(world: World, decided: Decided) -> bool:
    """Whether the days of the window were really told of, day by day, before it was decided."""
    match decided.question:
        case "reached" | "reached-not":
            return _live_days(world, decided)
        case "happened" | "first-day":
            return _event_days(world, decided)
        case "both":
            return _live_days(world, decided) or _event_days(world, decided)
        case _:
            return any(
                one.fetched_at <= decided.decided_at and not one.host.startswith("live")
                for one in world.served
            )


def _live_days(world: World, decided: Decided) -> bool:
    """Every day read, or one day alone left out; never the last. And nothing before the window was over."""
    told = {
        _day(one.as_of, one.fetched_at)
        for one in world.served
        if _counts(one, "live.example.org/live", decided)
    }
    days = [FIRST + ONE_DAY * count for count in range(world.days)]
    missing = [day not in told for day in days]
    pairs = any(a and b for a, b in pairwise(missing))
    return decided.decided_at > end_of(world.last) and not missing[-1] and not pairs


def _event_days(world: World, decided: Decided) -> bool:
    told = [one for one in world.served if _counts(one, "live.example.org/event", decided)]
    return decided.decided_at > end_of(world.last) and any(
        _day(one.as_of, one.fetched_at) >= world.last for one in told
    )


def _counts(one: Any, host: str, decided: Decided) -> bool:
    return bool(one.host == host and one.fetched_at <= decided.decided_at)


def _day(as_of: date, fetched_at: datetime) -> date:
    """The day a page speaks for: its stamp, never a day to come. What was newest before the window is so on the day it is read."""
    return fetched_at.date() if as_of < FIRST else min(as_of, fetched_at.date())
