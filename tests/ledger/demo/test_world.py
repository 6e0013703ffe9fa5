"""The simulated publishers answer in the true shape, and never show what is not published yet."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import SetClock
from ledger.demo.series import SERIES, months, write_due
from ledger.demo.server import publishers
from ledger.demo.world import CHIPS_COMPLETE_AFTER, CHIPS_PUBLISHED_AFTER, reply

if TYPE_CHECKING:
    from pathlib import Path

DAYS = st.dates(date(2026, 5, 14), date(2029, 3, 15))


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


@given(DAYS)
@settings(max_examples=30, deadline=None)
def test_no_model_is_listed_before_its_release(today: date) -> None:
    listed = rows(reply("epoch.ai", "/data/eci_scores.csv", today).body)

    assert listed
    assert max(row["date"] for row in listed) <= today.isoformat()


@given(DAYS)
@settings(max_examples=30, deadline=None)
def test_a_quarter_is_listed_late_and_incomplete_for_a_while(today: date) -> None:
    for row in rows(reply("epoch.ai", "/data/ai_chip_sales_timelines_by_chip.csv", today).body):
        age = today - date.fromisoformat(row["End date"])
        assert age >= CHIPS_PUBLISHED_AFTER
        assert (row["Incomplete"] == "") == (age >= CHIPS_COMPLETE_AFTER)


def test_everything_that_has_a_name_is_marked_as_invented() -> None:
    today = date(2029, 3, 1)
    models = rows(reply("epoch.ai", "/data/eci_scores.csv", today).body)
    documents = json.loads(reply("www.federalregister.gov", "/api/v1/documents.json", today).body)["results"]

    assert all(row["Model"].startswith("SIM ") for row in models)
    assert all(document["title"].startswith("SIM ") for document in documents)


def test_pages_of_the_register_hold_every_document_once() -> None:
    today = date(2029, 6, 1)
    path = "/api/v1/documents.json?conditions[publication_date][gte]=2026-01-01"
    seen: list[str] = []
    while path:
        page = json.loads(reply("www.federalregister.gov", path, today).body)
        seen += [document["document_number"] for document in page["results"]]
        path = page.get("next_page_url", "").removeprefix("https://www.federalregister.gov")

    assert len(seen) == len(set(seen)) == page["count"]
    assert page["total_pages"] > 1


def test_an_unknown_address_is_not_found() -> None:
    assert reply("epoch.ai", "/data/other.csv", date(2027, 1, 1)).status == 404


def test_the_server_tells_the_simulated_time_and_knows_what_did_not_change() -> None:
    clock = SetClock(datetime(2027, 3, 1, tzinfo=UTC))
    with publishers(clock) as mirrors, httpx.Client() as client:
        address = f"{mirrors['epoch.ai']}/data/eci_scores.csv"
        first = client.get(address)
        same = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        clock.move(timedelta(days=120))
        later = client.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["date"] == "Mon, 01 Mar 2027 00:00:00 GMT"
    assert (same.status_code, same.content) == (304, b"")
    assert later.status_code == 200
    assert len(later.content) > len(first.content)


def test_the_series_are_files_for_every_month_and_written_once(tmp_path: Path) -> None:
    written = write_due(tmp_path, date(2030, 1, 1))

    assert written == len(SERIES) * len(list(months()))
    assert write_due(tmp_path, date(2030, 1, 1)) == 0
    for path in tmp_path.iterdir():
        assert tomllib.loads(path.read_text())["title"].startswith("SIM ")


@pytest.mark.parametrize(
    ("today", "count"), [(date(2026, 5, 31), 0), (date(2026, 6, 1), 3), (date(2026, 7, 2), 6)]
)
def test_a_month_is_asked_about_sixty_days_before_it_ends(tmp_path: Path, today: date, count: int) -> None:
    assert write_due(tmp_path, today) == count
