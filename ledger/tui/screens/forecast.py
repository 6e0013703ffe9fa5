"""Forecasting: one question, a field for the value, a field for the reason; what stands is kept, corrected or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message

from ledger.tui import deeds
from ledger.tui.blocks import quiet
from ledger.tui.commands.command import bindings
from ledger.tui.commands.forecasting import LeaveForecast, TakeImplied, ToValue
from ledger.tui.pages.family import ENTERS
from ledger.tui.screens.standing import OnStanding
from ledger.tui.widgets.forecast_fields import ForecastFields
from ledger.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.binding import BindingType
    from textual.widget import Widget

    from ledger.acts import Saved
    from ledger.questions.family.offer import Offer
    from ledger.questions.forecast import Says
    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.tui.commands.command import Command
    from ledger.tui.desk import Desk
    from ledger.tui.draft import Draft
    from ledger.tui.pages.preview import Beside
    from ledger.tui.views.forecasting import ForecastView
    from ledger.tui.views.question import QuestionView
    from ledger.tui.walk import Deed


class ForecastScreen(OnStanding):
    """One question with its fields, and the way on from it."""

    TAB = "Forecast"
    CSS_PATH = "../fields.tcss"
    HELP = (
        "Forecasting. Type the value, Enter, type the reason (or nothing), Enter: saved. Where your forecast stands and nothing was typed, Enter keeps it: it is said again today, for the newest words. In a field every letter"
        " is text: {forecast.next.typing} goes to the next question, {forecast.previous.typing} to the one before, {forecast.skip.typing} skips this one with a reason, {question.reveal.typing} shows what others said, "
        "{forecast.withdraw.typing} withdraws, {app.undo.typing} takes the last one back, {forecast.back} leaves. Outside a field {forecast.next}, {forecast.previous}, {forecast.skip}, {question.reveal}, {forecast.withdraw} "
        "and {app.undo} do the same, and {forecast.correct} corrects what was typed wrongly, for some minutes. Where your numbers imply a figure, {forecast.implied} puts it into the field. What is half-typed is kept, also "
        "when you leave the app."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(TakeImplied, LeaveForecast, ToValue)

    class Came(Message):
        """The question was read."""

        def __init__(self, view: ForecastView, publications: Mapping[str, Publication]) -> None:
            super().__init__()
            self.view = view
            self.publications = publications

    class Kept(Message):
        """The forecast is in the journal, as it was said, kept or corrected."""

        def __init__(self, saved: Saved, deed: Deed) -> None:
            super().__init__()
            self.saved = saved
            self.deed = deed

    def __init__(self, question: str | None = None) -> None:
        super().__init__(question)
        self._came: ForecastScreen.Came | None = None
        self._shown: str | None = None

    def body(self) -> Iterable[Widget]:
        """The question above, with what waits beside it where there is room; the fields below."""
        with Horizontal(id="reading"):
            yield Sheet([quiet("Looking for a question that waits for you ...")], named="asked")
            yield Sheet(named="waiting")
        yield ForecastFields(named="fields")

    def on_unmount(self) -> None:
        """Say that something half-typed is kept."""
        if (question := self._shown) in (drafts := self.ledger_app.drafts):
            told = f"half-typed, and kept: {question}"
            self.ledger_app.say(told, "muted", holds=lambda: question in drafts)

    @property
    def fields(self) -> ForecastFields:
        """Where the forecast is typed."""
        return self.query_one("#fields", ForecastFields)

    def hides(self, question: str) -> bool:
        """As the view says."""
        return self._view is not None and self._view.page.hidden and self.about() == question

    @property
    def page(self) -> QuestionView | None:  # noqa: D102 the docstring stands where it is declared
        return self._view.page if self._view else None

    @property
    def _view(self) -> ForecastView | None:
        """What was read of the question here; None until it was."""
        return self._came.view if self._came and self._came.view.question.id == self.about() else None

    def title_of(self, question: str) -> str:
        """As it was read."""
        return self._view.page.row.title if self._view else question

    def read_one(self) -> None:
        """In a worker."""
        self.read(self._question)

    def _question(self, record: Record) -> Message:
        from ledger.tui.views.forecasting import read_forecasting

        question = self.about() or ""
        revealed = question in self.ledger_app.revealed
        view = read_forecasting(record, question, now_us=self.desk.now_us, me=self.desk.me, revealed=revealed)
        return self.Came(view, self.ledger_app.publications())

    def on_forecast_screen_came(self, message: Came) -> None:
        """Show it; the fields are filled for another question, and where nothing was typed they follow what stands."""
        from ledger.tui.draft import Draft

        self._came = message
        if (view := self._view) is None:
            return  # it was walked on meanwhile
        fresh, self._shown = self._shown != view.question.id, view.question.id
        self._paint(keep=not fresh)
        if not view.page.takes_forecasts:
            self.fields.display = False
            self.ledger_app.drafts.drop(view.question.id)
            self.show_closed()
            return
        known = self.ledger_app.drafts.of(view.question, view.standing) if fresh else self.fields.now
        draft = Draft.following(known, view.question, view.standing)
        if fresh:
            self.fields.begin(draft, self._beside(view))
        elif not self._corrects:
            self._remember(draft)
            self.fields.show(draft)
            self.fields.beside(self._beside(view))
        self.refresh_bindings()

    def _beside(self, view: ForecastView) -> Beside:
        from ledger.tui.pages.preview import beside

        return beside(view, lines=self.size.height, ascii_only=self.ledger_app.ascii_only)

    def _paint(self, *, keep: bool = True) -> None:
        from ledger.tui.pages.forecast import forecast_blocks

        if self._came is None:
            return
        blocks = forecast_blocks(
            self._came.view,
            publications=self._came.publications,
            place=self.walk.place,
            stop=self.walk.stop,
            lines=self.size.height,
            zone=self.desk.zone,
            ascii_only=self.ledger_app.ascii_only,
        )
        self.query_one("#asked", Sheet).show(blocks, keep=keep)

    def show_end(self) -> None:
        """No question, no fields."""
        self._shown = None
        self.fields.display = False
        super().show_end()

    def on_resize(self) -> None:
        """More or fewer lines are worth another page."""
        if self._view is not None:
            self._paint()
            self.fields.beside(self._beside(self._view))

    # ---- the fields ---------------------------------------------------------------------------------

    @property
    def _corrects(self) -> bool:
        return self.fields.draft is not None and self.fields.draft.corrects

    @property
    def _offer(self) -> Offer | None:
        """What my numbers imply for this question, if only how much they leave."""
        return self._view.page.family.offer if self._view else None

    def on_forecast_fields_changed(self, message: ForecastFields.Changed) -> None:
        """What is half-typed outlives this screen; = alone stands for what my numbers imply."""
        self._remember(message.draft)
        self.unsay()
        if message.draft.text == ENTERS and self.may(TakeImplied):
            self.do_take_implied()  # in a field every letter is text, so the key arrives as one

    def _remember(self, draft: Draft) -> None:
        if draft.is_touched and not draft.corrects:
            self.ledger_app.drafts.put(draft)
        else:
            self.ledger_app.drafts.drop(draft.question.id)

    def on_forecast_fields_stuck(self, message: ForecastFields.Stuck) -> None:
        """Say why the option is another than was typed."""
        self.say(message.words, "warn")

    def on_forecast_fields_entered(self, message: ForecastFields.Entered) -> None:
        """Enter keeps what stands untouched; else it goes on from the value to the reason, and from there it saves."""
        from ledger.tui.draft import Doubted, Ready, Wrong

        draft = self.fields.draft
        if draft is None or (view := self._view) is None or draft.question.id != view.question.id:
            return
        seen = view.page.seen
        if draft.keeps and not message.in_reason:
            self._write(draft.question.id, "kept", lambda desk, name: deeds.keep(desk, name, seen))
            return
        match draft.answer(self._offer):
            case Wrong(sentence):
                self.say(sentence, "warn")
                self.set_focus(self.fields.first)
            case Doubted(doubted, told):
                self.say(told, "warn")
                self.fields.show(doubted)
            case Ready(says) if draft.corrects:
                self._correct(says)
            case Ready() as ready if message.in_reason:
                self._write(draft.question.id, "said", lambda desk, name: deeds.say(desk, name, ready, seen))
            case Ready():
                self.say("")
                self.fields.to_reason()

    def _write(self, question: str, deed: Deed, write: Callable[[Desk, str], Saved]) -> None:
        self.say("saving ...", "muted")
        self.act(lambda: self.Kept(write(self.desk, question), deed), group="save")

    def on_forecast_screen_kept(self, message: Kept) -> None:
        """Say so. From what was only kept one walks on; else what others said is shown, and n goes on."""
        saved, draft = message.saved, self.fields.draft
        self.ledger_app.drafts.drop(saved.question)
        self.did(saved.question, message.deed, saved.sentence)
        self.ledger_app.saved(saved)
        if message.deed == "kept" and self.walk.alone is None:
            self.go(self.walk.onward())
            self.say(f"{saved.sentence} · z, in a field ctrl+z, takes it back", "good")
        elif draft is not None and draft.question.id == saved.question:
            self.fields.show(draft.begun(draft.question, saved.says))
            self._read_on()

    def settle(self) -> None:
        """Leave the fields; they follow what stands."""
        if (view := self._view) is not None and (draft := self.fields.draft) is not None:
            self.fields.show(draft.begun(view.question, view.standing))
        self._read_on()

    def _read_on(self) -> None:
        self.set_focus(self.query_one("#asked", Sheet))
        self.reload()

    def begin_correction(self, says: Says) -> None:
        """What was said by a slip, selected in the field."""
        from ledger.tui.draft import Draft

        if (view := self._view) is not None:
            self.fields.begin(Draft.begun(view.question, says, corrects=True), self._beside(view))

    def _correct(self, says: Says) -> None:
        saved = self.slip
        if saved is None or says == saved.says:
            self.settle()
            self.say(deeds.nothing_to_correct(saved) if saved else "")
        else:
            self._write(saved.question, "said", lambda desk, _: deeds.correct(desk, saved, says))

    # ---- keys ---------------------------------------------------------------------------------------

    def may(self, command: type[Command]) -> bool:
        """= takes what my numbers imply, where that is a figure."""
        if command is TakeImplied:
            return self._offer is not None and self._offer.says is not None
        return super().may(command)

    def do_take_implied(self) -> None:
        """Put what my numbers imply into the fields; the reason says where it is from."""
        if (offer := self._offer) is not None and (draft := self.fields.draft) is not None:
            self.fields.show(draft.implied(offer))
            self.set_focus(self.fields.first)

    def do_to_value(self) -> None:
        """Back to the value."""
        self.set_focus(self.fields.first)

    def do_leave_forecast(self) -> None:
        """From the reason to the value, from a correction to what stands, else to where this was opened from."""
        if self.fields.in_reason:
            self.set_focus(self.fields.first)
        elif self._corrects:
            self.say("")
            self.settle()
        else:
            self.app.pop_screen()
