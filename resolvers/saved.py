"""Saved cases: a folder with the bodies a publisher sent and the answer a source must read from them.

A source is tried on its cases without a network, by this project and by whoever writes a source of their
own. The folder of a case is `<source>/<case>/`, with the bodies and a `case.json`:

    {"about": "why this case is kept",
     "params": {},
     "span": ["2026-05-14", "2027-01-03"],
     "fetched_at": "2027-01-10T06:00:00Z",
     "requests": [{"url": "https://...", "query": [["format", "json"]], "body": "bill.json"}],
     "answer": {"kind": "reading", "values": {"lag_months": "8.1"}, "as_of": "2025-11-18",
                "covers": ["2025-12-31", "2025-12-31"], "identity": "...", "happened_on": null}}

The requests stand in the order they are made; `"next"` in one is the address its `Link` header names. Numbers are decimal strings, days are YYYY-MM-DD, an event
that did not happen is null. The other answers are `{"kind": "not_yet", "says": ..., "look_again_on": ...}`
and `{"kind": "unusable", "why": ..., "says": ...}`, where `says` is a part of the sentence.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from resolvers.cells import number
from resolvers.offline import answer
from resolvers.source import Answer, Evidence, NotYet, Reading, Request, Source, Span, Unusable, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """One saved case: what is asked, the evidence in the order it is asked for, the answer expected."""

    source: str
    name: str
    params: Mapping[str, Any]
    span: Span
    evidence: tuple[Evidence, ...]
    expected: Mapping[str, Any]

    def with_body(self, place: int, body: bytes) -> Case:
        """The same case, had the publisher sent another body to request number `place` (from 0)."""
        changed = list(self.evidence)
        changed[place] = replace(changed[place], body=body, sha256=hashlib.sha256(body).hexdigest())
        return replace(self, evidence=tuple(changed))

    def kept(self, request: Request) -> Evidence | Unusable:
        """The evidence for a request, or that nothing is saved for it. A `Kept` of `resolvers.offline`."""
        for evidence in self.evidence:
            if (evidence.request.url, evidence.request.query) == (request.url, request.query):
                return replace(evidence, request=request)
        return Unusable("source_missing", f"Nothing is saved for {request.url} {list(request.query)}.")

    def answer(self, source: Source) -> Answer:
        """What the source answers over the saved bodies."""
        return answer(source, self.span, self.kept)

    def differs(self, got: Answer) -> str | None:
        """How an answer differs from the one expected, as a sentence; None when it does not."""
        found = written(got)
        says = found.pop("says", "")
        wanted = {key: value for key, value in self.expected.items() if key != "says"}
        if _comparable(found) != _comparable(wanted):
            return f"{self.source}/{self.name}: expected {wanted}, got {found} {says}"
        if self.expected.get("says", "") not in says:
            return (
                f"{self.source}/{self.name}: expected a sentence with {self.expected['says']!r}, got {says!r}"
            )
        return None


def case(folder: Path) -> Case:
    """The case in a folder. Raises OSError, KeyError or ValueError for one that is not written as above."""
    told = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    fetched_at = datetime.fromisoformat(told["fetched_at"])
    first, last = told["span"]
    return Case(
        source=folder.parent.name,
        name=folder.name,
        params=told["params"],
        span=Span(date.fromisoformat(first), date.fromisoformat(last)),
        evidence=tuple(_evidence(folder, reply, fetched_at) for reply in told["requests"]),
        expected=told["answer"],
    )


def cases(folder: Path) -> tuple[Case, ...]:
    """Every case below a folder of `<source>/<case>/`, in the order of their names."""
    return tuple(case(path.parent) for path in sorted(folder.glob("*/*/case.json")))


def written(got: Answer) -> dict[str, Any]:
    """An answer as `case.json` writes it; `says` is the whole sentence."""
    match got:
        case Reading():
            return {
                "kind": "reading",
                "values": {name: _plain(value) for name, value in got.values.items()},
                "as_of": got.as_of.isoformat(),
                "covers": [got.covers.first.isoformat(), got.covers.last.isoformat()],
                "identity": got.identity,
                "happened_on": _plain(got.happened_on),
            }
        case NotYet():
            return {"kind": "not_yet", "says": got.reason, "look_again_on": _plain(got.look_again_on)}
        case Unusable():
            return {"kind": "unusable", "why": got.why, "says": got.detail}


def _evidence(folder: Path, reply: Mapping[str, Any], fetched_at: datetime) -> Evidence:
    body = (folder / reply["body"]).read_bytes()
    query = tuple((key, value) for key, value in reply["query"])
    request = Request(reply["url"], query)
    digest, next_url = hashlib.sha256(body).hexdigest(), reply.get("next")
    return Evidence(request, digest, body, 200, fetched_at, next_url=next_url)


def _comparable(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same with numbers as numbers, so that 10 and 10.0 are equal."""
    values = told.get("values", {})
    numbers = {name: number(value) for name, value in values.items() if value is not None}
    return {**told, "values": values | {name: value for name, value in numbers.items() if value is not None}}


def _plain(value: Value) -> str | None:
    match value:
        case None:
            return None
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return value
