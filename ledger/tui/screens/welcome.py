"""The first run: make a ledger, take the questions, look at their sources, and on to Today."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from ledger.questions.units import counted
from ledger.tui.blocks import GAP, Block, Words
from ledger.tui.commands.anywhere import Leave
from ledger.tui.commands.beginning import ForecastFirst, LookFirst, LookLater, MakeLedger, SeeDemo
from ledger.tui.commands.command import bindings, named_key
from ledger.tui.ink import line
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.settings import Settings
    from ledger.tui.commands.command import Command
    from ledger.tui.views.beginning import Begun


class WelcomeScreen(Framed):
    """Three steps: where, what was taken, whether to look now."""

    CSS_PATH = "../fields.tcss"

    HELP = (
        "There is no ledger here yet. {welcome.make} makes one; everything you write stays in that folder. {welcome.demo} shows a demo with "
        "invented data first. Tab goes to your name, which stands on your forecasts."
    )
    AUTO_FOCUS: ClassVar[str | None] = "#welcome"
    BINDINGS: ClassVar[list[BindingType]] = bindings(MakeLedger, SeeDemo, LookFirst, LookLater, ForecastFirst)

    class Made(Message):
        """The ledger is there, with its questions."""

        def __init__(self, begun: Begun) -> None:
            super().__init__()
            self.begun = begun

    def __init__(self) -> None:
        super().__init__()
        self._making = False
        self._begun: Begun | None = None

    def body(self) -> Iterable[Widget]:
        """The words and the name."""
        yield Sheet(_hello(self.desk.settings), named="welcome")
        yield Input(value=self.desk.me, placeholder="your name on forecasts", id="name")
        yield Vertical(id="rest")

    def may(self, command: type[Command]) -> bool:
        """Making comes first, looking after it."""
        if issubclass(command, MakeLedger | SeeDemo):
            return not self._making and self._begun is None
        return self._begun is not None

    def do_make_ledger(self) -> None:
        """Make the ledger and take the questions, in a worker."""
        if self._making:
            return
        self._making = True
        name = self.query_one("#name", Input).value.strip() or self.desk.me
        self.say("making a ledger, taking the questions ...", "muted")
        self.refresh_bindings()
        self.act(lambda: self.Made(self._begin(name)), group="begin")

    def _begin(self, name: str) -> Begun:
        from ledger.tui.views.beginning import begin

        return begin(self.desk, name)

    def on_framed_refused(self, message: Framed.Refused) -> None:
        """Say why not; it can be tried again."""
        self._making = False
        self.say(message.sentence, "bad")
        self.refresh_bindings()

    def on_welcome_screen_made(self, message: Made) -> None:
        """Say what was taken, and ask whether to look."""
        self._begun = message.begun
        self.ledger_app.desk = self.desk.at(message.begun.settings)
        self.query_one("#name", Input).display = False
        sheet = self.query_one("#welcome", Sheet)
        sheet.show(_taken(message.begun))
        self.set_focus(sheet)
        self.say("")
        self.refresh_bindings()

    def do_look_first(self) -> None:
        """On to Today, by way of the sources."""
        self.ledger_app.enter(look=True)

    def do_look_later(self) -> None:
        """On to Today."""
        self.ledger_app.enter(look=False)

    def do_forecast_first(self) -> None:
        """On to the first question; Today is behind it."""
        self.ledger_app.enter(look=False)
        self.ledger_app.do_next_question()

    def do_see_demo(self) -> None:
        """Leave for the demo."""
        self.ledger_app.exit("demo")


def _hello(settings: Settings) -> list[Block]:
    return [
        GAP,
        Words(line(("No ledger yet.", "strong"))),
        GAP,
        Words(line(named_key(MakeLedger), f"  make one in {settings.home}"), 7),
        Words(line(named_key(SeeDemo), "      look at the demo (invented data)"), 7),
        Words(line(named_key(Leave), "      leave"), 7),
        GAP,
        Words(line("Your name on forecasts ", ("(", "muted"), ("Tab", "key"), (" goes there):", "muted"))),
    ]


def _taken(begun: Begun) -> list[Block]:
    blocks: list[Block] = [
        GAP,
        Words(line(("A new ledger in ", "plain"), (str(begun.settings.home), "strong"))),
        Words(
            line(
                f"{counted(begun.questions, 'question')} {'was' if begun.questions == 1 else 'were'} taken"
                + (f" from {begun.titles}." if begun.titles else ".")
            )
        ),
    ]
    if begun.problems:
        blocks.append(
            Words(
                line(
                    (
                        f"{counted(begun.problems, 'problem')} in question files; fledger check lists them.",
                        "warn",
                    )
                )
            )
        )
    asked = f"Look at their sources now? {begun.requests}" if begun.requests else "No source needs a look."
    return [
        *blocks,
        GAP,
        Words(line((asked, "strong"))),
        Words(line(named_key(LookFirst), "  look now, so that values stand beside the questions"), 3),
        Words(line(named_key(LookLater), "  not now, on to Today"), 3),
        Words(line(named_key(ForecastFirst), "  say at once how likely the first one is"), 3),
    ]
