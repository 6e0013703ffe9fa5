"""The terminal app: its screens, its keys, and the watch over a ledger that others write to."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.message import Message

from ledger.errors import LedgerError
from ledger.tui.commands.anywhere import TABS, GoTo, LookNow, NextQuestion, Undo
from ledger.tui.commands.command import Obeys
from ledger.tui.modes import BINDINGS, MODES, everything
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import SystemCommand
    from textual.screen import Screen

    from ledger.acts import Saved
    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.ink import Ink

WATCH_EVERY = 1.5
"""Seconds between two asks whether somebody wrote."""

REMEMBER_AFTER = 4.0
"""Seconds on screen before this counts as having looked; writing loads the tables, so it waits for a quiet moment."""


class LedgerApp(Obeys, App[str | None]):
    """Opens on Today, or on the welcome where there is no ledger yet. `ascii_only` draws with ASCII alone."""

    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "today"
    COMMANDS = {everything}
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (80, "-normal"),
        (112, "-wide"),
    ]
    MODES = MODES
    BINDINGS = BINDINGS
    tabs = TABS

    class Undone(Message):
        """A forecast was taken back."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Looked(Message):
        """What the watch saw: the data version, and what stands in the top line."""

        def __init__(self, version: int, aside: str, *, simulated: bool) -> None:
            super().__init__()
            self.version = version
            self.aside = aside
            self.simulated = simulated

    def __init__(self, desk: Desk, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.ascii_only = ascii_only
        self.simulated = False
        self.aside = ""
        self.last_saved: Saved | None = None
        self.revealed: set[str] = set()
        self.skipped: set[str] = set()
        self._version: int | None = None
        self._watched: Record | None = None
        self._watching = False
        self._one_hand = threading.Lock()
        self._left = False
        self._looked_at: int | None = None
        self._looked_known = False
        self._publications: Mapping[str, Publication] | None = None

    # ---- beginning ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Watch the ledger, from after the first paint on."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        gc.enable()
        self.ask_who_wrote()
        self.set_interval(WATCH_EVERY, self.ask_who_wrote)
        self.set_timer(REMEMBER_AFTER, self._remember)

    def ask_who_wrote(self) -> None:
        """Ask, in a worker, whether somebody wrote."""
        if not self._watching and self.desk.begun:
            self._watching = True
            self.run_worker(self._ask, thread=True, group="watch", exit_on_error=False)

    def _ask(self) -> None:
        from ledger.tui.views.watch import look_at

        try:
            # SQLite does not survive a connection that is closed under a query.
            with self._one_hand:
                if self._left:
                    return
                seen = look_at(self.desk, self._watched)
                self._watched = seen.record
        except LedgerError as error:
            self.post_message(Framed.Refused(str(error)))
        else:
            self.post_message(self.Looked(seen.version, seen.aside, simulated=seen.simulated))
        finally:
            self._watching = False

    def on_ledger_app_looked(self, message: Looked) -> None:
        """Tell the screen in front; when somebody wrote, it reads again."""
        wrote = self._version is not None and message.version != self._version
        self._version = message.version
        self.aside, self.simulated = message.aside, message.simulated
        if (front := self.front) is not None:
            front.told()
            if wrote:
                front.reload()

    def on_framed_refused(self, message: Framed.Refused) -> None:
        """What the watch could not do, said on the screen in front."""
        self.say(message.sentence, "bad")

    def on_ledger_app_undone(self, message: Undone) -> None:
        """Say so; the screen shows what is in force again."""
        self.say(message.sentence, "good")
        if (front := self.front) is not None:
            front.refresh_bindings()
            front.reload()

    def on_unmount(self) -> None:
        """Let the watched file go."""
        with self._one_hand:
            self._left = True
            if self._watched is not None:
                self._watched.close()

    # ---- when I last looked -------------------------------------------------------------------------

    def looked_at(self, record: Record) -> int | None:
        """When I last looked before this session, in microseconds UTC; asked by workers."""
        from ledger.tui.views.looking import last_looked

        if not self._looked_known:
            self._looked_at = last_looked(record)
            self._looked_known = True
        return self._looked_at

    def _remember(self) -> None:
        if self.desk.begun:
            self.run_worker(self._note_look, thread=True, group="remember", exit_on_error=False)

    def _note_look(self) -> None:
        from ledger.tui.views.looking import note_look

        with self.desk.journal() as journal:
            note_look(journal, self.desk.me)

    # ---- for the screens ----------------------------------------------------------------------------

    @property
    def front(self) -> Framed | None:
        """The framed screen in front; None below a panel, and when the app is closing."""
        stack = self.screen_stack
        return stack[-1] if stack and isinstance(stack[-1], Framed) else None

    def say(self, text: str, ink: Ink = "plain") -> None:
        """Show a sentence on the screen in front."""
        if (front := self.front) is not None:
            front.say(text, ink)

    def publications(self) -> Mapping[str, Publication]:
        """Who the publications are; read once, by workers."""
        if self._publications is None:
            from ledger.tui.views.publications import read_publications

            self._publications = read_publications(self.desk.settings)
        return self._publications

    def saved(self, saved: Saved) -> None:
        """A forecast is in the journal: it can be taken back for some minutes."""
        from ledger.acts import SLIP_FOR

        self.last_saved = saved
        self.ask_who_wrote()
        self.say(f"{saved.sentence} · z takes it back for {SLIP_FOR.seconds // 60} min", "good")
        self.screen.refresh_bindings()
        self.set_timer(SLIP_FOR.total_seconds(), self._bindings_changed)

    def enter(self, *, look: bool) -> None:
        """From the welcome to Today, with a first look at the sources if that is wanted."""
        from ledger.tui.screens.look import LookScreen

        self.switch_mode("today")
        if look:
            self.push_screen(LookScreen(at_once=True))

    def open_question(self, question: str, *, at: str | None = None) -> None:
        """The whole of one question, from a section on."""
        from ledger.tui.screens.question import QuestionScreen

        if isinstance(self.screen, QuestionScreen):
            self.pop_screen()
        self.push_screen(QuestionScreen(question, at=at))

    def forecast_on(self, question: str) -> None:
        """Forecast one question."""
        from ledger.tui.screens.forecast import ForecastScreen

        if not isinstance(self.screen, ForecastScreen):
            self.push_screen(ForecastScreen([question]))

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """Before there is a ledger only leaving and help work; undo only while something can be taken back."""
        if issubclass(command, GoTo | NextQuestion | LookNow) and not self.desk.begun:
            return False
        if issubclass(command, Undo):
            return self._undoable
        here = issubclass(command, GoTo) and self.current_mode == command.MODE
        return not (here and len(self.screen_stack) == 1)

    @property
    def _undoable(self) -> bool:
        if self.last_saved is None:
            return False
        from ledger.acts import slip_until

        return self.desk.clock.now() <= slip_until(self.last_saved)

    def _bindings_changed(self) -> None:
        self.screen.refresh_bindings()

    @on(GoTo)
    def go_to(self, command: GoTo) -> None:
        """Another screen; whatever was opened above this one is left."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(command.MODE)

    def do_next_question(self) -> None:
        """Forecast the next question that waits for me."""
        from ledger.tui.screens.forecast import ForecastScreen

        if not isinstance(self.screen, ForecastScreen):
            self.push_screen(ForecastScreen([]))

    def do_look_now(self) -> None:
        """Look at the sources now; the requests are listed first."""
        from ledger.tui.screens.look import LookScreen

        if not isinstance(self.screen, LookScreen):
            self.push_screen(LookScreen())

    def do_show_help(self) -> None:
        """What the focused thing can do."""
        from ledger.tui.screens.help import HelpScreen, help_of

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_of(self.screen)))

    def do_undo(self) -> None:
        """Take the last forecast back."""
        if self.last_saved is not None and (front := self.front) is not None:
            saved, self.last_saved = self.last_saved, None
            front.act(lambda: self.Undone(self._take_back(saved)), group="undo")

    def do_leave(self) -> None:
        """The app ends."""
        self.exit()

    def _take_back(self, saved: Saved) -> str:
        from ledger.acts import undo

        with self.desk.journal() as journal:
            return undo(journal, saved)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers besides the questions: the keys of the screen first."""
        from textual.app import SystemCommand

        from ledger.tui.everything import key_commands

        yield from key_commands(screen)
        yield SystemCommand("Screenshot", "an SVG file in the folder this was started in", self.keep_picture)
        yield from (one for one in super().get_system_commands(screen) if one.title == "Theme")

    def keep_picture(self) -> None:
        """Write the screen as an SVG into the current folder, and say where it is."""
        try:
            made = self.save_screenshot(path=str(Path.cwd()))
        except OSError as error:
            self.say(f"There is no screenshot: {error}", "bad")
        else:
            self.say(f"the screen is in {made}", "good")

    def action_help_quit(self) -> None:
        """Ctrl-C does not quit: name the key that does, the one the bottom line shows."""
        for below in self.screen.query(KeyLine):
            shown = below.keys()
            self.say(" · ".join(f"{key} quits" for key, does in shown if does == "Quit"), "warn")


class FirstRunApp(LedgerApp):
    """The app where there is no ledger yet."""

    DEFAULT_MODE = "welcome"


def app_for(desk: Desk, *, ascii_only: bool = False) -> LedgerApp:
    """The app for this home: on Today, or on the welcome."""
    return (LedgerApp if desk.begun else FirstRunApp)(desk, ascii_only=ascii_only)
