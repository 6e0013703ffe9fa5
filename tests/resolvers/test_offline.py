"""Looking through a source without a network, and which days an answer speaks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, ClassVar

import pytest

from resolvers.days import day_of, spoken_for
from resolvers.offline import MOST_REQUESTS, answer
from resolvers.source import Evidence, Look, NotYet, Offer, Param, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

SPAN = Span(date(2026, 1, 1), date(2026, 1, 31))


class Endless:
    name: ClassVar[str] = "endless"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "nobody"
    licence: ClassVar[str] = "none"
    about: ClassVar[str] = "Asks again for ever."
    home: ClassVar[str] = "https://example.org"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = {}
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        for page in range(10**6):
            yield Request(f"https://example.org/{span.first}/{page}")
        return NotYet("never reached")


class Sloppy(Endless):
    def look(self, span: Span) -> Look:
        yield Request(f"https://example.org/{span.first}")
        return None  # type: ignore[return-value]  # the defect a driver must name


def _kept(request: Request) -> Evidence:
    return Evidence(request, "", b"", 200, datetime(2026, 2, 1, tzinfo=UTC))


def test_a_source_that_asks_for_ever_is_stopped() -> None:
    asked: list[Request] = []

    def kept(request: Request) -> Evidence:
        asked.append(request)
        return _kept(request)

    assert answer(Endless(), SPAN, kept) == Unusable("incomplete", "More than 50 requests in one look.")
    assert len(asked) == MOST_REQUESTS


def test_what_was_not_kept_is_the_answer() -> None:
    nothing = Unusable("source_missing", "Nothing was kept.")
    assert answer(Endless(), SPAN, lambda _: nothing) is nothing


def test_a_source_that_answers_nothing_is_a_broken_source() -> None:
    with pytest.raises(TypeError, match="must end in a Reading"):
        answer(Sloppy(), SPAN, _kept)


def test_an_answer_speaks_for_days_up_to_what_is_published() -> None:
    assert spoken_for(SPAN, until=date(2026, 1, 15)) == Span(SPAN.first, date(2026, 1, 15))
    assert spoken_for(SPAN, until=date(2027, 1, 1)) == SPAN
    assert spoken_for(SPAN, until=SPAN.first) == Span(SPAN.first, SPAN.first)


def test_days_not_published_yet_are_named_with_the_day_to_look_again() -> None:
    got = spoken_for(SPAN, until=date(2025, 12, 31), behind=timedelta(days=14))
    assert isinstance(got, NotYet)
    assert got.look_again_on == date(2026, 1, 15)


def test_a_moment_is_on_the_day_of_utc() -> None:
    in_tokyo = datetime(2026, 1, 2, 8, 0, tzinfo=timezone(timedelta(hours=9)))
    assert day_of(in_tokyo) == date(2026, 1, 1)
    assert day_of(in_tokyo, behind=timedelta(days=1)) == date(2025, 12, 31)
