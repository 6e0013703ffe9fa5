"""What a command is: a key, its name in the bottom line, and what the palette and the help say of it.

A key posts its command to the screen or the app that offers it, which answers with `do_` and the command's name:
`Withdraw` is answered by `do_withdraw`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.events import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.message_pump import MessagePump

    from ledger.tui.ink import Span

_BY_NAME: dict[str, type[Command]] = {}
WHILE_TYPING = ".typing"
"""Behind a command's name: its key while a field has the focus."""


class Command(Event, bubble=False):
    """One thing that can be done. A subclass with a `NAME` is one; one without is what several have in common."""

    NAME: ClassVar[str] = ""
    """What a keymap calls it: the screen, a full stop, what it does. For ever."""
    KEYS: ClassVar[str] = ""
    """Textual's names of the keys, with commas."""
    TYPING: ClassVar[str] = ""
    """The key that does the same while a field has the focus, where letters are text. A keymap adds `.typing`."""
    SAYS: ClassVar[str] = ""
    """A word or two for the bottom line."""
    TELLS: ClassVar[str] = ""
    """What stands beside it in the palette and the help."""
    SHOWN: ClassVar[bool] = True
    """Whether the bottom line has it."""
    STAYS: ClassVar[bool] = False
    """Whether the bottom line has it where others find no room: the ways to help, back and out."""
    SHOWS_AS: ClassVar[str | None] = None
    """How its key is written; None: as Textual writes it."""
    ACTION: ClassVar[str] = ""
    """The action of a list or a field that its key does there; empty: the key posts the command."""
    FIRST: ClassVar[bool] = False
    """Whether it comes before what has the focus."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__(bubble=False)
        cls.handler_name = "do_" + cls.handler_name.removeprefix("on_")
        if cls.__dict__.get("NAME"):
            _BY_NAME[cls.NAME] = cls


class ToField(Command):
    """To a line that is typed into. It comes first, so that what is typed ahead of the answer is in the line; not while one is typed into."""

    FIRST: ClassVar[bool] = True


def bindings(*commands: type[Command]) -> list[BindingType]:
    """The keys of commands, for a screen or the app."""
    return [binding for command in commands for binding in _keys(command)]


def _keys(command: type[Command]) -> list[Binding]:
    key = Binding(
        command.KEYS,
        command.ACTION or f"post('{command.NAME}')",
        command.SAYS,
        show=command.SHOWN,
        key_display=command.SHOWS_AS,
        priority=command.FIRST,
        id=command.NAME,
    )
    if not command.TYPING:
        return [key]
    return [
        key,
        Binding(command.TYPING, key.action, key.description, show=key.show, id=f"{key.id}{WHILE_TYPING}"),
    ]


def key_of(command: type[Command], own: Mapping[str, str]) -> str:
    """The first key of a command, as it is with these keys of one's own."""
    return own.get(command.NAME, command.SHOWS_AS or command.KEYS).partition(",")[0]


def named_key(command: type[Command], *, typing: bool = False) -> Span:
    """The key of a command within a page, which knows nothing of anybody's keys: where it is shown, it is written as it is there.

    While `typing` in a field it may be another.
    """
    return f"{{{command.NAME}{WHILE_TYPING if typing else ''}}}", "key"


def written(span: Span, own: Mapping[str, str]) -> Span:
    """The span; of one that names a key, the key as it is with these keys of one's own."""
    text, ink = span
    if ink != "key" or text[:1] != "{":
        return span
    name = text[1:-1]
    command = _BY_NAME.get(name.removesuffix(WHILE_TYPING))
    if command is None:
        return span
    if not name.endswith(WHILE_TYPING):
        return key_of(command, own), ink
    return own.get(name, command.TYPING).replace("ctrl+", "^"), ink  # as the bottom line writes it


def command_of(action: str) -> type[Command] | None:
    """The command that an action of a key posts; None for the keys of a list or a field."""
    return _BY_NAME.get(action.removeprefix("post('").removesuffix("')"))


class Obeys:
    """What a screen, a panel or the app needs to have commands. Stands before Textual's class among the bases."""

    def may(self, command: type[Command]) -> bool:  # noqa: ARG002 what can do everything always need not ask which
        """Whether the command can be done now; the bottom line, the palette and the help leave out what cannot."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that cannot be done now is not offered."""
        if action == "post":
            command = _BY_NAME[str(parameters[0])]
            return not (issubclass(command, ToField) and self._typing) and self.may(command)
        return cast("bool | None", super().check_action(action, parameters))  # type: ignore[misc]

    @property
    def _typing(self) -> bool:
        from textual.widgets import Input

        return isinstance(getattr(self, "focused", None), Input)

    async def action_post(self, name: str) -> None:
        """What the command asks for, done before the next key is read: what is typed ahead goes where it was meant to."""
        await cast("MessagePump", self).on_event(_BY_NAME[name]())
