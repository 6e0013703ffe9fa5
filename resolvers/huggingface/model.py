"""`huggingface.model`: how often a model is downloaded and how many like it, today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.huggingface.hub import API, OnHub
from resolvers.json_fields import document
from resolvers.only_now import day_read
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Look, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.source import Evidence

_FIELDS: Mapping[str, str] = {
    "downloads": "downloads",
    "downloads_all_time": "downloadsAllTime",
    "likes": "likes",
}
"""Value -> the field it stands in, which is also what is asked for."""


@dataclass(frozen=True, slots=True)
class Model(OnHub):
    """What the model's page counts today. Covers the day it was read, which is also `as_of`; never another.

    A download is counted by the Hub as it thinks best (docs/hub/models-download-stats), not every fetched file.
    """

    id: str

    name: ClassVar[str] = "huggingface.model"
    version: ClassVar[int] = 1
    about: ClassVar[str] = "Downloads and likes of one model on the Hugging Face Hub, now."
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = {
        "downloads": Offer("level", "downloads", digits=0, jumpy=True, about="of the last 30 days"),
        "downloads_all_time": Offer(
            "level", "downloads", digits=0, revised=True, about="since it is on the Hub"
        ),
        "likes": Offer("level", "likes", digits=0, about="accounts that like it and have not taken it back"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "id": Param("Author and name, as in openai/gpt-oss-120b", pattern="[A-Za-z0-9._-]+/[A-Za-z0-9._-]+"),
    }

    def look(self, span: Span) -> Look:
        """Read the model's page."""
        wanted = tuple(("expand[]", key) for key in _FIELDS.values())
        page = yield Request(f"{API}/{self.id}", wanted, accept="application/json")
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span) -> Answer:
        told = document(page.body)
        found = told.text("id")
        if found.lower() != self.id.lower():
            raise RefusedError("identity_changed", f"The reply is of {found[:200]}, not of {self.id}.")
        values = {name: Decimal(told.whole(key)) for name, key in _FIELDS.items()}
        covers = day_read(page, span)
        if not isinstance(covers, Span):
            return covers
        units = {name: offer.unit for name, offer in self.offers.items() if offer.unit}
        return Reading(
            values,
            units,
            as_of=covers.last,
            covers=covers,
            identity=f"Hugging Face {found}",
            where=dict(_FIELDS),
        )
