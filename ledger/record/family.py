"""Questions with one forecaster's standing forecast: those of a family, and everything somebody can still change."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.questions import mine_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ledger.record.opening import Record, Row
    from ledger.record.questions import Mine


@dataclass(frozen=True, slots=True)
class Member:
    """A question that takes forecasts now, what its file says, and the newest forecast of somebody, if it stands."""

    id: str
    title: str
    family: str
    said: Mapping[str, Any]
    mine: Mine | None

    @property
    def related(self) -> tuple[str, ...]:
        """The questions whose numbers it is the difference of."""
        return tuple((self.said.get("difference") or {}).values())


def spoken_together(record: Record, *, now_us: int, me: str) -> tuple[Member, ...]:
    """The open questions on which somebody's forecast stands and that hang together with another such one.

    They share a family, or one of them is the difference of others.
    """
    only = "q.question IN (SELECT m.question FROM now_forecasts m WHERE m.forecaster = :me)"
    rows = _rows(record, only, now_us=now_us, me=me)
    families = Counter(row[2] for row in rows)
    differences = [_member(row, now_us) for row in rows if DIFFERENCE in row[3]]
    joined = {name for each in differences for name in (each.id, *each.related)}
    members = (_member(row, now_us) for row in rows if row[0] in joined or families[row[2]] > 1)
    return tuple(each for each in members if each.mine is not None)


def family_of(record: Record, question: str, *, now_us: int, me: str) -> tuple[Member, ...]:
    """The open questions of a question's family, itself among them, in the order they were asked."""
    only = "q.family = (SELECT f.family FROM now_questions f WHERE f.question = :question)"
    rows = _rows(record, only, now_us=now_us, me=me, question=question)
    return tuple(_member(row, now_us) for row in rows)


def around(record: Record, question: str, *, now_us: int, me: str) -> tuple[Member, ...]:
    """A question's family, and the numbers whose differences its family asks about."""
    family = family_of(record, question, now_us=now_us, me=me)
    named = {name for each in family for name in each.related} - {each.id for each in family}
    only = "q.question IN (SELECT value FROM json_each(:question))"
    rows = _rows(record, only, now_us=now_us, me=me, question=json.dumps(sorted(named))) if named else []
    return (*family, *(_member(row, now_us) for row in rows))


DIFFERENCE = '"difference":'
"""What the stored content of a question has that is the difference of two others."""

_MEMBERS = """
SELECT q.question, q.title, q.family, q.said,
       f.forecast, f.made_at, f.says, f.probability, f.words, f.reason, f.ended_at, f.expires_at
FROM now_questions q
LEFT JOIN now_forecasts f ON f.forecast = (
    SELECT g.forecast FROM now_forecasts g
    WHERE g.question = q.question AND g.forecaster = :me AND g.made_at <= :now
    ORDER BY g.made_at DESC, g.forecast DESC LIMIT 1)
WHERE q.state NOT IN ('resolved', 'annulled') AND q.opens_at <= :now AND q.closes_at >= :now AND {only}
ORDER BY q.asked_seq
"""


def _rows(record: Record, only: str, *, now_us: int, me: str, question: str | None = None) -> Sequence[Row]:
    values = {"question": question, "now": now_us, "me": me}
    return list(record.rows(_MEMBERS.format(only=only), values))


def _member(row: Row, now_us: int) -> Member:
    mine = mine_from(row[4:], now_us)
    return Member(row[0], row[1], row[2], json.loads(row[3]), None if mine is None or mine.over else mine)
