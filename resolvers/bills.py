"""What the two sources of bills before the US Congress share: kinds of bills, and which days prove an absence.

A dead bill's page never changes again, so the page's own date cannot be what a NO waits for. Both publishers
answer live: what they do not show on a day had not happened some days before it. They publish an enactment
within days of the signature; two weeks leave room for holidays and the end of a Congress.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.source import Offer, Param, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLICATION_LAG = timedelta(days=14)
"""An event older than this is on the publisher's page."""

KINDS: Mapping[str, str] = {
    "hr": "house_bill",
    "s": "senate_bill",
    "hjres": "house_joint_resolution",
    "sjres": "senate_joint_resolution",
    "hconres": "house_concurrent_resolution",
    "sconres": "senate_concurrent_resolution",
    "hres": "house_resolution",
    "sres": "senate_resolution",
}
"""Kind of bill as congress.gov writes it -> as GovTrack writes it."""

PARAMS: Mapping[str, Param] = {
    "congress": Param("Number of the Congress, such as 119", kind="number"),
    "type": Param("Kind of bill, such as hr for a bill of the House", choices=tuple(KINDS)),
    "number": Param("Number of the bill, such as 8283", kind="number"),
}

OFFERS: Mapping[str, Offer] = {
    "enacted_on": Offer("event", about="the day it became law"),
    "passed_house_on": Offer("event", about="the day the House passed it"),
}


@dataclass(frozen=True, slots=True)
class AskedBill:
    """One bill, as a question file names it, and what both publishers tell of it."""

    congress: int
    type: str
    number: int

    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = PUBLICATION_LAG
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = OFFERS
    params: ClassVar[Mapping[str, Param]] = PARAMS

    @property
    def citation(self) -> str:
        """How the bill is named in sentences and identities: `119 hr 8283`."""
        return citation(self.congress, self.type, self.number)


def citation(congress: int, kind: str, number: int) -> str:
    """How a bill is named in sentences and identities: `119 hr 8283`."""
    return f"{congress} {kind} {number}"


def within(span: Span, event: date | None) -> date | None:
    """The event, unless it lies after the span: by the span's last day it had not happened."""
    return None if event is None or event > span.last else event
