"""`river.peak`: the highest level of a river in a span, from a gauge's daily file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers import csv_table
from resolvers.cells import day, number
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY, _LEVEL = COLUMNS = ("day", "level_cm")


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest daily level of a gauge in the span, in centimetres. Every day of it must be there."""

    gauge: str

    name: ClassVar[str] = "river.peak"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "River Authority"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = "Highest daily level of a river at a gauge."
    home: ClassVar[str] = "https://rivers.example"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "peak_cm": Offer("total", "cm", never_falls=True, digits=0, about="highest daily level in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {"gauge": Param("Name of the gauge", pattern="[a-z-]+")}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the gauge's file."""
        page = yield Request(f"https://rivers.example/gauges/{self.gauge}.csv", accept="text/csv")
        return self._answer(page, span)

    def _answer(self, page: Evidence, span: Span) -> Answer:
        table = csv_table.read(page.body, needed=COLUMNS, closed=True)
        if isinstance(table, Unusable):
            return table
        # A day's level is final the day after.
        covers = spoken_for(
            span, until=day_of(seen_at(page), behind=timedelta(days=1)), behind=timedelta(days=1)
        )
        if isinstance(covers, NotYet):
            return covers
        levels = {}
        for row in table.rows:
            on, level = day(row[_DAY]), number(row[_LEVEL])
            if on is None or level is None:
                return Unusable("shape_changed", f"Line {row.line} is not a day and a level.")
            if covers.first <= on <= covers.last:
                levels[on] = (level, row.line)
        if len(levels) < covers.days:
            return Unusable(
                "incomplete", f"{len(levels)} of the {covers.days} days up to {covers.last} are there."
            )
        peak, line = max(levels.values(), key=lambda found: (found[0], -found[1]))
        return Reading(
            {"peak_cm": peak},
            {"peak_cm": "cm"},
            as_of=max(levels),
            covers=covers,
            identity=f"daily level at {self.gauge}, cm",
            where={"peak_cm": f"line {line}"},
        )
