"""The terminal app: its screens, its keys, and the watch over a ledger that others write to."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, cast

from textual.message import Message

from ledger.errors import LedgerError
from ledger.tui.ahead import Ahead
from ledger.tui.at_home import AtHome
from ledger.tui.commands.anywhere import NEED_A_LEDGER, TITLED, GoTo, Undo
from ledger.tui.commands.command import Obeys, command_of
from ledger.tui.drafts import Drafts
from ledger.tui.keeping import FILE, Shelf
from ledger.tui.last_look import LastLook
from ledger.tui.modes import BINDINGS, MODES, everything
from ledger.tui.taking_back import TakingBack
from ledger.tui.themes import Looks
from ledger.tui.watching import Watch
from ledger.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import App, SystemCommand
    from textual.screen import Screen

    from ledger.acts import Saved
    from ledger.questions.publication import Publication
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.walk import Done
    from ledger.tui.widgets.title_line import TitleLine

WATCH_EVERY = 1.5
"""Seconds between two asks whether somebody wrote."""

REMEMBER_AFTER = 4.0
"""Seconds on screen before this counts as having looked; writing loads the tables, so it waits for a quiet moment."""


class LedgerApp(Obeys, AtHome):
    """Opens on Today, or on the welcome where there is no ledger yet. `ascii_only` draws with ASCII alone."""

    CSS_PATH = "app.tcss"
    ALLOW_IN_MAXIMIZED_VIEW = "TitleLine, SayLine, KeyLine"
    COMMANDS = {everything}
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (80, "-normal"),
        (112, "-wide"),
    ]
    MODES = MODES
    BINDINGS = BINDINGS

    class Undone(Message):
        """A forecast was taken back."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Looked(Message):
        """What the watch saw: the data version, and what stands in the top line."""

        def __init__(self, version: tuple[int, int], aside: str, *, simulated: bool) -> None:
            super().__init__()
            self.version = version
            self.aside = aside
            self.simulated = simulated

    class Lost(Message):
        """The watch could not look at the ledger; the sentence says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self, desk: Desk, looks: Looks | None = None, ahead: Ahead | None = None, *, opens_on: str = "today"
    ) -> None:
        self.DEFAULT_MODE = opens_on  # type: ignore[misc] # a class for each would cost as much as a widget
        super().__init__(desk, looks or Looks())
        self.ahead = ahead or Ahead()
        self.lost = False
        self.simulated = desk.simulated
        self.aside = ""
        self.slips = TakingBack(desk)
        self.watch_over = Watch(desk)
        self.last_look = LastLook(desk)
        self.revealed: set[str] = set()
        self.skipped: set[str] = set()
        self.drafts = Drafts(self.shelf)
        self.done: Mapping[str, Done] = {}
        self._publications: Mapping[str, Publication] | None = None

    # ---- beginning ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Watch the ledger, from after the first paint on."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not gc.isenabled():
            gc.freeze()  # what was loaded stays: looking through it for garbage would hold up the first rows
            gc.enable()
        self.ask_who_wrote()
        self.set_interval(WATCH_EVERY, self.ask_who_wrote)
        self.set_timer(REMEMBER_AFTER, self._remember)

    def ask_who_wrote(self) -> None:
        """Ask, in a worker, whether somebody wrote."""
        if not self.watch_over.asking and self.begun:
            self.watch_over.asking = True
            self.run_worker(self._ask, thread=True, group="watch", exit_on_error=False)

    def _ask(self) -> None:
        try:
            seen = self.watch_over.look()
        except LedgerError as error:
            self.post_message(self.Lost(str(error)))
        else:
            if seen is not None:
                self.post_message(self.Looked(seen.version, seen.aside, simulated=seen.simulated))
        finally:
            self.watch_over.asking = False

    def on_ledger_app_looked(self, message: Looked) -> None:
        """Tell the screen in front; when somebody wrote, it reads again."""
        wrote = self.watch_over.wrote(message.version)
        self.aside, self.simulated = message.aside, message.simulated
        if (front := self.front) is not None:
            front.told()
            if wrote:
                front.reload()
        if self.lost:
            self.lost = False
            self.say("the ledger can be read again", "good")

    def on_ledger_app_lost(self, message: Lost) -> None:
        """Say so once, on the screen in front; what is read meanwhile says it for itself."""
        if not self.lost:
            self.lost = True
            self.say(message.sentence, "bad")

    def on_ledger_app_undone(self, message: Undone) -> None:
        """Say so; the screen shows what is in force again."""
        more = f" · {self.key_of(Undo)} takes that back too" if self.slips.possible else ""
        self.say(f"{message.sentence}{more}", "good")
        if (front := self.front) is not None:
            front.refresh_bindings()
            front.reload()

    def on_unmount(self) -> None:
        """Let the watched file go."""
        self.watch_over.end()

    def _remember(self) -> None:
        if self.desk.begun:
            self.run_worker(self.last_look.note, thread=True, group="remember", exit_on_error=False)

    # ---- for the screens ----------------------------------------------------------------------------

    def publications(self) -> Mapping[str, Publication]:
        """Who the publications are; read once, by workers."""
        if self._publications is None:
            from ledger.tui.views.publications import read_publications

            self._publications = read_publications(self.desk.settings)
        return self._publications

    def saved(self, saved: Saved) -> None:
        """A forecast is in the journal: it can be taken back for some minutes."""
        seconds = self.slips.keep(saved)
        self.ask_who_wrote()
        self.say(f"{saved.sentence} · {self.key_of(Undo)} takes it back for {seconds // 60:.0f} min", "good")
        self.screen.refresh_bindings()
        self.set_timer(seconds, self._bindings_changed)

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
            self.push_screen(ForecastScreen(question))

    # ---- keys ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo keeps its key where there is nothing to take back: it is not offered, and says so."""
        can = super().check_action(action, parameters)
        return None if can is False and Undo.NAME in parameters and self.begun else can

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """As Textual's; what Undo's key says where it is not offered nobody else would say."""
        if await super()._check_bindings(key, priority):
            return True
        bound = None if priority else self.screen.active_bindings.get(key)
        if bound is None or bound.enabled or command_of(bound.binding.action) is not Undo:
            return False
        self.say(
            "nothing to take back: only what was forecast in the last minutes can be, and no withdrawal",
            "warn",
        )
        return True

    def may(self, command: type[Command]) -> bool:
        """Before there is a ledger only leaving and help work; undo only while something can be taken back."""
        if issubclass(command, NEED_A_LEDGER) and not self.begun:
            return False
        if issubclass(command, Undo):
            return self.slips.possible
        here = issubclass(command, GoTo) and self.current_mode == command.MODE
        return not (here and len(self.screen_stack) == 1)

    def _bindings_changed(self) -> None:
        self.screen.refresh_bindings()

    def do_go_to(self, command: GoTo) -> None:
        """Another screen; whatever was opened above this one is left."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(command.MODE)

    def on_title_line_wanted(self, message: TitleLine.Wanted) -> None:
        """What a title in the top line stands for."""
        command = TITLED[message.title]
        if self.may(command):
            self.post_message(command())

    def do_next_question(self) -> None:
        """Forecast the next question that waits for me."""
        from ledger.tui.screens.forecast import ForecastScreen

        if not isinstance(self.screen, ForecastScreen):
            self.push_screen(ForecastScreen())

    def do_look_now(self) -> None:
        """Look at the sources now; the requests are listed first."""
        from ledger.tui.screens.look import LookScreen

        if not isinstance(self.screen, LookScreen):
            self.push_screen(LookScreen())

    def do_take_files(self) -> None:
        """Take in what the question files say; it is shown first."""
        from ledger.tui.screens.files import FilesScreen

        if not isinstance(self.screen, FilesScreen):
            self.push_screen(FilesScreen())

    def do_mend_together(self) -> None:
        """What contradicts among my forecasts, and the closest that go together."""
        from ledger.tui.screens.coherence import CoherenceScreen

        if not isinstance(self.screen, CoherenceScreen):
            self.push_screen(CoherenceScreen())

    def do_jump(self) -> None:
        """A letter on every place; the one that is typed is gone to."""
        from ledger.tui.screens.jump import JumpScreen, Target, targets

        def there(target: Target | None) -> None:
            if target is not None:
                target.go()

        self.push_screen(JumpScreen(targets(self.screen)), there)

    def do_zoom(self) -> None:
        """The focused pane alone, or everything again."""
        if self.screen.maximized is not None:
            self.screen.minimize()
        elif self.screen.focused is not None:
            self.screen.maximize(self.screen.focused, container=False)

    def do_show_help(self) -> None:
        """What the focused thing can do."""
        from ledger.tui.screens.help import HelpScreen, help_of

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_of(self.screen)))

    def do_undo(self) -> None:
        """Take the last forecast back."""
        if (front := self.front) is not None and (saved := self.slips.take()) is not None:
            before = saved.uncorrected
            front.undid(saved.question, before.sentence if before is not None else None)
            front.act(lambda: self.Undone(self.slips.back(saved)), group="undo")

    async def do_leave(self) -> None:
        """The app ends."""
        await self.action_quit()

    def action_command_palette(self) -> None:
        """The palette."""
        from ledger.tui.everything import Palette

        if not Palette.is_open(cast("App[object]", self)):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers besides the questions."""
        from ledger.tui.everything import commands

        themes = (one for one in super().get_system_commands(screen) if one.title == "Theme")
        return (*commands(self, screen), *themes)

    def action_help_quit(self) -> None:
        """Ctrl-C does not quit: name the key that does, the one the bottom line shows."""
        for below in self.screen.query(KeyLine):
            shown = below.keys()
            self.say(" · ".join(f"{key} quits" for key, does in shown if does == "Quit"), "warn")


def app_for(desk: Desk, looks: Looks | None = None, ahead: Ahead | None = None) -> LedgerApp:
    """The app for this home: on the welcome where there is no ledger yet, else where the last run ended."""
    front = Shelf(desk.settings.home / FILE).front()
    mode = (front if front in MODES and front != "welcome" else "today") if desk.begun else "welcome"
    return LedgerApp(desk, looks, ahead, opens_on=mode)
