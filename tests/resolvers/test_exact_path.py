"""Paths into JSON: exact numbers, and no expression that runs away."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.exact_path import BadPathError, PathFailedError, compiled
from resolvers.strict_json import parse

DOCUMENT = (
    b'{"rows": [{"k": "a", "v": 0.1, "n": 3}, {"k": "b", "v": 0.2, "n": 12345678901234567890.5},'
    b' {"k": "c", "v": -0.3, "n": 1e20}], "t": "1,5", "z": [], "ok": true, "none": null, "s": "7.50"}'
)


def find(expression: str, body: bytes = DOCUMENT) -> object:
    return compiled(expression).search(parse(body))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("rows[?v == `0.1`] | [0].k", "a"),
        ("rows[?v > `0.15`].k | [0]", "b"),
        ("rows[?n == `3`].k | [0]", "a"),
        ("rows[?v < `0`].k | [0]", "c"),
        ("contains(rows[].v, `0.2`)", True),
        ("sum(rows[].v)", Decimal("0.0")),
        ("sum(rows[].n)", Decimal("112345678901234567893.5")),
        ("avg(rows[].v)", Decimal(0)),
        ("avg(z)", None),
        ("sum(z)", Decimal(0)),
        ("max(rows[].n)", Decimal("1e20")),
        ("min(rows[].v)", Decimal("-0.3")),
        ("max_by(rows, &v).k", "b"),
        ("sort_by(rows, &v)[0].k", "c"),
        ("sort(rows[].v)[0]", Decimal("-0.3")),
        ("abs(rows[2].v)", Decimal("0.3")),
        ("ceil(rows[0].v)", 1),
        ("floor(rows[2].v)", -1),
        ("length(rows)", 3),
        ("to_number(s)", Decimal("7.50")),
        ("to_number(t)", None),
        ("to_number(ok)", None),
        ("to_number(rows[0].n)", Decimal(3)),
        ("to_string(rows[0].v)", "0.1"),
        ("to_string(ok)", "true"),
        ("to_string(!ok)", "false"),
        ("to_string(s)", "7.50"),
        ("type(rows[0].v)", "number"),
        ("type(none)", "null"),
        ("type(rows)", "array"),
        ("not_null(none, s)", "7.50"),
        ('`[1.5, {"a": 2.5}]` | [1].a', Decimal("2.5")),
        ("nothing.at.all", None),
        ("rows[99]", None),
    ],
)
def test_a_path_finds_exact_values(expression: str, found: object) -> None:
    got = find(expression)
    assert got == found
    assert type(got) is type(found)


def test_a_mean_is_exact_to_34_digits() -> None:
    assert find("avg(@)", b"[1, 1, 0]") == Decimal("0.6666666666666666666666666666666667")


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
        min_size=1,
        max_size=8,
    )
)
@settings(deadline=None, max_examples=100)
def test_a_sum_does_not_depend_on_the_order(numbers: list[Decimal]) -> None:
    body = "[" + ",".join(format(number, "f") for number in numbers) + "]"
    turned = "[" + ",".join(format(number, "f") for number in reversed(numbers)) + "]"
    assert find("sum(@)", body.encode()) == find("sum(@)", turned.encode())


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "a[",
        "a..b",
        "'open",
        "`{`",
        "a" * 1_001,
        "(" * 41 + "a" + ")" * 41,
        "!" * 300 + "a",
        "[@,@,@,@]|" * 5 + "@",
        "[[@,@,@,@,@,@],[@,@,@,@,@,@],[@,@,@,@,@,@]]",
        "`1e999`",
        "`[NaN]`",
    ],
)
def test_an_expression_that_cannot_be_meant_is_told_before_it_runs(expression: str) -> None:
    with pytest.raises(BadPathError):
        compiled(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "unknown(@)",
        "sum(rows)",
        "length(`5`)",
        "sum(rows[].k)",
        "rows[?k > `5`]",
        "contains('abc', `5`)",
        "sort(rows)",
        "sort_by(rows, &none)",
        "max_by(rows, &none)",
        "join(',', rows)",
        "rows[::0]",
        "to_string(rows)",
        "abs(s)",
        "abs()",
        "keys(s)",
    ],
)
def test_an_expression_that_does_not_fit_fails_as_one_thing(expression: str) -> None:
    with pytest.raises(PathFailedError):
        find(expression)


@pytest.mark.no_cover
def test_an_expression_takes_a_bounded_number_of_steps() -> None:
    body = json.dumps([[list(range(100))] * 100] * 40).encode()
    with pytest.raises(PathFailedError, match="steps"):
        find("[][] | [].[@ == `1` && @ == `2` || @ == `3`, @ == `4`]", body)
