"""Canonical bytes are RFC 8785's, or there are none."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.journal.canonical import canonical, proposal_hash
from ledger.journal.refused import NotCanonicalError

LARGEST = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
plain = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
nested = st.recursive(plain, lambda part: st.lists(part) | st.dictionaries(texts, part), max_leaves=8)


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(texts, nested))
def test_every_value_without_floats_has_the_bytes_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_beyond_the_basic_plane_stand_in_utf_16_order() -> None:
    value: Any = {
        "\U0001f642": 1,
        "\ufb33": 2,
        "a": {"\uffff": 1, "\U00010000": [{"\U0001f642": 0, "\ufffd": 1}]},
    }
    assert canonical(value) == rfc8785.dumps(value)
    assert canonical(value).index("\U0001f642".encode()) < canonical(value).index("\ufb33".encode())


def test_a_tuple_is_a_list() -> None:
    assert canonical({"a": (1, ("x",))}) == b'{"a":[1,["x"]]}'


@pytest.mark.parametrize(
    "value",
    [
        {"a": 0.5},
        {"a": [{"b": 1.0}]},
        {"a": float("nan")},
        {"a": LARGEST + 1},
        {"a": -LARGEST - 1},
        {"a": "x\x00"},
        {"a\x00": [1]},
        {"a": [{"b": ["\x00"]}]},
        {"\ud800": 1},
        {"a": "\udfff"},
        {1: "a"},
        {"a": b"bytes"},
        {"a": {1, 2}},
        {"\U0001f642": 1, "a": 2**60},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)


def test_words_that_only_look_like_nul_are_kept() -> None:
    assert canonical({"a": "\\u0000"}) == b'{"a":"\\\\u0000"}'


def test_the_hash_of_a_proposal_leaves_out_itself_and_what_is_absent() -> None:
    assert proposal_hash({"a": 1, "hash": "x", "b": None}) == proposal_hash({"a": 1})
    assert proposal_hash({"a": 1}) != proposal_hash({"a": 2})
