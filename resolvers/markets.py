"""What the sources of prediction markets share: what they offer, and how a market's state becomes a reading.

A market is seen only as it is now, and speaks for the day it is read. That it was settled as yes keeps its own day, so it may
also be read later; and what is not settled later was not settled on the last day asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

from resolvers.days import day_of, read_between, seen_at, spoken_for
from resolvers.errors import ParamProblem
from resolvers.exact_numbers import product
from resolvers.json_fields import document, documents, shown
from resolvers.refusal import RefusedError
from resolvers.source import NotYet, Offer, Reading, Span, Unusable
from resolvers.typed_value import as_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from resolvers.json_fields import Fields
    from resolvers.source import Answer, Evidence, Value

Settled = Literal["open", "paused", "closed", "yes", "no", "split", "cancelled"]
"""How a market stands. `paused`: not yet, or not now, to be traded; `closed`: no longer traded and not settled yet; `split`:
paid out in part, neither yes nor no; `cancelled`: money given back."""

OFFERS: Mapping[str, Offer] = {
    "chance_pct": Offer(
        "level",
        "percent",
        digits=1,
        jumpy=True,
        about="chance of yes by the market's price; once it is not traded any more, by its last price",
    ),
    "resolved_yes_on": Offer("event", about="the day the market was settled as yes"),
    "settled": Offer(
        "level",
        digits=0,
        about="how it stands: open, paused, closed, yes, no, split or cancelled",
        texts=get_args(Settled),
    ),
}

_PROVES_NO_YES = frozenset({"open", "paused", "no"})
"""Not settled as yes, and not about to be. What is closed is being settled; what is split or cancelled says neither."""

_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Price:
    """What yes costs, from 0 to 1, and where that stood."""

    price: Decimal
    where: str


@dataclass(frozen=True, slots=True)
class State:
    """A market as it is when it is read. `yes_on` is the day it was settled as yes, and None otherwise."""

    identity: str
    settled: Settled
    where: str
    price: Price | None
    yes_on: date | None = None


def reading(state: State, page: Evidence, span: Span) -> Answer:
    """What a market's state says of the days asked for.

    A price or a standing is of the day it is read and of no other. An event after the span counts as not happened.
    """
    today = day_of(seen_at(page))
    up_to = spoken_for(span, until=today)
    if isinstance(up_to, NotYet):
        return up_to
    values, where = _values(state, page, span)
    if not values:
        return _of_another_day(page, span)
    yes_on = values.get("resolved_yes_on")
    return Reading(
        values,
        {name: unit for name in values if (unit := OFFERS[name].unit)},
        as_of=today,
        covers=Span(up_to.last, up_to.last),
        identity=state.identity,
        where=where,
        happened_on=state.yes_on if yes_on is not None else None,
    )


def _values(state: State, page: Evidence, span: Span) -> tuple[dict[str, Value], dict[str, str]]:
    values: dict[str, Value] = {}
    where = dict.fromkeys(("resolved_yes_on", "settled"), state.where)
    if state.yes_on is not None:
        values["resolved_yes_on"] = _within(state.yes_on, page, span)
    elif state.settled in _PROVES_NO_YES:
        values["resolved_yes_on"] = None
    if _is_of_one_day(page, span):
        values["settled"] = state.settled
        if state.price is not None:
            values["chance_pct"] = product(state.price.price, Decimal(100))
            where["chance_pct"] = state.price.where
    return values, {name: where[name] for name in values}


def _within(yes_on: date, page: Evidence, span: Span) -> date | None:
    if yes_on > (today := day_of(seen_at(page))):
        raise RefusedError("incomplete", f"It was settled on {yes_on} by its own word, and it is {today}.")
    return yes_on if yes_on <= span.last else None


def _is_of_one_day(page: Evidence, span: Span) -> bool:
    """Whether what is so when it is read is so on one day by every clock, and on a day that was asked for."""
    read = read_between(page, stamped=False)
    return read.first == read.last <= span.last


def _of_another_day(page: Evidence, span: Span) -> NotYet | Unusable:
    read = read_between(page, stamped=False)
    if read.first <= span.last:
        return NotYet(f"The clocks do not agree on the day: {read.first} by one, {read.last} by the other.")
    return Unusable("incomplete", f"It says only what is so on {read.first}, not on {span.last}.")


def the_market(body: bytes) -> Fields:
    """The one market of a reply, which is a table or a list of one. Raises `RefusedError` for anything else."""
    found = documents(body) if body.lstrip()[:1] == b"[" else (document(body),)
    if len(found) != 1:
        raise RefusedError("shape_changed", f"There are {len(found)} markets where one was asked for.")
    return found[0]


def named(market: str, question: str) -> str:
    """What names a series: the market, and the question in its own words, so that another wording is another series."""
    return f"{market}: {' '.join(question.split())[:_LONGEST_WORDS]}"


def price(fields: Fields, key: str) -> Price:
    """What yes costs, a number or a text. Raises `RefusedError` for what is no chance from 0 to 1."""
    is_number = isinstance(fields.values.get(key), Decimal)
    return checked_price(fields.number(key) if is_number else fields.decimal_text(key), fields.at(key))


def price_if_any(fields: Fields, key: str) -> Price | None:
    """The same; None where it is null. Raises `RefusedError` where it is missing, too."""
    is_null = key in fields.values and not fields.has(key)
    return None if is_null else price(fields, key)


def checked_price(found: Decimal, where: str) -> Price:
    """A price that is a chance from 0 to 1. Raises `RefusedError` for any other, such as one in cents."""
    if not 0 <= found <= 1:
        raise RefusedError("shape_changed", f"{where} is {shown(found)}, which is no chance from 0 to 1.")
    return Price(found, where)


def flag(fields: Fields, key: str) -> bool:
    """A yes or no of a reply. Raises `RefusedError` for anything else."""
    found = fields.values.get(key)
    if not isinstance(found, bool):
        raise RefusedError(
            "shape_changed", f"{fields.at(key)} is {shown(found)} where true or false was expected."
        )
    return found


def settled_day(fields: Fields, *keys: str) -> date:
    """The UTC day of a moment, as a text or counted from 1970; at a later key where those before it are null.

    Raises `RefusedError` for anything else. A key that is not there at all may have been renamed: it has no stand-in.
    """
    key = next((key for key in keys if fields.has(key) or key not in fields.values), keys[0])
    found = fields.values.get(key)
    # One publisher writes an offset as its database does: +00 for +00:00.
    whole = as_day(f"{found}:00") if isinstance(found, str) else None
    known = as_day(found) or whole
    if known is None:
        raise RefusedError(
            "shape_changed", f"{fields.at(key)} is {shown(found)} where a moment was expected."
        )
    return known


def exactly_one(values: Mapping[str, object], *names: str) -> list[ParamProblem]:
    """What is wrong where a market must be named in exactly one of several ways."""
    given = [name for name in names if values.get(name) is not None]
    if len(given) == 1:
        return []
    written = " or ".join(names)
    wrong = f"the market is named {'twice' if given else 'in no way'}"
    return [ParamProblem(names[0], wrong, "", f"Give {written}, one of them.")]
