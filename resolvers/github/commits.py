"""`github.commits`: how many commits the main branch of a repository got in a span, in all or to one path."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.github.api import PARAM, PER_PAGE, OnGitHub, listed, named, repository, request, whole_days
from resolvers.json_fields import Fields, documents
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import date

    from resolvers.source import Evidence


@dataclass(frozen=True, slots=True)
class Commits(OnGitHub):
    """Distinct commits on the main branch, by the UTC day they were committed, merges included.

    With `path`, those that touch a file or anything in a folder. Covers the days that were over at the fetch; `as_of` is the
    last of them. A branch can be rewritten, so a count may fall.
    """

    repo: str
    path: str = ""

    name: ClassVar[str] = "github.commits"
    version: ClassVar[int] = 1
    about: ClassVar[str] = "How many commits a repository on GitHub got, in all or to one path."
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "commits": Offer("total", "commits", digits=0, revised=True, about="committed in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "repo": PARAM,
        "path": Param(
            "A file or folder, as in docs/index.md; without it, all commits count", required=False, default=""
        ),
    }

    def look(self, span: Span) -> Look:
        """Read the repository's page, then every page of the span's commits."""
        try:
            page, told = yield from repository(self.repo)
            commits = yield from listed(self._request(*_between(span), ("per_page", str(PER_PAGE))))
            if not commits:
                yield from self._check_path()
            return self._answer(page, span, told, commits)
        except RefusedError as refused:
            return refused.answer

    def _request(self, *query: tuple[str, str]) -> Request:
        path = (("path", self.path),) if self.path else ()
        return request(f"repos/{self.repo}/commits", *path, *query)

    def _check_path(self) -> Generator[Request, Evidence, None]:
        """GitHub has no commits either for a path that was never there: one must have touched it at some time."""
        if not self.path:
            return
        page = yield self._request(("per_page", "1"))
        if not [one.text("sha") for one in documents(page.body)]:
            raise RefusedError("identity_changed", f"No commit ever touched {self.path} of {self.repo}.")

    def _answer(self, page: Evidence, span: Span, told: Fields, commits: Sequence[Fields]) -> Answer:
        covers = whole_days(page, span)
        if not isinstance(covers, Span):
            return covers
        found = {one.text("sha") for one in commits if _day(one, span) <= covers.last}
        return Reading(
            {"commits": Decimal(len(found))},
            {"commits": "commits"},
            as_of=covers.last,
            covers=covers,
            identity=f"{named(told)} commits" + (f" to {self.path}" if self.path else ""),
            where={"commits": f"sha of {len(commits)} commits"},
        )


def _between(span: Span) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("since", f"{span.first}T00:00:00Z"), ("until", f"{span.last}T23:59:59Z")


def _day(one: Fields, span: Span) -> date:
    """When it was committed. Raises RefusedError for one that was not asked for."""
    on = one.table("commit").table("committer").day("date")
    if not span.first <= on <= span.last:
        raise RefusedError(
            "shape_changed", f"{one.at('commit')} is of {on}, outside {span.first} to {span.last}."
        )
    return on
