"""`govtrack.bill`: what became of a bill, from GovTrack, which needs no key: a second view beside congress.gov.

GovTrack gives one status with its date, not a history: it dates the last step only, so the day the House
passed a bill is known only while that is the last step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from resolvers.bills import KINDS, PUBLICATION_LAG, AskedBill, citation, within
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document, shown
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Reading, Request, Span, Value

if TYPE_CHECKING:
    from datetime import date

URL = "https://www.govtrack.us/api/v2/bill"

ENACTED = frozenset({"enacted_signed", "enacted_veto_override", "enacted_tendayrule", "enacted_unknown"})
"""It is law; the status's date is the day it became so."""

JUST_PASSED_HOUSE = "pass_over_house"
"""The House passed it and the Senate has not voted; the status's date is the day of the vote."""

NOT_PASSED_HOUSE = frozenset(
    {
        "introduced",
        "referred",
        "reported",
        "fail_originating_house",
        "fail_originating_senate",
        "fail_second_house",
        "pass_over_senate",
    }
)
"""The House has not passed it."""

HOUSE_NOT_TOLD = frozenset(
    {
        "conference_passed_house",
        "conference_passed_senate",
        "fail_second_senate",
        "override_pass_over_house",
        "override_pass_over_senate",
        "pass_back_house",
        "pass_back_senate",
        "passed_bill",
        "passed_concurrentres",
        "passed_constamend",
        "passed_simpleres",
        "prov_kill_cloturefailed",
        "prov_kill_pingpongfail",
        "prov_kill_suspensionfailed",
        "prov_kill_veto",
        "vetoed_override_fail_originating_house",
        "vetoed_override_fail_originating_senate",
        "vetoed_override_fail_second_house",
        "vetoed_override_fail_second_senate",
        "vetoed_pocket",
    }
)
"""No law; whether and when the House passed it cannot be told from this word and its date."""

_KNOWN = ENACTED | NOT_PASSED_HOUSE | HOUSE_NOT_TOLD | {JUST_PASSED_HOUSE}


@dataclass(frozen=True, slots=True)
class Bill(AskedBill):
    """The day on which a bill became law, and the day the House passed it where the status tells.

    None where that had not happened, proved up to 14 days before the fetch; for a bill that is law, up to
    the fetch. An event after the span counts as not happened. `as_of` is the status's date; `happened_on`
    is the day it became law.
    """

    name: ClassVar[str] = "govtrack.bill"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "GovTrack"
    licence: ClassVar[str] = "public domain (facts of US government works)"
    about: ClassVar[str] = "Whether and when a bill of the US Congress became law, by GovTrack's status."
    home: ClassVar[str] = "https://www.govtrack.us/about-our-data"
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the bill's status."""
        page = yield self._request()
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _request(self) -> Request:
        query = (
            ("congress", str(self.congress)),
            ("bill_type", self._kind),
            ("number", str(self.number)),
        )
        return Request(URL, query, accept="application/json")

    @property
    def _kind(self) -> str:
        return KINDS.get(self.type, self.type)

    def _answer(self, page: Evidence, span: Span) -> Answer:
        found = document(page.body).tables("objects")
        asked = self.citation
        if not found:
            return NotYet(f"GovTrack has no bill {asked}.")
        if len(found) > 1:
            raise RefusedError(
                "shape_changed", f"GovTrack has {len(found)} bills where one was asked for, {asked}."
            )
        self._check_identity(found[0])
        return self._reading(page, span, found[0])

    def _check_identity(self, bill: Fields) -> None:
        asked = citation(self.congress, self._kind, self.number)
        found = f"{bill.label('congress')} {bill.text('bill_type')} {bill.label('number')}"
        if found != asked:
            raise RefusedError("identity_changed", f"The reply is of {shown(found)}, not of {asked}.")

    def _reading(self, page: Evidence, span: Span, bill: Fields) -> Answer:
        status, on = bill.text("current_status"), bill.day("current_status_date")
        if status not in _KNOWN:
            detail = f"{bill.at('current_status')} is {shown(status)}, a status not known here."
            raise RefusedError("shape_changed", detail)
        covers = spoken_for(span, until=_until(page, status, on), behind=PUBLICATION_LAG)
        if isinstance(covers, NotYet):
            return covers
        values = _values(status, on, span)
        return Reading(
            values,
            {},
            as_of=on,
            covers=covers,
            identity=self.citation,
            where={name: f"{bill.at('current_status')} is {status}" for name in values},
            happened_on=within(span, on) if status in ENACTED else None,
        )


def _until(page: Evidence, status: str, on: date) -> date:
    """The last day this page speaks for."""
    fetched_on = day_of(seen_at(page))
    if status in ENACTED:
        return fetched_on
    proved = day_of(seen_at(page), behind=PUBLICATION_LAG)
    # While the Senate has not voted, it cannot have become law on the day the House did.
    return max(proved, min(on, fetched_on)) if status == JUST_PASSED_HOUSE else proved


def _values(status: str, on: date, span: Span) -> dict[str, Value]:
    values: dict[str, Value] = {"enacted_on": within(span, on) if status in ENACTED else None}
    if status == JUST_PASSED_HOUSE:
        values["passed_house_on"] = within(span, on)
    elif status in NOT_PASSED_HOUSE:
        values["passed_house_on"] = None
    return values
