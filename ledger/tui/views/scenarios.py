"""Publications' scenarios by quantity, and which of them still hide what the publication said. For workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.scenario_file import NAME, frame_in
from ledger.questions.toml_file import NotToml, read_toml
from ledger.record.hidden import is_hidden
from ledger.standing.publications.scenarios import FrameLines, frame_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.questions.publication import Publication
    from ledger.questions.scenarios import Frame
    from ledger.record.opening import Record
    from ledger.settings import Settings


@dataclass(frozen=True, slots=True)
class Frames:
    """The scenarios that stand in the catalogue's folders. `unread` are the files that `fledger check` finds fault with."""

    frames: tuple[Frame, ...] = ()
    unread: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenariosView:
    """`hidden` are the ids of quantities' questions whose ranges are covered."""

    frames: tuple[FrameLines, ...]
    unread: tuple[Path, ...]
    publications: Mapping[str, Publication]
    hidden: frozenset[str]
    simulated: bool


def read_frames(settings: Settings, publications: Mapping[str, Publication]) -> Frames:
    """Every frame of the folders, in order. A file that is not as it should be is left out and named."""
    names = {name: one.id for one in publications.values() for name in (one.id, *one.aliases)}
    paths = [path for folder in settings.catalogue_folders() for path in sorted(folder.rglob(NAME))]
    read = {path: _frame(path, names) for path in paths}
    return Frames(
        tuple(frame for frame in read.values() if frame is not None),
        tuple(path for path, frame in read.items() if frame is None),
    )


def _frame(path: Path, names: Mapping[str, str]) -> Frame | None:
    parsed = read_toml(path)
    if isinstance(parsed, NotToml):
        return None
    found = frame_in(parsed.content, names)
    return None if isinstance(found, list) else found


def read_scenarios(
    record: Record,
    frames: Frames,
    *,
    now_us: int,
    me: str,
    publications: Mapping[str, Publication],
    revealed: frozenset[str] = frozenset(),
) -> ScenariosView:
    """The frames as the ledger has them now."""
    lines = tuple(frame_lines(record, frame, now_us=now_us, me=me) for frame in frames.frames)
    hidden = frozenset(
        one.row.id
        for each in lines
        for one in each.quantities
        if one.row is not None and is_hidden(one.row, now_us=now_us, revealed=one.row.id in revealed)
    )
    return ScenariosView(lines, frames.unread, publications, hidden, record.simulated)
