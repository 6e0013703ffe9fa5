"""`doj.press_releases`: how many press releases the US Department of Justice published under a title, and when the first.

A release announces a charge, a plea, a settlement or a sentence; a charge is an allegation. The title is all that is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, spoken_for
from resolvers.doj_list import Listed, Release, listed
from resolvers.errors import ParamProblem
from resolvers.patterns import LONGEST, SYNTAX, compiled, why_unreadable
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, NotYet, Offer, Param, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

LAG = timedelta(days=3)
"""A release of a day that long ago is on the list, weekends and holidays considered."""

OLDEST_NEWS = timedelta(days=7)
"""Some office of the department publishes something on every working day."""


@dataclass(frozen=True, slots=True)
class PressReleases:
    """Releases of the span whose title has the pattern in it, each counted once by its `uuid`.

    Both values are of `covers`, which ends three days before the fetch; `first_on` is None where no release of those days
    matches. `as_of` is the day of the newest release that was read.
    """

    title: str
    contains: str = ""
    component: str = ""

    name: ClassVar[str] = "doj.press_releases"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "US Department of Justice"
    licence: ClassVar[str] = "public domain (US government work)"
    about: ClassVar[str] = "How many press releases with a title were published, and the day of the first."
    home: ClassVar[str] = "https://www.justice.gov/developer/api-documentation/api_v1"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = LAG
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "releases": Offer("total", "releases", never_falls=True, digits=0, about="published in the span"),
        "first_on": Offer("event", about="the day of the first one in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "title": Param("What the title has in it: a pattern in RE2 syntax, such as (?i)export control"),
        "contains": Param(
            "A part of the title that the publisher is asked for, which makes the list short",
            required=False,
            default="",
        ),
        "component": Param(
            "Name of the office it is from, such as National Security Division (NSD)",
            required=False,
            default="",
        ),
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the pattern."""
        title = str(values.get("title", ""))
        fix = f"Write it in RE2 syntax: {SYNTAX}"
        if len(title) > LONGEST:
            found = f"{len(title)} characters"
            return [ParamProblem("title", "is too long", found, f"Give at most {LONGEST} characters.")]
        why = why_unreadable(title)
        return [ParamProblem("title", f"cannot be read: {why}", repr(title), fix)] if why else []

    def look(self, span: Span) -> Look:
        """Read the list back to the span's first day."""
        try:
            found = yield from listed(span, self.contains)
            return self._answer(found, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, found: Listed, span: Span) -> Answer:
        covers = spoken_for(span, until=day_of(found.seen, behind=LAG), behind=LAG)
        if isinstance(covers, NotYet):
            return covers
        self._check_age(found.newest, covers.last)
        matching = self._matching(found, covers)
        first = min(matching, key=lambda release: release.day, default=None)
        first_on = first.day if first else None
        among = f"among {len(found.releases)} releases"
        return Reading(
            {"releases": Decimal(len(matching)), "first_on": first_on},
            {"releases": "releases"},
            as_of=min(found.newest or covers.last, day_of(found.seen)),
            covers=covers,
            identity=self._identity,
            where={
                "releases": f"results: {len(matching)} {among}",
                "first_on": first.entry.path if first else f"none {among}",
            },
            happened_on=first_on,
        )

    def _check_age(self, newest: date | None, day: date) -> None:
        if self.contains:
            return  # a list of one topic may be old, or empty
        if newest is None or day - newest > OLDEST_NEWS:
            raise RefusedError(
                "stale", f"The newest release is of {newest}, more than {OLDEST_NEWS.days} days before {day}."
            )

    def _matching(self, found: Listed, covers: Span) -> list[Release]:
        """The releases that count, newest first, each once."""
        pattern = compiled(self.title)
        distinct = {release.uuid: release for release in found.releases}.values()
        return [
            release
            for release in distinct
            if covers.first <= release.day <= covers.last
            and pattern.search(release.title)
            and self._is_of(release)
        ]

    def _is_of(self, release: Release) -> bool:
        """Whether it is from the office asked for. Raises RefusedError when the publisher does not tell."""
        wanted = self.component.casefold()
        return not wanted or wanted in (name.casefold() for name in release.components)

    @property
    def _identity(self) -> str:
        parts = [f"DOJ press releases titled {self.title}"]
        parts += [f"containing {self.contains}"] if self.contains else []
        parts += [f"of {self.component}"] if self.component else []
        return ", ".join(parts)
