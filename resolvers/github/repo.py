"""`github.repo`: how many stars, forks and open issues a repository has today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.github.api import OnGitHub, named, repository
from resolvers.only_now import day_read
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, Offer, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.json_fields import Fields
    from resolvers.source import Evidence

_FIELDS: Mapping[str, str] = {
    "stars": "stargazers_count",
    "forks": "forks_count",
    "open_issues": "open_issues_count",
}
"""Value -> the field it stands in. `watchers_count` is the stars again."""


@dataclass(frozen=True, slots=True)
class Repo(OnGitHub):
    """What the repository's page counts today. Covers the day it was read, which is also `as_of`; never another."""

    repo: str

    name: ClassVar[str] = "github.repo"
    version: ClassVar[int] = 1
    about: ClassVar[str] = "How many stars, forks and open issues a repository on GitHub has now."
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = {
        "stars": Offer(
            "level", "stars", digits=0, about="accounts that have starred it and not taken it back"
        ),
        "forks": Offer("level", "forks", digits=0, about="copies under other accounts"),
        "open_issues": Offer(
            "level", "issues", digits=0, jumpy=True, about="open issues and open pull requests"
        ),
    }

    def look(self, span: Span) -> Look:
        """Read the repository's page."""
        try:
            page, told = yield from repository(self.repo)
            return _answer(page, told, span)
        except RefusedError as refused:
            return refused.answer


def _answer(page: Evidence, told: Fields, span: Span) -> Answer:
    values = {name: Decimal(told.whole(key)) for name, key in _FIELDS.items()}
    covers = day_read(page, span)
    if not isinstance(covers, Span):
        return covers
    units = {name: offer.unit for name, offer in Repo.offers.items() if offer.unit}
    return Reading(values, units, as_of=covers.last, covers=covers, identity=named(told), where=dict(_FIELDS))
