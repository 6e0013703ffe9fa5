"""`fred.vintage`: a series of FRED as it stood on a day, and as a period was first published, from its archive (ALFRED).

Every row of the archive says from when to when it stood. One reply has every edition of the observations that can
matter, so both answers come from the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import as_configured
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.fred.declared import LAG, LICENCE, PUBLISHER, SERIES, Observed, frequency
from resolvers.json_fields import Fields, document, shown
from resolvers.observations import STOPPED, Frequency, period_end
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

URL = "https://api.stlouisfed.org/fred/series/observations"
DAY_IS_OVER = timedelta(hours=30)
"""A day's edition is the last one of that day in St. Louis, which ends at 6:00 UTC of the next."""

_LAST_EDITION = "9999-12-31"
_MISSING = (None, "", ".")
_LOOKS_BACK: Mapping[str, timedelta] = {
    "by_dates": timedelta(days=1_100),
    "daily": timedelta(days=45),
    "weekly": timedelta(days=60),
    "monthly": timedelta(days=180),
    "quarterly": timedelta(days=370),
    "annual": timedelta(days=1_100),
}
"""How far before a day the newest observation known on it can begin."""

TRANSFORMATIONS = ("lin", "chg", "ch1", "pch", "pc1", "pca", "cch", "cca", "log")


def _offers(unit: str | None) -> Mapping[str, Offer]:
    known = "the newest observation that was known on the last day, as it stood then"
    first = "the observation of the period the last day is in, as it was first published"
    return {
        "as_known": Offer("level", unit, about=known),
        "first_published": Offer("level", unit, about=first),
    }


@dataclass(frozen=True, slots=True)
class _Edition:
    """What one observation was from one day to another."""

    of: date
    period_end: date
    since: date
    until: date
    value: Decimal
    where: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """A series as it stood on the last day of the span, and the first word on the period that day is in.

    Editions of the past never change. Covers the days that were over in St. Louis at the fetch; `as_of` is the day the
    newest of the editions read came out. `first_published` is left out until it is published. The archive's reply does
    not name the series. Refused: an error in the reply, another transformation, fewer rows than stated, a series that had
    stopped by that day.
    """

    series: str
    frequency: Observed = "by_dates"
    unit: str | None = None
    units: str = "lin"

    name: ClassVar[str] = "fred.vintage"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = PUBLISHER
    licence: ClassVar[str] = LICENCE
    about: ClassVar[str] = "An economic series as it stood on a day, or as a period was first published."
    home: ClassVar[str] = "https://alfred.stlouisfed.org"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = as_configured(LAG["by_dates"], lambda source: LAG[source.frequency])
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(_offers(None), lambda source: _offers(source.unit))
    params: ClassVar[Mapping[str, Param]] = {
        **SERIES,
        "units": Param(
            "FRED's transformation: lin as it is, pc1 percent change from a year ago, pch from the period before",
            required=False,
            default="lin",
            choices=TRANSFORMATIONS,
        ),
    }
    secret: ClassVar[str | None] = "fred"  # noqa: S105 - the name of a key

    def look(self, span: Span) -> Look:
        """Read every edition of the observations shortly before the last day."""
        page = yield self._request(span)
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _request(self, span: Span) -> Request:
        start = date.fromordinal(max(span.last.toordinal() - _LOOKS_BACK[self.frequency].days, 1)).isoformat()
        query = (
            ("series_id", self.series),
            ("file_type", "json"),
            ("units", self.units),
            ("observation_start", start),
            ("observation_end", span.last.isoformat()),
            ("realtime_start", start),
            ("realtime_end", _LAST_EDITION),
        )
        return Request(URL, query, accept="application/json", secret=self.secret)

    def _answer(self, page: Evidence, span: Span) -> Answer:
        reply = document(page.body)
        self._check(reply)
        seen = day_of(seen_at(page))
        rows = reply.tables("observations")
        observed = frequency(self.frequency, [row.day("date") for row in rows])
        editions = [one for one in _editions(rows, observed) if one.since <= seen]
        covers = spoken_for(span, until=day_of(seen_at(page), behind=DAY_IS_OVER), behind=DAY_IS_OVER)
        if isinstance(covers, NotYet):
            return covers
        _check_stood(reply, covers.last)
        known, first = _known_on(editions, covers.last), _first(reply, editions, covers.last)
        used = {name: one for name, one in (("as_known", known), ("first_published", first)) if one}
        if not used:
            return NotYet(f"No observation of {self.series} was known on {covers.last}.")
        _check_kept_up(known, covers.last, observed)
        return Reading(
            {name: one.value for name, one in used.items()},
            dict.fromkeys(used, self.unit) if self.unit else {},
            as_of=max(one.since for one in used.values()),
            covers=covers,
            identity=f"ALFRED {self.series}, {observed}, {self.units}"
            + (f", {self.unit}" if self.unit else ""),
            where={name: one.where for name, one in used.items()},
        )

    def _check(self, reply: Fields) -> None:
        """Raise RefusedError for an error in the reply, another transformation, and a reply that was cut off."""
        if reply.has("error_code") or reply.has("error_message"):
            said = shown(reply.values.get("error_message") or reply.values.get("error_code"))
            raise RefusedError("shape_changed", f"FRED refused: {said}.")
        if reply.has("units") and reply.text("units") != self.units:
            detail = f"The reply has units {shown(reply.values['units'])}, not {self.units}."
            raise RefusedError("identity_changed", detail)
        listed = len(reply.tables("observations"))
        if reply.has("count") and reply.whole("count") > listed:
            detail = f"{listed} observations were listed where {reply.whole('count')} were stated."
            raise RefusedError("incomplete", detail)


