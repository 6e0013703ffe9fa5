"""The panel of one act of a reviewer: what it means, what it will write, what it asks; Enter writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ledger.tui.answer_fields import asks, outcome_forms, wrong_field
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.reviewing import WriteIt
from ledger.tui.ink import line
from ledger.tui.pages.review import move_blocks, sentences
from ledger.tui.screens.panel import Panel
from ledger.tui.wording import SIM, outcome_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.tui.commands.reviewing import Decide
    from ledger.tui.desk import Desk
    from ledger.tui.review_deeds import Tried
    from ledger.tui.views.review import Case

STAYS = "It stays in the record: there is no undo. Escape writes nothing."
TAKES_SCORES_AWAY = frozenset({"annul", "ambiguous", "withdraw"})
HASH_START = 12


class ActPanel(Panel[str]):
    """Closes with the sentence of what was done, or with nothing. It acts on what its case shows, and on nothing that came after."""

    HELP = "Tab goes from field to field. Enter goes on, and writes once every field that is needed has something in it."
    BINDINGS: ClassVar[list[BindingType]] = bindings(WriteIt)

    class Done(Message):
        """It is in the journal."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class WouldDo(Message):
        """What it would do, for these texts."""

        def __init__(self, typed: dict[str, str], tried: Tried) -> None:
            super().__init__()
            self.typed = typed
            self.tried = tried

    def __init__(self, desk: Desk, case: Case, act: type[Decide]) -> None:
        super().__init__(act_blocks(case, act))
        self.desk = desk
        self.case = case
        self.decide = act
        self.asks = asks(case.question, act)
        self._shown: dict[str, str] | None = None
        self._busy = False

    def fields(self) -> Iterable[Widget]:
        """A line for each thing it asks."""
        for asked in self.asks:
            with Horizontal(classes="asked"):
                yield Static(asked.label, markup=False, classes="label")
                yield Input(placeholder=asked.hint, id=f"asked-{asked.name}")

    def on_mount(self) -> None:
        """Type at once."""
        for field in self.query(Input):
            self.set_focus(field)
            break

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {asked.name: self._field(asked.name).value for asked in self.asks}

    def _field(self, name: str) -> Input:
        return self.query_one(f"#asked-{name}", Input)

    def do_write_it(self) -> None:
        """To the next field; from the last one, or once all is there: show what it would do, or write it."""
        names = [asked.name for asked in self.asks]
        here = next((at for at, name in enumerate(names) if self._field(name) is self.focused), len(names))
        if wrong := wrong_field(self.case.question, self.decide, self.typed()):
            field, sentence = wrong
            self.set_focus(self._field(field))
            self._tell(sentence)
            return
        if here < len(names) - 1:
            self.set_focus(self._field(names[here + 1]))
            return
        missing = [asked for asked in self.asks if asked.needed and not self._field(asked.name).value.strip()]
        if missing:
            self.set_focus(self._field(missing[0].name))
            self._tell(f"This needs something in the field {missing[0].label!r}: {missing[0].hint}.")
        elif not self._busy:
            self._start(self.typed())

    def _start(self, typed: dict[str, str]) -> None:
        self._busy = True
        trying = self.decide.TRIES and self._shown != typed
        self.work(lambda: self._do(typed, trying=trying))

    def _do(self, typed: dict[str, str], *, trying: bool) -> Message:
        from ledger.tui.review_deeds import Meant, do, tried

        case, criteria = self.case, sentences(self.case.question.criteria)
        meant = Meant(self.decide.ACT, case.row.id, case.seen, case.amendment, typed, criteria)
        return self.WouldDo(typed, tried(self.desk, meant)) if trying else self.Done(do(self.desk, meant))

    def on_act_panel_done(self, message: Done) -> None:
        """Close with what was done."""
        self.dismiss(message.sentence)

    def on_act_panel_would_do(self, message: WouldDo) -> None:
        """Show it; the same texts once more write it."""
        self._busy, self._shown = False, message.typed
        told = f"{message.tried.sentence}. Enter again writes it."
        self.show([heading(self.decide.SAYS), Words(line((told, "warn"))), *move_blocks(message.tried.moves)])

    def failed(self, sentence: str) -> None:
        """It can be tried again."""
        self._busy = False
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self.show([Words(line((f"! {sentence}", "bad"))), GAP, *act_blocks(self.case, self.decide)])


def act_blocks(case: Case, act: type[Decide]) -> list[Block]:
    """What an act is about, what it means, what it will write, and who moves by it."""
    return [
        heading(f"{act.SAYS}: {case.row.title}"),
        *_about(case, act),
        Words(line((f"writes, by {case.me}: ", "muted"), f"{act.WRITES}.")),
        Words(line((STAYS, "warn"))),
        *_moves(case, act),
        *_criteria(case, act),
    ]


def _about(case: Case, act: type[Decide]) -> Iterator[Block]:
    one = case.before_us
    if one is None or act.ACT in {"answer", "correct", "withdraw", "accept"}:
        yield Words(line((act.TELLS, "muted")))
        return
    sim = (SIM,) if case.simulated and one.outcome else ()
    outcome = outcome_text(one.outcome, case.row.unit) if one.outcome else "publishers disagree"
    yield Words(line(*sim, (outcome, "warn"), (f", proposal {one.hash[:HASH_START]}", "strong")))
    yield Words(line((act.TELLS, "muted")))


def _moves(case: Case, act: type[Decide]) -> Iterator[Block]:
    if act.ACT == "confirm" and case.moves is not None:
        yield GAP
        yield heading("Who moves once it resolves")
        yield from move_blocks(case.moves)
    if act.ACT in TAKES_SCORES_AWAY:
        yield GAP
        yield heading("Who moves")
        yield from move_blocks(case.falls)


def _criteria(case: Case, act: type[Decide]) -> Iterator[Block]:
    if act.ACT in {"challenge", "answer", "correct"}:
        yield GAP
        yield Words(line(("an outcome is ", "muted"), outcome_forms(case.question, act)), 2)
        yield quiet("The criteria:")
        for at, sentence in enumerate(sentences(case.question.criteria), 1):
            yield Words(line((f"{at} ", "muted"), sentence), 2)
