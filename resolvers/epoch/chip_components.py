"""`epoch.chip_components`: which share of the world's high-bandwidth memory one chip designer's AI chips use in a quarter.

From Epoch AI's data on chip components. A share is of the quarter's supply; `Other` is what no designer in the file uses.
Chinese designers have had no rows there: their memory is part of `Other`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.cells import day_us, number
from resolvers.days import day_of, seen_at
from resolvers.epoch.tables import table_in, unreadable
from resolvers.exact_numbers import total
from resolvers.quarters import Asked, asked_at_end, label, last_day, quarter_of, too_old
from resolvers.refusal import RefusedError
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    NotYet,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Unusable,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resolvers import csv_table

URL = "https://epoch.ai/data/ai_chip_components.zip"
MEMBER = "quarterly_by_designer.csv"
LONGEST_QUARTER = 92

_DESIGNER, _END, _SHARE = COLUMNS = ("Designer", "End date", "HBM share (%) (median)")
_WHOLE = Decimal(101)
_FRACTIONS = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Share:
    """A designer's share of a quarter's supply, in percent; None where the cell is blank, as in unfinished quarters."""

    line: int
    designer: str
    quarter: date
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class ChipComponents:
    """`designer`'s share of the supply of high-bandwidth memory in the quarter that the span is or ends with, in percent.

    The median of Epoch's estimates. A quarter in which the designer's share is blank is not finished. On a day within a quarter it
    is the newest finished quarter's, at most 400 days before. `as_of` is the quarter's last day.
    """

    designer: str

    name: ClassVar[str] = "epoch.chip_components"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "A chip designer's share of the world's supply of high-bandwidth memory, by quarter."
    )
    home: ClassVar[str] = "https://epoch.ai/data/ai-chip-components"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "over"})
    lag: ClassVar[timedelta] = timedelta(days=150)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "hbm_share_pct": Offer(
            "level", "percent", about="of the quarter's supply of high-bandwidth memory", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "designer": Param("Chip designer, such as NVIDIA, as the file names it"),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the archive once, if the span asks for one quarter."""
        asked = asked_at_end(span)
        if asked is None or span.days > LONGEST_QUARTER:
            return Unusable("incomplete", f"{span.first} to {span.last} is not one calendar quarter.")
        page = yield Request(URL, accept="application/zip")
        try:
            return self._answer(page, span, asked)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span, asked: Asked) -> Answer:
        from resolvers.zip_member import member  # not loaded where no archive is read

        shares = _shares(member(page.body, MEMBER))
        own = self._own(shares)
        if day_of(seen_at(page)) < span.last:
            return NotYet(f"{span.last} has not come yet.", look_again_on=span.last)
        found = (
            self._exact(own, asked.quarter) if asked.exact else self._newest(own, asked.quarter, span.last)
        )
        if not isinstance(found, Share):
            return found
        _check_unit(share for share in shares if share.quarter == found.quarter)
        return Reading(
            {"hbm_share_pct": found.percent},
            {"hbm_share_pct": "percent"},
            as_of=last_day(found.quarter),
            covers=span,
            identity=f"{self.designer}: HBM share of supply, median, percent",
            where={"hbm_share_pct": f"{MEMBER}, line {found.line} ({label(found.quarter)})"},
        )

    def _own(self, shares: Sequence[Share]) -> dict[date, Share]:
        """The designer's rows by quarter. Raises RefusedError where there is none, or two of one quarter."""
        wanted = self.designer.strip().casefold()
        rows = [share for share in shares if share.designer.casefold() == wanted]
        if not rows:
            named = ", ".join(sorted({share.designer[:30] for share in shares})[:12])
            told = f"No row is of '{self.designer}'; the column '{_DESIGNER}' has: {named}."
            raise RefusedError("identity_changed", told)
        own = {share.quarter: share for share in rows}
        if len(own) < len(rows):
            raise RefusedError("shape_changed", f"A quarter has two rows of '{self.designer}'.")
        return own

    def _exact(self, own: Mapping[date, Share], quarter: date) -> Share | NotYet | Unusable:
        newest = max((one for one, share in own.items() if share.percent is not None), default=None)
        told = f"the newest finished one is {label(newest)}" if newest else "no quarter is finished"
        share = own.get(quarter)
        if share is None:
            return NotYet(f"{self.designer} has no row of {label(quarter)} yet; {told}.")
        if share.percent is None:
            row = f"Line {share.line}: the share of {self.designer} in {label(quarter)} is blank"
            return Unusable("incomplete", f"{row}; {told}.")
        return share

    def _newest(self, own: Mapping[date, Share], until: date, day: date) -> Share | Unusable:
        finished = [one for one in own.values() if one.percent is not None and one.quarter <= until]
        if not finished:
            return Unusable("incomplete", f"No quarter of {self.designer} that ended by {day} is finished.")
        newest = max(finished, key=lambda share: share.quarter)
        return too_old(newest.quarter, day) or newest


def _shares(body: bytes) -> tuple[Share, ...]:
    # An archive shows by itself that its member is whole.
    return tuple(_share(row) for row in table_in(body, COLUMNS, closed=False).rows)


def _share(row: csv_table.Row) -> Share:
    end, percent = day_us(row[_END]), number(row[_SHARE])
    if end is None or end != last_day(quarter_of(end)):
        raise unreadable(row, _END)
    if row[_SHARE].strip() and (percent is None or not 0 <= percent <= _WHOLE):
        raise unreadable(row, _SHARE)
    return Share(row.line, " ".join(row[_DESIGNER].split()), quarter_of(end), percent)


def _check_unit(shares: Iterable[Share]) -> None:
    """Refuse shares that are no percent of one whole: together they are 100, and fractions would be 1.

    However few are told: one or two so small that they might be either are refused with the fractions.
    """
    told = [share.percent for share in shares if share.percent is not None]
    together = total(told)
    if together > _WHOLE or together <= _FRACTIONS:
        detail = f"The {len(told)} shares of the quarter add up to {together:f}, not to 100 percent."
        raise RefusedError("identity_changed", detail)
