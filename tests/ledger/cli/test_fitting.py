"""Tables fit a line without a number losing a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.cli import score_page
from ledger.cli.fitting import cell_len, fitted

HEADERS = ("who", "sum over time ↑", "90 % interval", "note")
ROWS = [("a forecaster of long name", "1339.25", "1339 to 2345", "gave 0 % to what happened, and more of it")]
WHOLE = HEADERS[1:3]


def test_without_a_limit_nothing_is_cut_and_a_row_is_a_line() -> None:
    assert [len(line.split("  ")) for line in fitted(("a", "b"), [("1", "x" * 200)], None)] == [2, 2]
    (_, row) = fitted(("a", "b"), [("1", "x" * 200)], None)
    assert row.endswith("x" * 200)


def test_headers_wrap_before_anything_is_cut() -> None:
    lines = fitted(("rank", "per family ↑"), [("1", "27.3")], 16)
    assert lines == ["rank  per family", "      ↑", "1     27.3"]


def test_words_are_cut_where_numbers_stay_whole() -> None:
    lines = fitted(HEADERS, ROWS, 60, WHOLE)
    assert max(map(cell_len, lines)) <= 60
    row = lines[-1]
    assert "1339.25" in row
    assert "1339 to 2345" in row
    assert row.count("…") == 2


def test_a_sentence_kept_whole_wraps_before_anything_is_cut() -> None:
    lines = fitted(HEADERS, ROWS, 70, HEADERS[1:])
    assert max(map(cell_len, lines)) <= 70
    shown = "\n".join(lines)
    assert "…" not in shown
    assert "a forecaster of long name  1339.25" in shown
    assert "1339 to 2345" in shown


@pytest.mark.parametrize("room", [60, 80, 130])
def test_why_there_is_no_score_is_never_cut(room: int) -> None:
    why = "no time covered: said when it was known already"
    rows = [("a-question-of-a-long-name", "beyond the upper end of the range", "none", "", "0 %", why)]
    shown = "\n".join(fitted(score_page.HEADERS, rows, room, score_page.WHOLE)).split()
    assert set(why.split()) <= set(shown)


def test_numbers_wrap_where_not_even_that_fits() -> None:
    lines = fitted(HEADERS, ROWS, 40, WHOLE)
    assert max(map(cell_len, lines)) <= 40
    assert not any(sign in line for sign in ("13…", "23…") for line in lines)
    assert any("2345" in line for line in lines)


words = st.text(st.sampled_from("ab1 "), max_size=30).map(lambda text: " ".join(text.split()))


@given(rows=st.lists(st.tuples(words, words), max_size=4), room=st.integers(1, 80))
def test_a_column_kept_whole_loses_no_word_however_narrow_the_line(
    rows: list[tuple[str, str]], room: int
) -> None:
    shown = "\n".join(fitted(("x", "y"), rows, room, ("x", "y"))).split()
    assert sorted(shown) == sorted(
        ["x", "y", *(word for row in rows for cell in row for word in cell.split())]
    )
