"""Fetching what was kept before, and what comes in pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from resolvers.next_link import UNREADABLE
from resolvers.source import Evidence
from tests.resolvers.fetching import PUBLISHER, Shelf, ask, fetched, kept

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage


async def test_unchanged_is_evidence_with_the_kept_body(stage: Stage) -> None:
    stage.answers("/x", status="304 Not Modified")
    got = await fetched(stage, ask(), kept())
    assert isinstance(got, Evidence)
    assert (got.body, got.unchanged, got.etag, got.status) == (b"old", True, '"1"', 304)
    assert stage.asked[0].headers["if-none-match"] == '"1"'
    assert stage.asked[0].headers["if-modified-since"] == "Sun, 22 Nov 2026 08:00:00 GMT"


async def test_changed_is_evidence_with_the_new_body(stage: Stage) -> None:
    stage.answers("/x", b"new", headers={"ETag": '"2"'})
    got = await fetched(stage, ask(), kept())
    assert isinstance(got, Evidence)
    assert (got.body, got.unchanged, got.etag) == (b"new", False, '"2"')


async def test_the_next_page_comes_from_the_link_header_as_the_publisher_would_write_it(stage: Stage) -> None:
    stage.answers("/x", b"one", headers={"Link": '</x?page=2>; rel="next"'})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.next_url == f"https://{PUBLISHER}/x?page=2"


async def test_a_next_page_that_cannot_be_read_is_not_taken_for_the_end(stage: Stage) -> None:
    stage.answers("/x", b"one", headers={"Link": '<https://[::1/x>; rel="next"'})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.next_url == UNREADABLE


async def test_an_unchanged_page_goes_on_where_it_went_on_before(stage: Stage) -> None:
    before = f"https://{PUBLISHER}/x?page=2"
    [(key, page)] = kept().bodies.items()
    shelf = Shelf({key: replace(page, next_url=before)})
    stage.answers("/x", status="304 Not Modified")
    got = await fetched(stage, ask(), shelf)
    stage.answers("/x", status="304 Not Modified", headers={"Link": '</x?page=3>; rel="next"'})
    again = await fetched(stage, ask(), shelf)
    assert isinstance(got, Evidence)
    assert isinstance(again, Evidence)
    assert (got.next_url, again.next_url) == (before, f"https://{PUBLISHER}/x?page=3")


@pytest.mark.parametrize("shelf", [kept(sha256="0" * 64), Shelf({})])
async def test_nothing_stands_for_a_body_that_is_not_what_was_kept(stage: Stage, shelf: Shelf) -> None:
    stage.answers("/x", b"new")
    await fetched(stage, ask(), shelf)
    assert "if-none-match" not in stage.asked[0].headers
    assert "if-modified-since" not in stage.asked[0].headers


async def test_a_kept_tag_that_is_no_tag_is_not_sent(stage: Stage) -> None:
    stage.answers("/x", b"new")
    await fetched(stage, ask(), kept(etag='"a\r\nX-Injected: 1"'))
    assert "if-none-match" not in stage.asked[0].headers
    assert "x-injected" not in stage.asked[0].headers
