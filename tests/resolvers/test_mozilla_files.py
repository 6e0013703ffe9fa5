"""How Mozilla's advisories of a span are found among those of a year, with few requests."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.mozilla import Bugs
from resolvers.mozilla.advisory import url_of
from resolvers.mozilla.bugs import ARCHIVE
from resolvers.mozilla.files import BEYOND, LISTING, MOST_LISTED
from resolvers.offline import MOST_REQUESTS, answer
from resolvers.source import Evidence, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

APRIL = Span(date(2026, 4, 1), date(2026, 4, 30))
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
LATER = datetime(2027, 1, 15, tzinfo=UTC)


def file_of(number: int, on: date) -> bytes:
    """An advisory of Firefox, announced on a day, that names one bug of its own."""
    return (
        f"announced: {on}\nfixed_in:\n- Firefox {number}\nadvisories:\n"
        f"  CVE-2026-{number}:\n    bugs:\n      - url: {2_000_000 + number}\n"
    ).encode()


@dataclass
class Repository:
    """A repository with one advisory for each day given, numbered from 1; what was asked of it."""

    days: Sequence[date]
    asked: list[Request] = field(default_factory=list)
    archived: int | None = None
    """How many of them the archive has; all, if not told."""

    def name(self, number: int) -> str:
        return f"mfsa2026-{number:02}"

    def files(self) -> dict[str, bytes]:
        return {self.name(at): file_of(at, on) for at, on in enumerate(self.days, start=1)}

    def kept(self, request: Request) -> Evidence | Unusable:
        self.asked.append(request)
        files = self.files()
        bodies = {url_of(name): body for name, body in files.items()}
        bodies[f"{LISTING}/2026"] = json.dumps(
            [{"name": f"{name}.yml", "type": "file"} for name in sorted(files)]
        ).encode()
        if request.url == ARCHIVE:
            bodies[ARCHIVE] = self.archive()
        body = bodies.get(request.url)
        if body is None:
            return Unusable("source_missing", f"Nothing is at {request.url}.")
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, LATER)

    def archive(self) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
            kept.writestr("repository-master/announce/2020/mfsa2020-01.yml", "announced: x\n")
            for name, body in list(self.files().items())[: self.archived]:
                kept.writestr(f"repository-master/announce/2026/{name}.yml", body)
        return made.getvalue()

    def bugs(self, span: Span) -> Reading:
        got = answer(Bugs(), span, self.kept)
        assert isinstance(got, Reading), got
        return got


def year(several: int) -> list[date]:
    """As many days of 2026, evenly, in order."""
    return [date(2026, 1, 1) + timedelta(days=at * 364 // max(several - 1, 1)) for at in range(several)]


@given(st.integers(1, 140), st.integers(0, 11), st.data())
@settings(max_examples=60, deadline=None)
def test_every_advisory_of_a_month_is_found_in_any_order_that_is_nearly_that_of_their_days(
    several: int, month: int, data: st.DataObject
) -> None:
    days = year(several)
    for at in range(0, several - BEYOND, BEYOND):
        part = data.draw(st.permutations(days[at : at + BEYOND // 2 + 1]))
        days[at : at + BEYOND // 2 + 1] = part
    first = date(2026, month + 1, 1)
    span = Span(first, min(first + timedelta(days=30), YEAR.last))
    repository = Repository(days)
    inside = sum(span.first <= on <= span.last for on in days)
    assert repository.bugs(span).values == {"bugs": inside}
    assert len(repository.asked) <= MOST_REQUESTS


def test_a_month_of_a_long_list_is_read_file_by_file() -> None:
    repository = Repository(year(140))
    assert repository.bugs(APRIL).values["bugs"] == 11
    assert ARCHIVE not in {request.url for request in repository.asked}
    assert len(repository.asked) < 30


def test_an_advisory_numbered_a_few_places_too_late_is_found_and_the_reading_says_how() -> None:
    days = year(140)
    after = sum(on <= APRIL.last for on in days)
    days.insert(after + BEYOND - 1, APRIL.last)
    got = Repository(days).bugs(APRIL)
    assert got.values["bugs"] == 12
    assert got.where["bugs"].endswith(
        "6 in a row by number, on either side, are of other days, or the list ends"
    )


def test_where_every_advisory_was_read_no_search_ended() -> None:
    assert "search" not in Repository(year(30)).bugs(APRIL).where["bugs"]
    assert "search" not in Repository(year(140)).bugs(YEAR).where["bugs"]


def test_a_year_of_a_long_list_is_read_from_one_archive() -> None:
    repository = Repository(year(140))
    assert repository.bugs(YEAR).values["bugs"] == 140
    assert [request.url for request in repository.asked] == [f"{LISTING}/2026", ARCHIVE]


def test_a_month_with_more_advisories_than_may_be_asked_for_is_read_from_the_archive() -> None:
    for many in range(20, 46):
        crowded = [*year(60)[:14], *[date(2026, 4, 15)] * many, *year(60)[21:]]
        repository = Repository(crowded)
        assert repository.bugs(APRIL).values["bugs"] == sum(on.month == 4 for on in crowded)
        assert len(repository.asked) <= MOST_REQUESTS
    assert ARCHIVE in {request.url for request in repository.asked}


def test_a_list_in_no_order_at_all_is_read_from_the_archive() -> None:
    around = [date(2026, 1, 1)] * 60 + [date(2026, 6, 1)] * 60
    jumbled = [date(2026, 4, 15) if at % 3 == 1 else on for at, on in enumerate(around)]
    repository = Repository(jumbled)
    assert repository.bugs(APRIL).values["bugs"] == 40
    assert ARCHIVE in {request.url for request in repository.asked}


def test_an_archive_that_lacks_what_is_listed_is_incomplete() -> None:
    got = answer(Bugs(), YEAR, Repository(year(60), archived=59).kept)
    assert got == Unusable("incomplete", "mfsa2026-60.yml is listed, and not in the archive.")


def test_a_list_as_long_as_any_is_not_whole() -> None:
    got = answer(Bugs(), APRIL, Repository([APRIL.first] * MOST_LISTED).kept)
    assert got == Unusable("incomplete", "1000 files are listed, which is where GitHub stops.")


def test_a_span_over_two_years_lists_both() -> None:
    repository = Repository(year(10))
    got = answer(Bugs(), Span(date(2025, 12, 1), date(2026, 1, 31)), repository.kept)
    assert got == Unusable("source_missing", f"Nothing is at {LISTING}/2025.")
