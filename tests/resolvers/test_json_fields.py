"""Fields of a reply in the forms publishers write them, and what each refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from resolvers.json_fields import Fields, document, documents
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable


def _of(found: object) -> Fields:
    return document(json.dumps({"market": {"x": found}}).encode()).table("market")


def test_numbers_are_read_as_numbers_and_as_texts_and_never_mixed_up() -> None:
    assert _of(0.56).number("x") == Decimal("0.56")
    assert _of("0.5600").decimal_text("x") == Decimal("0.5600")
    assert _of("128934000000000000001").decimal_text("x") == 128934000000000000001
    with pytest.raises(RefusedError, match=r"market\.x is '0\.56' where a number was expected"):
        _of("0.56").number("x")
    with pytest.raises(RefusedError, match=r"market\.x is 0\.56 where a number written as a text"):
        _of(0.56).decimal_text("x")


@pytest.mark.parametrize("found", [0.56, "0.56"])
def test_a_figure_may_be_written_as_a_number_or_as_a_text(found: object) -> None:
    assert _of(found).figure("x") == Decimal("0.56")


@pytest.mark.parametrize("found", ["0,56", "", None, True, [1]])
def test_anything_else_is_no_figure(found: object) -> None:
    with pytest.raises(RefusedError, match=r"market\.x is .* where a number"):
        _of(found).figure("x")


def test_a_list_of_texts_inside_a_text_is_read() -> None:
    assert _of('["Yes", "No"]').texts_in_text("x") == ("Yes", "No")


@pytest.mark.parametrize("found", ["Yes", '["Yes", 1]', '{"Yes": 1}', ["Yes", "No"], "", None, '["\\ud800"]'])
def test_another_list_is_refused(found: object) -> None:
    with pytest.raises(RefusedError, match=r"market\.x is .* where a (list of texts, written as a )?text"):
        _of(found).texts_in_text("x")


@pytest.mark.parametrize(
    ("found", "per_second"),
    [(1771459200, 1), ("1771459200", 1), (1771459200000, 1000), ("1771459200000", 1000)],
)
def test_a_moment_counted_from_1970_is_read_in_both_units_as_number_and_as_text(
    found: object, per_second: int
) -> None:
    assert _of(found).unix_time("x", per_second=per_second) == datetime(2026, 2, 19, tzinfo=UTC)


@pytest.mark.parametrize("found", [-1, "soon", None, True, [], 253_402_300_800, "1e60"])
def test_what_counts_no_moment_is_refused(found: object) -> None:
    with pytest.raises(RefusedError, match="a moment counted from 1970"):
        _of(found).unix_time("x")


@pytest.mark.parametrize(
    "read",
    [
        lambda fields: fields.number("y"),
        lambda fields: fields.decimal_text("y"),
        lambda fields: fields.texts_in_text("y"),
        lambda fields: fields.unix_time("y"),
    ],
)
def test_a_missing_field_is_named_by_its_path(read: Callable[[Fields], object]) -> None:
    with pytest.raises(RefusedError, match=r"The reply has no market\.y"):
        read(_of(1))


def test_a_reply_that_is_a_list_is_read_in_its_order_and_anything_else_refused() -> None:
    assert [fields.number("a") for fields in documents(b'[{"a": 1}, {"a": 2}]')] == [1, 2]
    assert documents(b"[]") == ()
    with pytest.raises(RefusedError, match=r"\[1\]\.a is None"):
        documents(b'[{"a": 1}, {"a": null}]')[1].number("a")
    for body in (b'{"a": 1}', b"[1]", b"null"):
        with pytest.raises(RefusedError, match="where a list of tables was expected"):
            documents(body)
