"""Today: the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ledger.tui.screens.one_sheet import SheetThatStays

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.tui.views.standing import Doing
    from ledger.tui.views.today import TodayView


class TodayScreen(SheetThatStays):
    """What changed, what moved, what waits, what ends next, how I am doing."""

    TAB = "Today"
    HELP = (
        "Today: what changed since you last looked, values that moved past your forecast, what waits for you, what ends "
        "next. {app.next} walks through the questions without your forecast; {app.look} looks at the sources now; "
        "{app.coherence} mends what contradicts among your forecasts."
    )

    class Came(Message):
        """The view was read."""

        def __init__(self, view: TodayView) -> None:
            super().__init__()
            self.view = view

    class Stands(Message):
        """How I am doing was worked out."""

        def __init__(self, doing: Doing) -> None:
            super().__init__()
            self.doing = doing

    class Together(Message):
        """How many of my forecasts contradict each other was worked out."""

        def __init__(self, contradictions: int) -> None:
            super().__init__()
            self.contradictions = contradictions

    def __init__(self) -> None:
        super().__init__()
        self._contradictions = 0
        self._view: TodayView | None = None
        self._doing: Doing | None = None
        self._looked_at: int | None = None

    @property
    def waiting(self) -> str:
        """For everything."""
        return "Reading the ledger ..."

    def row_of(self, question: str) -> QuestionRow | None:
        """As it was read."""
        read = [one.rows for one in (self._view, self._doing) if one is not None]
        return next((rows[question] for rows in read if question in rows), None)

    def reload(self) -> None:
        """Read everything again."""
        if self.ledger_app.begun:
            self.call_after_refresh(self.read, self._today)

    def _today(self, record: Record) -> Message:
        from ledger.tui.views.today import read_today

        now, me, app = self.desk.now_us, self.desk.me, self.ledger_app
        looked_at, drafts = app.last_look.before(record), app.drafts.kept
        return self.Came(read_today(record, now_us=now, me=me, looked_at=looked_at, drafts=drafts))

    def on_today_screen_came(self, message: Came) -> None:
        """Show it; then work out how I am doing, which takes longer."""
        self._view = message.view
        self._show()
        self.read(self._together, group="together")
        if message.view.standing.get("resolved"):
            self.read(self._how, group="standing")

    def _together(self, record: Record) -> Message:
        from ledger.standing.family import held_together

        found = held_together(record, now_us=self.desk.now_us, me=self.desk.me)
        return self.Together(len(found.contradictions))

    def on_today_screen_together(self, message: Together) -> None:
        """Say what contradicts; nothing where all goes together."""
        if message.contradictions != self._contradictions:
            self._contradictions = message.contradictions
            self._show()

    def _how(self, record: Record) -> Message:
        from ledger.tui.views.standing import read_doing

        return self.Stands(read_doing(record, now_us=self.desk.now_us, me=self.desk.me))

    def on_today_screen_stands(self, message: Stands) -> None:
        """Add how I am doing."""
        self._doing = message.doing
        self._show()

    def on_resize(self) -> None:
        """More of it where there is more room."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if (view := self._view) is None:
            return
        from ledger.tui.pages.today import today_blocks

        self.show(
            today_blocks(
                view,
                doing=self._doing,
                contradictions=self._contradictions,
                zone=self.desk.zone,
                ascii_only=self.ledger_app.ascii_only,
                room=self.sheet.size.height,
            )
        )
