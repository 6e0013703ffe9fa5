"""What a look gave last, as work state keeps it: for the questions of another look, and to tell whether anything changed."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.looking.rehearsal_json import span_json
from ledger.resolution.looking.stored import kind, reading_from, span_from, written
from ledger.resolution.rule.spans import Days
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.resolution.looking.register import UseOfLook
    from resolvers.source import Answer

NUMBERS = re.compile(r"\d+")


def gave_said(several: Sequence[Looked]) -> str:
    """What one look gave, as JSON."""
    said = [
        {"days": span_json(one.days.span), "stands": one.days.stands, **_answer(one.answer)}
        for one in several
    ]
    return json.dumps(said, ensure_ascii=True)


def gave_from(text: str, use: UseOfLook) -> Iterator[Looked]:
    """The same read back, without the evidence, as what one use of the look was given."""
    if isinstance(use.source, Unusable):
        offers, publisher, version = {}, "", 0
    else:
        offers, publisher, version = dict(use.source.offers), use.source.publisher, use.source.version
    for said in json.loads(text):
        days = Days(span_from(said["days"]), said["stands"])
        yield Looked(use.name, use.use, offers, publisher, version, days, _answer_from(said), ())


def gave_key(several: Sequence[Looked]) -> str:
    """64 hex digits, the same where no question would be told another value or outcome.

    The days read and the publisher's stamp move on with every look; days count only for an event, which lies inside them or not. The numbers in
    a reason move on too.
    """
    said = json.dumps([[one.days.stands, *_short(one.answer)] for one in several])
    return hashlib.sha256(said.encode()).hexdigest()


def _short(answer: Answer) -> list[object]:
    match answer:
        case Reading():
            values = {name: [written(value), kind(value)] for name, value in sorted(answer.values.items())}
            dated = any(value is None or isinstance(value, date) for value in answer.values.values())
            covers = span_json(answer.covers) if dated else []
            return [values, sorted(answer.units.items()), answer.identity, covers]
        case NotYet(reason, _):
            return ["not_yet", NUMBERS.sub("", reason)]
        case Unusable(why, detail):
            return [why, NUMBERS.sub("", detail)]


def _answer(answer: Answer) -> dict[str, Any]:
    match answer:
        case Reading():
            return {"reading": reading_said(answer)}
        case NotYet(reason, _):
            return {"not_yet": reason}
        case Unusable(why, detail):
            return {"unusable": why, "detail": detail}


def reading_said(reading: Reading) -> dict[str, Any]:
    """A reading in its stored form."""
    return {
        "values": {name: written(value) for name, value in reading.values.items()},
        "types": {name: kind(value) for name, value in reading.values.items()},
        "units": dict(reading.units),
        "as_of": reading.as_of.isoformat(),
        "covers": span_json(reading.covers),
        "identity": reading.identity,
        "where": dict(reading.where),
        "happened_on": reading.happened_on.isoformat() if reading.happened_on else None,
    }


def _answer_from(said: dict[str, Any]) -> Answer:
    match said:
        case {"reading": dict(reading)}:
            return reading_from(reading)
        case {"not_yet": str(reason)}:
            return NotYet(reason)
        case _:
            return Unusable(said["unusable"], said["detail"])
