"""The list of questions: ids by filter and order first, then rows by the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.record.filtering import CHANCE, EVERYTHING, LEFT_AS, STATES
from ledger.record.heading import Heading, headings
from ledger.record.id_list import IdList
from ledger.record.nobody import each_has_forecast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.filtering import Filter
    from ledger.record.opening import Record, Row

Order = Literal["ends", "id", "title", "asked", "changed", "state", "chance"]
"""What a list can be sorted by; `ends` has the next end first, what has ended last."""

Stands = Literal[
    "upcoming",
    "open",
    "closed",
    "due",
    "proposed",
    "contested",
    "given up",
    "resolved",
    "annulled",
    "ambiguous",
]
"""Where a question stands at a moment, in the words of every screen."""

PAGE = 200
"""Rows read at a time."""

_LEFT: Mapping[str, Stands] = {
    "proposed": "proposed",
    "contested": "contested",
    "given_up": "given up",
    "resolved": "resolved",
    "annulled": "annulled",
}

ORDERS: Mapping[Order, str] = {
    "ends": "q.state IN ('resolved', 'annulled'), q.closes_at, q.question",
    "id": "q.question",
    "title": "q.title COLLATE NOCASE, q.question",
    "asked": "q.asked_at DESC, q.question",
    "changed": "q.state_at DESC, q.question",
    "state": "q.state, q.closes_at, q.question",
    "chance": f"{CHANCE} DESC, q.question",
}


@dataclass(frozen=True, slots=True)
class Mine:
    """The newest forecast of one forecaster on one question, as it stands at a moment.

    `says` is the stored form, one key that tells the kind; `probability` stands beside it for a binary one.
    `over` says that it was withdrawn or has run out; `withdrawn_at` and `expired_at` which, and when.
    """

    forecast: int
    made_at: int
    says: Mapping[str, object]
    probability: float | None
    words: str | None
    reason: str | None
    over: bool
    withdrawn_at: int | None = None
    expired_at: int | None = None

    @property
    def undone(self) -> bool:
        """Whether it was taken back as a slip of the keys, as if it had never been said: it ended when it was made."""
        return self.withdrawn_at is not None and self.withdrawn_at <= self.made_at


@dataclass(frozen=True, slots=True)
class IfToday:
    """If it resolved today: the newest rehearsal of a question, as it stands since `day`, when something changed last.

    `as_of` is how far the data reach now. `state` is reading, not_yet, unusable or needs_person; `value` a decimal string; `would` the outcome in words.
    """

    day: str
    at: int
    state: str
    value: str | None
    number: float | None
    would: str | None
    as_of: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One line of a list. Times are microseconds UTC; `stands` was computed for the moment asked about.

    `outcome` is the stored form of an outcome, None while there is none and for annulled questions; `proposed` that of the
    proposal before us, which is not final. `heading` is set where its sources leave it without an answer.
    """

    id: str
    title: str
    kind: str
    unit: str | None
    digits: int | None
    family: str
    publication: str | None
    stance: str | None
    proxy: str | None
    tags: tuple[str, ...]
    private: bool
    asked_at: int
    opens_at: int
    closes_at: int
    resolves_at: int
    gives_up_at: int
    state: str
    state_at: int
    stands: Stands
    outcome: Mapping[str, object] | None
    value: str | None
    known_at: int | None
    mine: Mine | None
    today: IfToday | None
    forecasters: int
    proposed: Mapping[str, object] | None = None
    heading: Heading | None = None

    def takes_forecasts(self, now_us: int) -> bool:
        """Whether it can be forecast at this moment: it has neither ended nor closed."""
        return self.state not in {"resolved", "annulled"} and now_us <= self.closes_at


def ids(
    record: Record, *, now_us: int, me: str = "", only: Filter = EVERYTHING, order: Order = "ends"
) -> tuple[str, ...]:
    """The ids of every question that fits, in order."""
    return tuple(id_list(record, now_us=now_us, me=me, only=only, order=order))


def id_list(
    record: Record,
    *,
    now_us: int,
    me: str = "",
    only: Filter = EVERYTHING,
    order: Order = "ends",
    most: int = -1,
) -> IdList:
    """The same, at most so many (-1: all), for a table over any number of them.

    An id that was typed whole comes first. Raises NobodyError where a name in `only` is of nobody who has forecast.
    SQLite puts them together, so Python's other threads go on meanwhile.
    """
    # a LIMIT, if only of -1, keeps SQLite from dropping the order of a subquery
    each_has_forecast(record, only.people)
    order_by = f"q.question <> :typed, {ORDERS[order]}" if only.text else ORDERS[order]
    inner = f"SELECT q.question AS id FROM now_questions q WHERE {only.where} ORDER BY {order_by} LIMIT :most"
    values = {**only.values, "now": now_us, "me": me, "most": most, "typed": only.text}
    row = record.one(f"SELECT group_concat(id, char(10)) FROM ({inner})", values)
    return IdList((row[0] or "") if row else "")


