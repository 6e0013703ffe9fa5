"""`github.releases`: how many releases a repository published in a span, and when the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.errors import ParamProblem
from resolvers.github.api import PARAM, PER_PAGE, OnGitHub, listed, named, repository, request, whole_days
from resolvers.patterns import SYNTAX, compiled, why_unreadable
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, Offer, Param, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from resolvers.json_fields import Fields
    from resolvers.source import Evidence

_WITHOUT, _WITH = PRERELEASES = ("without", "with")


@dataclass(frozen=True, slots=True)
class Releases(OnGitHub):
    """Distinct releases by the UTC day they were published; drafts never count, tags without a release neither.

    `released_on` is the first in the span. Covers the days that were over at the fetch; `as_of` is the last of them. The
    whole list is read, as GitHub orders it by another date. A release can be deleted, so a count may fall.
    """

    repo: str
    prereleases: str = _WITHOUT
    tag: str = ""

    name: ClassVar[str] = "github.releases"
    version: ClassVar[int] = 2
    about: ClassVar[str] = "How many releases a repository on GitHub published, and when the first."
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "releases": Offer("total", "releases", digits=0, revised=True, about="published in the span"),
        "released_on": Offer("event", about="the day the first of the span was published"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "repo": PARAM,
        "prereleases": Param(
            "Whether releases marked as early ones count",
            required=False,
            default=_WITHOUT,
            choices=PRERELEASES,
        ),
        "tag": Param(
            "A pattern (RE2) that the whole tag must match, such as v2[.].*; without it, all count",
            required=False,
            default="",
        ),
    }

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the pattern."""
        tag = str(values.get("tag", ""))
        why = why_unreadable(tag)
        fix = f"Write it in RE2 syntax: {SYNTAX}"
        return [ParamProblem("tag", f"cannot be read: {why}", repr(tag), fix)] if why else []

    def look(self, span: Span) -> Look:
        """Read the repository's page, then every page of its releases."""
        try:
            page, told = yield from repository(self.repo)
            releases = yield from listed(request(f"repos/{self.repo}/releases", ("per_page", str(PER_PAGE))))
            return self._answer(page, span, told, releases)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span, told: Fields, releases: Sequence[Fields]) -> Answer:
        covers = whole_days(page, span)
        if not isinstance(covers, Span):
            return covers
        # One that moved to the next page, because another was published meanwhile, is there twice.
        distinct = {one.whole("id"): one for one in releases}.values()
        days = [(one.day("published_at"), one.text("tag_name")) for one in distinct if self._counts(one)]
        inside = sorted((day, tag) for day, tag in days if covers.first <= day <= covers.last)
        first = inside[0][0] if inside else None
        return Reading(
            {"releases": Decimal(len(inside)), "released_on": first},
            {"releases": "releases"},
            as_of=covers.last,
            covers=covers,
            identity=f"{named(told)} releases {self._said}",
            where=_where(inside, len(distinct)),
            happened_on=first,
        )

    def _counts(self, one: Fields) -> bool:
        if one.flag("draft") or (one.flag("prerelease") and self.prereleases == _WITHOUT):
            return False
        return not self.tag or compiled(self.tag).fullmatch(one.text("tag_name")) is not None

    @property
    def _said(self) -> str:
        return f"{self.prereleases} early ones" + (f", tags like {self.tag}" if self.tag else "")


def _where(inside: Sequence[tuple[date, str]], listed: int) -> dict[str, str]:
    first = f"published_at of {inside[0][1][:100]}" if inside else f"none of {listed} releases"
    return {"releases": f"{len(inside)} of {listed} releases", "released_on": first}
