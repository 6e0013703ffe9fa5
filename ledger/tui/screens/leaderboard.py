"""Leaderboard: who did better on shared questions, as far as it can be told, and what each spoke on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.blocks import quiet
from ledger.tui.commands.boards import BelowTen, NextKind, NextMethod, NextScore, ShowBeside, StopWorking
from ledger.tui.commands.command import bindings
from ledger.tui.screens.one_sheet import OneSheet
from ledger.tui.views.board_choice import BoardChoice

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.keeping import Kept
    from ledger.tui.screens.framed import Framed
    from ledger.tui.views.boards import Boards, BoardView
    from ledger.tui.widgets.sheet import Sheet

WORKING = "Working it out ..."


class LeaderboardScreen(OneSheet):
    """The places, the denominators, and what the columns mean."""

    TAB = "Leaderboard"
    HELP = (
        "Leaderboard: who did better on questions that three people or more have a score on. A rank needs ten families; "
        "beside it stand the ranks its interval leaves open. {leaderboard.method}, {leaderboard.score} and {leaderboard.kind} choose another: the method, the score, the kind "
        "of question. {leaderboard.beside} shows crowds and naive forecasts, which have no rank. Enter on somebody shows every question that "
        "made the number, Enter on one of these the trace of its score. What takes long says how far it is, and {leaderboard.stop} stops it."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        NextMethod, NextScore, NextKind, ShowBeside, BelowTen, StopWorking
    )

    class Came(Message):
        """A leaderboard was worked out."""

        def __init__(self, view: BoardView, choice: BoardChoice) -> None:
            super().__init__()
            self.view = view
            self.choice = choice

    class Progressed(Message):
        """So many of all resamples are done."""

        def __init__(self, choice: BoardChoice, done: int, whole: int) -> None:
            super().__init__()
            self.choice = choice
            self.done = done
            self.whole = whole

    def __init__(self) -> None:
        super().__init__()
        self.choice = BoardChoice()
        self._shown: BoardChoice | None = None
        self._stopped = False
        self._boards: Boards | None = None
        self._working: BoardChoice | None = None
        self._wrote = False

    @property
    def waiting(self) -> str:
        """For a leaderboard."""
        return WORKING

    def kept(self) -> Kept:
        """Which leaderboard."""
        return self.choice.kept()

    def take_up(self, kept: Kept) -> None:
        """The same again."""
        self.choice = BoardChoice.taken_up(kept)

    def may(self, command: type[Command]) -> bool:
        """By pairs there is one score, crowds stand beside a sum only, and only what is worked out is stopped."""
        if command is StopWorking:
            return self._working is not None
        if command is NextScore:
            return self.choice.method != "pairwise"
        return command is not ShowBeside or self.choice.method == "time"

    def reload(self) -> None:
        """Work it out again; what new entries did not touch is kept. Somebody may write faster than it is worked out."""
        choice, self._wrote = self.choice, self._working == self.choice
        if not self._wrote and not self._stopped:
            self._working = choice
            self.read(lambda record: self._board(record, choice))
            self.refresh_bindings()

    def _board(self, record: Record, choice: BoardChoice) -> Message:
        def told(done: int, whole: int) -> None:
            self.post_message(self.Progressed(choice, done, whole))

        view = self._kept().view(
            record, choice.wanted(), now_us=self.desk.now_us, me=self.desk.me, others=choice.others, told=told
        )
        return self.Came(view, choice)

    def on_leaderboard_screen_progressed(self, message: Progressed) -> None:
        """How far it is, unless nobody waits for it any more."""
        if message.choice == self._working:
            share = f"{message.done / message.whole:.0%}".replace("%", " %")
            self.say(f"working it out ... {share} · escape stops", "muted")

    def do_stop_working(self) -> None:
        """Back to what is shown; where nothing is yet, another way to compare may be quicker."""
        self._give_up()
        if self._shown is not None:
            self.choice = self._shown
            self.say("stopped; this is the one before", "warn")
        else:
            self._stopped = True
            self.show([quiet("Stopped. m compares in another way.")])
            self.say("")
        self.refresh_bindings()

    def _give_up(self) -> None:
        self.workers.cancel_group(self, "read")
        self._working = None

    def _kept(self) -> Boards:
        from ledger.tui.views.boards import Boards

        self._boards = self._boards or Boards()
        return self._boards

    def on_leaderboard_screen_came(self, message: Came) -> None:
        """Show it, unless another was asked for meanwhile."""
        from ledger.tui.pages.board import board_blocks

        if message.choice != self.choice:
            return
        self.show(board_blocks(message.view))
        self.say("")
        self._working, self._shown = None, message.choice
        self.refresh_bindings()
        if self._wrote:
            self.reload()

    def on_framed_refused(self, message: Framed.Refused) -> None:  # noqa: ARG002 the frame says the sentence
        """It may be asked for again."""
        self._working = None

    def on_screen_suspend(self) -> None:
        """Somebody went elsewhere: nobody waits for it."""
        self._give_up()
        self._stopped = False

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open a forecaster."""
        from ledger.tui.pages.board import FORECASTER
        from ledger.tui.screens.person import PersonScreen

        who = message.leads.removeprefix(FORECASTER)
        self.app.push_screen(PersonScreen(who, self.choice, self._kept()))

    # ---- another one --------------------------------------------------------------------------------

    def _choose(self, choice: BoardChoice) -> None:
        self.choice, self._stopped = choice, False
        self.say(WORKING, "muted")
        self.refresh_bindings()
        self.reload()

    def do_next_method(self) -> None:
        """Compare in another way."""
        self._choose(self.choice.next_method())

    def do_next_score(self) -> None:
        """By another score."""
        self._choose(self.choice.next_score())

    def do_next_kind(self) -> None:
        """On the other kind of question."""
        self._choose(self.choice.next_kind())

    def do_show_beside(self) -> None:
        """Crowds and naive forecasts, or no longer."""
        self._choose(replace(self.choice, others=not self.choice.others))

    def do_below_ten(self) -> None:
        """Means and values below ten families, or no longer."""
        self._choose(replace(self.choice, anyway=not self.choice.anyway))
