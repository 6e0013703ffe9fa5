"""The piece of a body that a reading names: lines of a table with their columns, a place in a document, or nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.resolution.looking_back.excerpt import LONGEST, MOST_LINES, NOTHING, excerpt

TABLE = "Model,eci,note\nalpha,145.2,\nbeta,140.1,last\ngamma,139,\ndelta,138,\nepsilon,137,\nzeta,136,\n"


def test_lines_of_a_table_have_the_names_of_their_columns_and_no_empty_cells() -> None:
    assert excerpt(TABLE, "line 3 (beta) less line 2 (alpha)").rows == (
        ("line 3", "Model beta, eci 140.1, note last"),
        ("line 2", "Model alpha, eci 145.2"),
    )


def test_a_run_of_lines_is_shown_as_far_as_it_is_short_and_the_rest_counted() -> None:
    found = excerpt(TABLE, "6 rows, lines 2 to 7")
    assert [where for where, _ in found.rows] == [f"line {at}" for at in range(2, 2 + MOST_LINES)]
    assert found.more == 1
    assert [where for where, _ in excerpt(TABLE, "lines 2, 4, 5 (a) over lines 2, 3").rows] == [
        "line 2", "line 4", "line 5", "line 3"
    ]  # fmt: skip


def test_a_row_goes_on_over_the_line_breaks_in_a_cell() -> None:
    body = 'Name,Units\r\n"Q1\r\ntwo lines",31\r\n'
    assert excerpt(body, "line 2").rows == (("line 2", "Name Q1 two lines, Units 31"),)


def test_a_line_of_a_text_stands_as_it_is() -> None:
    assert excerpt("first\nthe count is 7.\n", "line 2").rows == (("line 2", "the count is 7."),)


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("objects[0].status is reported", ("objects[0].status", '"reported"')),
        ("count", ("count", "12")),
        ("objects", ("objects", 'a list of 1; the first: {"status": "reported"}')),
    ],
)
def test_a_place_in_a_document_shows_what_stands_there(where: str, shown: tuple[str, str]) -> None:
    body = json.dumps({"objects": [{"status": "reported"}], "count": 12})
    assert excerpt(body, where).rows == (shown,)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("", "line 1"),
        (TABLE, "line 99"),
        (TABLE, "line 0"),
        ("{", "count"),
        ('{"count": 1}', "other"),
        ('{"count": 1}', "count.deeper"),
        ('{"items": [1]}', "items[7]"),
        ("[1, 2]", "no code 19 among 3 actions"),
        (TABLE, ""),
        (TABLE, "\"category\"='overall'"),
    ],
)
def test_what_does_not_lead_there_shows_nothing(body: str, where: str) -> None:
    assert excerpt(body, where) == NOTHING


def test_a_long_row_is_cut_and_says_so() -> None:
    ((_, text),) = excerpt("a" * 200_000, "line 1").rows  # longer than the csv module takes
    assert text == f"{'a' * LONGEST} …"


@given(st.text(), st.text())
def test_no_body_and_no_place_raise(body: str, where: str) -> None:
    assert len(excerpt(body, where).rows) <= MOST_LINES