def page(record: Record, some: Sequence[str], *, now_us: int, me: str = "") -> tuple[QuestionRow, ...]:
    """The rows of these ids, in their order; an id that is no question is left out."""
    rows = record.rows(_PAGE, {"ids": json.dumps(list(some)), "now": now_us, "me": me})
    where_to = headings(record, some, now_us=now_us)
    by_id = {row[0]: _row(row, now_us, where_to.get(row[0])) for row in rows}
    return tuple(by_id[one] for one in some if one in by_id)


def pages(record: Record, some: Sequence[str], *, now_us: int, me: str = "") -> tuple[QuestionRow, ...]:
    """The same for any number of ids, in short reads."""
    parts = (some[start : start + PAGE] for start in range(0, len(some), PAGE))
    return tuple(row for part in parts for row in page(record, part, now_us=now_us, me=me))


def by_state(record: Record) -> dict[str, int]:
    """How many questions are in each state that entries can leave them in, ambiguous ones apart from annulled ones."""
    states = ("asked", "proposed", "contested", "given_up", "resolved", "annulled", "ambiguous")
    sql = f"SELECT {LEFT_AS}, count(*) FROM now_questions q GROUP BY 1"
    return dict.fromkeys(states, 0) | {row[0]: row[1] for row in record.rows(sql)}


def by_standing(record: Record, *, now_us: int) -> dict[str, int]:
    """How many questions are open, closed, due, ... at this moment (the words of `state:`)."""
    sums = ", ".join(f"sum({condition})" for condition in STATES.values())
    row = record.one(f"SELECT {sums} FROM now_questions q", {"now": now_us})
    return {name: count or 0 for name, count in zip(STATES, row or (), strict=False)}


def stands(
    *, state: str, how: str | None, opens_at: int, closes_at: int, resolves_at: int, now_us: int
) -> Stands:
    """Where a question stands at a moment: what entries left, and what the clock makes of it."""
    if state in _LEFT:
        return "ambiguous" if how == "ambiguous" else _LEFT[state]
    if now_us < opens_at:
        return "upcoming"
    if now_us <= closes_at:
        return "open"
    return "due" if now_us >= resolves_at else "closed"


_PAGE = """
SELECT q.question, q.title, q.kind, q.unit, q.digits, q.family, q.publication, q.stance, q.proxy, q.tags,
       q.private, q.asked_at, q.opens_at, q.closes_at, q.resolves_at, q.gives_up_at, q.state, q.state_at,
       q.ended_how, q.outcome, q.value, q.known_at,
       f.forecast, f.made_at, f.says, f.probability, f.words, f.reason, f.ended_at, f.expires_at,
       r.day, r.at, r.state, r.value, r.value_number, r.would,
       max(r.as_of, coalesce(
           (SELECT CASE count(*) WHEN 1 THEN max(l.as_of) END FROM run_uses u JOIN run_looks l ON l.look = u.look
            WHERE u.question = q.question), r.as_of)), r.reason,
       (SELECT count(DISTINCT c.forecaster) FROM now_forecasts c WHERE c.question = q.question),
       CASE WHEN q.state IN ('proposed', 'contested') THEN p.outcome END
FROM json_each(:ids) wanted
JOIN now_questions q ON q.question = wanted.value
LEFT JOIN now_proposals p ON p.hash = q.proposal
LEFT JOIN now_forecasts f ON f.forecast = (
    SELECT g.forecast FROM now_forecasts g
    WHERE g.question = q.question AND g.forecaster = :me AND g.made_at <= :now
    ORDER BY g.made_at DESC, g.forecast DESC LIMIT 1)
LEFT JOIN run_rehearsals r ON r.question = q.question AND r.since = (
    SELECT max(s.since) FROM run_rehearsals s WHERE s.question = q.question)
"""


def _row(row: Row, now_us: int, heading: Heading | None) -> QuestionRow:
    state, how, outcome = row[16], row[18], row[19]
    return QuestionRow(
        id=row[0],
        title=row[1],
        kind=row[2],
        unit=row[3],
        digits=row[4],
        family=row[5],
        publication=row[6],
        stance=row[7],
        proxy=row[8],
        tags=tuple(json.loads(row[9])),
        private=bool(row[10]),
        asked_at=row[11],
        opens_at=row[12],
        closes_at=row[13],
        resolves_at=row[14],
        gives_up_at=row[15],
        state=state,
        state_at=row[17],
        stands=stands(
            state=state, how=how, opens_at=row[12], closes_at=row[13], resolves_at=row[14], now_us=now_us
        ),
        outcome=json.loads(outcome) if outcome else None,
        value=row[20],
        known_at=row[21],
        mine=mine_from(row[22:30], now_us),
        today=if_today_from(row[30:38]),
        forecasters=row[38],
        proposed=json.loads(row[39]) if row[39] else None,
        heading=heading,
    )


def mine_from(row: Row, now_us: int) -> Mine | None:
    """The columns forecast, made_at, says, probability, words, reason, ended_at, expires_at as a value."""
    if row[0] is None:
        return None
    ends = [end if end is not None and end <= now_us else None for end in row[6:8]]
    over = any(end is not None for end in ends)
    return Mine(row[0], row[1], json.loads(row[2]), row[3], row[4], row[5], over, ends[0], ends[1])


def if_today_from(row: Row) -> IfToday | None:
    """The columns day, at, state, value, value_number, would, as_of, reason as a value."""
    return None if row[0] is None else IfToday(*row)
