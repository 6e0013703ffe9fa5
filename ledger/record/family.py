"""Questions with one forecaster's standing forecast: those of a family, and everything somebody can still change."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.questions import mine_from

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def family_of(record: Record, question: str, *, now_us: int, me: str) -> tuple[Member, ...]:
    """The open questions of a question's family, itself among them, in the order they were asked."""
    only = "q.family = (SELECT f.family FROM now_questions f WHERE f.question = :question)"
    return _members(record, only, now_us=now_us, me=me, question=question)


def spoken_together(record: Record, *, now_us: int, me: str) -> tuple[Member, ...]:
    """The open questions on which somebody's forecast stands and that hang together with another such one.

    They share a family, or one of them is the difference of others.
    """
    found = _members(record, "f.forecast IS NOT NULL", now_us=now_us, me=me, question=None)
    standing = [each for each in found if each.mine is not None]
    joined = {
        name
        for each in standing
        if "difference" in each.said
        for name in (each.id, *each.said["difference"].values())
    }
    families = Counter(each.family for each in standing)
    return tuple(each for each in standing if each.id in joined or families[each.family] > 1)


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


def _members(record: Record, only: str, *, now_us: int, me: str, question: str | None) -> tuple[Member, ...]:
    values = {"question": question, "now": now_us, "me": me}
    return tuple(_member(row, now_us) for row in record.rows(_MEMBERS.format(only=only), values))


def _member(row: Row, now_us: int) -> Member:
    mine = mine_from(row[4:], now_us)
    return Member(row[0], row[1], row[2], json.loads(row[3]), None if mine is None or mine.over else mine)
