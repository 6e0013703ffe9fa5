"""The journal's pages: an entry as kept and what it names, what verify found, and the head to keep elsewhere."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.ink import line
from ledger.tui.times import clock_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from ledger.journal.findings import Report
    from ledger.record.journal import EntryRow
    from ledger.record.refers import Named
    from ledger.tui.ink import Line

MOMENT = re.compile(r'\s*"\w+_(?:at|until)": (\d{15,16}),?$')
"""A line of a body with a time: microseconds UTC, of a year between 2001 and 2286."""
SHORT = 16
"""Signs of a hash by which people tell it from another."""


def entry_blocks(found: EntryRow, names: Sequence[Named], zone: tzinfo | None) -> list[Block]:
    """An entry with its hash, what it leads on to, and its body."""
    body = json.dumps(found.data, indent=2, ensure_ascii=False, sort_keys=True)
    return [
        heading(f"#{found.seq} {found.kind}", f"version {found.version}"),
        Words(line((clock_words(found.at, zone), "muted"))),
        Words(line(("leaf ", "muted"), found.leaf)),
        Words(line((found.summary, "strong"))),
        *_names(names),
        GAP,
        *(Words(_line(text, zone), _indent(text)) for text in body.splitlines()),
    ]


def _names(names: Sequence[Named]) -> Iterator[Block]:
    if names:
        yield GAP
        yield heading("It names", "Enter follows")
    for what, some in groupby(names, key=lambda one: one.what):
        for one in some:
            yield Words(line((f"{what} ", "muted"), _called(one)), 4, f"{one.kind}:{one.name}")


def _called(one: Named) -> str:
    match one.kind:
        case "question":
            return one.name
        case "evidence":
            return f"sha256 {one.name[:SHORT]}"
        case "entry":
            return f"#{one.name}"


def _line(text: str, zone: tzinfo | None) -> Line:
    """A line of a body as kept, and beside a time in microseconds what people call it."""
    time = MOMENT.match(text)
    return line(text, (f"  {clock_words(int(time[1]), zone)}", "muted")) if time else line(text)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip()) + 2


def report_blocks(report: Report) -> list[Block]:
    """What verify found, in its own words."""
    return [heading("Verify"), *(Words(line(one)) for one in report.text().splitlines())]


def head_blocks(text: str) -> list[Block]:
    """The three lines, and what they are good for."""
    return [
        heading("The head of this record", "origin, size, root"),
        GAP,
        *(Words(line((one, "strong"))) for one in text.splitlines()),
        GAP,
        Words(
            line(
                "These three lines pin every entry up to here. Keep them where who can change this ledger cannot change "
                "them: commit them to a shared git repository, mail them to somebody, or print them."
            )
        ),
        GAP,
        Words(line(("write them ", "muted"), "fledger head > head.txt")),
        Words(line(("check later ", "muted"), "fledger verify --head head.txt")),
        quiet("Verify then shows whether the record was written anew since, which it cannot see alone."),
    ]
