"""How the app is at home with a person: the theme, keys of one's own, and what is kept between two runs."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.message import Message
from textual.widgets import Input

from ledger.tui.commands.anywhere import tabs
from ledger.tui.commands.command import key_of
from ledger.tui.commands.panes import ClearQuery
from ledger.tui.ink import safe
from ledger.tui.keeping import FILE, Shelf
from ledger.tui.screens.framed import Framed
from ledger.tui.styles_once import StylesOnce
from ledger.tui.themes import TERMINAL, no_theme, own_themes, theme_of
from ledger.tui.widgets.say_line import always
from ledger.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.theme import Theme
    from textual.widget import Widget

    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.ink import Ink
    from ledger.tui.themes import Looks
    from ledger.tui.widgets.say_line import Holds


END_IT = ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
"""The signals that ask a program to end; a system need not know all of them."""

SHELLS_ADD = 128
"""To the number of a signal, for the code of a program that it ended."""


def picture_name(desk: Desk) -> str:
    """What a picture of the screen is called: by the day and the second on the reader's clock."""
    return f"fledger-{desk.clock.now().astimezone(desk.zone):%Y-%m-%d-%H%M%S}.svg"


class AtHome(App[str | None]):
    """Takes the settings of the desk's home, after the first paint where they need not be there before."""

    TITLE = "fledger"

    _colours: dict[str, dict[str, str]] | None = None

    class Keys(Message):
        """The keys as the settings have them, and a sentence for each thing there that cannot be meant."""

        def __init__(self, keys: Mapping[str, str], wrong: Sequence[str]) -> None:
            super().__init__()
            self.keys = dict(keys)
            self.wrong = tuple(wrong)

    def __init__(self, desk: Desk, looks: Looks) -> None:
        super().__init__(ansi_color=None if looks.colours else True)
        self.animation_level = "none"
        self._ends_with = 0
        self.desk = desk
        self._begun = False
        self.ascii_only = looks.ascii_only or desk.settings.ascii_only
        self.keys: Mapping[str, str] = {}
        self.shelf = Shelf(desk.settings.home / FILE)
        self._dress(looks)

    def _dress(self, looks: Looks) -> None:
        for theme in own_themes(light=looks.light):
            self.register_theme(theme)
        self.asked_theme = looks.theme or self.desk.settings.theme or ""
        chosen = "" if looks.theme else self.shelf.theme(self.asked_theme)
        self.theme = theme_of(chosen, self.asked_theme) if looks.colours else TERMINAL
        self._colours = {}
        self.stylesheet = StylesOnce(variables=self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Worked out once a theme: Textual asks for them whenever it looks at its styles. None before the app has its own."""
        if (known := self._colours) is None:
            return {}
        if self.theme not in known:
            known[self.theme] = super().get_css_variables()
        self.theme_variables = known[self.theme]
        return self.theme_variables

    async def on_event(self, event: events.Event) -> None:
        """Whatever is pasted is cleaned: a field paints its text as it is. A key for a field does its work before the next is read."""
        if isinstance(event, events.Paste):
            event.text = safe(event.text)
        if isinstance(event, events.Key) and not event.is_forwarded and (field := self._typed_into):
            await self._type(field, event)
        else:
            await super().on_event(event)

    @property
    def _typed_into(self) -> Widget | None:
        """The field that has the focus; None while nothing can be typed, and where a pane has all the room."""
        from ledger.tui.widgets.options_field import OptionsField

        field = self.focused if self.app_focus and self.screen.maximized is None else None
        return field if isinstance(field, Input | OptionsField) else None

    async def _type(self, field: Widget, key: events.Key) -> None:
        """What Textual does with a key, in the same order, but without a queue between it and the field: there a burst
        of keys is all for the field that had the focus when it began.
        """
        if await self._check_bindings(key.key, priority=True):
            return
        key._set_forwarded()  # noqa: SLF001 Textual has no public way to hand a key to a widget
        if field.check_consume_key(key.key, key.character):
            await field.on_event(key)
        else:
            await self._check_bindings(key.key)

    def on_mount(self) -> None:
        """Take up the keys, after the first paint; most settings have none."""
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        if not self.is_headless:
            self._heed()
        if self.desk.settings.keymap or no_theme(self.asked_theme):
            self.call_after_refresh(
                self.run_worker, self._read_settings, thread=True, group="settings", exit_on_error=False
            )

    def _read_settings(self) -> None:
        from ledger.tui.keymap import read_keymap

        settings = self.desk.settings
        keymap = read_keymap(settings.keymap, settings.home)
        wrong = (*filter(None, [no_theme(self.asked_theme)]), *keymap.problems)
        self.post_message(self.Keys(keymap.keys, wrong))

    def on_at_home_keys(self, message: Keys) -> None:
        """The keys as the settings have them; what cannot be meant is told once, and the rest holds."""
        from ledger.tui.widgets.sheet import Sheet

        self.keys = message.keys
        self.set_keymap(message.keys)
        for screen in self.screen_stack:
            for top in screen.query(TitleLine):
                top.offer(self.tabs)
            for page in screen.query(Sheet):
                page.lay_again()
        if message.wrong:
            from ledger.tui.screens.panel import told_in

            self.push_screen(told_in("Settings", message.wrong))

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
        self.exit(return_code=self._ends_with)

    def _heed(self) -> None:
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # a system without signals
            for told in (each for each in signal.Signals if each.name in END_IT):
                loop.add_signal_handler(told, self._told_to_end, told)

    def _told_to_end(self, told: signal.Signals) -> None:
        """Leave as by a key, so that the terminal is as it was; the code says what ended the program, as a shell writes it."""
        self._ends_with = SHELLS_ADD + told
        self.call_later(self.action_quit)

    @property
    def begun(self) -> bool:
        """Whether there is a ledger, or was in this run: one that vanished is told of, not begun anew."""
        self._begun = self._begun or self.desk.begun
        return self._begun

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """(key, title) of the top line."""
        return tabs(self.keys)

    def key_of(self, command: type[Command]) -> str:
        """The key of a command, as it is here."""
        return key_of(command, self.keys)

    def way_to_all(self, to_field: type[Command]) -> str:
        """How a list that is narrowed to nothing shows all again."""
        return f"{self.key_of(to_field)} and {self.key_of(ClearQuery)} there show all again."

    @property
    def front(self) -> Framed | None:
        """The framed screen in front; None below a panel, and when the app is closing."""
        stack = self.screen_stack
        return stack[-1] if stack and isinstance(stack[-1], Framed) else None

    def say(self, text: str, ink: Ink = "plain", *, holds: Holds = always) -> None:
        """Show a sentence on the screen in front, for as long as it `holds`."""
        if (front := self.front) is not None:
            front.say(text, ink, holds=holds)

    def keep_picture(self) -> None:
        """Write the screen as an SVG into the current folder, and say where it is."""
        try:
            made = self.save_screenshot(picture_name(self.desk), path=str(Path.cwd()))
        except OSError as error:
            self.say(f"There is no screenshot: {error}", "bad")
        else:
            self.say(f"the screen is in {made}", "good")
