"""Reading a CSV body strictly."""

from __future__ import annotations

import csv
import io
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.csv_table import Table, read
from resolvers.source import Unusable


def _table(body: bytes, *needed: str) -> Table:
    got = read(body, needed=needed)
    assert isinstance(got, Table), got
    return got


def _refusal(body: bytes, *needed: str, closed: bool = False) -> Unusable:
    got = read(body, needed=needed, closed=closed)
    assert isinstance(got, Unusable), got
    return got


def test_columns_are_found_by_name_in_any_order() -> None:
    one, other = _table(b"a,b\n1,2\n", "a", "b"), _table(b"b,a\n2,1\n", "a", "b")
    assert one.rows[0]["a"] == other.rows[0]["a"] == "1"


def test_a_byte_order_mark_and_crlf_are_not_part_of_the_cells() -> None:
    table = _table(b"\xef\xbb\xbfname,value\r\nx,1\r\n", "name")
    assert table.columns == ("name", "value")
    assert dict(table.rows[0].cells) == {"name": "x", "value": "1"}


def test_a_line_break_inside_quotes_stays_and_lines_are_counted_as_an_editor_does() -> None:
    table = _table(b'name,value\n"two\nlines",1\n\nx,2\n', "name")
    assert [(row.line, row["name"]) for row in table.rows] == [(2, "two\nlines"), (5, "x")]


def test_a_last_row_without_a_line_break_is_read() -> None:
    assert _table(b"a,b\n1,2", "a").rows[0]["b"] == "2"


def test_a_publisher_that_closes_its_lines_has_cut_one_without() -> None:
    refusal = _refusal(b"a,b\n1,2", "a", closed=True)
    assert refusal == Unusable("incomplete", "The file stops inside its last line, line 2.")


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert _table(b"a,b\n", "a").rows == ()


@pytest.mark.parametrize("row", [b"1", b"1,2,3", b'"1,2"'])
def test_a_row_of_another_length_is_refused_with_its_line(row: bytes) -> None:
    refusal = _refusal(b"a,b\n1,2\n" + row + b"\n", "a")
    assert refusal.why == "shape_changed"
    assert refusal.detail.startswith("Line 3 has ")


def test_half_a_line_break_is_no_end_of_a_file_that_breaks_its_lines_with_two_signs() -> None:
    assert _refusal(b"a,b\r\n1,2\r", "a", closed=True).why == "incomplete"
    assert isinstance(read(b"a,b\r1,2\r", closed=True), Table)


def test_missing_columns_are_all_named_beside_what_is_there() -> None:
    refusal = _refusal(b"model,score\nx,1\n", "Model", "eci")
    assert refusal.detail == "No column is named 'Model' or 'eci'; the header has model, score."


def test_a_needed_column_named_twice_is_refused_and_another_is_left_out() -> None:
    assert _refusal(b"a,a,b\n1,2,3\n", "a").detail == "More than one column is named 'a'."
    assert dict(_table(b"a,a,b,\n1,2,3,4\n", "b").rows[0].cells) == {"b": "3"}


def test_a_header_of_very_many_columns_takes_time_by_their_number_and_not_its_square() -> None:
    body = b"a," + b"x," * 60_000 + b"x\n"
    started = process_time()
    assert len(_table(body, "a").columns) == 60_002
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n \n", "empty"),
        (b"a,b\n\xe9,1\n", "byte 4 is 0xe9"),
        (b"  <!doctype html><p>a,b</p>", "A web page came"),
        (b'a,b\n"1,2\n', "not a CSV table"),
        (b'a,b\n"1"x,2\n', "not a CSV table"),
        (b"a,b\n1," + b"9" * 200_000 + b"\n", "not a CSV table"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(body: bytes, says: str) -> None:
    refusal = _refusal(body, "a")
    assert refusal.why == "shape_changed"
    assert says in refusal.detail
    assert len(refusal.detail) < 200


def test_a_column_is_found_by_another_spelling_the_publisher_is_known_to_use() -> None:
    spellings = {"Designer": "Chip manufacturer"}
    got = read(b"Designer ,x\nHuawei,1\n", needed=["Chip manufacturer"], spellings=spellings)
    assert isinstance(got, Table)
    assert got.rows[0]["Chip manufacturer"] == "Huawei"


def test_two_spellings_of_one_column_side_by_side_are_refused() -> None:
    both = b"Designer,Chip manufacturer\nHuawei,Nvidia\n"
    got = read(both, needed=["Chip manufacturer"], spellings={"Designer": "Chip manufacturer"})
    assert got == Unusable("shape_changed", "More than one column is named 'Chip manufacturer'.")


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_table_is_read_back_as_it_was_written(
    rows: list[tuple[str, str]], end: str, mark: bool
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("name", "value"), *rows])
    body = (b"\xef\xbb\xbf" if mark else b"") + out.getvalue().encode()
    table = _table(body, "name", "value")
    assert [(row["name"], row["value"]) for row in table.rows] == rows


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused(body: bytes) -> None:
    assert isinstance(read(body, needed=["a"]), Table | Unusable)
