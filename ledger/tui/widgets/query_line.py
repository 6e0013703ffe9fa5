"""The line a filter is typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

from ledger.tui.commands.command import bindings
from ledger.tui.commands.panes import ClearQuery, ToList
from ledger.tui.ink import safe

QUESTIONS = "/ words  tag: state: kind: family: from: ends<30d p>80%"

if TYPE_CHECKING:
    from textual.binding import BindingType


class QueryLine(Input):
    """Posts `Changed` while typing and `Left` on Enter, Escape or down."""

    HELP = (
        "The filter. Words stand in title, id, tags, statement, claim or asides. tag:eci state:open kind:date family:ID from:PUBLICATION "
        "by:me source:epoch stance:scenario ends<30d p>80% narrow further; - before a term turns it round; {query.leave} goes back to the list."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(ToList, ClearQuery)

    class Left(Message):
        """The reader goes back to the list."""

    def __init__(self, hint: str = QUESTIONS, *, named: str | None = None) -> None:
        super().__init__(placeholder=hint, id=named)

    def go_on_with(self, text: str) -> str:
        """A filter that was kept stands here again, and nobody is told; gives it as it stands."""
        with self.prevent(self.Changed):
            self.value = safe(text)
        return self.value

    def action_leave(self) -> None:
        """To the list."""
        self.post_message(self.Left())

    def action_clear_it(self) -> None:
        """Everything again."""
        self.value = ""
