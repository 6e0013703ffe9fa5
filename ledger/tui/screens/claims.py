"""Claims: what publications said, in their words and stance, beside the value now, me and the crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from ledger.tui.commands.command import bindings
from ledger.tui.commands.lists import AllClaims, NextStance, NextVerdict
from ledger.tui.commands.question import Back
from ledger.tui.screens.about import question_of
from ledger.tui.screens.about_claims import AboutClaims
from ledger.tui.screens.listing import Listing
from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.line_table import Column, LineTable
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.questions.question import Stance
    from ledger.standing.publications.verdict import Bearing
    from ledger.tui.commands.command import Command
    from ledger.tui.keeping import Kept
    from ledger.tui.views.claims import ClaimsView
    from ledger.tui.widgets.line_table import Row

STANCES: tuple[Stance | None, ...] = (None, "asserts", "scenario", "asks", "reports")
REACHES: tuple[Bearing | None, ...] = (None, "open", "not-tested", "none", "some")
COLUMNS = (
    Column("their words", 0, least=30),
    Column("stance", 8),
    Column("now", 12, most=20),
    Column("you", 9, align="right", most=12),
    Column("crowd", 12, from_width=92, most=20),
    Column("state", 11, from_width=64),
)


class ClaimsScreen(Listing, AboutClaims):
    """A line a claim, in the order of the publications; the tally on top, and the claim below or beside where there is room."""

    TAB = "Claims"
    HELP = (
        "Claims: their words, or ours without quotation marks, in which stance they were said (asserts, scenario, asks, "
        "reports), and the value now, you and the crowd of the question that stands for them. Where more measure it, "
        "their number stands behind its state. Only asserted things are forecasts. Above the list a point forecast is one "
        "number and a range forecast two; what one number decides counts once, and is due when its day has come. {claims.stance} shows one stance at a time, {claims.verdict} "
        "those whose verdict goes so far, {claims.all} all again. Figures stay covered until you answered; {question.reveal} shows those of the claim under the "
        "cursor. Enter opens who said it, how, and every question that measures it."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-alone"), (112, "-normal"), (160, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = bindings(NextStance, NextVerdict, Back, AllClaims)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] = ()
        self.stance: Stance | None = None
        self.reach: Bearing | None = None

    def body(self) -> Iterable[Widget]:
        """The tally, the list, and the claim with it."""
        yield Drawn(named="tally")
        with Container(id="split"):
            yield LineTable(COLUMNS, self.rows, named="claims")
            yield Sheet(named="claim")

    def kept(self) -> Kept:
        """The stance and what may be said, too."""
        return {"stance": self.stance or "", "reach": self.reach or "", **super().kept()}

    def take_up(self, kept: Kept) -> None:
        """The same list again, the cursor where it was."""
        self.stance = next((one for one in STANCES if one == kept.get("stance")), None)
        self.reach = next((one for one in REACHES if one == kept.get("reach")), None)
        super().take_up(kept)

    def about(self) -> str | None:
        """The question that stands for the claim under the cursor; in the page beside, the one under its own."""
        if not self.is_mounted or self.claims is None:
            return None
        beside = self.query_one("#claim", Sheet)
        if beside.has_focus:
            return question_of(beside.leads)
        return self.table.row if self.table.row in self.claims.claims else None

    def show_claims(self, view: ClaimsView) -> None:  # noqa: ARG002 it is kept
        """The list, narrowed as it was."""
        self._show()

    def _show(self) -> None:
        """The list as it is narrowed to; where its lines are the same nothing moves."""
        from ledger.tui.pages.claims import head_lines

        if (view := self.claims) is None:
            return
        stance, reach, key = self.stance, self.reach, self.ledger_app.key_of
        found = view.ids(stance=stance, reach=reach)
        if found != self._shown:
            stood, self._shown = self.table.row, found
            self.table.fill(found)
            if self.table.row != stood and self.about() is None:
                self.table.go(self.table.cursor + 1)  # to a claim, from the line of its publication
        self.table.forget()
        self.query_one("#tally", Drawn).show(
            lambda width: head_lines(view, width, key, stance=stance, reach=reach)
        )
        self._show_beside(keep=True)
        self.refresh_bindings()

    def rows(self, wanted: Sequence[str]) -> Mapping[str, Row]:
        """A line a claim, or a publication's."""
        from ledger.tui.pages.claims import claim_rows

        return claim_rows(self.claims, wanted) if self.claims is not None else {}

    # ---- one claim ----------------------------------------------------------------------------------

    @property
    def beside(self) -> bool:
        """Whether there is room for the claim with the list."""
        return bool(self.query_one("#claim").display)

    def _show_beside(self, *, keep: bool) -> None:
        from ledger.tui.pages.claims import claim_page

        if self.claims is not None and self.beside:
            blocks = claim_page(self.table.row, self.claims) if self.table.row is not None else []
            self.query_one("#claim", Sheet).show(blocks, keep=keep)

    def on_line_table_moved(self) -> None:
        """Another claim under the cursor."""
        self._show_beside(keep=False)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 Textual's signature
        """There may be room for the page now."""
        if self.is_mounted:
            self._show_beside(keep=True)

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """To the claim beside the list, or above it."""
        from ledger.tui.screens.claim import ClaimScreen

        if self.beside:
            self.set_focus(self.query_one("#claim", Sheet))
        elif self.claims is not None:
            self.app.push_screen(ClaimScreen(message.row))

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Open the question."""
        if question := question_of(message.leads):
            self.ledger_app.open_question(question)

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Back is from the page beside to the list; in the list the same key shows all again."""
        beside = self.query_one("#claim").has_focus
        if command is Back:
            return beside
        if command is AllClaims:
            return not beside and (self.stance or self.reach) is not None
        return super().may(command)

    def do_back(self) -> None:
        """To the list."""
        self.set_focus(self.table)

    def do_all_claims(self) -> None:
        """As if it had never been narrowed."""
        self.stance = self.reach = None
        self._show()

    def do_next_stance(self) -> None:
        """One stance at a time, then all again."""
        self.stance = STANCES[(STANCES.index(self.stance) + 1) % len(STANCES)]
        self._show()

    def do_next_verdict(self) -> None:
        """Those whose verdict goes so far, then all again."""
        self.reach = REACHES[(REACHES.index(self.reach) + 1) % len(REACHES)]
        self._show()
