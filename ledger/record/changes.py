"""Today's questions: what changed since a moment, what ends next, what waits for a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.record.filtering import LEFT_AS
from ledger.record.to_answer import TO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record

DAY = 86_400_000_000
ASKS_EVERY = 7 * DAY
"""What waits for a person asks again so often, counted from when it began."""

What = Literal["resolved", "proposed", "annulled", "ambiguous", "given_up", "contested", "asked", "amended"]
Need = Literal["confirm", "challenge", "conflict", "given_up", "answer"]


@dataclass(frozen=True, slots=True)
class Since:
    """What happened after a moment: ids, the newest first. A question stands under what it is now.

    `asked` are new questions, `amended` those with a new version, whatever else became of them.
    """

    resolved: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    annulled: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for a person, and for what: to confirm, to end a challenge or a conflict, to decide, to answer.

    Times are microseconds UTC: `until` is when its window or its question ends, where there is such a time to come;
    `asks_again_at` comes every seven days from when it began. `hash` is the proposal before us.
    """

    id: str
    title: str
    need: Need
    since: int
    until: int | None
    hash: str | None
    private: bool
    asks_again_at: int


def asks_again(began_us: int, now_us: int) -> int:
    """The next seventh day since it began that is still to come; microseconds UTC.

    >>> asks_again(0, 8 * DAY) // DAY, asks_again(5 * DAY, 0) // DAY
    (14, 12)
    """
    return began_us + (max(0, now_us - began_us) // ASKS_EVERY + 1) * ASKS_EVERY


def since(record: Record, when_us: int) -> Since:
    """What happened after `when_us`."""
    found: dict[What, list[str]] = {}
    for question, state, state_at, asked_at, version, version_at in record.rows(_SINCE, {"when": when_us}):
        whats: tuple[tuple[What, bool], ...] = (
            (state, state_at > when_us and state != "asked"),
            ("asked", asked_at > when_us),
            ("amended", version_at > when_us and version > 1),
        )
        for what, holds in whats:
            if holds:
                found.setdefault(what, []).append(question)
    return Since(**{what: tuple(ids) for what, ids in found.items()})


_SINCE = f"""
SELECT q.question, {LEFT_AS}, q.state_at, q.asked_at, q.version, q.version_at FROM now_questions q
WHERE q.state_at > :when OR q.asked_at > :when OR q.version_at > :when
ORDER BY max(q.state_at, q.version_at) DESC, q.question
"""


def ends_next(
    record: Record, *, now_us: int, days: int = 30, kinds: Sequence[str] | None = None, most: int = -1
) -> tuple[str, ...]:
    """The ids of questions that close within so many days, the next first, at most so many (-1: all); of some kinds, or of all."""
    sql = """SELECT question FROM now_questions
             WHERE state NOT IN ('resolved', 'annulled') AND closes_at BETWEEN :now AND :until
               AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
             ORDER BY closes_at, question LIMIT :most"""
    only = None if kinds is None else json.dumps(list(kinds))
    values = {"now": now_us, "until": now_us + days * DAY, "kinds": only, "most": most}
    return tuple(row[0] for row in record.rows(sql, values))


def not_open_yet(record: Record, *, now_us: int, days: int) -> int:
    """How many of those that close within so many days open only later."""
    sql = """SELECT count(*) FROM now_questions
             WHERE state NOT IN ('resolved', 'annulled') AND closes_at BETWEEN :now AND :until AND opens_at > :now"""
    ((count,),) = record.rows(sql, {"now": now_us, "until": now_us + days * DAY})
    return int(count)


def ends_by_day(record: Record, *, now_us: int, days: int) -> tuple[tuple[int, int], ...]:
    """(time, how many) of the questions that close within so many days, a UTC day at a time; the time is the first of them."""
    sql = f"""SELECT min(closes_at), count(*) FROM now_questions
              WHERE state NOT IN ('resolved', 'annulled') AND closes_at BETWEEN :now AND :until
              GROUP BY closes_at / {DAY} ORDER BY 1"""
    found = record.rows(sql, {"now": now_us, "until": now_us + days * DAY})
    return tuple((at, count) for at, count in found)


def waiting(record: Record, *, now_us: int) -> tuple[Waiting, ...]:
    """Every question that waits for a person, what waits longest first."""
    rows = record.rows(_WAITING, {"now": now_us})
    return tuple(Waiting(*(*row[:6], bool(row[6]), asks_again(row[3], now_us))) for row in rows)


_TO_END = """
CASE WHEN q.state <> 'contested' THEN q.state
     WHEN (SELECT basis FROM now_proposals WHERE hash = q.proposal) = 'conflict' THEN 'conflict'
     ELSE 'challenge' END
"""
"""What a question in doubt needs: an end of the publishers' conflict, or of the challenge; else what it is."""

_STILL_WANTED = """
CASE WHEN json_extract(q.said, '$.resolution.confirmed_by') = 'two_people' THEN 2
     WHEN json_extract(q.said, '$.resolution.confirmed_by') = 'one_person' OR p.basis <> 'rule' OR EXISTS (
         SELECT 1 FROM now_confirmations c WHERE c.hash = p.hash AND c.what = 'challenge_lapsed') THEN 1
     ELSE 0 END
> (SELECT CASE WHEN max(c.who IS NOT p.who) THEN count(*) ELSE 0 END
   FROM now_confirmations c WHERE c.hash = p.hash AND c.what = 'confirmed' AND c.seq > coalesce((
     SELECT max(l.seq) FROM now_confirmations l WHERE l.hash = p.hash AND l.what = 'challenge_lapsed'), 0))
"""
"""More people are asked for than stand behind it; the word of who proposed it counts only beside another's."""

_WAITING = f"""
SELECT q.question, q.title, 'confirm' AS need, q.state_at AS since, p.challenge_until, p.hash, q.private
FROM now_questions q JOIN now_proposals p ON p.hash = q.proposal
WHERE q.state = 'proposed' AND {_STILL_WANTED}
UNION ALL
SELECT q.question, q.title, {_TO_END}, q.state_at, CASE q.state WHEN 'given_up' THEN NULL ELSE q.gives_up_at END,
       q.proposal, q.private
FROM now_questions q WHERE q.state IN ('contested', 'given_up')
UNION ALL
SELECT q.question, q.title, 'answer', max(q.closes_at, q.resolves_at, q.state_at),
       CASE WHEN q.gives_up_at >= :now THEN q.gives_up_at END, NULL, q.private
FROM now_questions q WHERE {TO_ANSWER}
ORDER BY since, 1
"""
