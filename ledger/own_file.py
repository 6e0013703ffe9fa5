"""A TOML file of a person's own, such as the settings: its tables, or one sentence that says why not."""

from __future__ import annotations

import re
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.nesting import DEEPEST, long_key, too_deep

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 200_000
"""Bytes; whoever writes by hand needs a hundredth of it."""

_TOKENS = re.compile(r"""(?P<kept>"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|\#[^\n]*+)|[\[{]|[\]}]|\n""")


class Unread(NamedTuple):
    """Why a file was not read; `line` counts from 1, None where it is of no line."""

    why: str
    line: int | None = None

    def sentence(self, path: Path) -> str:
        """`file:line cannot be read: why.`"""
        place = f"{path}:{self.line}" if self.line else str(path)
        return f"{place} cannot be read: {self.why}"


def read_own(path: Path) -> dict[str, Any] | Unread:
    """The tables of the file at `path`, none where there is no file. What is no regular file is never opened."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            return Unread("this is no regular file.")
        if found.st_size > LARGEST:
            return Unread(f"it has {found.st_size:,} bytes, and at most {LARGEST:,} are read.")
        return _tables(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        return Unread(f"{error.strerror}.")


def _tables(body: bytes) -> dict[str, Any] | Unread:
    import tomllib

    try:
        text = body.decode()
        if (at := long_key(text)) is not None:
            return _too_deep(text.count("\n", 0, at) + 1)
        said = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return Unread("this is not UTF-8.", body.count(b"\n", 0, error.start) + 1)
    except RecursionError:
        return _too_deep(_deep_line(text))
    except ValueError as error:
        return _broken(str(error))
    return said if too_deep(said) is None else _too_deep(_deep_line(text))


def _broken(why: str) -> Unread:
    """What tomllib says, with its line in front; it has none for a number that is too long."""
    told, _, line = why.partition(" (at line ")
    number = line.partition(",")[0]
    return Unread(f"{told}.", int(number)) if number.isdigit() else Unread("a number in it is too long.")


def _too_deep(line: int | None) -> Unread:
    return Unread(f"this is nested more than {DEEPEST} levels deep.", line)


def _deep_line(text: str) -> int | None:
    """Where brackets first stand so deep; None where names with dots do."""
    line, depth = 1, 0
    for token in _TOKENS.finditer(text):
        if token["kept"]:
            continue
        line += token[0] == "\n"
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth > DEEPEST:
            return line
    return None


def line_of(path: Path, name: str) -> str:
    """`:12` where the file says this dotted name in a line of its own, else nothing. The file is one that was read."""
    last = name.rpartition(".")[2]
    for at, said in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        start = said.partition("=")[0].strip().replace('"', "").replace("'", "")
        if start and (start == name or (name.endswith(f".{start}") and start.endswith(last))):
            return f":{at}"
    return ""
