"""Forecasting: one question, a field for the value, a field for the reason; n walks on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.forecasting import (
    LeaveForecast,
    Skip,
    TakeImplied,
    ToValue,
    WalkOn,
)
from ledger.tui.pages.family import ENTERS
from ledger.tui.screens.about import AboutQuestion
from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.options_field import OptionsField
from ledger.tui.widgets.sheet import Sheet
from ledger.tui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.acts import Saved
    from ledger.questions.family.offer import Offer
    from ledger.questions.forecast import Says
    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.views.question import QuestionView


class ForecastScreen(AboutQuestion):
    """Walks through `queue`; an empty one is filled with what waits for me."""

    TAB = "Forecast"
    CSS_PATH = "../fields.tcss"
    HELP = (
        "Forecasting. Type the value, Enter, type the reason (or nothing), Enter: saved. Up and down nudge a chance by one "
        "point, page up and down by five. In a field every letter is text: ctrl+n goes to the next question, ctrl+s skips "
        "this one with a reason, ctrl+r shows what others said, Escape leaves. Outside a field n, s and h do the same, and "
        "z takes the last forecast back for some minutes. Where your numbers imply a figure, = puts it into the field."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(WalkOn, Skip, TakeImplied, LeaveForecast, ToValue)

    class Queue(Message):
        """What waits for me."""

        def __init__(self, ids: Sequence[str]) -> None:
            super().__init__()
            self.ids = list(ids)

    class Came(Message):
        """The question was read."""

        def __init__(self, view: QuestionView, publications: Mapping[str, Publication]) -> None:
            super().__init__()
            self.view = view
            self.publications = publications

    class Kept(Message):
        """The forecast is in the journal."""

        def __init__(self, saved: Saved) -> None:
            super().__init__()
            self.saved = saved

    def __init__(self, queue: Sequence[str]) -> None:
        super().__init__()
        self.queue = list(queue)
        self.place = 0
        self._view: QuestionView | None = None
        self._shown: str | None = None
        self._certain_asked: Says | None = None
        self._says: Says | None = None

    def body(self) -> Iterable[Widget]:
        """The question above, the fields below."""
        yield Sheet([quiet("Looking for a question that waits for you ...")], named="asked")
        with Vertical(id="fields"):
            yield Drawn(named="preview")
            yield OptionsField(named="options")
            yield ValueField(id="value")
            yield Input(placeholder="why? (Enter saves)", id="reason")

    def on_mount(self) -> None:
        """No field before there is a question."""
        self.query_one("#fields").display = False

    def about(self) -> str | None:
        """The question on the screen."""
        return self.queue[self.place] if self.place < len(self.queue) else None

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and self._view.hidden and self._view.row.id == question

    # ---- reading ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The queue first, then its question."""
        if self.about() is None:
            self.read(self._queue, group="queue")
        else:
            self.read(self._question)

    def _queue(self, record: Record) -> Message:
        from ledger.tui.views.queue import queue

        skipped = self.ledger_app.skipped
        return self.Queue(queue(record, now_us=self.desk.now_us, me=self.desk.me, without=skipped))

    def on_forecast_screen_queue(self, message: Queue) -> None:
        """Begin, or say that nothing waits."""
        self.queue, self.place = message.ids, 0
        if message.ids:
            self.reload()
        else:
            self._nothing_waits()

    def _nothing_waits(self) -> None:
        sheet = self.query_one("#asked", Sheet)
        sheet.show(
            [
                quiet(
                    "Nothing waits for you: every open question has your forecast, and none grew old. Escape goes back."
                )
            ]
        )
        sheet.focus()
        self.query_one("#fields").display = False
        self.refresh_bindings()

    def _question(self, record: Record) -> Message:
        from ledger.tui.views.question import read_question

        question = self.about() or ""
        revealed = question in self.ledger_app.revealed
        view = read_question(record, question, now_us=self.desk.now_us, me=self.desk.me, revealed=revealed)
        return self.Came(view, self.ledger_app.publications())

    def on_forecast_screen_came(self, message: Came) -> None:
        """Show it; a new question empties the fields."""
        from ledger.tui.pages.forecast import forecast_blocks

        self._view = message.view
        fresh = self._shown != message.view.row.id
        blocks = forecast_blocks(
            message.view,
            publications=message.publications,
            zone=self.desk.zone,
            ascii_only=self.ledger_app.ascii_only,
        )
        self.query_one("#asked", Sheet).show(blocks, keep=not fresh)
        if fresh:
            self._begin(message.view)
        self.refresh_bindings()

    def _begin(self, view: QuestionView) -> None:
        from ledger.tui.typed_value import prompt, typed_form

        self._shown = view.row.id
        self._certain_asked = None
        choosing = view.row.kind == "multiple_choice"
        field, options = self.query_one("#value", ValueField), self.query_one("#options", OptionsField)
        self.query_one("#fields").display = True
        field.display, options.display = not choosing, choosing
        field.placeholder = prompt(view.row.kind, view.row.unit)
        field.value = typed_form(self._standing())
        self.query_one("#reason", Input).value = ""
        self._preview(field.value)
        if choosing:
            options.show(view.question.options, self._chances())
        (options if choosing else field).focus()
        # what I said last is there to be kept with Enter, or to be typed over
        field.action_select_all()

    # ---- the value ----------------------------------------------------------------------------------

    def _standing(self) -> Says | None:
        from ledger.questions.saying import says_from

        mine = self._view.row.mine if self._view else None
        return says_from(mine.says) if mine and not mine.over else None

    def _chances(self) -> list[Decimal] | None:
        from ledger.questions.forecast import Chances

        said = self._standing()
        return [chance for _, chance in said.options] if isinstance(said, Chances) else None

    def on_value_field_nudged(self, message: ValueField.Nudged) -> None:
        """Move a chance by points; other kinds are typed."""
        from ledger.questions.forecast import Chance
        from ledger.tui.typed_value import nudged

        if self._view is not None and self._view.row.kind == "binary":
            said = self._standing()
            start = said.probability if isinstance(said, Chance) else None
            field = self.query_one("#value", ValueField)
            field.value = nudged(field.value, self._view.question, message.by, start)
            field.cursor_position = len(field.value)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say what the value means while it is typed; = alone stands for what my numbers imply."""
        if message.input.id != "value":
            return
        self._certain_asked = None
        if message.value == ENTERS and self._implied() is not None:
            self.take_implied()  # in a field every letter is text, so the key arrives as one
            return
        self._preview(message.value)
        self._forget_origin(message.value)

    def _implied(self) -> Offer | None:
        """What my numbers imply for this question, if that is a figure."""
        offer = self._view.family.offer if self._view else None
        return offer if offer is not None and offer.says is not None else None

    def may(self, command: type[Command]) -> bool:
        """= takes what my numbers imply, where that is a figure."""
        if command is TakeImplied:
            return self._implied() is not None
        return super().may(command)

    def do_take_implied(self) -> None:
        """What my numbers imply."""
        self.take_implied()

    def take_implied(self) -> None:
        """Put what my numbers imply into the fields; the reason says where it is from."""
        from ledger.questions.forecast import Chances
        from ledger.tui.typed_value import typed_form

        offer = self._implied()
        if offer is None or self._view is None:
            return
        if isinstance(offer.says, Chances):
            chances = [chance for _, chance in offer.says.options]
            self.query_one("#options", OptionsField).show(self._view.question.options, chances)
        else:
            field = self.query_one("#value", ValueField)
            field.value = typed_form(offer.says)
            field.cursor_position = len(field.value)
        self.query_one("#reason", Input).value = offer.origin
        self._field().focus()

    def _forget_origin(self, typed: str) -> None:
        """A figure that was typed over is no longer implied by anything."""
        from ledger.tui.typed_value import typed_form

        offer, reason = self._implied(), self.query_one("#reason", Input)
        if offer is not None and reason.value == offer.origin and typed != typed_form(offer.says):
            reason.value = ""

    def _preview(self, text: str) -> None:
        from ledger.questions.rule_words import threshold
        from ledger.tui.typed_value import preview, read_value

        if self._view is None:
            return
        question, today = self._view.question, self._view.row.today
        turns = threshold(question.rule)
        now = today.number if today else None
        says = read_value(text, question) if text else None
        drawn = preview(
            says, question, now, turns[0] if turns else None, ascii_only=self.ledger_app.ascii_only
        )
        self.query_one("#preview", Drawn).show(drawn)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the value goes to the reason; in the reason it saves."""
        if message.input.id == "value" and self._take():
            self.query_one("#reason", Input).focus()
        elif message.input.id == "reason" and self._take():
            self._save()

    def on_options_field_submitted(self) -> None:
        """Enter in the options goes to the reason."""
        if self._take():
            self.query_one("#reason", Input).focus()

    def _take(self) -> bool:
        """Whether the value can be saved; certainty is asked back about once."""
        from ledger.errors import UsageError
        from ledger.questions.saying import is_certain

        try:
            self._says = self._typed()
        except UsageError as error:
            self.say(str(error), "warn")
            self._field().focus()
            return False
        if is_certain(self._says) and self._certain_asked != self._says:
            self._certain_asked = self._says
            self.say(
                "0 % and 100 % leave no room for surprise, and cost everything if you are wrong. Enter again keeps it.",
                "warn",
            )
            return False
        self.say("")
        return True

    def _typed(self) -> Says:
        from ledger.questions.forecast import Chances
        from ledger.questions.saying import parse_says

        options = self.query_one("#options", OptionsField)
        if options.display:
            return Chances(options.chances)
        if self._view is None:
            from ledger.errors import UsageError

            raise UsageError("There is no question yet.")
        typed = self.query_one("#value", ValueField).value
        if typed == ENTERS:
            from ledger.standing.family import NothingImpliedError

            raise NothingImpliedError(self._view.row.id, self._view.family.offer)
        return parse_says(typed, self._view.question)

    def _field(self) -> Widget:
        options = self.query_one("#options", OptionsField)
        return options if options.display else self.query_one("#value", ValueField)

    def _save(self) -> None:
        question, says = self.about(), self._says
        reason = self.query_one("#reason", Input).value.strip() or None
        if question is not None and says is not None:
            self.say("saving ...", "muted")
            self.act(lambda: self.Kept(self._write(question, says, reason)), group="save")

    def _write(self, question: str, says: Says, reason: str | None) -> Saved:
        from ledger.acts import forecast

        with self.desk.journal() as journal, self.desk.record() as record:
            return forecast(journal, record, question, says, by=self.desk.me, reason=reason)

    def on_forecast_screen_kept(self, message: Kept) -> None:
        """Say so, and show what is in force now."""
        self.ledger_app.saved(message.saved)
        self.query_one("#asked", Sheet).focus()
        self.reload()

    # ---- walking ------------------------------------------------------------------------------------

    def do_walk_on(self) -> None:
        """The next question of the queue, which is read again at its end."""
        self.say("")
        self.place += 1
        if self.place >= len(self.queue):
            self.queue, self.place = [], 0
        self.reload()

    def do_skip(self) -> None:
        """Not this one: no view, or badly worded, which its maintainer learns as a note."""
        from ledger.tui.screens.typed import SkipPanel

        if self.about():
            self.app.push_screen(SkipPanel(), self._skipped)

    def _skipped(self, why: str | None) -> None:
        from ledger.tui.screens.typed import NotePanel

        question = self.about()
        if question is None or why is None:
            return
        if why == "badly worded":
            self.app.push_screen(NotePanel(self.desk, question, badly_worded=True), self._leave)
        else:
            self._leave("skipped")

    def _leave(self, said: str | None) -> None:
        if said and (question := self.about()):
            self.ledger_app.skipped.add(question)
            self.do_walk_on()
            self.say(said, "muted")

    def do_to_value(self) -> None:
        """Back to the value."""
        self._field().focus()

    def do_leave_forecast(self) -> None:
        """From the reason to the value, from there to where this was opened from."""
        if self.query_one("#reason", Input).has_focus:
            self._field().focus()
        else:
            self.app.pop_screen()
