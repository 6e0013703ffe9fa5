"""Taking one look: the only place where a source meets the world, be it the network or what was kept.

A source is a generator that asks for requests; here they are answered, counted and timed. Whatever a source does
with a body, it ends here as a value.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.errors import LedgerError
from ledger.questions.rule import AnyDay, At, Over
from ledger.resolution.rule.taken import BY_HAND
from resolvers.errors import BadParamsError, SourceNotLoadedError, UnknownSourceError
from resolvers.registry import canonical_params, make
from resolvers.source import Evidence, NotYet, Reading, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.questions.rule import SourceUse, Window
    from resolvers.source import Answer, Fetch, Look, Source, Span

MOST_REQUESTS = 50
SECONDS = 180.0
MOST_DIGITS = 60
LOG = logging.getLogger(__name__)


async def take(
    source: Source, span: Span, fetch: Fetch, *, seconds: float = SECONDS
) -> tuple[Answer, tuple[Evidence, ...]]:
    """What `source` says of `span`, and the evidence it was given, in order.

    At most 50 requests, each answered within `seconds` of the one before (its turn at a busy host is in that); beyond,
    the answer is Unusable. Raises nothing on any body.
    """
    seen: list[Evidence] = []
    try:
        async with asyncio.timeout(seconds) as limit:
            answer = await _drive(source, span, _each_within(limit, seconds, fetch), seen)
    except TimeoutError:
        answer = Unusable("down", f"no whole answer within {seconds:g} s")
    except LedgerError as error:
        answer = Unusable("no_key", str(error))
    except Exception as error:  # a source is others' code over others' bytes: it must not stop the sweep
        LOG.exception("The source %s failed.", source.name)
        answer = Unusable("shape_changed", f"{source.name} failed ({type(error).__name__})")
    return answer, tuple(seen)


def _each_within(limit: asyncio.Timeout, seconds: float, fetch: Fetch) -> Fetch:
    """The same fetch, which moves the limit on with every answer: many pages of a busy host are no silence."""

    async def fetched(request: Request) -> Evidence | NotYet | Unusable:
        got = await fetch(request)
        limit.reschedule(asyncio.get_running_loop().time() + seconds)
        return got

    return fetched


async def _drive(source: Source, span: Span, fetch: Fetch, seen: list[Evidence]) -> Answer:
    look = source.look(span)
    step = _send(source.name, look, None)
    while isinstance(step, Request):
        if len(seen) == MOST_REQUESTS:
            look.close()
            return Unusable("incomplete", f"more than {MOST_REQUESTS} requests in one look")
        got = await fetch(step)
        if not isinstance(got, Evidence):
            look.close()
            return got
        seen.append(got)
        step = _send(source.name, look, got)
    return step


def _send(name: str, look: Look, got: Evidence | None) -> Request | Answer:
    """The source's next request, or its answer; neither of them is an answer too."""
    try:
        step = look.send(got) if got else next(look)
    except StopIteration as end:
        return _answer(name, end.value)
    if isinstance(step, Request):
        return step
    LOG.error("The source %s asked for %r, which is no request.", name, step)
    return Unusable("shape_changed", f"{name} asked for something that is no request")


def _answer(name: str, said: object) -> Answer:
    if isinstance(said, Reading):
        return _usual(name, said)
    if isinstance(said, NotYet | Unusable):
        return said
    LOG.error("The source %s ended in %r, which is no answer.", name, said)
    return Unusable("shape_changed", f"{name} ended without an answer")


def _usual(name: str, reading: Reading) -> Answer:
    """A reading whose numbers are numbers, of a size the journal can hold and arithmetic can bear."""
    for value, number in reading.values.items():
        if isinstance(number, Decimal) and not is_usual(number):
            return Unusable("shape_changed", f"{name} read a {value} that is no usual number")
    return reading


def is_usual(number: Decimal) -> bool:
    """Whether a number is finite, with at most 60 digits before and after the point.

    >>> is_usual(Decimal("-8.11")), is_usual(Decimal("NaN")), is_usual(Decimal("1e999999"))
    (True, False, False)
    """
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and number.adjusted() < MOST_DIGITS and exponent >= -MOST_DIGITS


def source_of(use: SourceUse) -> Source | Unusable:
    """The source a question names, ready to look; Unusable where there is none of that name, its params are wrong, or it
    cannot be made.
    """
    try:
        return make(use.name, use.params)
    except (UnknownSourceError, SourceNotLoadedError, BadParamsError) as error:
        return Unusable("source_missing", str(error))
    except Exception as error:  # making it is others' code too
        LOG.exception("The source %s cannot be made.", use.name)
        return Unusable("source_missing", f"{use.name} cannot be made ({type(error).__name__})")


def look_key(name: str, params: str, window: Window) -> str:
    """64 hex digits that name a look: one source, its canonical params, and the declared window.

    The window and not the span, so that a look keeps its place in the schedule while its days move on.
    """
    return hashlib.sha256(json.dumps([name, params, window_said(window)]).encode()).hexdigest()


def params_of(use: SourceUse) -> str:
    """The canonical params of a source use; for one that cannot be made, its params as the file has them."""
    try:
        return canonical_params(use.name, use.params)
    except (UnknownSourceError, SourceNotLoadedError, BadParamsError):
        return json.dumps(_plain(use.params), sort_keys=True, default=str)


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    return dict(params)


def window_said(window: Window) -> list[str]:
    """A window as a short list of words, the same for the same days.

    >>> from datetime import date
    >>> window_said(At(date(2028, 12, 31)))
    ['at', '2028-12-31']
    """
    match window:
        case At(day):
            return ["at", day.isoformat()]
        case Over(first, last):
            return ["over", first.isoformat(), last.isoformat()]
        case AnyDay(first, last, _):
            return ["any_day", first.isoformat(), last.isoformat()]


def window_from(said: Sequence[str]) -> Window:
    """A window from its words, whichever gap its question allows; what is only shown has today's, a day that never comes.

    >>> window_from(["over", "2028-10-01", "2028-12-31"])
    Over(first=datetime.date(2028, 10, 1), last=datetime.date(2028, 12, 31))
    """
    form, days = said[0], [date.fromisoformat(day) for day in said[1:]]
    if form == "over":
        return Over(days[0], days[1])
    if form == "any_day":
        return AnyDay(days[0], days[1], timedelta(days=1))
    return At(days[0] if days else date.max)


def by_hand(use: SourceUse) -> bool:
    """Whether a person answers here, so that there is nothing to look at."""
    return use.name == BY_HAND
