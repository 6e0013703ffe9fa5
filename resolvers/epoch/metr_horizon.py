"""`epoch.metr_horizon`: how long a task AI models can do, by METR's time horizons as Epoch AI republishes them.

A model's 50 % time horizon is the length of task, in the time it takes people, that it does with even odds. Epoch's archive of
benchmark data has METR's figures in minutes, those of its suites side by side: a model measured by two of them counts by the
newer one. METR says its tasks are few above 16 hours, so figures up there are wide estimates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.cells import day as read_day
from resolvers.cells import number as read_number
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.tables import table_in, unreadable
from resolvers.exact_numbers import ratio
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from resolvers import csv_table

URL = "https://epoch.ai/data/benchmark_data.zip"
MEMBER = "metr_time_horizons_external.csv"
OLDEST_NEWS = timedelta(days=365)
"""After so long without a new model nobody knows whether any was measured."""

_MODEL, _DATE, _SUITE = COLUMNS = ("Model version", "Release date", "METR version")
_PER_HOUR: Mapping[str, Decimal] = {
    "Time horizon": Decimal(60),
    "Time horizon (minutes)": Decimal(60),
    "Time horizon (hours)": Decimal(1),
}
"""Column of the 50 % horizon -> how many of its units are an hour. Only the first has been seen."""

_SUITE_NUMBER = re.compile(r"v([0-9]{1,3})(?:\.([0-9]{1,3}))?$", re.ASCII)
_ANCHOR = "gpt-4-0314"
_ANCHOR_HOURS = (Decimal("0.02"), Decimal("0.4"))


@dataclass(frozen=True, slots=True)
class Measured:
    """A model's 50 % time horizon in hours, by one of METR's suites: its name, and its number to compare by."""

    line: int
    model: str
    released: date
    hours: Decimal
    suite: str
    number: tuple[int, int]

    @property
    def key(self) -> str:
        """The model without what stands after its last underscore: an effort or a budget, or that neither is known."""
        return self.model.rpartition("_")[0] or self.model


@dataclass(frozen=True, slots=True)
class MetrHorizon:
    """The greatest 50 % time horizon of any model released by the last day of the span, in hours.

    A model counts by METR's newest suite that measured it. Rows without a release day or a horizon are left out: they
    stand on no day, or were not measured. Covers the days up to the fetch, from what is in the file now; METR publishes
    weeks after a release. The publisher is METR: what it says elsewhere is no second opinion. `as_of` is the release of the newest model in the file, which may be a year old at most.
    """

    name: ClassVar[str] = "epoch.metr_horizon"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "METR"
    licence: ClassVar[str] = "CC BY 4.0 for Epoch AI's compilation; the results as METR licenses them"
    about: ClassVar[str] = "The longest task any released model does with even odds, by METR's time horizons."
    home: ClassVar[str] = "https://metr.org/time-horizons/"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    lag: ClassVar[timedelta] = timedelta(days=60)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "horizon_hours": Offer(
            "level", "hours", about="greatest 50 % time horizon of any model released by then", revised=True
        ),
        "models": Offer(
            "level", "models", digits=0, about="models released by then that have a horizon", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the archive once."""
        page = yield Request(URL, accept="application/zip")
        try:
            return _answer(page, span)
        except RefusedError as refused:
            return refused.answer


def _answer(page: Evidence, span: Span) -> Answer:
    from resolvers.zip_member import member  # not loaded where no archive is read

    measured = _measured(member(page.body, MEMBER))
    _check_unit(measured)
    fetched_on = day_of(seen_at(page))
    covers = spoken_for(span, until=fetched_on)
    if isinstance(covers, NotYet):
        return covers
    known = [one for one in _by_newest_suite(measured) if one.released <= covers.last]
    if not known:
        return Unusable("incomplete", f"No model released by {covers.last} has a time horizon in the file.")
    newest = max(one.released for one in known)
    if covers.last - newest > OLDEST_NEWS:
        told = f"The newest model with a time horizon was released on {newest}"
        return Unusable("stale", f"{told}, more than {OLDEST_NEWS.days} days before {covers.last}.")
    as_of = max(one.released for one in measured if one.released <= fetched_on)
    suite = max(measured, key=lambda one: one.number).suite
    return _reading(known, covers, as_of, suite or "METR's first paper")


def _reading(known: Sequence[Measured], covers: Span, as_of: date, suite: str) -> Reading:
    best = max(known, key=lambda one: (one.hours, -one.line))
    return Reading(
        {"horizon_hours": best.hours, "models": Decimal(len({one.model for one in known}))},
        {"horizon_hours": "hours", "models": "models"},
        as_of=as_of,
        covers=covers,
        identity=f"METR 50 % time horizon, suites up to {suite}",
        where={
            "horizon_hours": f"{MEMBER}, line {best.line} ({best.model})",
            "models": f"{MEMBER}, every row released by {covers.last}",
        },
    )


def _measured(body: bytes) -> tuple[Measured, ...]:
    # An archive shows by itself that its member is whole.
    table = table_in(body, COLUMNS, closed=False)
    column = _horizon_column(table.columns)
    return tuple(found for row in table.rows if (found := _row(row, column)) is not None)


def _horizon_column(columns: Sequence[str]) -> str:
    found = [name for name in columns if name in _PER_HOUR]
    if len(found) != 1:
        header = ", ".join(columns)[:200]
        detail = f"{len(found)} columns are known as a 50 % time horizon, not one; the header has {header}."
        raise RefusedError("shape_changed", detail)
    return found[0]


def _row(row: csv_table.Row, column: str) -> Measured | None:
    """The horizon of a row; None where its release day or its horizon is blank."""
    released, horizon = read_day(row[_DATE]), read_number(row[column])
    if released is None and row[_DATE].strip():
        raise unreadable(row, _DATE)
    if row[column].strip() and (horizon is None or horizon <= 0):
        raise unreadable(row, column)
    if released is None or horizon is None:
        return None
    suite = row[_SUITE].strip()
    model = " ".join(row[_MODEL].split()) or f"line {row.line}"
    return Measured(row.line, model, released, ratio(horizon, _PER_HOUR[column]), suite, _number(row, suite))


def _number(row: csv_table.Row, suite: str) -> tuple[int, int]:
    """What a suite is compared by; figures without one are of METR's first paper."""
    if not suite:
        return 0, 0
    found = _SUITE_NUMBER.search(suite)
    if found is None:
        raise unreadable(row, _SUITE)
    return int(found[1]), int(found[2] or 0)


def _by_newest_suite(measured: Iterable[Measured]) -> tuple[Measured, ...]:
    rows = tuple(measured)
    newest: dict[str, tuple[int, int]] = {}
    for one in rows:
        newest[one.key] = max(one.number, newest.get(one.key, one.number))
    return tuple(one for one in rows if one.number == newest[one.key])


def _check_unit(measured: Iterable[Measured]) -> None:
    """Refuse a file in another unit: every suite has given GPT-4 of March 2023 four to five minutes."""
    least, most = _ANCHOR_HOURS
    for one in measured:
        if one.key == _ANCHOR and not least <= one.hours <= most:
            told = f"Line {one.line}: {one.model} has {one.hours} hours, and had 0.07 to 0.09"
            raise RefusedError("identity_changed", f"{told}; the unit has changed.")
