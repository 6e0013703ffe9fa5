"""Rows of forecasts as the columns take them: read by pages, each its own short read, numbers in place of names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record, Row

NEVER = int(np.iinfo(np.int64).max)
"""The time of what has not happened."""

PAGE = 2_000
"""Rows read at a time: a few milliseconds, and what the processor keeps at hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Forecasts row by row. `numbers` (6, n) holds question, forecaster, seq, made, gone and marks; `chances` (n,) is NaN for none.

    `marks` holds the version above three bits: whether the number was added by us, and the grade's place in GRADES.
    """

    numbers: NDArray[np.int64]
    chances: NDArray[np.float64]


QUESTION, FORECASTER, SEQ, MADE, GONE, MARKS = range(6)
"""The places in `Rows.numbers`."""

VERSION, IMPUTED, GRADE = 3, 4, 3
"""Of the marks: how far up the version stands, and the masks of the other two."""

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


def unpacked_rows(record: Record, names: Names, *, after: int, head: int) -> Rows:
    """The rows of everybody's forecasts with a seq above `after`, up to `head`, in the order of seq."""
    return _by_seq(record, names, "TRUE", after, head)


def changed_rows(record: Record, names: Names, *, after: int, head: int) -> Rows:
    """Those of them that are not any more as they were made."""
    return _by_seq(record, names, _CHANGED, after, head)


_CHANGED = """forecast IN (
    SELECT c.forecast FROM now_changed c WHERE c.forecast > :forecast ORDER BY c.forecast LIMIT :limit)"""


def _by_seq(record: Record, names: Names, where: str, after: int, head: int) -> Rows:
    if after >= head:
        return joined()
    pages = _pages(record, where, ("forecast",), {"forecast": after, "head": head})
    return _together(pages, _questions(record), names)


def rows_of_question(record: Record, names: Names, question: str, *, head: int) -> Rows:
    """The rows of everybody's forecasts on one question, up to `head`, by forecaster, time and seq."""
    first = {"question": question, "forecaster": "", **_FIRST, "head": head}
    pages = _pages(record, "question = :question", ("forecaster", "made_at", "forecast"), first)
    return _together(pages, _questions(record, question), names)


def rows_of_forecaster(
    record: Record, names: Names, forecaster: str, *, head: int, only: str | None = None
) -> Rows:
    """The rows of one forecaster, or those on one question (`only`), up to `head`, by time and seq."""
    where = "forecaster = :who" + (" AND question = :only" if only is not None else "")
    first = {"who": forecaster, "only": only, **_FIRST, "head": head}
    pages = _pages(record, where, ("made_at", "forecast"), first)
    return _together(pages, _questions(record, only), names)


_FIRST = {"made_at": -NEVER, "forecast": 0}
"""Before everything that was said."""


def rows_at(record: Record, names: Names, forecasts: Iterable[int]) -> Rows:
    """The rows of these seqs, in no order."""
    sql = _SELECT + "forecast IN (SELECT value FROM json_each(:some))"
    page = record.rows(sql, {"some": json.dumps(list(forecasts))})
    return _together([page], _questions(record), names)


def reference_rows(record: Record, name: str, *, only: str | None = None) -> Rows:
    """The naive forecasts of one name as rows of nobody, seen when they were stated."""
    where = "AND r.question = :only" if only is not None else ""
    page = record.rows(f"{_REFERENCES} {where}", {"name": name, "only": only})
    return _together([page], _questions(record, only), Names())


_REFERENCES = f"""
SELECT question, '', seq, at, {NEVER}, probability, version << {VERSION} FROM now_references r WHERE r.name = :name
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


def _together(pages: Iterable[Sequence[Row]], questions: Mapping[str, int], names: Names) -> Rows:
    taken = [_taken(page, questions, names) for page in pages if page]
    return joined(*taken)


def joined(*some: Rows) -> Rows:
    """The rows of all, one after the other."""
    return Rows(
        np.concatenate([np.empty((6, 0), dtype=np.int64), *(one.numbers for one in some)], axis=1),
        np.concatenate([np.empty(0), *(one.chances for one in some)]),
    )


def _taken(page: Sequence[Row], questions: Mapping[str, int], names: Names) -> Rows:
    """A page, turned over: column after column is what numpy takes fastest."""
    question, who, seq, made, gone, chances, marks = zip(*page, strict=True)
    numbered = map(questions.__getitem__, question), map(names.__getitem__, who)
    numbers = np.fromiter(chain(*numbered, seq, made, gone, marks), dtype=np.int64, count=6 * len(page))
    return Rows(numbers.reshape(6, -1), np.array(chances, dtype=np.float64))
