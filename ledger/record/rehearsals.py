"""If it resolved today, over time: the values of the question's look, with the outcome each would have given."""

from __future__ import annotations

from bisect import bisect_right
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from ledger.record.questions import IfToday, if_today_from
from ledger.record.thinned import thinned

if TYPE_CHECKING:
    from ledger.record.opening import Record, Row


def turns(record: Record, question: str, *, limit: int = 1_000) -> tuple[IfToday, ...]:
    """The stretches of one outcome each, oldest first, each as it was last; `day` is the first day of the stretch."""
    sql = """SELECT since, at, state, value, value_number, would, as_of, reason FROM run_rehearsals
             WHERE question = ? ORDER BY since DESC LIMIT ?"""
    found = (if_today_from(row) for row in record.rows(sql, (question, limit)))
    return tuple(reversed([one for one in found if one]))


def history(
    record: Record, question: str, *, limit: int = 1_000, most: int | None = None
) -> tuple[IfToday, ...]:
    """The newest values of the question's look and the outcomes they would have given, oldest first.

    Where nothing changed there is no point: a value holds until the next one. With `most`, values are thinned to so many
    before anything is made of them: the lowest and the highest stay.
    """
    stretches = turns(record, question, limit=limit)
    starts = [one.day for one in stretches]
    values = record.rows(_VALUES, {"question": question, "limit": limit})
    kept = values[::-1] if most is None else thinned(values[::-1], lambda row: row[3], most=most)
    points = [_point(row, stretches[bisect_right(starts, row[0]) - 1]) for row in kept if starts]
    read = {one.day for one in points}
    return tuple(
        sorted([*points, *(one for one in stretches if one.day not in read)], key=lambda one: one.day)[
            -limit:
        ]
    )


_VALUES = """
SELECT v.day, v.at, v.exact, v.number, v.as_of, q.kind, coalesce(q.digits, json_extract(q.said, '$.resolution.digits'))
FROM run_values v JOIN now_questions q ON q.question = :question
JOIN run_uses u ON u.question = q.question AND u.look = v.look AND u.value = v.value
WHERE u.place = (
    SELECT min(w.place) FROM run_uses w WHERE w.question = :question AND EXISTS (
        SELECT 1 FROM run_values x WHERE x.look = w.look AND x.value = w.value))
ORDER BY v.day DESC LIMIT :limit
"""


def _point(row: Row, stretch: IfToday) -> IfToday:
    day, at, exact, number, as_of, kind, digits = row
    value = exact if number is None or digits is None else _rounded(exact, digits)
    would = None if kind == "numeric" else stretch.would
    return IfToday(day, at, "reading", value, number, would, as_of, "")


def _rounded(exact: str, digits: int) -> str:
    return format(Decimal(exact).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN), "f")
