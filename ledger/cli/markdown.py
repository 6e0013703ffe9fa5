"""Text from outside inside Markdown: it stays the text it is.

No link, image, mention, reference, HTML or table border comes of it on GitHub, whatever it holds. Characters that mean
something are escaped; what GitHub turns into links after that (`@name`, `#1`, `www.`, `https://`) is broken by a sign
that takes no room.
"""

from __future__ import annotations

import re

from ledger.questions.clean import clean

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|~!&$@#])")
_LINKS = re.compile(r"([@#:]|\bwww|\bgh-|\.(?=[^\W\d]))", re.IGNORECASE)
NO_ROOM = "\u2060"
"""Takes no room, and does nothing in a terminal."""


def escaped(text: str) -> str:
    r"""The text on one line, as Markdown that shows just it.

    >>> escaped("a|b").replace("\u2060", "")
    'a\\|b'
    """
    line = re.sub(r"\s+", " ", clean(text))
    broken = _LINKS.split(line)
    return "".join(
        _MEANS_SOMETHING.sub(r"\\\1", part) + (NO_ROOM if index % 2 else "")
        for index, part in enumerate(broken)
    )


def code(text: str) -> str:
    """The text as code on one line, fit for a table; nothing in code is a link or a mention."""
    line = " ".join(clean(text).split()).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}" if line else ""


def table(rows: list[tuple[str, str]]) -> str:
    """A table of two columns without headings; both are Markdown already, and empty rows are left out."""
    lines = [f"| {name} | {cell} |" for name, cell in rows if cell]
    return "\n".join(["| | |", "|---|---|", *lines])
