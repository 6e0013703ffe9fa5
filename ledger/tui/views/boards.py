"""The leaderboards a screen shows, each kept to be refreshed by what new entries touch. Loads numpy: for workers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.questions import QuestionRow, pages
from ledger.standing.board.beside import beside
from ledger.standing.board.board import Board
from ledger.standing.board.cells import nobody

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.standing.board.adding_up import Share
    from ledger.standing.board.beside import Beside
    from ledger.standing.board.cells import Told
    from ledger.standing.board.leaderboard import Leaderboard, Place, Wanted


@dataclass(frozen=True, slots=True)
class BoardView:
    """A leaderboard as it is now. `others` are the crowds and naive forecasts beside it, None where nobody asked for them."""

    board: Leaderboard
    others: tuple[Beside, ...] | None
    me: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """One forecaster on a leaderboard, and every question with a score: those on the board first.

    `place` is None for somebody who no longer spoke on anything. `rows` tells of each question by its id.
    """

    forecaster: str
    board: Leaderboard
    place: Place | None
    shares: tuple[Share, ...]
    rows: dict[str, QuestionRow]
    me: str
    simulated: bool


class Boards:
    """Any thread may ask; each leaderboard is worked out by one at a time, and another that asks for it waits."""

    def __init__(self) -> None:
        self._kept: dict[Wanted, tuple[Board, threading.Lock]] = {}
        self._beside: dict[Wanted, tuple[int, tuple[Beside, ...]]] = {}

    def view(
        self,
        record: Record,
        wanted: Wanted,
        *,
        now_us: int,
        me: str,
        others: bool = False,
        told: Told = nobody,
    ) -> BoardView:
        """The leaderboard now; `told` hears how many of all resamples are done. Raises StoppedError when the reading was
        stopped.
        """
        kept, one_hand = self._of(wanted)
        with one_hand:
            board = kept.refresh(record, now_us=now_us, told=told)
            nobodys = self._nobodys(record, board) if others else None
        return BoardView(board, nobodys, me, record.simulated)

    def person(self, record: Record, wanted: Wanted, who: str, *, now_us: int, me: str) -> PersonView:
        """One forecaster on that leaderboard now. Raises StoppedError when the reading was stopped."""
        kept, one_hand = self._of(wanted)
        with one_hand:
            board = kept.refresh(record, now_us=now_us)
            shares = kept.shares(who)
        rows = pages(record, [one.question for one in shares], now_us=now_us, me=me)
        by_id = {row.id: row for row in rows}
        return PersonView(who, board, board.place(who), shares, by_id, me, record.simulated)

    def _of(self, wanted: Wanted) -> tuple[Board, threading.Lock]:
        return self._kept.setdefault(wanted, (Board(wanted), threading.Lock()))

    def _nobodys(self, record: Record, board: Leaderboard) -> tuple[Beside, ...]:
        """Crowds and naive forecasts; they rest on entries alone. Only the sum over time has any beside it."""
        if board.wanted.method != "time":
            return ()
        size, found = self._beside.get(board.wanted, (-1, ()))
        if size != board.size:
            found = beside(record, board.wanted)
            self._beside[board.wanted] = board.size, found
        return found
