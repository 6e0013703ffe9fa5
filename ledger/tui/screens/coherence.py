"""Coherence: what contradicts among my forecasts, and the closest that go together; Enter says these, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ledger.tui.commands.coherence import LeaveCoherence, NextGroup, TakeClosest
from ledger.tui.commands.command import bindings
from ledger.tui.screens.one_sheet import OneSheet

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.acts import Saved
    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.views.coherence import Group
    from ledger.tui.widgets.sheet import Sheet


class CoherenceScreen(OneSheet):
    """Pushed above any screen; one group of forecasts at a time."""

    TAB = "Forecast"
    HELP = (
        "What contradicts among your forecasts on questions that one number decides, and the closest forecasts that do not. "
        "{coherence.take} says exactly those that are shown, {coherence.next} leaves these as they are and goes on, "
        "{coherence.back} goes back; nothing is recorded without {coherence.take}."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(TakeClosest, NextGroup, LeaveCoherence)

    class Came(Message):
        """What contradicts was worked out."""

        def __init__(self, groups: tuple[Group, ...], compared: int) -> None:
            super().__init__()
            self.groups = groups
            self.compared = compared

    class Said(Message):
        """The closest forecasts are in the journal."""

        def __init__(self, saved: tuple[Saved, ...]) -> None:
            super().__init__()
            self.saved = saved

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[Group, ...] = ()
        self._compared = 0
        self._at = 0

    @property
    def waiting(self) -> str:
        """For what contradicts."""
        return "Holding your forecasts against each other ..."

    @property
    def _group(self) -> Group | None:
        return self._groups[self._at] if self._at < len(self._groups) else None

    def reload(self) -> None:
        """Work it out again."""
        self.read(self._together)

    def _together(self, record: Record) -> Message:
        from ledger.tui.views.coherence import compared, read_coherence

        now_us, me = self.desk.now_us, self.desk.me
        return self.Came(read_coherence(record, now_us=now_us, me=me), compared(record, now_us=now_us, me=me))

    def on_coherence_screen_came(self, message: Came) -> None:
        """Show a group; the same where it is still one of them."""
        self._groups, self._compared = message.groups, message.compared
        self._at = min(self._at, max(0, len(self._groups) - 1))
        self._show()

    def _show(self) -> None:
        from ledger.tui.pages.coherence import coherence_blocks, nothing_blocks

        group = self._group
        some = coherence_blocks(group, self._at + 1, len(self._groups)) if group else None
        self.show(some or nothing_blocks(self._compared))

    def may(self, command: type[Command]) -> bool:
        """Saying needs what mends the group that is shown, going on another one."""
        if command is TakeClosest:
            return self._group is not None and bool(self._group.together.closest)
        return len(self._groups) > 1 if command is NextGroup else super().may(command)

    def do_next_group(self) -> None:
        """From the last to the first."""
        self._at = (self._at + 1) % len(self._groups)
        self._show()

    def do_take_closest(self) -> None:
        """Exactly what is shown, in a worker."""
        if (group := self._group) is not None:
            self.say("saving ...", "muted")
            self.act(lambda: self._mend(group))

    def _mend(self, group: Group) -> Message:
        from ledger.tui.deeds import mend

        return self.Said(mend(self.desk, group.seen, group.together.closest, group.reason))

    def on_coherence_screen_said(self, message: Said) -> None:
        """Say so; one alone can be taken back."""
        if len(message.saved) == 1:
            self.ledger_app.saved(message.saved[0])
        else:
            self.say(" · ".join(one.sentence for one in message.saved), "good")
            self.ledger_app.ask_who_wrote()
        self.reload()

    def do_leave_coherence(self) -> None:
        """To where it was opened from."""
        self.app.pop_screen()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """To a question that is to be said anew."""
        from ledger.tui.screens.entry import follow

        follow(self.ledger_app, message.leads)
