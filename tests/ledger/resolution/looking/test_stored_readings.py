"""A reading goes into the journal and comes back the same, whatever it holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.journal.deciding import ReadingRow
from ledger.journal.entries import ReadingTaken
from ledger.questions.rule import SourceUse
from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.looking.rehearsal_json import number, shown
from ledger.resolution.looking.stored import read_back, reading_entry, taken_from
from ledger.resolution.rule.spans import Days
from resolvers.source import Offer, Reading, Span, Unusable

if TYPE_CHECKING:
    from resolvers.source import Value

SPAN = Span(date(2026, 1, 1), date(2026, 3, 31))
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
VALUES = st.one_of(
    st.none(),
    DAYS,
    TEXTS,
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20),
)


def looked() -> Looked:
    use = SourceUse("http_json", "value", {"url": "https://example.org"})
    offers = {"value": Offer("level")}
    return Looked("main", use, offers, "Example", 1, Days(SPAN, "window"), Unusable("down", ""), ())


def reading(values: dict[str, Value], **more: object) -> Reading:
    names = {"units": {}, "as_of": SPAN.last, "covers": SPAN, "identity": "series", "where": {}, **more}
    return Reading(values=values, **names)  # type: ignore[arg-type]  # the names above are the fields


@given(
    st.dictionaries(st.text("abc_", min_size=1, max_size=5), VALUES, max_size=4), st.one_of(st.none(), DAYS)
)
def test_every_kind_of_value_comes_back_as_it_was(values: dict[str, Value], happened_on: date | None) -> None:
    given_ = reading(values, happened_on=happened_on, units={"a": "months"}, where={"a": "line 3"})
    entry = reading_entry("0" * 64, looked(), given_, NOW, [1, 2])
    assert isinstance(entry, ReadingTaken)
    back = taken_from(ReadingRow(7, entry.look, entry.model_dump(mode="json")))
    assert (back.reading, back.taken_at, back.seq, back.evidence, back.span) == (given_, NOW, 7, (1, 2), SPAN)


@pytest.mark.parametrize("value", ["\x00", "\ud800", "x" * 20_001])
def test_a_text_the_journal_has_no_form_for_makes_the_reading_unusable(value: str) -> None:
    entry = reading_entry("0" * 64, looked(), reading({"value": value}), NOW, [])
    assert isinstance(entry, Unusable)
    assert entry.why == "shape_changed"


def test_a_number_stays_a_number_and_a_text_that_looks_like_one_a_text() -> None:
    assert read_back("8.10", "number") == Decimal("8.10")
    assert read_back("8.10", "text") == "8.10"


def test_values_are_shown_with_the_decimals_their_source_finds_worth_showing() -> None:
    assert shown(Decimal("8.115"), Offer("level", digits=1)) == 8.1
    assert shown(Decimal("8.115"), None) == 8.115
    assert (shown(date(2026, 1, 9), None), shown("x", None), shown(None, None)) == ("2026-01-09", "x", None)
    assert number(Decimal("1.50")) == 1.5
