"""What the saved cases of `doj.press_releases` cannot show: long lists, and what holds for every list."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.doj_list import PER_PAGE
from resolvers.errors import BadParamsError
from resolvers.next_page import MOST_PAGES
from resolvers.offline import answer
from resolvers.source import Answer, Evidence, Reading, Request, Span, Unusable

SEEN = datetime(2026, 12, 28, 6, tzinfo=UTC)
NEWEST = date(2026, 12, 25)


class Publisher:
    """Answers as the department does: releases newest first, fifty to a page. Each is a day and whether it matches."""

    def __init__(self, releases: list[tuple[date, bool]]) -> None:
        self.releases = sorted(releases, reverse=True)
        self.pages: Counter[int] = Counter()

    def kept(self, request: Request) -> Evidence:
        """The page that is asked for."""
        page = int(dict(request.query)["page"])
        self.pages[page] += 1
        rows = [
            {
                "uuid": str(place),
                "title": "Export Case" if matches else "Wire Fraud",
                "date": str(int(datetime.combine(day, time(12), UTC).timestamp())),
                "component": "",
            }
            for place, (day, matches) in enumerate(self.releases)
        ]
        part = rows[page * PER_PAGE : (page + 1) * PER_PAGE]
        told = {"metadata": {"resultset": {"count": len(rows)}}, "results": part}
        body = json.dumps(told).encode()
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, SEEN)

    def read(self, span: Span) -> Answer:
        """What the source reads of it."""
        return answer(registry.make("doj.press_releases", {"title": "Export"}), span, self.kept)


DAYS = st.integers(0, 60).map(lambda days: NEWEST - timedelta(days=days))


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.tuples(DAYS, st.booleans()), max_size=160), DAYS)
def test_every_release_of_the_span_is_counted_once_however_many_pages_there_are(
    releases: list[tuple[date, bool]], first: date
) -> None:
    publisher = Publisher([(NEWEST, False), *releases])
    got = publisher.read(Span(first, NEWEST))
    counted = [day for day, matches in releases if matches and day >= first]
    assert isinstance(got, Reading)
    assert got.values == {"releases": Decimal(len(counted)), "first_on": min(counted, default=None)}
    assert set(publisher.pages.values()) == {1}


def test_the_list_is_left_when_it_has_come_to_an_older_day() -> None:
    publisher = Publisher([(NEWEST - timedelta(days=day), True) for day in range(60) for _ in range(10)])
    publisher.read(Span(NEWEST - timedelta(days=12), NEWEST))
    assert sorted(publisher.pages) == [0, 1, 2]


def test_a_list_that_is_too_long_is_no_answer() -> None:
    publisher = Publisher([(NEWEST, True)] * (PER_PAGE * MOST_PAGES + 1))
    got = publisher.read(Span(NEWEST, NEWEST))
    assert isinstance(got, Unusable)
    assert f"{MOST_PAGES} pages go back to {NEWEST} only" in got.detail
    assert len(publisher.pages) == MOST_PAGES


@pytest.mark.parametrize("pattern", ["(", "a{9999}", "(?=x)", "x" * 1_001])
def test_a_pattern_that_cannot_be_read_is_told(pattern: str) -> None:
    with pytest.raises(BadParamsError, match=r"title: (cannot be read|is too long)"):
        registry.make("doj.press_releases", {"title": pattern})
