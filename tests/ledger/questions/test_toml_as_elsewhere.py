"""Question files are read by tomli for its speed: what it says of them is what the standard library says."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts import FOLDER
from ledger.questions.toml_file import NotToml, Parsed, parse_toml

SAVED = sorted([*Path(FOLDER).rglob("*.toml"), *Path(__file__).parents[2].rglob("*.toml")])
SIGNS = st.sampled_from(["", '"', "'", '"""', "[", "]]", "{", "}", "=", ",", ".", "\n", "\r\n", "\t", "\x7f", "\\", "1e5", "-", "é"])  # fmt: skip


def of_library(text: str) -> object:
    """What tomllib reads, else its message."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return str(error)


def of_ours(text: str) -> object:
    """The same of what we read, with the place as tomllib writes it."""
    match parse_toml(text.encode()):
        case Parsed(content):
            return content
        case NotToml(rule, wrong, _, line, column):
            assert rule == "broken-toml"
            lines = text.replace("\r\n", "\n").split("\n")
            at_end = (line, column) == (len(lines), len(lines[-1]) + 1)
            place = "end of document" if at_end else f"line {line}, column {column}"
            return f"{wrong.removeprefix('this is not valid TOML: ')} (at {place})"


def test_there_are_saved_files_to_read() -> None:
    assert len(SAVED) > 100


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_file_means_the_same_to_both(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert of_ours(text) == of_library(text)


@given(st.sampled_from(SAVED), st.integers(0, 4000), st.integers(0, 5), SIGNS)
def test_a_bent_file_is_refused_in_the_same_words_at_the_same_place(
    path: Path, begins: int, taken: int, put: str
) -> None:
    text = path.read_text(encoding="utf-8")
    bent = f"{text[:begins]}{put}{text[begins + taken :]}"
    assert of_ours(bent) == of_library(bent)


@pytest.mark.parametrize(
    "later", ['a = "\\e"', 'a = "\\x41"', "a = 12:00", "a = { b = 1, }", "a = {\n b = 1 }"]
)
def test_what_only_toml_1_1_knows_is_refused_as_by_other_readers(later: str) -> None:
    found = parse_toml(later.encode())
    assert isinstance(found, NotToml)
    assert found.rule == "broken-toml"
