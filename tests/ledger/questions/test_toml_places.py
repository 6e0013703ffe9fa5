"""Every key of a TOML document is found where it was written, however it was written."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.questions.toml_places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.finding import Key

KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True),
    st.text(max_size=4).filter(lambda t: t.isprintable()),
)
TEXTS = st.sampled_from(
    [
        "",
        "plain",
        "[table]",
        "# no comment",
        "a = 1",
        'quo"te',
        "back\\slash",
        "two\nlines\n[x]\n",
        "}",
        "']",
        '""',
        "é\ttab",
    ]
)
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(-99, 99))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)


class Writer:
    """Writes a document in the styles it is told to, and keeps where it put each key."""

    def __init__(self, choose: st.DataObject) -> None:
        self.text = ""
        self.places: dict[Key, int] = {}
        self.choose = choose

    def one_of(self, *ways: str) -> str:
        return self.choose.draw(st.sampled_from(ways))

    def document(self, content: Mapping[str, Any]) -> str:
        later = {}
        for name, value in content.items():
            if (isinstance(value, dict) and self.one_of("table", "inline") == "table") or (
                self.tables(value) and self.one_of("tables", "inline") == "tables"
            ):
                later[name] = value
            else:
                self.pair((), name, value)
        for name, value in later.items():
            self.headed(name, value)
        return self.text

    def tables(self, value: object) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)

    def headed(self, name: str, value: Any) -> None:
        signs = ("[[", "]]") if isinstance(value, list) else ("[", "]")
        for index, table in enumerate(value if isinstance(value, list) else [value]):
            self.text += self.one_of("", "\n", "# [x]\n", "  ") + signs[0] + self.one_of("", " ")
            key: Key = (name, index) if isinstance(value, list) else (name,)
            self.places.setdefault((name,), len(self.text))
            self.places[key] = len(self.text)
            self.text += f"{self.key(name)}{signs[1]}{self.one_of('', ' # a = 1')}\n"
            for inner, each in table.items():
                self.pair(key, inner, each)

    def key(self, name: str) -> str:
        bare = bool(name) and all(c.isascii() and (c.isalnum() or c in "_-") for c in name)
        quoted = json.dumps(name, ensure_ascii=False)
        literal = f"'{name}'" if "'" not in name else quoted
        return self.one_of(name, quoted, literal) if bare else self.one_of(quoted, literal)

    def pair(self, table: Key, name: str, value: Any) -> None:
        self.text += self.one_of("", "  ", "\n")
        self.entry(table, name, value)
        self.text += self.one_of("\n", " # end ]\n")

    def entry(self, table: Key, name: str, value: Any) -> None:
        key = (*table, name)
        self.places[key] = len(self.text)
        self.text += self.key(name)
        while isinstance(value, dict) and len(value) == 1 and self.one_of("dotted", "inline") == "dotted":
            ((inner, value),) = value.items()
            key = (*key, inner)
            self.text += self.one_of(".", " . ")
            self.places[key] = len(self.text)
            self.text += self.key(inner)
        self.text += self.one_of(" = ", "=")
        self.value(key, value)

    def value(self, key: Key, value: Any) -> None:
        match value:
            case dict():
                self.text += "{ "
                for index, (name, each) in enumerate(value.items()):
                    self.text += ", " if index else ""
                    self.entry(key, name, each)
                self.text += " }"
            case list():
                self.text += "["
                for index, each in enumerate(value):
                    self.text += self.one_of("", " ", "\n  ", "# ]\n")
                    self.places[(*key, index)] = len(self.text)
                    self.value((*key, index), each)
                    self.text += self.one_of(",", "\n ,")
                self.text += "]"
            case str():
                self.text += self.written(value)
            case _:
                self.text += str(value).lower()

    def written(self, text: str) -> str:
        basic = json.dumps(text, ensure_ascii=False)
        ways = [basic, f'"""{basic[1:-1]}"""', f'"""\n{basic[1:-1]}"""']
        if "'" not in text and "\n" not in text:
            ways.append(f"'{text}'")
        if "'" not in text:
            ways.append(f"'''\n{text}'''")
        return self.one_of(*ways)


@settings(max_examples=120, deadline=None)
@given(content=DOCUMENTS, choose=st.data())
def test_each_key_has_the_place_where_it_was_written(content: dict[str, Any], choose: st.DataObject) -> None:
    writer = Writer(choose)
    text = writer.document(content)
    assert tomllib.loads(text) == content
    places = Places(text)
    for key, offset in writer.places.items():
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        assert places.of(key) == (line, column), key


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="[]{}=\"'#.,\n\\ab1 ", max_size=60),
    st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=3),
)
def test_any_text_gives_a_place_inside_it(text: str, key: list[str | int]) -> None:
    line, column = Places(text).of(tuple(key))
    assert 1 <= line <= text.count("\n") + 1
    assert 1 <= column <= len(text.split("\n")[line - 1]) + 1


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("a", "b", "c"), (2, 8)),
        (("list", 1, "x"), (6, 1)),
        (("list", 1, "missing"), (5, 3)),
        (("list", 1, "sub", "y"), (8, 1)),
        (("nowhere",), (1, 1)),
    ],
)
def test_what_is_missing_has_the_place_of_what_is_around_it(key: Key, place: tuple[int, int]) -> None:
    text = "# file\na . b . c = [1,\r\n 2]\n[[list]]\n[[list]]\nx = '''a'''\n[list.sub]\ny = 2026-01-01 10:00:00\n"
    text = text.replace("a . b . c", "a . b .c") if place == (2, 8) else text
    assert Places(text).of(key) == place


def test_quotation_marks_may_end_a_long_text() -> None:
    text = 'a = """x\\""""""\nb = \'\'\'y\'\'\'\'\nc = """"z"""""\nd = 1\n'
    assert tomllib.loads(text) == {"a": 'x"""', "b": "y'", "c": '"z""', "d": 1}
    assert [Places(text).of((name,)) for name in "abcd"] == [(1, 1), (2, 1), (3, 1), (4, 1)]
