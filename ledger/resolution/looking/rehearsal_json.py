"""A rehearsal as JSON, schema 1: numbers rounded for display, with the exact decimal strings beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.resolution.looking.stored import written
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.taken import trouble_words
from resolvers.request_key import full_url
from resolvers.source import Offer, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.resolution.looking.rehearsal import Looked, Rehearsal
    from resolvers.source import Evidence, Span, Value

SCHEMA = 1


def rehearsal_json(rehearsal: Rehearsal) -> dict[str, Any]:
    """`{"schema": 1, "question", "state", "readings", "value", "unit", "as_of", "would_resolve", "reason", "troubles"}`."""
    return {
        "schema": SCHEMA,
        "question": rehearsal.question,
        "state": rehearsal.state,
        "readings": [
            _reading(one, one.answer) for one in rehearsal.looked if isinstance(one.answer, Reading)
        ],
        "value": number(rehearsal.value),
        "unit": rehearsal.unit,
        "as_of": rehearsal.as_of.isoformat() if rehearsal.as_of else None,
        "would_resolve": rehearsal.would_words,
        "reason": rehearsal.reason,
        "troubles": [_trouble(one) for one in rehearsal.looked if not isinstance(one.answer, Reading)],
    }


def _reading(one: Looked, reading: Reading) -> dict[str, Any]:
    return {
        "source": one.use.name,
        "look": one.look,
        "value": one.use.value,
        **reading_json(reading, one.offers),
        "stands": one.days.stands,
        "evidence": evidence_json(one.evidence),
    }


def reading_json(reading: Reading, offers: Mapping[str, Offer]) -> dict[str, Any]:
    """`values` as to be shown, `exact` as they are, `units`, `as_of`, `covers`, `where`."""
    return {
        "values": {name: shown(value, offers.get(name)) for name, value in reading.values.items()},
        "exact": {name: written(value) for name, value in reading.values.items()},
        "units": dict(reading.units),
        "as_of": reading.as_of.isoformat(),
        "covers": span_json(reading.covers),
        "where": dict(reading.where),
    }


def span_json(span: Span) -> list[str]:
    """`[first, last]`, both included."""
    return [span.first.isoformat(), span.last.isoformat()]


def evidence_json(evidence: Sequence[Evidence]) -> list[dict[str, str]]:
    """What was read: address, hash, time."""
    return [
        {"url": full_url(each.request), "sha256": each.sha256, "fetched_at": each.fetched_at.isoformat()}
        for each in evidence
    ]


def shown(value: Value, offer: Offer | None) -> object:
    """A value as to be shown: a number with the decimals its source finds worth showing."""
    if isinstance(value, Decimal):
        return number(rounded(value, offer.digits if offer else None))
    return value.isoformat() if isinstance(value, date) else value


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where it is whole.

    >>> number(Decimal("8.11")), number(Decimal("3.0")), number(None)
    (8.11, 3, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _trouble(one: Looked) -> dict[str, str]:
    kind = type(one.answer).__name__
    state = {"NotYet": "not_yet", "Unusable": "unusable"}[kind]
    said = trouble_words(one.answer) if not isinstance(one.answer, Reading) else ""
    return {"source": one.use.name, "look": one.look, "state": state, "reason": said}
