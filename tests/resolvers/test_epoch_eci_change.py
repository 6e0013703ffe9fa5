"""What a change since an earlier quarter may be asked of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resolvers import registry
from resolvers.epoch.eci_change import EciChange
from resolvers.errors import BadParamsError
from resolvers.offline import answer
from resolvers.source import Evidence, Reading, Request, Span, Unusable

if TYPE_CHECKING:
    from resolvers.source import Answer

BODY = (Path(__file__).parent / "saved" / "epoch.eci_change" / "lead_grew" / "eci_scores.csv").read_bytes()


def _kept(request: Request) -> Evidence:
    return Evidence(request, "", BODY, 200, datetime(2026, 1, 15, tzinfo=UTC))


def _change(span: Span, quarters_before: int) -> Answer:
    return answer(EciChange(quarters_before), span, _kept)


def _values(span: Span, quarters_before: int) -> dict[str, Decimal]:
    got = _change(span, quarters_before)
    assert isinstance(got, Reading)
    return {name: value for name, value in got.values.items() if isinstance(value, Decimal)}


@pytest.mark.parametrize("quarters_before", ["1", 2, 39, 40])
def test_up_to_ten_years_before_may_be_asked_for(quarters_before: object) -> None:
    made = registry.make("epoch.eci_change", {"quarters_before": quarters_before})
    assert made == EciChange(int(str(quarters_before)))


@pytest.mark.parametrize("quarters_before", [0, -1, 41, 100, "two", "1.5"])
def test_any_other_number_of_quarters_is_told(quarters_before: object) -> None:
    with pytest.raises(BadParamsError, match="quarters_before"):
        registry.make("epoch.eci_change", {"quarters_before": quarters_before})


def test_a_quarter_before_the_first_year_does_not_exist() -> None:
    span = Span(date(10, 10, 1), date(10, 12, 31))
    got = _change(span, 40)
    assert got == Unusable("incomplete", "No quarter is 40 quarters before the one of 0010-10-01.")
    assert isinstance(one_less := _change(span, 39), Unusable)
    assert "released by 0001-01-01" in one_less.detail


def test_two_changes_in_a_row_are_the_change_over_both() -> None:
    spring, summer = Span(date(2025, 4, 1), date(2025, 6, 30)), Span(date(2025, 7, 1), date(2025, 9, 30))
    first, second, both = _values(spring, 1), _values(summer, 1), _values(summer, 2)
    assert first.keys() == second.keys() == both.keys()
    for name, change in both.items():
        assert abs(first[name] + second[name] - change) < Decimal("1e-9")
