"""The terminal app: its screens, its keys, and the watch over a ledger that others write to."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from ledger.errors import LedgerError
from ledger.tui.keeping import FILE, Shelf
from ledger.tui.last_look import LastLook
from ledger.tui.modes import BINDINGS, MODES, TABS, everything
from ledger.tui.screens.framed import Framed
from ledger.tui.taking_back import TakingBack
from ledger.tui.themes import TERMINAL, Looks, no_theme, own_themes, theme_of
from ledger.tui.watching import Watch
from ledger.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import SystemCommand
    from textual.screen import Screen
    from textual.theme import Theme

    from ledger.acts import Saved
    from ledger.questions.publication import Publication
    from ledger.tui.desk import Desk
    from ledger.tui.ink import Ink

WATCH_EVERY = 1.5
"""Seconds between two asks whether somebody wrote."""

REMEMBER_AFTER = 4.0
"""Seconds on screen before this counts as having looked; writing loads the tables, so it waits for a quiet moment."""


class LedgerApp(App[str | None]):
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

    class Keys(Message):
        """The keys as the settings have them, and a sentence for each thing there that cannot be meant."""

        def __init__(self, keys: Mapping[str, str], wrong: Sequence[str]) -> None:
            super().__init__()
            self.keys = dict(keys)
            self.wrong = tuple(wrong)

    class Looked(Message):
        """What the watch saw: the data version, and what stands in the top line."""

        def __init__(self, version: int, aside: str, *, simulated: bool) -> None:
            super().__init__()
            self.version = version
            self.aside = aside
            self.simulated = simulated

    def __init__(self, desk: Desk, looks: Looks | None = None) -> None:
        wanted = looks or Looks()
        super().__init__(ansi_color=None if wanted.colours else True)
        self.animation_level = "none"
        self.desk = desk
        self.ascii_only = wanted.ascii_only or desk.settings.ascii_only
        self.shelf = Shelf(desk.settings.home / FILE)
        self._dress(wanted)
        self.simulated = False
        self.aside = ""
        self.slips = TakingBack(desk)
        self.watch_over = Watch(desk)
        self.last_look = LastLook(desk)
        self.revealed: set[str] = set()
        self.skipped: set[str] = set()
        self._publications: Mapping[str, Publication] | None = None

    def _dress(self, wanted: Looks) -> None:
        for theme in own_themes(light=wanted.light):
            self.register_theme(theme)
        self.asked_theme = wanted.theme or self.desk.settings.theme or ""
        chosen = "" if wanted.theme else self.shelf.theme(self.asked_theme)
        self.theme = theme_of(chosen, self.asked_theme) if wanted.colours else TERMINAL

    # ---- beginning ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Watch the ledger, from after the first paint on."""
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        gc.enable()
        self.ask_who_wrote()
        self.set_interval(WATCH_EVERY, self.ask_who_wrote)
        self.set_timer(REMEMBER_AFTER, self._remember)
        self.run_worker(self._read_settings, thread=True, group="settings", exit_on_error=False)

    def _read_settings(self) -> None:
        from ledger.tui.keymap import read_keymap

        settings = self.desk.settings
        keymap = read_keymap(settings.keymap, settings.home)
        wrong = (*filter(None, [no_theme(self.asked_theme)]), *keymap.problems)
        self.post_message(self.Keys(keymap.keys, wrong))

    def on_ledger_app_keys(self, message: Keys) -> None:
        """The keys as the settings have them; what cannot be meant is told once, and the rest holds."""
        self.set_keymap(message.keys)
        if message.wrong:
            from ledger.tui.screens.panel import told_in

            self.push_screen(told_in("Settings", message.wrong))

    def ask_who_wrote(self) -> None:
        """Ask, in a worker, whether somebody wrote."""
        if not self.watch_over.asking and self.desk.begun:
            self.watch_over.asking = True
            self.run_worker(self._ask, thread=True, group="watch", exit_on_error=False)

    def _ask(self) -> None:
        try:
            seen = self.watch_over.look()
        except LedgerError as error:
            self.post_message(Framed.Refused(str(error)))
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
        self.watch_over.end()

    def _remember(self) -> None:
        if self.desk.begun:
            self.run_worker(self.last_look.note, thread=True, group="remember", exit_on_error=False)

    def _theme_chosen(self, theme: Theme) -> None:
        self.shelf.choose(theme.name, self.asked_theme)

    def keep(self, screen: Framed) -> None:
        """What a screen keeps between two runs, written by a worker."""
        self.shelf.lay_front(self.current_mode, [screen])
        self.run_worker(self.shelf.write, thread=True, group="keep", exit_on_error=False)

    async def action_quit(self) -> None:
        """Leave; the next run goes on where this one ended."""
        self.shelf.lay_front(self.current_mode, [one for one in self.screen_stack if isinstance(one, Framed)])
        if self.desk.begun:
            await asyncio.to_thread(self.shelf.write)
        await super().action_quit()

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
        seconds = self.slips.keep(saved)
        self.ask_who_wrote()
        self.say(f"{saved.sentence} · z takes it back for {seconds // 60:.0f} min", "good")
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
            self.push_screen(ForecastScreen([question]))

    # ---- keys ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before there is a ledger only leaving and help work; undo only while something can be taken back."""
        if action in {"to", "next", "look"} and not self.desk.begun:
            return False
        if action == "undo":
            return self.slips.possible
        if action == "to" and parameters == (self.current_mode,) and len(self.screen_stack) == 1:
            return False
        return super().check_action(action, parameters)

    def _bindings_changed(self) -> None:
        self.screen.refresh_bindings()

    def action_to(self, mode: str) -> None:
        """Another screen; whatever was opened above this one is left."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(mode)

    def action_next(self) -> None:
        """Forecast the next question that waits for me."""
        from ledger.tui.screens.forecast import ForecastScreen

        if not isinstance(self.screen, ForecastScreen):
            self.push_screen(ForecastScreen([]))

    def action_look(self) -> None:
        """Look at the sources now; the requests are listed first."""
        from ledger.tui.screens.look import LookScreen

        if not isinstance(self.screen, LookScreen):
            self.push_screen(LookScreen())

    def action_help(self) -> None:
        """What the focused thing can do."""
        from ledger.tui.screens.help import HelpScreen, help_of

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_of(self.screen)))

    def action_undo(self) -> None:
        """Take the last forecast back."""
        if (front := self.front) is not None and (saved := self.slips.take()) is not None:
            front.act(lambda: self.Undone(self.slips.back(saved)), group="undo")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers besides the questions."""
        from ledger.tui.everything import commands

        themes = (one for one in super().get_system_commands(screen) if one.title == "Theme")
        return (*commands(self, screen), *themes)

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


def app_for(desk: Desk, looks: Looks | None = None) -> LedgerApp:
    """The app for this home: on the welcome where there is no ledger yet, else where the last run ended."""
    front = Shelf(desk.settings.home / FILE).front()
    mode = (front if front in MODES and front != "welcome" else "today") if desk.begun else "welcome"
    kind = type("OpeningApp", (LedgerApp,), {"DEFAULT_MODE": mode, "__module__": __name__})
    opened: LedgerApp = kind(desk, looks)
    return opened
