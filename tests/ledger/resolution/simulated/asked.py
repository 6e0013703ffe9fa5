"""The questions a simulation asks: every kind and every window, each with what its outcome must be in a steady world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.ledger.resolution.simulated.publishers import FIRST, ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.resolution.simulated.publishers import World

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of question: its rule in a world, the rest of its file, and the right outcome as the journal says it.

    `typed` is what a person reads for one of its publishers, where that is not the outcome.
    """

    rule: Callable[[World], Said]
    truth: Callable[[World], Said]
    head: Callable[[World], Said] = lambda _: {}
    early: bool = False
    typed: Callable[[World], str] | None = None


def source(path: str, **params: Any) -> Said:
    said = {"url": f"https://{path}", "select": "value", "as_of": "as_of", **params}
    return {"name": "http_json", "value": "value", "params": said}


LIVE = source("live.example.org/live")
EVENT = source("live.example.org/event", nature="event", type="date")
WHOLE = source("whole.example.org/{first}/{last}", nature="total")
SECOND = source("second.example.org/{first}/{last}", nature="total", publisher="Second")
LEVEL = source("second.example.org/at/{last}")
TEXT = source("second.example.org/text", type="text", query={"day": "{last}"})
RULES = {
    "name": "federal_register.count",
    "value": "documents",
    "params": {"agencies": ["industry-and-security-bureau"], "type": "RULE"},
}
REPORT = {"name": "manual", "value": "answer", "params": {"ask": "How much?", "publisher": "A report"}}
BY_HAND = {"name": "manual", "value": "answer", "params": {"ask": "Did it?"}}


def _days(world: World) -> list[str]:
    return [FIRST.isoformat(), world.last.isoformat()]


def _any_day(**more: Any) -> Callable[[World], Said]:
    return lambda world: {"window": {"any_day": _days(world), "max_gap": "1d"}, **more}


def _over(**more: Any) -> Callable[[World], Said]:
    return lambda world: {"window": {"over": _days(world)}, **more}


def _reached(world: World) -> bool:
    return any(world.levels[FIRST + ONE_DAY * n] >= 12 for n in range(world.days))


def _two_documents(world: World) -> bool:
    return sum(world.levels[FIRST + ONE_DAY * n] >= 12 for n in range(world.days)) >= 2


def _happened(world: World) -> bool:
    return world.happened is not None and FIRST <= world.happened <= world.last


def _yes(truth: Callable[[World], bool]) -> Callable[[World], Said]:
    return lambda world: {"yes": truth(world)}


def _first_day(world: World) -> Said:
    return {"date": world.happened.isoformat() if world.happened and _happened(world) else None}


def _amount(world: World) -> Said:
    whole = world.total.quantize(Decimal(1))
    return {"beyond": "max"} if whole > 36 else {"value": str(whole)}


YES_30: Said = {"yes_if": {"at_least": "30"}}
NUMERIC: Said = {"kind": "numeric", "range": {"min": "0", "max": "36", "open_max": True}, "digits": 0}
BOUNDS = [{"label": "low", "below": "30"}, {"label": "high", "at_least": "30"}]
TEXTS = [{"label": "low", "is_one_of": ["low"]}, {"label": "high", "is_one_of": ["high"]}]


def _at_least_30(world: World) -> bool:
    return world.total >= 30


def _option(world: World) -> Said:
    return {"option": "high" if _at_least_30(world) else "low"}


def _date(world: World) -> Said:
    first, last = _days(world)
    return {"kind": "date", "range": {"min": first, "max": last}}


FORMS: dict[str, Form] = {
    "reached": Form(_any_day(source=[LIVE]), _yes(_reached), early=True),
    "reached-not": Form(
        _any_day(source=[LIVE], yes_if={"not": {"at_least": "12"}}),
        _yes(lambda w: not _reached(w)),
        early=True,
    ),
    "happened": Form(_any_day(source=[EVENT], yes_if={"happened": True}), _yes(_happened), early=True),
    "both": Form(
        _any_day(
            source=[LIVE],
            look={"event": {"source": [EVENT]}},
            yes_if={"all": [{"at_least": "12"}, {"happened": True, "look": "event"}]},
        ),
        _yes(lambda world: _reached(world) and _happened(world)),
        early=True,
    ),
    "first-day": Form(
        _any_day(source=[EVENT], yes_if=None, first_day={"happened": True}), _first_day, _date, early=True
    ),
    "total": Form(_over(source=[WHOLE], **YES_30), _yes(_at_least_30)),
    "twice": Form(
        _over(source=[SECOND], confirmations={"readings": 2, "apart": "1d"}, **YES_30), _yes(_at_least_30)
    ),
    "amount": Form(_over(source=[SECOND], yes_if=None), _amount, lambda _: NUMERIC),
    "first-print": Form(
        _over(source=[SECOND], yes_if=None, vintage="first_print"), _amount, lambda _: NUMERIC
    ),
    "as-of": Form(_over(source=[WHOLE], yes_if=None, vintage="as_of"), _amount, lambda _: NUMERIC),
    "latest": Form(_over(source=[SECOND], yes_if=None, vintage="latest"), _amount, lambda _: NUMERIC),
    "option": Form(
        _over(source=[SECOND], yes_if=None),
        _option,
        lambda _: {"kind": "multiple_choice", "ordered": True, "option": BOUNDS},
    ),
    "text": Form(
        lambda world: {"window": {"at": world.last.isoformat()}, "source": [TEXT], "yes_if": None},
        _option,
        lambda _: {"kind": "multiple_choice", "option": TEXTS},
    ),
    "at": Form(
        lambda world: {"window": {"at": world.last.isoformat()}, "source": [LEVEL], **YES_30},
        _yes(_at_least_30),
    ),
    "quorum": Form(_over(source=[WHOLE, SECOND], quorum=2, tolerance="1", **YES_30), _yes(_at_least_30)),
    "documents": Form(_over(source=[RULES], yes_if={"at_least": "2"}), _yes(_two_documents)),
    "voice": Form(
        _over(source=[SECOND, REPORT], quorum=2, tolerance="1", **YES_30),
        _yes(_at_least_30),
        typed=lambda world: str(world.total),
    ),
    "fallback": Form(
        _over(source=[WHOLE, {**SECOND, "fallback": True}], fallback_after="1d", **YES_30),
        _yes(_at_least_30),
    ),
    "one-person": Form(_over(source=[SECOND], confirmed_by="one_person", **YES_30), _yes(_at_least_30)),
    "by-hand": Form(_over(source=[BY_HAND]), _yes(_at_least_30)),
}


def times_of(world: World, form: Form) -> Said:
    """When a question of this form opens, is decided and is given up."""
    resolves = FIRST if form.early else world.last + ONE_DAY
    return {
        "opens_at": "2026-01-01",
        "closes_at": world.last.isoformat(),
        "resolves_at": resolves.isoformat(),
        "gives_up_at": (world.last + timedelta(days=4)).isoformat(),
    }
