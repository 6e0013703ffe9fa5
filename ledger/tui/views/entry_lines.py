"""The journal's entries as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from ledger.record.covered import SAID, covered_line, covered_seqs
from ledger.record.hidden import Reader
from ledger.record.journal import entries_at
from ledger.tui.times import clock_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import tzinfo

    from ledger.record.journal import EntryRow
    from ledger.record.opening import Record
    from ledger.tui.widgets.line_table import Cell, Row


class Seqs(Sequence[str]):
    """The numbers of `size` entries, newest first, without keeping them."""

    def __init__(self, size: int) -> None:
        self._range = range(size, 0, -1)

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [str(seq) for seq in self._range[at]]
        return str(self._range[at])

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:  # noqa: ARG002 the whole is asked
        """Where a number stands. Raises ValueError."""
        return self._range.index(int(str(value)))


def entry_lines(
    record: Record,
    wanted: Sequence[str],
    *,
    now_us: int,
    me: str,
    revealed: Collection[str] = (),
    zone: tzinfo | None = None,
) -> Mapping[str, Row]:
    """The lines of these entries: seq, when, kind, what. What others said is covered until I answered, as everywhere."""
    found = entries_at(record, [int(seq) for seq in wanted])
    hidden = covered_seqs(record, found, Reader(me, now_us, revealed))
    return {
        str(one.seq): (
            (str(one.seq), "muted"),
            (clock_cell(one.at, zone), "muted"),
            (one.kind, "plain"),
            _what(one, hidden=one.kind in SAID and one.seq in hidden),
        )
        for one in found
    }


def _what(one: EntryRow, *, hidden: bool) -> Cell:
    return (covered_line(one, "Enter shows it"), "muted") if hidden else (one.summary, "plain")
