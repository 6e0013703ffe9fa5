"""Rows of forecasts as the columns take them: read by pages, each its own short read, numbers in place of names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record, Row

NEVER = int(np.iinfo(np.int64).max)
"""The time of what has not happened."""

PAGE = 25_000
"""Rows read at a time: about 50 ms."""

ROW = np.dtype(
    [
        ("question", "i8"),
        ("forecaster", "i8"),
        ("forecast", "i8"),
        ("made", "i8"),
        ("gone", "i8"),
        ("p", "f8"),
        ("marks", "i8"),
    ]
)
"""`marks` holds the version above three bits: whether the number was added by us, and the grade's place in GRADES."""

VERSION, IMPUTED, GRADE = 3, 4, 3
"""Of `marks`: how far up the version stands, and the masks of the other two."""

_SELECT = f"""
SELECT question, forecaster, forecast, made_at, coalesce(min(ended_at, expires_at), ended_at, expires_at, {NEVER}),
       probability, (version << 3) | (imputed << 2) | CASE grade WHEN 'seen' THEN 0 WHEN 'documented' THEN 1 ELSE 2 END
FROM now_forecasts WHERE """


class Names(dict[str, int]):
    """Numbers of names, in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        """The next number, which is the name's from now on."""
        self[name] = number = len(self)
        return number


def every_row(record: Record, names: Names, *, after: int, head: int) -> NDArray[Any]:
    """The rows of everybody's forecasts with a seq above `after`, up to `head`, in the order of seq."""
    questions = _questions(record)
    found = [
        _taken(page, questions, names)
        for page in _pages(record, "TRUE", ("forecast",), {"forecast": after, "head": head})
    ]
    return np.concatenate([np.empty(0, dtype=ROW), *found])


def rows_of_question(record: Record, names: Names, question: str, *, head: int) -> NDArray[Any]:
    """The rows of everybody's forecasts on one question, up to `head`, by forecaster, time and seq."""
    numbers = _questions(record, question)
    first = {"question": question, "forecaster": "", **_FIRST, "head": head}
    pages = _pages(record, "question = :question", ("forecaster", "made_at", "forecast"), first)
    return np.concatenate([np.empty(0, dtype=ROW), *(_taken(page, numbers, names) for page in pages)])


def rows_of_forecaster(
    record: Record, names: Names, forecaster: str, *, head: int, only: str | None = None
) -> NDArray[Any]:
    """The rows of one forecaster, or those on one question (`only`), up to `head`, by time and seq."""
    where = "forecaster = :who" + (" AND question = :only" if only is not None else "")
    first = {"who": forecaster, "only": only, **_FIRST, "head": head}
    pages, numbers = _pages(record, where, ("made_at", "forecast"), first), _questions(record, only)
    return np.concatenate([np.empty(0, dtype=ROW), *(_taken(page, numbers, names) for page in pages)])


_FIRST = {"made_at": -NEVER, "forecast": 0}
"""Before everything that was said."""


def rows_at(record: Record, names: Names, forecasts: Iterable[int]) -> NDArray[Any]:
    """The rows of these seqs, in no order."""
    sql = _SELECT + "forecast IN (SELECT value FROM json_each(:some))"
    page = record.rows(sql, {"some": json.dumps(list(forecasts))})
    return _taken(page, _questions(record), names)


def reference_rows(record: Record, name: str, *, only: str | None = None) -> NDArray[Any]:
    """The naive forecasts of one name as rows, seen when they were stated; the forecaster is 0."""
    where = "AND r.question = :only" if only is not None else ""
    rows = record.rows(f"{_REFERENCES} {where}", {"name": name, "only": only})
    return np.fromiter(rows, dtype=ROW, count=len(rows))


_REFERENCES = f"""
SELECT q.asked_seq, 0, r.seq, r.at, {NEVER}, r.probability, r.version << 3
FROM now_references r JOIN now_questions q ON q.question = r.question WHERE r.name = :name
"""


def _questions(record: Record, only: str | None = None) -> dict[str, int]:
    where = "WHERE question = :only" if only is not None else ""
    return dict(record.rows(f"SELECT question, asked_seq FROM now_questions {where}", {"only": only}))


def _pages(
    record: Record, where: str, order: Sequence[str], first: Mapping[str, object]
) -> Iterator[Sequence[Row]]:
    """Pages of the rows that fit, in an order that an index gives."""
    columns, marks = ", ".join(order), ", ".join(f":{column}" for column in order)
    sql = (
        f"{_SELECT} {where} AND ({columns}) > ({marks}) AND forecast <= :head ORDER BY {columns} LIMIT :limit"
    )
    values = {**first, "limit": PAGE}
    while page := record.rows(sql, values):
        yield page
        _, who, forecast, made, *_ = page[-1]
        values |= {"forecaster": who, "made_at": made, "forecast": forecast}


def _taken(page: Sequence[Row], questions: Mapping[str, int], names: Names) -> NDArray[Any]:
    numbered = (
        (questions[question], names[who], forecast, made, gone, p, marks)
        for question, who, forecast, made, gone, p, marks in page
    )
    return np.fromiter(numbered, dtype=ROW, count=len(page))
