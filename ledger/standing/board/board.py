"""A leaderboard that is kept: after new entries only the questions they touch are computed again.

What it shows is what a new one would show, to the last digit: sums over families are whole numbers, and every family
has its own draws.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from ledger.record.spoken import put_before_people_since
from ledger.record.touched import touched_since
from ledger.standing.board.cells import nobody
from ledger.standing.board.contents import Contents
from ledger.standing.board.leaderboard import (
    FEWEST_FAMILIES,
    Leaderboard,
    Place,
    missing,
    placed,
    without_values,
)
from ledger.standing.board.methods import by_difficulty, by_pairs, by_time
from ledger.standing.board.parts import BILLION
from ledger.standing.board.shares import shares

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ledger.record.opening import Record
    from ledger.standing.board.adding_up import Share
    from ledger.standing.board.cells import Told
    from ledger.standing.board.leaderboard import Wanted
    from ledger.standing.board.methods import Estimates


FEW = 100
SHARE = 4
"""Beyond so many questions and this part of all, reading one by one costs more than reading everything."""


def leaderboard(record: Record, wanted: Wanted, *, now_us: int, told: Told = nobody) -> Leaderboard:
    """The leaderboard of a record at a moment, computed anew; `told` hears how many of all resamples are done."""
    return Board(wanted).refresh(record, now_us=now_us, told=told)


class Board:
    """One leaderboard of one ledger, for as long as a screen shows it. Use it from one thread at a time."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._contents: Contents | None = None
        self._found: tuple[tuple[Contents, int], Estimates] | None = None
        self._size = self._now_us = 0

    def refresh(self, record: Record, *, now_us: int, told: Told = nobody) -> Leaderboard:
        """The leaderboard as the record has it now. Costs what came since the last time, whatever came before.

        `told` hears how many of all resamples of the families are done. Raises StoppedError where the reading is stopped.
        """
        touched = touched_since(record, self._size)
        again = touched.everything or touched.publishers or now_us < self._now_us
        if self._contents is not None and not again:
            waiting = self._contents.denominators.held | put_before_people_since(record, self._size)
            contents = self._mended(record, self._contents, touched.questions | waiting)
        else:
            contents = self._anew(record)
        self._contents = contents
        self._size, self._now_us = touched.upto, now_us
        contents.denominators.pass_to(now_us)

        def heard(done: int, whole: int) -> None:
            record.go_on()
            told(done, whole)

        return shown(contents, self._size, self._estimated(contents, heard))

    def _estimated(self, contents: Contents, told: Told) -> Estimates:
        """What the method finds, which takes long; it rests on what is on the board alone."""
        known = (contents, contents.changes)
        if self._found is None or self._found[0] != known:
            self._found = known, _estimates(contents, _lines(contents).values(), told)
        return self._found[1]

    def shares(self, who: str) -> tuple[Share, ...]:
        """What made somebody's points when the board was last refreshed; nothing before that."""
        return () if self._contents is None else shares(self._contents, who)

    def _anew(self, record: Record) -> Contents:
        contents = Contents(record, self.wanted)
        contents.take(record)
        return contents

    def _mended(self, record: Record, contents: Contents, moved: frozenset[str]) -> Contents:
        if len(moved) > FEW + contents.denominators.questions // SHARE:
            return self._anew(record)
        for question in sorted(moved):
            contents.drop(question)
            contents.take(record, question)
        return contents


def shown(contents: Contents, size: int, found: Estimates | None = None) -> Leaderboard:
    """The leaderboard that follows from its contents, made from so many entries; `found` is what its method finds, if that is known."""
    lines = _lines(contents)
    return Leaderboard(
        wanted=contents.wanted,
        places=placed(lines, found or _estimates(contents, lines.values())),
        questions=contents.sums.questions,
        families=contents.sums.families,
        nought=contents.sums.nought,
        missing=None if contents.sums.families else _missing(contents, lines.values()),
        size=size,
    )


def _lines(contents: Contents) -> dict[str, Place]:
    return {who: _line(contents, who) for who in contents.denominators.people()}


def _line(contents: Contents, who: str) -> Place:
    total, families, endless = contents.sums.of(who)
    points = -inf if endless else total / BILLION
    shown = contents.wanted.anyway or families >= FEWEST_FAMILIES
    panel = contents.denominators.panel(who)
    return Place(who, panel, families, endless, points if families else None, shown=shown)


def _missing(contents: Contents, lines: Iterable[Place]) -> str | None:
    most = max((len(part.scored) for part in contents.parts.values()), default=0)
    return missing(sum(one.panel.scored > 0 for one in lines), most)


def _estimates(contents: Contents, lines: Collection[Place], told: Told = nobody) -> Estimates:
    ready = {one.forecaster: one.families for one in lines if one.families >= FEWEST_FAMILIES}
    if contents.wanted.method == "time" or not contents.families:
        return by_time(contents.sums, ready)
    finite = {who: families for who, families in ready.items() if not contents.sums.of(who)[2]}
    by_name = [[kept[name] for name in sorted(kept)] for _, kept in sorted(contents.families.items())]
    method = by_difficulty if contents.wanted.method == "adjusted" else by_pairs
    return without_values(method(by_name, finite, told), lines)
