"""Which texts are web addresses that somebody else could open."""

from __future__ import annotations

import pytest

from ledger.questions.address import wrong_address


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://127.0.0.1:8123/x?y=1#z",
        "https://[2001:db8::1]/",
        "https://münchen.example./a",
        "https://ada@example.org/",
    ],
)
def test_an_address_that_can_be_opened_has_nothing_wrong(text: str) -> None:
    assert wrong_address(text) is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("http://[::1", "cannot be read"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://example.org:eighty/", "cannot be read"),
        ("https://", "names no host"),
        ("https:///page", "names no host"),
        ("https://exa mple.org", "white space"),
        ("https://example.org/\u202epage", "white space"),
        ("https://exa<mple", "is no host"),
        ("https://..", "is no host"),
        ("ftp://example.org/x", "does not begin with https://"),
        ("example.org", "does not begin with https://"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, because: str) -> None:
    assert because in (wrong_address(text) or "")
