"""`wayback.reading`: what another source would have read, from copies the Wayback Machine made at the time.

For when a publisher has changed or removed a page since: the other source is run as it is, over the archived bytes, with
the moment of the copy for the moment of the fetch. So it can tell no more than it could have told then.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import OFFERS, as_configured
from resolvers.days import day_of, seen_at, shifted
from resolvers.errors import BadParamsError, ParamProblem, ResolversError
from resolvers.next_link import UNREADABLE
from resolvers.refusal import RefusedError
from resolvers.registry import make
from resolvers.source import (
    ALL_WINDOWS,
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
    lag_of,
    windows_of,
)
from resolvers.wayback.copies import asked, copies

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import date

    from resolvers.source import Source
    from resolvers.wayback.copies import Copy

_BEFORE, _AFTER = COPIES = ("before", "after")
_MOST_DAYS = 3650
_NEVER = frozenset({"manual", "wayback.reading"})
"""What makes no request, and what would ask for copies of copies."""


class Archived:
    """The reading of `source` with `params`, from the copy made nearest to the last day asked for.

    `copy = "before"` takes the newest one made by the end of that day: what was to be read then. `"after"` takes the oldest
    one made later: what was first said once the days were over. Publisher, values and units are those of the source; `where`
    adds the moment of the copy. A source that needs a key is refused, as pages behind keys are never archived.
    """

    name: ClassVar[str] = "wayback.reading"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = as_configured("as configured", lambda source: source.inner.publisher)
    licence: ClassVar[str] = as_configured("as the publisher says", lambda source: source.inner.licence)
    about: ClassVar[str] = "What another source said on a day gone by, from the Wayback Machine."
    home: ClassVar[str] = "https://archive.org/developers/wayback-cdx-server.html"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    lag: ClassVar[timedelta] = as_configured(timedelta(0), lambda source: lag_of(source.inner))
    windows: ClassVar[frozenset[WindowForm]] = as_configured(
        ALL_WINDOWS, lambda source: windows_of(source.inner)
    )
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(OFFERS, lambda source: source.inner.offers)
    params: ClassVar[Mapping[str, Param]] = {
        "source": Param("the name of the source whose pages are looked up, such as http_csv"),
        "params": Param("its params", kind="table", required=False, default={}),
        "copy": Param(
            "the newest copy made before the end of the last day asked for, or the oldest made after it",
            required=False,
            default=_BEFORE,
            choices=COPIES,
        ),
        "max_age": Param(
            "days between that day and the copy, at most", kind="number", required=False, default=31
        ),
    }
    secret: ClassVar[str | None] = None

    def __init__(
        self, *, source: str, params: Mapping[str, object], copy: str = _BEFORE, max_age: int = 31
    ) -> None:
        self.inner: Source = make(source, params)
        self._copy = copy
        self._max_age = timedelta(days=min(max(max_age, 0), _MOST_DAYS))

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the source named, or with its params."""
        name, params = values.get("source"), values.get("params")
        if not isinstance(name, str) or not isinstance(params, dict):
            return []
        if name in _NEVER:
            return [ParamProblem("source", "has no page that could be archived", repr(name), "Name another.")]
        try:
            inner = make(name, params)
        except BadParamsError as error:
            return [replace(each, param=f"params.{each.param}") for each in error.problems]
        except ResolversError as error:
            return [ParamProblem("source", "cannot be used", repr(name), str(error))]
        return _key_problems(name, inner)

    def look(self, span: Span) -> Look:
        """For each request of the source: the list of its copies, then the copy."""
        look = self.inner.look(span)
        trip = _Trip(span)
        try:
            request = next(look)
            while True:
                evidence = yield from self._archived(request, trip)
                request = look.send(evidence)
        except StopIteration as end:
            return trip.told(end.value)
        except RefusedError as refused:
            look.close()
            return trip.told(refused.answer)

    def _archived(self, request: Request, trip: _Trip) -> Generator[Request, Evidence, Evidence]:
        """What a request brought when its copy was made. Raises RefusedError where there is none."""
        days = self._days(trip.span)
        index = yield asked(request, days, newest=self._copy == _BEFORE)
        trip.seen_on = day_of(seen_at(index))
        found = copies(index.body, request, days)
        if not found:
            raise RefusedError(
                "incomplete", f"None of {request.url} from {days.first} to {days.last} is archived."
            )
        copy = found[-1] if self._copy == _BEFORE else found[0]
        trip.add(copy, request)
        page = yield copy.request
        # Whether a list went on elsewhere stood in a header that is not archived: whoever asks for it is told so.
        return replace(
            page,
            request=request,
            fetched_at=min(copy.at, seen_at(index)),
            server_date=copy.at,
            last_modified=None,
            next_url=UNREADABLE,
        )

    def _days(self, span: Span) -> Span:
        if self._copy == _BEFORE:
            return Span(shifted(span.last, -self._max_age), span.last)
        after = shifted(span.last, timedelta(days=1))
        return Span(after, shifted(after, self._max_age))


@dataclass(slots=True)
class _Trip:
    """One look into the archive: the days asked for, the copies it was given so far, the day on which they were listed."""

    span: Span
    made: list[Copy] = field(default_factory=list)
    seen_on: date | None = None

    def add(self, copy: Copy, request: Request) -> None:
        """Note a copy. Raises RefusedError for one older than the first, which could not know what that one tells of."""
        if self.made and copy.at < self.made[0].at:
            raise RefusedError(
                "incomplete", f"That of {request.url} is older than that of the page before it."
            )
        self.made.append(copy)

    def told(self, answer: Answer) -> Answer:
        """The source's answer, with the moment of the copy. What is not there of days gone by is not still to come."""
        when = f"the copy of {self.made[0].at:%Y-%m-%d %H:%M} UTC" if self.made else "the copies"
        match answer:
            case Reading():
                return replace(answer, where={name: f"{at}, in {when}" for name, at in answer.where.items()})
            case NotYet(reason, again):
                detail = f"In {when}: {reason}"
                return Unusable("incomplete", detail) if self._over else NotYet(detail, again)
            case Unusable(why, detail):
                said = f"In {when}: {detail}"
                return Unusable(why, said) if self._over or why != "incomplete" else NotYet(said)

    @property
    def _over(self) -> bool:
        """Whether the last day was over when the copies were listed."""
        return self.seen_on is not None and self.span.last < self.seen_on


def _key_problems(name: str, inner: Source) -> list[ParamProblem]:
    if inner.secret is None:
        return []
    return [
        ParamProblem(
            "source", "needs a key, and pages behind keys are not archived", repr(name), "Name another."
        )
    ]