def _editions(rows: Sequence[Fields], observed: Frequency) -> list[_Edition]:
    # A row without the key is not one without a value, and is refused.
    return [_edition(row, observed) for row in rows if row.values.get("value", row) not in _MISSING]


def _edition(row: Fields, observed: Frequency) -> _Edition:
    of, value = row.day("date"), row.figure("value")
    last = period_end(observed, of)
    if last is None:
        detail = f"{row.at('date')} is {of}, not the first day of a period ({observed})."
        raise RefusedError("shape_changed", detail)
    since, until = row.day("realtime_start"), row.day("realtime_end")
    return _Edition(of, last, since, until, value, f"{row.path} ({of}, published {since})")


def _first(reply: Fields, editions: Sequence[_Edition], day: date) -> _Edition | None:
    """The first edition of the period a day is in, if the reply reaches back before it."""
    those = [one for one in editions if one.of <= day <= one.period_end]
    first = min(those, key=lambda one: one.since, default=None)
    is_told = first is not None and not (
        reply.has("realtime_start") and first.since <= reply.day("realtime_start")
    )
    return first if is_told else None


def _known_on(editions: Sequence[_Edition], day: date) -> _Edition | None:
    """The newest observation in the edition of a day."""
    stood = (one for one in editions if one.of <= day and one.since <= day <= one.until)
    return max(stood, key=lambda one: one.of, default=None)


def _check_kept_up(known: _Edition | None, day: date, observed: Frequency) -> None:
    """Raise RefusedError where nothing newer was known of a series for longer than its observations can be late."""
    if known and day - known.period_end > STOPPED[observed]:
        detail = f"The newest observation known on {day} is of {known.period_end}; the series has stopped."
        raise RefusedError("stale", detail)


def _check_stood(reply: Fields, day: date) -> None:
    """Raise RefusedError for a reply of editions that all came out after a day, or ended before it."""
    for key, is_wrong in (("realtime_start", date.__gt__), ("realtime_end", date.__lt__)):
        if reply.has(key) and is_wrong(reply.day(key), day):
            raise RefusedError(
                "incomplete", f"{key} of the reply is {reply.day(key)}; it has no edition of {day}."
            )
