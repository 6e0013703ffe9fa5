"""`metaculus.question`: the community's forecast on a yes-or-no question of Metaculus.

Its terms forbid commercial use without agreement, and any use to train or evaluate AI. So no file that comes with the
ledger names this source: a link to the question is enough for most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.json_fields import Fields, document, shown
from resolvers.markets import OFFERS, Price, Settled, State, checked_price, named, reading, settled_day
from resolvers.refusal import RefusedError
from resolvers.source import Look, Offer, Param, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "https://www.metaculus.com/api/posts"

UNSETTLED: Mapping[str, Settled] = {"upcoming": "paused", "open": "open", "closed": "closed"}
RESOLUTIONS: Mapping[str, Settled] = {
    "yes": "yes",
    "no": "no",
    "annulled": "cancelled",
    "ambiguous": "cancelled",
}
"""Metaculus' words -> ours."""

USUAL_METHOD = "recency_weighted"


@dataclass(frozen=True, slots=True)
class Question:
    """How a question stands and what the community's chance of yes is, as Metaculus shows it when it is read.

    Only a post with one yes-or-no question. The chance is left out where Metaculus does not show it: before it is
    revealed, and for most questions without a higher tier of access. `covers` is the day of the fetch, or the last one
    asked for where that is past; `as_of` is the day of the fetch. `resolved_yes_on` is the day the resolution was set,
    where that is null the event's own; it is left out for what is closed, annulled or ambiguous. The identity holds the
    question's words, not its criteria.
    """

    post: int

    name: ClassVar[str] = "metaculus.question"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Metaculus"
    licence: ClassVar[str] = (
        "Metaculus' terms of use: no commercial use without agreement, not for training or evaluating AI; "
        "link out, do not ingest by default"
    )
    about: ClassVar[str] = "The community's chance and the standing of a yes-or-no question on Metaculus."
    home: ClassVar[str] = "https://www.metaculus.com/api/"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = OFFERS
    params: ClassVar[Mapping[str, Param]] = {
        "post": Param("Number of the post, as in metaculus.com/questions/NUMBER", kind="number"),
    }
    secret: ClassVar[str | None] = "metaculus"  # noqa: S105 - the name of the key

    def look(self, span: Span) -> Look:
        """Read the post."""
        query = (("with_cp", "true"),)
        page = yield Request(f"{URL}/{self.post}/", query, accept="application/json", secret=self.secret)
        try:
            return reading(self._state(document(page.body)), page, span)
        except RefusedError as refused:
            return refused.answer

    def _state(self, post: Fields) -> State:
        if (found := post.label("id")) != str(self.post):
            raise RefusedError(
                "identity_changed", f"The reply is of post {shown(found)}, not of {self.post}."
            )
        question = _binary(post)
        settled, where = _settled(question)
        return State(
            named(f"Metaculus {question.label('id')}", question.text("title")),
            settled,
            where,
            _price(question),
            settled_day(question, "resolution_set_time", "actual_resolve_time") if settled == "yes" else None,
        )


def _binary(post: Fields) -> Fields:
    """The one yes-or-no question of a post. Raises RefusedError for groups, pairs and other kinds."""
    for several in ("group_of_questions", "conditional"):
        if post.has(several):
            raise RefusedError("shape_changed", f"The post is a {several}; only one question alone is read.")
    question = post.table("question")
    if (kind := question.text("type")) != "binary":
        raise RefusedError(
            "shape_changed", f"The question is of the kind {shown(kind)}; only yes-or-no questions are read."
        )
    return question


def _settled(question: Fields) -> tuple[Settled, str]:
    status = question.text("status")
    if status in UNSETTLED:
        return UNSETTLED[status], f"{question.at('status')} is {status}"
    where = question.at("resolution")
    word = question.text("resolution")
    if status != "resolved" or word not in RESOLUTIONS:
        raise RefusedError(
            "shape_changed", f"The status is {shown(status)}, and {where} is {shown(word)}: not known here."
        )
    return RESOLUTIONS[word], f"{where} is {word}"


def _price(question: Fields) -> Price | None:
    """The newest aggregate, by the method Metaculus shows first; None where there is none to be seen."""
    told = "default_aggregation_method"
    method = question.text(told) if question.has(told) else USUAL_METHOD
    found = question.table("aggregations")
    for key in (method, "latest"):
        if not found.has(key):
            return None
        found = found.table(key)
    if not found.has("centers"):
        return None
    centers, where = found.values["centers"], found.at("centers")
    if not isinstance(centers, list) or len(centers) != 1 or not isinstance(centers[0], Decimal):
        raise RefusedError("shape_changed", f"{where} is {shown(centers)} where one number was expected.")
    return checked_price(centers[0], f"{where}[0]")
