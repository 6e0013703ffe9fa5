"""The panel of saved views: take one up, save the list as it is, forget one's own."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

from ledger.errors import LedgerError
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.command import bindings, named_key
from ledger.tui.commands.lists import ForgetView, SaveView
from ledger.tui.ink import line
from ledger.tui.screens.panel import Panel
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.record.questions import Order
    from ledger.saved_views import SavedView
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk


class ViewsPanel(Panel["SavedView"]):
    """Closes with the view to take up. `query` and `order` are what would be saved."""

    HELP = (
        "Saved views. Enter takes one up. {views.save} saves the list as it is now under a name; {views.forget} forgets one of yours. They stand in "
        "views.toml in the home, and fledger questions --view takes them, too."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(SaveView, ForgetView)

    class Known(Message):
        """The views as they stand now, or the sentence that says why they cannot be read."""

        def __init__(self, views: tuple[SavedView, ...], refused: str = "") -> None:
            super().__init__()
            self.views = views
            self.refused = refused

    def __init__(self, desk: Desk, query: str, order: Order) -> None:
        super().__init__([heading("Saved views")])
        self.desk = desk
        self.query_text = query
        self.order = order
        self._views: tuple[SavedView, ...] = ()
        self._at_once = Lock()

    def fields(self) -> Iterable[Widget]:
        """A line for a name, shown while one is asked for."""
        yield Input(placeholder="a name for this view, then Enter", id="name")

    def on_mount(self) -> None:
        """No name is asked for yet."""
        self.query_one("#name", Input).display = False
        self._read()

    def may(self, command: type[Command]) -> bool:
        """Only one's own can be forgotten."""
        return command is not ForgetView or (self._under_cursor is not None and self._under_cursor.own)

    @property
    def _under_cursor(self) -> SavedView | None:
        leads = self.query_one("#panel-page", Sheet).leads if self.is_mounted else None
        return next((view for view in self._views if leads == view.name), None)

    def _read(self, after: Callable[[], object] = lambda: None) -> None:
        """Read them in a thread, `after` something was done to them; one thing is done after the other."""
        self.run_worker(lambda: self._known(after), thread=True, group="views", exit_on_error=False)

    def _known(self, after: Callable[[], object]) -> None:
        from ledger.saved_views import saved_views

        try:
            with self._at_once:
                after()
                known = self.Known(saved_views(self.desk.settings.home))
        except LedgerError as error:
            known = self.Known((), str(error))
        self.post_message(known)

    def on_views_panel_known(self, message: Known) -> None:
        """Show them."""
        self._views = message.views
        if message.refused:
            self.show([heading("Saved views"), Words(line((message.refused, "bad")))])
        else:
            self.show(views_blocks(self._views, self.query_text))
        self.refresh_bindings()

    def do_save_view(self) -> None:
        """Ask for a name."""
        name = self.query_one("#name", Input)
        name.display = True
        self.set_focus(name)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Save the list as it is."""
        from ledger.saved_views import save_view

        name, message.input.display = message.value, False
        self._read(lambda: save_view(self.desk.settings.home, name, self.query_text, self.order))
        self.set_focus(self.query_one("#panel-page", Sheet))

    def do_forget_view(self) -> None:
        """One's own is no more."""
        from ledger.saved_views import forget_view

        if view := self._under_cursor:
            self._read(lambda: forget_view(self.desk.settings.home, view.name))

    def on_sheet_moved(self) -> None:
        """Other keys may work on another line."""
        self.refresh_bindings()

    def on_sheet_chosen(self) -> None:
        """Take it up, once it is known."""
        if view := self._under_cursor:
            self.dismiss(view)


def views_blocks(views: Iterable[SavedView], query: str) -> list[Block]:
    """A line a view; `query` is what n would save."""
    lines = [
        Pair(
            line((view.name, "strong" if view.own else "plain")),
            line((view.query or "no filter", "muted"), ("  yours" if view.own else "", "mine")),
            leads=view.name,
        )
        for view in views
    ]
    return [
        heading("Saved views", "Enter takes one up"),
        *lines,
        GAP,
        quiet(named_key(SaveView), f" saves this list: {query or 'no filter'}"),
    ]
