"""What a look gave is kept in work state and comes back; whether anything changed is told from its short form."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.rule import AnyDay, At, Over, SourceUse
from ledger.resolution.looking.gave import gave_from, gave_key, gave_said
from ledger.resolution.looking.register import UseOfLook
from ledger.resolution.looking.rehearsal import Looked
from ledger.resolution.looking.rehearse import look_now
from ledger.resolution.rule.spans import Days, long_over, rehearsing
from resolvers.registry import make
from resolvers.source import Evidence, NotYet, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from resolvers.source import Answer, Value

DAY = date(2026, 3, 1)
SPAN = Span(DAY, DAY)
TEXTS = st.text(max_size=20)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=3), TEXTS, st.dates(), st.none()
)
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(
        Reading,
        st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3),
        st.just({"a": "months"}),
        st.dates(),
        st.just(SPAN),
        TEXTS,
        st.just({"a": "line 1"}),
        st.one_of(st.none(), st.dates()),
    ),
    st.builds(NotYet, TEXTS),
    st.builds(Unusable, st.sampled_from(("down", "stale", "shape_changed")), TEXTS),
)


def use() -> UseOfLook:
    named = SourceUse("epoch.eci_lag", "lag_months")
    return UseOfLook("main", named, "a" * 64, make(named.name, {}))


def looked(answer: Answer, day: date = DAY) -> Looked:
    named = use()
    return Looked("main", named.use, {}, "Epoch AI", 1, Days(Span(day, day), "as_if_ended"), answer, ())


@given(ANSWERS)
def test_what_a_look_gave_comes_back_as_it_was(answer: Answer) -> None:
    (found,) = gave_from(gave_said([looked(answer)]), use())
    assert (found.answer, found.days) == (answer, looked(answer).days)


def test_text_that_no_database_holds_comes_back_too() -> None:
    (found,) = gave_from(gave_said([looked(NotYet("\ud800"))]), use())
    assert found.answer == NotYet("\ud800")


def test_a_source_that_is_gone_meanwhile_gives_what_it_gave() -> None:
    missing = replace(use(), source=Unusable("source_missing", "uninstalled"))
    (found,) = gave_from(gave_said([looked(NotYet("soon"))]), missing)
    assert (found.answer, found.publisher) == (NotYet("soon"), "")


READING = Reading({"a": Decimal(3)}, {}, DAY, SPAN, "series", {})


def test_another_day_or_stamp_alone_changes_nothing_and_another_value_does() -> None:
    later = replace(READING, as_of=date(2026, 3, 9), covers=Span(DAY, date(2026, 3, 9)))
    same = gave_key([looked(READING)])
    assert gave_key([looked(later, date(2026, 3, 9))]) == same
    for other in (
        replace(READING, values={"a": Decimal("3.1")}),
        replace(READING, units={"a": "days"}),
        replace(READING, identity="another"),
        NotYet("soon"),
        Unusable("down", "soon"),
    ):
        assert gave_key([looked(other)]) != same


def test_for_an_event_the_days_it_lies_in_count() -> None:
    event = replace(READING, values={"a": None})
    assert gave_key([looked(event)]) != gave_key([looked(replace(event, covers=Span(DAY, date(2026, 3, 9))))])


def test_numbers_in_a_reason_move_on_and_change_nothing() -> None:
    assert gave_key([looked(NotYet("31 days old"))]) == gave_key([looked(NotYet("32 days old"))])
    assert gave_key([looked(NotYet("31 days old"))]) != gave_key([looked(NotYet("31 weeks old"))])


# ---- what a publisher of quarters lacks --------------------------------------------------------------------

YEAR = Over(date(2026, 1, 1), date(2026, 12, 31))


def test_quarters_that_ended_half_a_year_ago_are_long_over() -> None:
    assert long_over(YEAR, date(2026, 9, 27)) is None
    assert long_over(YEAR, date(2026, 9, 28)) == Days(Span(date(2026, 1, 1), date(2026, 3, 31)), "so_far")
    assert long_over(YEAR, date(2026, 12, 31)) == Days(Span(date(2026, 1, 1), date(2026, 6, 30)), "so_far")
    assert long_over(YEAR, date(2027, 3, 1)) is None
    assert long_over(YEAR, date(2025, 3, 1)) is None


def test_only_windows_of_whole_quarters_have_any() -> None:
    for window in (At(DAY), AnyDay(DAY, date(2026, 12, 31), None), Over(DAY, date(2027, 12, 31))):  # type: ignore[arg-type]
        assert long_over(window, date(2026, 12, 30)) is None


COLUMNS = "Chip manufacturer,Start date,Incomplete,Compute estimate in H100e (median),Last Modified"


def chips(huawei: int, nvidia: int) -> bytes:
    """The file of chip sales: so many quarters of each from 2024 on."""
    rows = [COLUMNS]
    for maker, quarters in (("Huawei", huawei), ("Nvidia", nvidia)):
        rows += [
            f"{maker},{(number % 4) * 3 + 1}/1/{2024 + number // 4},,{100 + number},1/15/2026"
            for number in range(quarters)
        ]
    return "\n".join([*rows, ""]).encode()


async def told(body: bytes, today: date) -> Looked:
    async def fetch(request: Request) -> Evidence:
        at = datetime(today.year, today.month, today.day, tzinfo=UTC)
        return Evidence(request, sha256(body).hexdigest(), body, 200, at)

    named = SourceUse("epoch.chip_ratio", "ratio_pct")
    found = await look_now("main", named, rehearsing(YEAR, today), fetch, long_over(YEAR, today))
    return found[0]


async def test_a_publisher_that_has_none_of_the_windows_quarters_is_told_of() -> None:
    found = await told(chips(8, 10), date(2026, 11, 26))
    assert isinstance(found.answer, Reading)
    assert "Huawei has no row of" in found.lacks


async def test_a_publisher_that_is_only_slow_is_not() -> None:
    assert (await told(chips(9, 10), date(2026, 11, 26))).lacks == ""
    assert (await told(chips(8, 8), date(2026, 8, 1))).lacks == ""
