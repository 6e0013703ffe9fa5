"""A moment that is typed says its zone, or is a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ledger.questions.typed_moment import NotAMomentError, NoTimeError, NoZoneError, typed_moment


def test_a_bare_day_is_its_start_in_utc_and_a_time_keeps_its_zone() -> None:
    assert typed_moment("2026-11-01") == datetime(2026, 11, 1, tzinfo=UTC)
    assert typed_moment("2026-11-01T01:30Z") == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)
    west = timezone(timedelta(hours=-4))
    assert typed_moment("2026-11-01 01:30-04:00") == datetime(2026, 11, 1, 1, 30, tzinfo=west)


@pytest.mark.parametrize("text", ["2026-11-01T01:30:00", "2026-11-01 01:30", "2026-11-01T00:00"])
def test_a_time_without_a_zone_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(
        NoZoneError, match="has no time zone; add Z for UTC or an offset, or write a bare day"
    ):
        typed_moment(text)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026-11-01T25:00Z", ""])
def test_what_is_no_time_is_refused_as_such(text: str) -> None:
    with pytest.raises(NoTimeError, match="is no time") as caught:
        typed_moment(text)
    assert isinstance(caught.value, NotAMomentError)
