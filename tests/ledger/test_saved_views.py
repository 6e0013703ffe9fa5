"""Saved views are kept as they were meant, by us and by hand, and a file that cannot be meant is told of by its line."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.clean import clean_line
from ledger.saved_views import (
    FILE,
    ORDERS,
    SHIPPED,
    NoSuchViewError,
    ViewsFileError,
    forget_view,
    save_view,
    saved_views,
    view_named,
)

NAMES = st.text(min_size=1, max_size=30).filter(
    lambda name: clean_line(name).split() == name.split() and name.split()
)
QUERIES = st.text(max_size=40).filter(lambda text: clean_line(text) == text and text == text.strip())


@settings(max_examples=60)
@given(name=NAMES, query=QUERIES, order=st.sampled_from(ORDERS))
def test_what_was_saved_is_found_again(name: str, query: str, order: str) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        save_view(home, "another", "tag:x", "ends")
        saved = save_view(home, name, query, order)  # type: ignore[arg-type] # one of ORDERS
        assert view_named(home, saved.name) == saved
        assert (saved.query, saved.order, saved.own) == (query, order, True)
        forget_view(home, saved.name)
        assert saved not in saved_views(home)
        assert view_named(home, "everything") == SHIPPED[0]


def test_an_own_view_stands_for_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    save_view(tmp_path, "resolved", "state:resolved tag:chips", "ends")
    assert [view.query for view in saved_views(tmp_path) if view.name == "resolved"] == [
        "state:resolved tag:chips"
    ]
    assert len(saved_views(tmp_path)) == len(SHIPPED)


def test_a_view_may_be_written_by_hand_as_a_query_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('[views]\nsoon = "ends<7d"\n', encoding="utf-8")
    found = view_named(tmp_path, "Soon")
    assert (found.query, found.order) == ("ends<7d", "ends")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[views\n", "cannot be read"),
        ("\n[views\n", f"{FILE}:2: cannot be read"),
        (
            f"[views]\nx = {'[' * 20_000}",
            f"{FILE}:2: cannot be read: this is nested more than 24 levels deep.",
        ),
        (
            f"[views]\n{'a.' * 20_000}b = 1",
            f"{FILE}:2: cannot be read: this is nested more than 24 levels deep.",
        ),
        (
            "[views]\n" + "".join(f'v{at} = "x"\n' for at in range(501)),
            "it has 501 views, and at most 500 are read.",
        ),
        (f"[views]\nx = '{'y' * 200_000}'\n", "at most 200,000 are read."),
        (f"[views]\n{'y' * 9_000} = 7\n", "yyy… has no query"),
        ("views = 3\n", "write [views]"),
        ("[views]\nsoon = 7\n", "'soon' has no query"),
        ('[views]\nsoon = { query = "x", order = "colour" }\n', "order = 'colour' is none of ends"),
    ],
)
def test_a_file_that_cannot_be_meant_is_named_with_what_to_write(
    tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ViewsFileError, match=FILE) as told:
        saved_views(tmp_path)
    assert says in str(told.value)
    with pytest.raises(ViewsFileError):
        save_view(tmp_path, "mine", "tag:x", "ends")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text, "nothing of it is lost"


def test_what_is_no_regular_file_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(ViewsFileError, match="this is no regular file"):
        saved_views(tmp_path)


def test_no_more_views_are_kept_than_are_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "[views]\n" + "".join(f'v{at} = "x"\n' for at in range(500)), encoding="utf-8"
    )
    with pytest.raises(ViewsFileError, match=r"it has 500 views already\. Forget one first"):
        save_view(tmp_path, "mine", "tag:x", "ends")
    assert save_view(tmp_path, "v7", "tag:x", "ends").name == "v7", "one of the same name is replaced"
    with pytest.raises(ViewsFileError, match="it would have more than 200,000 bytes"):
        save_view(tmp_path, "v7", "x" * 200_000, "ends")
    assert len(saved_views(tmp_path)) > 500


def test_a_name_that_is_no_view_lists_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchViewError, match="'without my forecast'"):
        view_named(tmp_path, "chips")


def test_the_file_is_toml_that_others_read(tmp_path: Path) -> None:
    save_view(tmp_path, 'said "so"', 'tag:"a b"', "title")
    assert tomllib.loads((tmp_path / FILE).read_text(encoding="utf-8")) == {
        "views": {'said "so"': {"query": 'tag:"a b"', "order": "title"}}
    }
