"""What was amended: every version against the one before, key by key and word by word, signs beside the colours."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ledger.questions.said_diff import said_diff
from ledger.record.covered import said_without_covered
from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.folding import folded
from ledger.tui.times import day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from ledger.questions.said_diff import Pieces
    from ledger.questions.word_diff import Op
    from ledger.record.bound import Bound
    from ledger.record.trail import Version
    from ledger.tui.ink import Line, Span

AMENDMENTS = "Amendments"
MOST = 3
AROUND = 8
"""Words that stay on either side of a change."""


def amendment_blocks(
    versions: Sequence[Version],
    unfolded: Collection[str],
    zone: tzinfo | None,
    *,
    bound: Bound | None,
    hidden: bool,
) -> list[Block]:
    """The amendments, newest first; nothing where there are none. `bound`: mine was made on an older version.

    While it is `hidden`, what a publication said is left out on both sides.
    """
    pairs = list(pairwise(versions))
    if not pairs:
        return []
    told = [list(_amendment(old, new, zone, bound, hidden=hidden)) for old, new in reversed(pairs)]
    aside = "[-gone-] {+new+}"
    return [GAP, heading(AMENDMENTS, aside), *folded(told, AMENDMENTS, unfolded, most=MOST)]


def _amendment(
    old: Version, new: Version, zone: tzinfo | None, bound: Bound | None, *, hidden: bool
) -> Iterator[Block]:
    kind = span("words only", "muted") if new.plain else span("! what it means", "warn")
    by = [span(f"by {new.who}", "muted")] if new.who else []
    after = [span("after your forecast", "warn")] if bound is not None and new.version > bound.version else []
    head = [span(f"version {new.version}", "strong"), span(day(new.at, zone), "plain"), kind, *by, *after]
    yield Words(joined(head), 2)
    yield Words(line(("  because: ", "muted"), new.reason or "no reason given"), 4)
    said = [said_without_covered(each.said) if hidden else each.said for each in (old, new)]
    yield from change_blocks(*said)


def change_blocks(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Block]:
    """What a question says otherwise than before, key by key; of long texts only what is near a change."""
    for key, pieces in said_diff(old, new):
        yield Words(line((f"  {key}: ", "muted"), *_marked(_runs(pieces))), 4)


def _runs(pieces: Pieces) -> Pieces:
    """What went and what came between two stretches that stayed, as one change; blanks between changed words are no stretch."""
    runs: list[tuple[Op, str]] = []
    for stays, some in groupby(pieces, key=_stays):
        group = list(some)
        gone = "".join(text for what, text in group if what != "new")
        new = "".join(text for what, text in group if what != "gone")
        changed: list[tuple[Op, str]] = [("gone", gone), ("new", new)]
        runs += group if stays else [piece for piece in changed if piece[1].strip()]
    return tuple(runs)


def _stays(piece: tuple[Op, str]) -> bool:
    return piece[0] == "same" and bool(piece[1].strip())


def _marked(pieces: Pieces) -> Line:
    last = len(pieces) - 1
    return tuple(
        _span(what, text, first=place == 0, last=place == last) for place, (what, text) in enumerate(pieces)
    )


def _span(what: str, text: str, *, first: bool, last: bool) -> Span:
    match what:
        case "gone":
            return f"[-{text}-]", "bad"
        case "new":
            return f"{{+{text}+}}", "good"
        case _:
            return _near(text, first=first, last=last), "plain"


def _near(text: str, *, first: bool, last: bool) -> str:
    """What stayed, without what is far from any change."""
    words = text.split(" ")
    if len(words) <= 2 * AROUND:
        return text
    before = [] if first else words[:AROUND]
    after = [] if last else words[-AROUND:]
    return " ".join([*before, "…", *after])
