"""What the sources of GitHub share: how it is asked, which repository answered, and lists by their pages.

Without a key GitHub answers 60 requests an hour, with one 5,000; the key is used where it is set, and never needed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document, documents
from resolvers.next_page import linked_page
from resolvers.refusal import RefusedError
from resolvers.source import Param, Request

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from resolvers.source import Evidence, NotYet, Span

API = "https://api.github.com"
JSON = "application/vnd.github+json"
KEY = "github"
PER_PAGE = 100

PARAM = Param("Owner and name, as in octocat/hello-world", pattern="[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
_A_DAY = timedelta(days=1)


class OnGitHub:
    """What all sources of GitHub declare alike."""

    __slots__ = ()

    publisher: ClassVar[str] = "GitHub"
    licence: ClassVar[str] = "GitHub's terms of service; the facts are free to use"
    home: ClassVar[str] = "https://docs.github.com/rest"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    secret: ClassVar[str | None] = None
    params: ClassVar[Mapping[str, Param]] = {"repo": PARAM}


def request(path: str, *query: tuple[str, str]) -> Request:
    """A page of GitHub's programming interface."""
    return Request(f"{API}/{path}", query, accept=JSON, secret=KEY, secret_needed=False)


def repository(repo: str) -> Generator[Request, Evidence, tuple[Evidence, Fields]]:
    """The repository itself, which must still bear its name. Raises RefusedError.

    GitHub sends whoever asks for an old name on to the new one; that is for people to decide on.
    """
    page = yield request(f"repos/{repo}")
    told = document(page.body)
    found = told.text("full_name")
    if found.lower() != repo.lower():
        raise RefusedError("identity_changed", f"The reply is of {found[:200]}, not of {repo}.")
    return page, told


def named(told: Fields) -> str:
    """A repository as identities name it; one that was deleted and made anew has another number."""
    return f"GitHub {told.text('full_name')} ({told.whole('id')})"


def listed(first: Request) -> Generator[Request, Evidence, list[Fields]]:
    """Every entry of a list, over all its pages. Raises RefusedError where it is not whole."""
    found: list[Fields] = []
    seen: list[str] = []
    page = yield first
    while True:
        found += documents(page.body)
        url = linked_page(page, within=f"{API}/", seen=seen)
        if url is None:
            return found
        seen.append(url)
        page = yield Request(url, accept=JSON, secret=KEY, secret_needed=False)


def whole_days(page: Evidence, span: Span) -> Span | NotYet:
    """The days of a span that were over when a page was read."""
    return spoken_for(span, until=day_of(seen_at(page), behind=_A_DAY), behind=_A_DAY)
