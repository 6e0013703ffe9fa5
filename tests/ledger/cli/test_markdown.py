"""Outside text in Markdown stays text: read back by a Markdown parser that makes links of whatever looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ledger.cli.markdown import code, escaped, table
from ledger.questions.clean import clean_line

GITHUB = MarkdownIt("gfm-like", {"html": True})
NASTY = st.text("ab1 \t\n|\\`*_{}[]()<>#+-.!~@:/&;=\"'$%^?,wGH\u200bü", max_size=40)
POISON = [
    "[text](https://example.org)",
    "![x](https://example.org/x.png)",
    "<img src=x onerror=alert(1)>",
    "https://example.org and www.example.org and a@example.org",
    "@everyone, see #1 and GH-1",
    "a | b || c",
    "`code` and ``more``",
    "&lt;b&gt; &#64;me",
    "~~gone~~ **new** __it__ $x$",
    "# heading\n- list\n> quote",
    "---",
    "\\",
]


def cells(markdown: str) -> list[list[str]]:
    """The kinds of what stands in each cell of the one table this must be."""
    tokens = GITHUB.parse(markdown)
    assert [token.type for token in tokens if token.type.endswith("_open")][:1] == ["table_open"]
    assert sum(token.type == "tr_open" for token in tokens) == 2
    inside = [token for token in tokens if token.type == "inline"][2:]
    assert len(inside) == 2
    return [[child.type for child in token.children or []] for token in inside]


def shown(markdown: str) -> str:
    tokens = [token for token in GITHUB.parse(markdown) if token.type == "inline"][-1]
    return "".join(child.content for child in tokens.children or []).replace("\u2060", "")


@pytest.mark.parametrize("text", POISON)
@pytest.mark.parametrize("made", [escaped, code])
def test_nothing_comes_of_a_text_but_the_text(text: str, made: object) -> None:
    assert callable(made)
    row = table([("name", made(text))])
    assert set(cells(row)[1]) <= {"text", "code_inline", "text_special"}
    assert shown(row) == clean_line(text)


@given(NASTY.filter(lambda text: clean_line(text) != ""))
def test_no_text_breaks_out_of_its_cell(text: str) -> None:
    row = table([("name", escaped(text))])
    assert set(cells(row)[1]) <= {"text", "text_special"}
    assert " ".join(shown(row).split()) == clean_line(text)


@given(NASTY.filter(lambda text: clean_line(text) != ""))
def test_no_code_breaks_out_of_its_cell(text: str) -> None:
    assert set(cells(table([("name", code(text))]))[1]) <= {"code_inline"}


@pytest.mark.parametrize("text", ["@name", "#12", "gh-12", "https://a.b", "www.a.b"])
def test_what_github_links_later_is_broken_by_a_sign_without_room(text: str) -> None:
    made = escaped(text).replace("\\", "")
    assert text not in made
    assert made.replace("\u2060", "") == text


def test_a_row_without_a_cell_is_left_out() -> None:
    assert table([("a", ""), ("b", "c")]) == "| | |\n|---|---|\n| b | c |"
