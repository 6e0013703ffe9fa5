"""What counts as JSON when something is decided on it."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.strict_json import BadJson, parse

TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


@given(TREES)
@settings(deadline=None, max_examples=200)
def test_what_json_writes_is_read_back(tree: object) -> None:
    assert parse(json.dumps(tree).encode()) == tree
    assert parse(json.dumps(tree, ensure_ascii=False).encode()) == tree


@pytest.mark.parametrize(
    "written", ["0.1", "215938000000", "1.10", "-0", "1e-7", "12345678901234567890.123456789"]
)
def test_a_number_is_the_number_that_was_written(written: str) -> None:
    number = parse(written.encode())
    assert isinstance(number, Decimal)
    assert str(number) == str(Decimal(written))


def test_a_byte_order_mark_and_whole_pairs_are_read() -> None:
    assert parse(b'\xef\xbb\xbf"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[1,]", "not JSON"),
        (b"{} {}", "not JSON"),
        (b'"\n"', "not JSON"),
        (b"01", "not JSON"),
        (b"<html>", "not JSON"),
        (b'"' + b'\\"' * 100_000, "not JSON"),
        (b"\xff\xfe{\0}\0", "not UTF-8 at byte 0"),
        (b'"\xed\xa0\x80"', "not UTF-8 at byte 1"),
        (b'{"a": 1, "a": 1}', "the key 'a' is there twice"),
        (b'[{"b": {"a": 1, "\\u0061": 2}}]', "the key 'a' is there twice"),
        (b"[NaN]", "NaN is not a number"),
        (b"-Infinity", "-Infinity is not a number"),
        (b"1e400000000000000000000", "out of range"),
        (b"1e401", "out of range"),
        (b"1e-401", "out of range"),
        (b"1" * 101, "a number of 101 characters"),
        (b"[" * 65 + b"]" * 65, "more than 64 levels"),
        (b'{"a":' * 100_000, "more than 64 levels"),
        (b'["\\ud800"]', "half a surrogate pair"),
        (b'{"\\udc00x": 1}', "half a surrogate pair"),
        (b'{"a": ["b", {"c": "\\udc00"}]}', "half a surrogate pair"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(body: bytes, said: str) -> None:
    with pytest.raises(BadJson, match=said):
        parse(body)


def test_brackets_in_texts_do_not_count_as_levels() -> None:
    body = json.dumps(["[" * 100 + '"\\' + "{" * 100]).encode()
    assert parse(body) == ["[" * 100 + '"\\' + "{" * 100]
    assert parse(b"[" * 64 + b"]" * 64) is not None


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    with suppress(BadJson):
        parse(body)
