"""The lines of kept bytes that a value came from."""

from __future__ import annotations

from ledger.record.excerpt import AROUND, excerpt

TABLE = "model,eci\nalpha,145.2\nbeta,131.0\n"


def test_a_named_line_is_shown_below_the_head_of_its_table() -> None:
    assert excerpt(TABLE, {"eci": "131.0"}, {"eci": "line 3, column 'eci'"}) == (
        (1, "model,eci"),
        (3, "beta,131.0"),
    )


def test_without_a_named_line_it_is_the_first_that_holds_the_value() -> None:
    assert excerpt('{"a": 1,\n "lag": 12.4}', {"lag": "12.4"}, {"lag": "$.lag"})[-1] == (2, ' "lag": 12.4}')


def test_what_was_worked_out_from_the_whole_has_none() -> None:
    assert excerpt(TABLE, {"mean": "138.1"}, {"mean": "2 rows"}) == ()
    assert excerpt(TABLE, {"count": "2"}, {}) == ()
    assert excerpt("", {"eci": "145.2"}, {"eci": "line 9"}) == ()


def test_a_long_line_is_cut_around_the_value() -> None:
    text = "x" * 500 + "145.2" + "y" * 500
    ((number, shown),) = excerpt(text, {"eci": "145.2"}, {})
    assert number == 1
    assert shown.startswith("…")
    assert "145.2" in shown
    assert len(shown) == 2 * AROUND + 2
