"""Epoch AI's file of capability scores: a row for each model, with its score, the interval round it, release and countries.

The index is fitted anew with every version of the file, so all scores drift; release dates do not. Its scale is held
by two models whose score is fixed by definition, and is another scale when they stand elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from resolvers import csv_table
from resolvers.cells import day as read_day
from resolvers.cells import number as read_number
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.lead import Group, Model
from resolvers.exact_numbers import difference
from resolvers.refusal import RefusedError
from resolvers.source import NotYet, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.source import Evidence

URL = "https://epoch.ai/data/eci_scores.csv"
LEAST_CHINESE = 5
LEAST_US = 20
OLDEST_NEWS = timedelta(days=120)

Bloc = Literal["US", "China", "other"]
"""Whose model it is. One of both countries is of neither, and counts as other."""

ANCHORS: Mapping[str, Decimal] = {"Claude 3.5 Sonnet": Decimal(130), "GPT-5": Decimal(150)}
"""Models whose score is what holds the scale."""

LEAST_BEST, MOST_BEST = Decimal(50), Decimal(1000)
"""Between these the best score of a file lies, or it is on another scale: the best stood at 150 in 2025, and a point is hard won."""

SERIES = "Epoch Capabilities Index"

_US = "United States of America"
_CHINA = "China"
_NAME, _SCORE, _DATE, _COUNTRY = COLUMNS = ("Model", "eci", "date", "Country (of organization)")
_LOW, _HIGH = "eci_ci_low", "eci_ci_high"
_ACCESS = "Accessibility group"
_HELD = Decimal("0.05")  # the file may give an anchor the digits of a float


@dataclass(frozen=True, slots=True)
class Scored:
    """A row that has a score and a release. `access` is its accessibility group as written, None without that column."""

    model: Model
    bloc: Bloc
    access: str | None


@dataclass(frozen=True, slots=True)
class Scores:
    """One version of the file, without the rows that have no score or no release yet.

    `series` names the index, and says so when its scale is no longer held by the models that held it.
    """

    models: tuple[Scored, ...]
    us: Group
    cn: Group
    series: str

    def newest_by(self, day: date) -> date:
        """The newest release by `day`, of any country; the first day of all where there is none."""
        released = (each.model.released for each in self.models)
        return max((each for each in released if each <= day), default=date.min)

    def too_few(self, day: date) -> Unusable | None:
        """Why the file tells nothing of a lead on `day`: it has too few models released by then."""
        cn, us = self.cn.released_by(day), self.us.released_by(day)
        if cn >= LEAST_CHINESE and us >= LEAST_US:
            return None
        needed = f"{LEAST_CHINESE} and {LEAST_US} are needed"
        found = f"The file has {cn} Chinese and {us} US models released by {day}"
        return Unusable("incomplete", f"{found}; {needed}.")

    def refusal(self, day: date) -> Unusable | None:
        """Why the file tells nothing of `day`: too few models released by then, or none for a long time."""
        newest = self.newest_by(day)
        if (refused := self.too_few(day)) or day - newest <= OLDEST_NEWS:
            return refused
        found = f"The newest model released by {day} is of {newest}"
        return Unusable("stale", f"{found}, more than {OLDEST_NEWS.days} days before.")


@dataclass(frozen=True, slots=True)
class Seen:
    """The scores of a file, the days of a span that it speaks for, and the release of its newest model."""

    scores: Scores
    days: Span
    as_of: date


def seen(page: Evidence, span: Span) -> Seen | NotYet | Unusable:
    """What a fetched file says up to the day it was fetched on; `NotYet` where the span begins later."""
    scores = _read(page.body)
    if isinstance(scores, Unusable):
        return scores
    fetched_on = day_of(seen_at(page))
    days = spoken_for(span, until=fetched_on)
    return days if isinstance(days, NotYet) else Seen(scores, days, scores.newest_by(fetched_on))


def _read(body: bytes) -> Scores | Unusable:
    """The scores in a body; columns of intervals and of accessibility may be missing, as in a small extract."""
    table = csv_table.read(body, needed=COLUMNS, closed=True)
    if isinstance(table, Unusable):
        return table
    try:
        models = tuple(scored for row in table.rows if (scored := _scored(row)))
    except RefusedError as refused:
        return refused.answer
    if elsewhere := _of_another_scale(models):
        return elsewhere
    return Scores(models, us=_group(models, "US"), cn=_group(models, "China"), series=_series(models))


def _of_another_scale(models: tuple[Scored, ...]) -> Unusable | None:
    best = max((each.model.score for each in models), default=LEAST_BEST)
    if LEAST_BEST <= best <= MOST_BEST:
        return None
    usual = f"{LEAST_BEST} to {MOST_BEST}"
    return Unusable(
        "identity_changed", f"The best score of the file is {best}, not within {usual}: another scale."
    )


def _group(models: tuple[Scored, ...], bloc: Bloc) -> Group:
    return Group.of(each.model for each in models if each.bloc == bloc)


def _scored(row: csv_table.Row) -> Scored | None:
    """The model of a row; None where its date or score is blank: not released, or not scored yet."""
    released, score = _released(row), _number(row, _SCORE)
    if released is None or score is None:
        return None
    low, high = _number(row, _LOW), _number(row, _HIGH)
    if low is not None and high is not None and low > high:
        raise RefusedError("shape_changed", f"Line {row.line}: the interval runs down from {low} to {high}.")
    name = " ".join(row[_NAME].split())
    return Scored(
        Model(released, score, name, row.line, low, high), _bloc(row[_COUNTRY]), row.cells.get(_ACCESS)
    )


def _released(row: csv_table.Row) -> date | None:
    released = read_day(row[_DATE])
    if released is None:
        _must_be_blank(row, _DATE)
    return released


def _number(row: csv_table.Row, column: str) -> Decimal | None:
    cell = row.cells.get(column, "")
    value = read_number(cell)
    if value is None and cell:
        _must_be_blank(row, column)
    return value


def _must_be_blank(row: csv_table.Row, column: str) -> None:
    if found := row[column].strip()[:40]:
        raise RefusedError("shape_changed", f"Line {row.line}, column '{column}': {found!r} cannot be read.")


def _bloc(country: str) -> Bloc:
    # Hong Kong, Taiwan and Macao are names of their own there, some of them with "China" in it.
    of_us = _US in country
    of_china = _CHINA in (part.strip() for part in country.split(","))
    if of_us == of_china:
        return "other"
    return "US" if of_us else "China"


def _series(models: tuple[Scored, ...]) -> str:
    """The name of the index. Rows of an anchor that stand elsewhere are named; a file without anchors is taken as it is."""
    lost = sorted({each.model.name for each in models if _has_moved(each.model)})
    return (
        f"{SERIES}, not held at {' and '.join(f'{name} = {ANCHORS[name]}' for name in lost)}"
        if lost
        else SERIES
    )


def _has_moved(model: Model) -> bool:
    held_at = ANCHORS.get(model.name)
    return held_at is not None and abs(difference(model.score, held_at)) > _HELD
