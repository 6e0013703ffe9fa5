"""What the general sources share: a file says who publishes, and what the value they read is called and means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import urlsplit

from resolvers.days import spoken_for
from resolvers.errors import ParamProblem
from resolvers.source import Answer, Nature, NotYet, Offer, Param, Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resolvers.typed_value import Found

T = TypeVar("T")

ABOUT = "The value that the file names."
OFFERS: Mapping[str, Offer] = {"value": Offer("level", about=ABOUT)}
"""What a general source offers before a file has said what it is called."""

OFFERED: Mapping[str, Param] = {
    "value": Param(
        "what the value is called", required=False, default="value", pattern="[a-z][a-z0-9_]{0,39}"
    ),
    "unit": Param("the unit of the value", required=False),
    "nature": Param(
        "whether the value holds on a day, gathers over days, or is the day of an event",
        required=False,
        default="level",
        choices=("level", "total", "event"),
    ),
    "publisher": Param("who publishes it; without it, the host of the address", required=False),
}
MAX_AGE = Param(
    "days a level may be older than the day it is asked for, before it is stale",
    kind="number",
    required=False,
    default=31,
)

_TYPES: Mapping[str, tuple[str, ...]] = {
    "level": ("number", "text", "date"),
    "total": ("number",),
    "event": ("date", "yes"),
}


class _AsConfigured(Generic[T]):
    def __init__(self, default: T, known: Callable[[Any], T]) -> None:
        self._default = default
        self._known = known

    def __get__(self, source: object | None, kind: type) -> T:
        return self._default if source is None else self._known(source)


def as_configured(default: T, known: Callable[[Any], T]) -> T:
    """A class attribute that is `default` on the class and `known(source)` on an instance.

    Typed as its value, as `dataclasses.field` is: that is what every reader of it gets.
    """
    return cast("T", _AsConfigured(default, known))


@dataclass(frozen=True, slots=True)
class When:
    """Which day an answer tells of: the publisher's stamp or the server's day, and the days on which it may have been read.

    `stamped` says that the publisher itself dates the value; `history` that the value is of the days asked for,
    not only of the day it is read.
    """

    as_of: date
    read: Span
    stamped: bool
    history: bool

    @property
    def known(self) -> date:
        """The last day it can know of: nothing speaks for a day to come."""
        return min(self.as_of, self.read.first)

    @property
    def sure(self) -> bool:
        """Whether every clock gives the same day for a value that is so only when it is read."""
        return self.known == min(self.as_of, self.read.last)


@dataclass(frozen=True, slots=True)
class Offered:
    """The one value a general source reads: its name, unit and nature, and who publishes it."""

    value: str
    unit: str | None
    nature: Nature
    publisher: str
    max_age: timedelta = timedelta(31)

    @property
    def offers(self) -> Mapping[str, Offer]:
        """As a source declares it."""
        return {self.value: Offer(self.nature, self.unit, about=ABOUT)}

    def reading(self, found: Found, span: Span, when: When, *, where: str, identity: str) -> Answer:
        """The answer that says `found`, of the days of `span` it can speak for.

        With history a level speaks for the last day, if it is not older than `max_age`; a total and an event for the
        days up to the stamp. Without history a value is what is so on one day: a level speaks for that day, a
        total for the days up to it, and neither once the last day is past. `True` and `False` say of an event whether it
        has happened; an event has a day of its own, so it may also be read later.
        """
        covers = self._covered(span, when)
        if not isinstance(covers, Span):
            return covers
        if found is True and not when.sure:
            return _unsure(when)
        told = self._event(found, span, when.known) if self.nature == "event" else found
        if isinstance(told, Unusable):
            return told
        if isinstance(told, bool):
            return Unusable("shape_changed", f"At {where} stands yes or no, which is no {self.nature}.")
        return Reading(
            values={self.value: told},
            units={self.value: self.unit} if self.unit else {},
            as_of=when.known,
            covers=covers,
            identity=f"{self.publisher}, {identity}" + (f", in {self.unit}" if self.unit else ""),
            where={self.value: where},
            happened_on=told
            if isinstance(told, date) and found is not True and self.nature == "event"
            else None,
        )

    def _covered(self, span: Span, when: When) -> Span | NotYet | Unusable:
        if self.nature == "event":
            return spoken_for(span, until=when.known)
        if not when.history and when.known > span.last:
            return Unusable("incomplete", f"It says only what is so on {when.known}, not on {span.last}.")
        if self.nature == "total":
            return spoken_for(span, until=when.known)
        if not when.history and not when.sure:
            return _unsure(when)
        if not when.history and span.first <= when.known:
            return Span(when.known, when.known)
        return self._newest(span, when)

    def _newest(self, span: Span, when: When) -> Span | NotYet | Unusable:
        """The last day, for a level that was still the newest one then."""
        if span.last > when.read.first:
            return NotYet(f"{span.last} has not come yet.", look_again_on=span.last)
        if when.as_of < span.last - self.max_age:
            return Unusable("stale", f"The newest value is of {when.as_of}; it was asked for {span.last}.")
        if when.history or when.stamped:
            return Span(span.last, span.last)
        # An old page without the publisher's own stamp is only a late copy: something newer may have come since.
        return spoken_for(span, until=when.known)

    def _event(self, found: Found, span: Span, as_of: date) -> date | Unusable | None:
        """The day of an event, None if it is proved not to have happened; a day to come is no proof of either."""
        if found is True and as_of > span.last:
            detail = (
                f"It says on {as_of} that it has happened, not when; {span.last} was the last day asked for."
            )
            return Unusable("incomplete", detail)
        if found is True:
            return as_of
        has_happened = isinstance(found, date) and found <= min(as_of, span.last)
        return found if has_happened and isinstance(found, date) else None


def _unsure(when: When) -> NotYet:
    """What is so only when it is read is no word on any day while the clocks do not agree on the day."""
    return NotYet(f"The clocks do not agree on the day: {when.known} by one; it says it is of {when.as_of}.")


def offered(
    value: str, unit: str | None, nature: str, publisher: str | None, url: str = "", max_age: int = 31
) -> Offered:
    """From params that were checked. Without a publisher it is the host of the address."""
    return Offered(
        value=value,
        unit=unit,
        nature=cast("Nature", nature),
        publisher=publisher or urlsplit(url).hostname or "as configured",
        max_age=timedelta(days=min(max(max_age, 0), 36_500)),
    )


def ill_matched(values: Mapping[str, object]) -> list[ParamProblem]:
    """What is wrong with the params `nature` and `type` together."""
    nature, kind = str(values.get("nature")), str(values.get("type"))
    fits = _TYPES.get(nature, (kind,))
    if kind in fits:
        return []
    fix = f"For nature = {nature!r} give type = {' or '.join(map(repr, fits))}."
    return [ParamProblem("type", f"a value that is {nature!r} cannot be of this type", repr(kind), fix)]
