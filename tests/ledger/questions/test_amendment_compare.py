"""Two versions of a file differ in nothing, in words, or in what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.amendment import Meaning, Plain, Same, compare
from ledger.questions.word_diff import word_diff

if TYPE_CHECKING:
    from ledger.questions.amendment import Change
    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]

CASES: list[tuple[str, str, str, Change]] = [
    ("binary", "12 months?", "12 months?", Same()),
    ("binary", "at_least = 12.0", "at_least = 12", Same()),
    ("binary", "closes_at = 2028-12-31\n", "", Same()),
    ("binary", 'challenge_for = "72h"', "", Same()),
    ("binary", 'quote = "12 months"', 'quote = "a year"', Plain(("claim",))),
    ("binary", "As the index says.", "As the index said.", Plain(("criteria",))),
    ("binary", "gives_up_at = 2029-02-15", "gives_up_at = 2029-03-15", Plain(("gives_up_at",))),
    ("binary", 'name = "index"', 'name = "other"', Plain(("resolution.source",))),
    ("binary", "yes_if = ", 'confirmed_by = "one_person"\nyes_if = ', Plain(("resolution.challenge_for", "resolution.confirmed_by"))),
    ("binary", "probability = 0.7", "probability = 0.8", Plain(("forecast",))),
    ("binary", "at_least = 12.0", "above = 12.0", Meaning(("tests",))),
    ("binary", '"14d"', '"7d"', Meaning(("window",))),
    ("binary", "yes_if = ", "annul_if = [{ premise_failed = true }]\nyes_if = ", Meaning(("annul_if",))),
    ("numeric", "digits = 1", "digits = 2", Meaning(("digits",))),
    ("numeric", 'unit = "months"\n', "", Meaning(("unit",))),
    ("numeric", "max = 60.0", "max = 61.0", Meaning(("range",))),
    ("date", 'otherwise = "never"', 'otherwise = "later"', Meaning(("range",))),
    ("multiple_choice", '"middle"', '"centre"', Meaning(("option", "tests"), ())),
    ("multiple_choice", "ordered = true\n", "", Meaning(("option",))),
    ("date", "Most bills do not pass.", "Few pass.", Plain(("aside",))),
    ("date", 'by = "Jane Doe"', 'by = "Jane Roe"', Plain(("by",))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new", "change"), CASES)
def test_a_change_is_what_it_changes(
    kind: str, old: str, new: str, change: Change, good: Mapping[str, str], catalogue_of: Files
) -> None:
    before = (
        good[kind].replace("\nyes_if", '\nchallenge_for = "72h"\nyes_if')
        if "challenge" in old
        else good[kind]
    )
    assert old in before
    after = before.replace(old, new).replace(
        "middle = 0.5", "centre = 0.5" if new == '"centre"' else "middle = 0.5"
    )
    was = catalogue_of(it=before).questions["it"].said
    now = catalogue_of(it=after).questions["it"].said
    found = compare(was, now)
    if isinstance(change, Meaning):
        assert isinstance(found, Meaning)
        assert found.keys == change.keys
    else:
        assert found == change


def test_words_changed_beside_the_meaning_are_named_apart(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    was = catalogue_of(it=good["binary"]).questions["it"].said
    now = (
        catalogue_of(it=good["binary"].replace("12.0", "13.0").replace("12 months?", "13?"))
        .questions["it"]
        .said
    )
    assert compare(was, now) == Meaning(("tests",), ("statement",))


@given(st.text(alphabet="ab \n", max_size=20), st.text(alphabet="ab \n", max_size=20))
def test_the_pieces_of_a_word_diff_make_up_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for op, text in pieces if op != "new") == old
    assert "".join(text for op, text in pieces if op != "gone") == new


def test_equal_texts_have_one_piece() -> None:
    assert word_diff("a b", "a b") == (("same", "a b"),)
    assert word_diff("", "") == ()
