"""Two versions of a question's content, key by key and word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.said_diff import said_diff

if TYPE_CHECKING:
    from collections.abc import Mapping

words = st.text(alphabet="abc ", min_size=1, max_size=12)
said = st.dictionaries(
    st.sampled_from(["title", "criteria", "digits", "private"]),
    st.one_of(words, st.integers(0, 9), st.booleans(), st.lists(words, max_size=3)),
)


def keys(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [key for key, _ in said_diff(old, new)]


def test_a_nested_key_has_a_dotted_name_and_an_option_its_label() -> None:
    old = {
        "option": [{"label": "few", "below": "3"}, {"label": "many", "at_least": "3"}],
        "claim": {"hedge": "may"},
    }
    new = {
        "option": [{"label": "few", "below": "4"}, {"label": "many", "at_least": "3"}],
        "claim": {"hedge": "may"},
    }
    assert said_diff(old, new) == (("option[few].below", (("gone", "3"), ("new", "4"))),)


def test_a_table_without_a_label_has_its_place() -> None:
    old = {"resolution": {"source": [{"name": "one"}, {"name": "two"}]}}
    new = {"resolution": {"source": [{"name": "one"}, {"name": "three"}]}}
    assert keys(old, new) == ["resolution.source[2].name"]


def test_what_came_or_went_whole_is_shown() -> None:
    assert said_diff({"private": True}, {}) == (("private", (("gone", "true"),)),)
    assert said_diff({}, {"tags": ["a", "b"]}) == (("tags", (("new", "a, b"),)),)


@given(old=said, new=said)
def test_the_pieces_of_every_key_make_up_both_texts(old: dict[str, object], new: dict[str, object]) -> None:
    for _, pieces in said_diff(old, new):
        before = "".join(text for what, text in pieces if what != "new")
        after = "".join(text for what, text in pieces if what != "gone")
        assert before != after


@given(one=said)
def test_the_same_content_has_no_difference(one: dict[str, object]) -> None:
    assert said_diff(one, one) == ()
