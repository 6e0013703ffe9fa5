"""YAML as texts, tables and lists."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from resolvers.plain_yaml import MOST_BYTES, BadYaml, parse

TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
DOCUMENTS = st.recursive(
    TEXTS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXTS, inside, max_size=3),
    max_leaves=8,
)


@given(DOCUMENTS)
def test_what_was_written_is_read_whatever_it_looks_like(document: Any) -> None:
    assert parse(json.dumps(document).encode() + b"\n") == document
    assert parse(yaml.safe_dump(document).encode()) == document


def test_values_that_look_like_others_stay_texts() -> None:
    assert parse(b"a: no\nb: 2026-04-07\nc: 0x10\nd:\ne: 1_000\nf: ~\n") == {
        "a": "no",
        "b": "2026-04-07",
        "c": "0x10",
        "d": "",
        "e": "1_000",
        "f": "~",
    }


@pytest.mark.parametrize(
    ("body", "because"),
    [
        (b"a: 1\na: 2\n", "is there twice"),
        (b"a: &x [1]\nb: *x\n", "a reference"),
        (b"? [1, 2]\n: 3\n", "a key that is a list"),
        (b"a: [1\n", "not YAML"),
        (b"a: 1\n---\nb: 2\n", "2 documents"),
        (b"", "stops inside"),
        (b"\n", "0 documents"),
        (b"a: 1", "stops inside its last line"),
        (b"a: \xff\n", "not UTF-8 at byte 3"),
        (b"a: \x00\n", "not YAML"),
        (b"a: b: c\n", "not YAML: mapping values are not allowed in this context in line 1"),
        (b"[" * 17 + b"]" * 17 + b"\n", "more than 16 levels deep"),
        (b"[" * 200_000 + b"\n", "not YAML"),
        (b"x" * MOST_BYTES + b"\n", "more than 1000000 bytes"),
    ],
)
def test_what_may_not_be_decided_on_is_refused(body: bytes, because: str) -> None:
    with pytest.raises(BadYaml, match=because):
        parse(body)


def test_a_body_that_is_made_to_take_long_does_not() -> None:
    laughs = b"a: &a [x,x,x,x]\n" + b"".join(
        b"%c: &%c [*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20)
    )
    began = time.process_time()
    for body in (
        laughs,
        b"- " * 400_000 + b"\n",
        b"a:\n" * 300_000,
        b'"' * 900_000 + b"\n",
        b"? " * 400_000 + b"\n",
    ):
        with pytest.raises(BadYaml):
            parse(body)
    assert time.process_time() - began < 10
