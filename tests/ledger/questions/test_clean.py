"""Nothing that was cleaned can act on a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.clean import clean, clean_line, is_clean

HARMLESS = {"\n", "\t"}


@given(st.text())
def test_no_control_character_is_left_but_line_feed_and_tab(text: str) -> None:
    left = set(clean(text)) - HARMLESS
    assert not any(unicodedata.category(letter) == "Cc" for letter in left)
    assert not left & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff"
    )


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert is_clean(clean(text))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_letters_numbers_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_what_is_left_is_seen_or_is_white_space(text: str) -> None:
    assert all(letter.isprintable() or letter.isspace() for letter in clean(text))
    assert not set("\u2028\u2029\xad\U000e0041\ud800") & set(clean(text + "\u2028\xad\U000e0041\ud800"))


def test_what_a_file_may_hold_is_more_than_what_is_shown() -> None:
    assert is_clean("soft\xadhyphen")
    assert not is_clean("zero\u200bwidth")


def test_half_a_sign_is_a_question_mark() -> None:
    assert clean("caf\udce9") == "caf?"


def test_a_separator_of_lines_keeps_words_apart() -> None:
    assert clean("one\u2028two\u2029three") == "one two three"


def test_every_control_character_is_dropped() -> None:
    controls = "".join(chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)])
    assert clean(controls) == "\t\n"


def test_a_line_is_one_line() -> None:
    assert clean_line(" a\r\n\tb\x1b[0m ") == "a b[0m"
