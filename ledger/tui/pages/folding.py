"""Long parts of a page, folded: some lines, and one that says how many more there are and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import Block, Words
from ledger.tui.ink import line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FOLD = "fold:"
"""What the line that unfolds a part leads to, before the part's name."""


def folded(
    groups: Sequence[Sequence[Block]], name: str, unfolded: Collection[str], *, most: int, last: bool = False
) -> list[Block]:
    """The blocks of the first `most` groups (or of the last ones), and a line for the rest unless `name` is in `unfolded`.

    One group more than `most` is shown rather than a line that says so.
    """
    if name in unfolded or len(groups) <= most + 1:
        return [block for group in groups for block in group]
    shown = groups[-most:] if last else groups[:most]
    more = Words(
        line(
            (f"{len(groups) - most} {'earlier' if last else 'more'}: ", "muted"),
            ("Enter", "key"),
            (" shows them", "muted"),
        ),
        leads=f"{FOLD}{name}",
    )
    blocks = [block for group in shown for block in group]
    return [more, *blocks] if last else [*blocks, more]


def unfolds(leads: str) -> str | None:
    """The part that a line unfolds."""
    return leads.removeprefix(FOLD) if leads.startswith(FOLD) else None
