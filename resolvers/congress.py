"""`congress.bill`: what became of a bill, from congress.gov, the record of the US Congress itself.

Two replies are read: the bill, which names the law it became, and the list of its actions, which dates it.
They must agree. A bill that became no law carries no `laws` at all, so its absence alone proves nothing: the
complete list of actions does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from resolvers.bills import PUBLICATION_LAG, AskedBill, within
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document
from resolvers.next_page import next_page
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import date

API = "https://api.congress.gov/v3/bill"
_JSON = ("format", "json")
_BECAME_LAW = "BecameLaw"
_PRESIDENT = "President"
_PASSED_HOUSE = "8000"  # the Library of Congress's own line; House floor codes also mark rules and motions


@dataclass(frozen=True, slots=True)
class _Action:
    on: date
    kind: str
    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Bill(AskedBill):
    """The days on which a bill became law and passed the House; None where that had not happened.

    While it is no law, an absence is proved up to 14 days before the fetch, or up to the bill's own
    `updateDate` where that is later and the bill was not before the President then; for one that became law,
    up to the fetch. An event after the span counts as not happened. `as_of` is `updateDate`; `happened_on`
    is the day it became law.
    """

    name: ClassVar[str] = "congress.bill"
    version: ClassVar[int] = 3
    publisher: ClassVar[str] = "Library of Congress"
    licence: ClassVar[str] = "public domain (US government work)"
    about: ClassVar[str] = "Whether and when a bill of the US Congress passed the House and became law."
    home: ClassVar[str] = "https://api.congress.gov"
    secret: ClassVar[str | None] = "congress"  # noqa: S105 - the name of a secret, not the secret

    def look(self, span: Span) -> Look:
        """Read the bill and every page of its actions."""
        try:
            page = yield Request(self._url, (_JSON,), accept="application/json", secret=self.secret)
            bill = self._bill(page)
            actions = yield from self._actions()
            return self._answer(page, span, bill, actions)
        except RefusedError as refused:
            return refused.answer

    @property
    def _url(self) -> str:
        return f"{API}/{self.congress}/{self.type}/{self.number}"

    def _bill(self, page: Evidence) -> Fields:
        bill = document(page.body).table("bill")
        asked = self.citation
        found = f"{bill.label('congress')} {bill.text('type').lower()} {bill.label('number')}"
        if found != asked:
            raise RefusedError("identity_changed", f"The reply is of bill {found}, not of {asked}.")
        return bill

    def _actions(self) -> Generator[Request, Evidence, tuple[_Action, ...]]:
        """Every action, newest first as published. Raises RefusedError unless they are as many as stated."""
        address = f"{self._url}/actions"
        request = Request(address, (_JSON, ("limit", "250")), accept="application/json", secret=self.secret)
        found: list[_Action] = []
        seen: list[str] = []
        while True:
            page = yield request
            reply = document(page.body)
            found += [_action(entry) for entry in reply.tables("actions")]
            paging = reply.table("pagination")
            url = next_page(paging, "next", within=address, seen=seen)
            if url is None:
                break
            seen.append(url)
            request = Request(url, accept="application/json", secret=self.secret)
        _check_told(found)
        if len(found) != (stated := paging.whole("count")):
            raise RefusedError("incomplete", f"{len(found)} actions were listed where {stated} were stated.")
        return tuple(found)

    def _answer(self, page: Evidence, span: Span, bill: Fields, actions: Sequence[_Action]) -> Answer:
        enacted = _enacted(bill, actions)
        passed = _first(actions, code=_PASSED_HOUSE)
        updated = bill.day("updateDate")
        until = _until(page, updated, actions, enacted)
        covers = spoken_for(span, until=until, behind=PUBLICATION_LAG)
        if isinstance(covers, NotYet):
            return covers
        law_day = within(span, enacted.on if enacted else None)
        house_day = within(span, passed.on if passed else None)
        return Reading(
            {"enacted_on": law_day, "passed_house_on": house_day},
            {},
            as_of=updated,
            covers=covers,
            identity=self.citation,
            where={
                "enacted_on": enacted.path if enacted else f"no {_BECAME_LAW} among {len(actions)} actions",
                "passed_house_on": passed.path
                if passed
                else f"no code {_PASSED_HOUSE} among {len(actions)} actions",
            },
            happened_on=law_day,
        )


def _check_told(actions: Sequence[_Action]) -> None:
    """Every bill has an introduction with a type and a code. Without any, a passage would look like none."""
    for key, told in (
        ("type", [action.kind for action in actions]),
        ("actionCode", [action.code for action in actions]),
    ):
        if told and not any(told):
            raise RefusedError("shape_changed", f"None of the {len(told)} actions has {key}.")


def _action(entry: Fields) -> _Action:
    kind = entry.text("type") if entry.has("type") else ""
    code = entry.label("actionCode") if entry.has("actionCode") else ""
    return _Action(entry.day("actionDate"), kind, code, entry.path)


def _first(actions: Sequence[_Action], *, kind: str = "", code: str = "") -> _Action | None:
    """The earliest action of a kind or code."""
    those = [action for action in actions if (kind and action.kind == kind) or (code and action.code == code)]
    return min(those, key=lambda action: action.on, default=None)


def _enacted(bill: Fields, actions: Sequence[_Action]) -> _Action | None:
    """The action by which it became law. Raises RefusedError while bill and actions disagree."""
    laws = bill.tables("laws") if bill.has("laws") else ()
    became = _first(actions, kind=_BECAME_LAW)
    if laws and not became:
        raise RefusedError(
            "incomplete", f"{bill.at('laws')} names a law, but no action says when it became one."
        )
    if became and not laws:
        raise RefusedError("incomplete", f"{became.path} says it became law, but the bill names no law yet.")
    return became


def _until(page: Evidence, updated: date, actions: Sequence[_Action], enacted: _Action | None) -> date:
    """The last day this page speaks for."""
    fetched_on = day_of(seen_at(page))
    if enacted:
        return fetched_on
    proved = day_of(seen_at(page), behind=PUBLICATION_LAG)
    # A page may be updated for another reason between a signature and its appearance here.
    if _first(actions, kind=_PRESIDENT):
        return proved
    return max(proved, min(updated, fetched_on))
