"""The next page, as a `Link` header names it."""

from __future__ import annotations

import pytest

from resolvers.next_link import UNREADABLE, next_link

ASKED = "https://api.example.org/repos/a/b?page=2"
THIRD = "https://api.example.org/repositories/7?page=3"


@pytest.mark.parametrize(
    "header",
    [
        f'<{THIRD}>; rel="next"',
        f'<https://api.example.org/x?page=1>; rel="prev", <{THIRD}>; rel="next", <https://x.org>; rel="last"',
        f'<https://x.org/a,b>; title="one, <two>"; rel="first",<{THIRD}>;rel=next',
        f'<{THIRD}>; REL="last Next"',
        '</repositories/7?page=3>; rel="next"',
        f'<https://x.org>, <{THIRD}>; rel="next"',
    ],
)
def test_the_next_page_is_found_among_other_links(header: str) -> None:
    assert next_link(header, ASKED) == THIRD


@pytest.mark.parametrize(
    "header", ["", '<https://x.org>; rel="last"', "<https://x.org>", '<x>; rel="nextish"']
)
def test_a_header_that_names_no_next_page_says_so(header: str) -> None:
    assert next_link(header, ASKED) is None


@pytest.mark.parametrize(
    "header",
    [
        'https://x.org; rel="next"',
        '<https://exämple.org>; rel="next"',
        '<https://x.org/a b>; rel="next"',
        '<https://[::1/x>; rel="next"',
        f'<{THIRD}&cursor={"x" * 9000}>; rel="next"',
    ],
)
def test_a_next_page_that_cannot_be_read_is_not_the_end(header: str) -> None:
    assert next_link(header, ASKED) == UNREADABLE
