"""The simulated publishers: what each of them would answer on a day. Everything in it is invented.

The bodies have the true shape of the real services, and are cut to what would have been published by the day asked for.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHIPS_PUBLISHED_AFTER = timedelta(days=60)
"""How long after a quarter's end the chip table lists it, marked incomplete."""
CHIPS_COMPLETE_AFTER = timedelta(days=100)
"""How long after a quarter's end its mark is taken off."""
PAGE = 20
"""Documents on one page of the simulated register: small, so that paging is used."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: status, content type and body."""

    status: int
    kind: str
    body: bytes


Query = dict[str, list[str]]


def reply(host: str, path: str, today: date) -> Reply:
    """What `host` answers to `path` (with its query) on a day; 404 for anything else."""
    split = urlsplit(path)
    answer = ROUTES.get((host, split.path))
    if answer is None:
        return Reply(404, "text/plain", b"nothing here")
    kind, body = answer(today, parse_qs(split.query))
    return Reply(200, kind, body)


@cache
def _bundled(name: str) -> str:
    return (files("ledger.demo") / "replies" / name).read_text(encoding="utf-8")


def _scores(today: date, _query: Query) -> tuple[str, bytes]:
    """The capability index: models released by the day."""
    return "text/csv", _rows("eci_scores.csv", lambda row: row["date"] <= today.isoformat())


def _chips(today: date, _query: Query) -> tuple[str, bytes]:
    """Chip sales: quarters appear incomplete, and are completed later."""

    def listed(row: dict[str, str]) -> bool:
        age = today - date.fromisoformat(row["End date"])
        row["Incomplete"] = "" if age >= CHIPS_COMPLETE_AFTER else "True"
        return age >= CHIPS_PUBLISHED_AFTER

    return "text/csv", _rows("ai_chip_sales_timelines_by_chip.csv", listed)


def _rows(name: str, keep: Callable[[dict[str, str]], bool]) -> bytes:
    table = csv.DictReader(io.StringIO(_bundled(name)))
    out = io.StringIO()
    writer = csv.DictWriter(out, table.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in table if keep(row))
    return out.getvalue().encode()


def _bill(today: date, _query: Query) -> tuple[str, bytes]:
    """The bill's page on congress.gov; it never becomes law here."""
    page = json.loads(_bundled("congress_bill.json"))
    page["bill"]["updateDate"] = today.isoformat()
    return "application/json", json.dumps(page).encode()


def _tracked(_today: date, _query: Query) -> tuple[str, bytes]:
    return "application/json", _bundled("govtrack_bill.json").encode()


def _documents(today: date, query: Query) -> tuple[str, bytes]:
    """The register's search: by publication date, in pages."""
    first = _one(query, "conditions[publication_date][gte]", "0001-01-01")
    last = min(_one(query, "conditions[publication_date][lte]", "9999-12-31"), today.isoformat())
    found = [
        d
        for d in json.loads(_bundled("federal_register_documents.json"))
        if first <= d["publication_date"] <= last
    ]
    page = int(_one(query, "page", "1"))
    body: dict[str, Any] = {
        "description": "Invented documents",
        "count": len(found),
        "total_pages": -(-len(found) // PAGE),
        "results": found[(page - 1) * PAGE : page * PAGE],
    }
    if page * PAGE < len(found):
        body["next_page_url"] = (
            "https://www.federalregister.gov/api/v1/documents.json?"
            f"conditions[publication_date][gte]={first}&conditions[publication_date][lte]={last}&page={page + 1}"
        )
    return "application/json", json.dumps(body).encode()


def _one(query: Query, name: str, default: str) -> str:
    return query.get(name, [default])[0]


ROUTES: Mapping[tuple[str, str], Callable[[date, Query], tuple[str, bytes]]] = {
    ("epoch.ai", "/data/eci_scores.csv"): _scores,
    ("epoch.ai", "/data/ai_chip_sales_timelines_by_chip.csv"): _chips,
    ("api.congress.gov", "/v3/bill/119/hr/8283"): _bill,
    ("www.govtrack.us", "/api/v2/bill"): _tracked,
    ("www.federalregister.gov", "/api/v1/documents.json"): _documents,
}
"""Every address the simulated publishers answer."""

HOSTS = tuple(dict.fromkeys(host for host, _ in ROUTES))
"""The hosts that are mirrored to the demo's own server."""
