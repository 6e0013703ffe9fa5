"""A folder of bodies by day: a body answers its own request on its own day, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from resolvers.dated_bodies import dated_bodies
from resolvers.source import Evidence, Request, Unusable

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = datetime(2026, 1, 5, 23, 59, 59, tzinfo=UTC)
SERIES = Request("https://data.example.org/files/series.csv")
PAGED = Request("https://data.example.org/list", (("page", "2"),), "application/json")


def body(got: Evidence | Unusable) -> bytes:
    assert isinstance(got, Evidence)
    return got.body


def test_a_body_is_known_from_the_end_of_its_day(tmp_path: Path) -> None:
    (tmp_path / "2026-01-05").mkdir()
    (tmp_path / "2026-01-05" / "series.csv").write_bytes(b"a")
    (tmp_path / "2026-01-07.csv").write_bytes(b"b")
    (tmp_path / "notes.txt").write_bytes(b"no day")
    found = dated_bodies(tmp_path)
    assert found.moments() == (NIGHT, NIGHT.replace(day=7))
    got = found.kept(SERIES, NIGHT)
    assert isinstance(got, Evidence)
    assert (got.body, got.fetched_at, len(got.sha256)) == (b"a", NIGHT, 64)
    assert body(found.kept(SERIES, NIGHT.replace(day=7))) == b"b"


def test_what_no_body_was_found_for_is_named_with_its_days(tmp_path: Path) -> None:
    (tmp_path / "2026-01-05").mkdir()
    found = dated_bodies(tmp_path)
    got = found.kept(PAGED, NIGHT)
    assert isinstance(got, Unusable)
    assert "no body of 2026-01-05 was found for https://data.example.org/list?page=2" in got.detail
    assert found.missing == {"https://data.example.org/list?page=2": [date(2026, 1, 5)]}


def test_one_body_of_a_day_answers_one_request(tmp_path: Path) -> None:
    (tmp_path / "2026-01-05.csv").write_bytes(b"a")
    found = dated_bodies(tmp_path)
    assert body(found.kept(SERIES, NIGHT)) == b"a"
    assert isinstance(found.kept(PAGED, NIGHT), Unusable)
    assert body(found.kept(SERIES, NIGHT)) == b"a"


def test_a_name_alone_does_not_answer_a_query_but_a_list_of_requests_does(tmp_path: Path) -> None:
    day = tmp_path / "2026-01-05"
    day.mkdir()
    (day / "list").write_bytes(b"which page?")
    assert isinstance(dated_bodies(tmp_path).kept(PAGED, NIGHT), Unusable)
    (day / "second.json").write_bytes(b"page 2")
    listed = [{"url": "https://data.example.org/list", "query": [["page", "2"]], "body": "second.json"}]
    (day / "requests.json").write_text(json.dumps(listed), encoding="utf-8")
    found = dated_bodies(tmp_path)
    assert body(found.kept(PAGED, NIGHT)) == b"page 2"
    assert isinstance(found.kept(SERIES, NIGHT), Unusable)


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "gone.json"])
def test_a_list_of_requests_names_files_of_its_own_folder_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    day = tmp_path / "2026-01-05"
    day.mkdir()
    listed = [{"url": SERIES.url, "body": name}]
    (day / "requests.json").write_text(json.dumps(listed), encoding="utf-8")
    assert isinstance(dated_bodies(tmp_path).kept(SERIES, NIGHT), Unusable)


@pytest.mark.parametrize("path", ["", "/", "/..", "/%2e%2e", "/a%2fb", "/%00"])
def test_an_address_without_a_name_leads_nowhere(tmp_path: Path, path: str) -> None:
    (tmp_path / "2026-01-05").mkdir()
    (tmp_path / "2026-01-06.csv").write_bytes(b"a")
    assert isinstance(
        dated_bodies(tmp_path).kept(Request(f"https://data.example.org{path}"), NIGHT), Unusable
    )
