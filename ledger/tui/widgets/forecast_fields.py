"""The fields of a forecast: the value or the options, the reason, and above them what the value means while it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.events import Event
from textual.message import Message
from textual.widgets import Input

from ledger.tui.widgets.drawn import Drawn
from ledger.tui.widgets.options_field import OptionsField
from ledger.tui.widgets.typed_field import TypedField
from ledger.tui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from ledger.tui.draft import Draft
    from ledger.tui.pages.preview import Beside


class ForecastFields(Vertical):
    """Shows one draft and tells its screen every other one that typing makes of it; knows nothing of the ledger.

    What it tells is answered before the next key is read, so that a hand that is faster than the screen goes where it means to.
    """

    class Changed(Event, bubble=False):
        """The draft is another."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    class Entered(Event, bubble=False):
        """Enter was pressed, in the value (or the options) or in the reason."""

        def __init__(self, *, in_reason: bool) -> None:
            super().__init__()
            self.in_reason = in_reason

    class Stuck(Message):
        """An option was sent to so many permille and could go only so far; `words` say why."""

        def __init__(self, sent: int, left: int) -> None:
            super().__init__()
            sent_to, left_at = f"{sent / 10:g} %", f"{left / 10:g} %"
            self.words = (
                f"{sent_to} became {left_at}: that is what the fixed ones leave; space on one frees it"
            )

    def __init__(self, *, named: str) -> None:
        super().__init__(id=named)
        self.draft: Draft | None = None
        self._beside: Beside | None = None

    def compose(self) -> ComposeResult:
        """Only one of value and options is shown."""
        yield Drawn(named="preview")
        yield OptionsField(named="options")
        yield ValueField(id="value")
        yield TypedField(placeholder="why? (Enter saves)", id="reason")

    def on_mount(self) -> None:
        """Nothing before there is a question."""
        self.display = False

    def begin(self, draft: Draft, beside: Beside) -> None:
        """Another question: its draft in the fields, the cursor in the first of them."""
        from ledger.tui.typed_value import prompt

        self._beside = beside
        value, options = self.query_one("#value", ValueField), self.query_one("#options", OptionsField)
        value.display, options.display = draft.split is None, draft.split is not None
        asked = draft.question
        value.placeholder = prompt(asked.kind, asked.unit, asked.dates, beside.today)
        self.display = True
        self.show(draft)
        self.first.focus()
        if not draft.is_touched or draft.corrects:
            value.action_select_all()  # to be kept with Enter, or to be typed over

    def show(self, draft: Draft) -> None:
        """A draft of the same question; fields that say the same already are left alone."""
        self.draft = draft
        self.query_one("#reason", Input).display = not draft.corrects
        value, reason = self.query_one("#value", ValueField), self.query_one("#reason", Input)
        if draft.split is not None and self.query_one("#options", OptionsField).split != draft.split:
            self.query_one("#options", OptionsField).show(draft.split)
        for field, text in ((value, draft.text), (reason, draft.reason)):
            if field.value != text:
                field.value = text
                field.cursor_position = len(text)
        self._preview()

    @property
    def now(self) -> Draft | None:
        """What stands in the fields at this moment, also where word of the last key is still on its way."""
        if self.draft is None:
            return None
        value, reason = self.query_one("#value", ValueField), self.query_one("#reason", Input)
        if self.draft.split is not None:
            return self.draft.split_as(self.query_one("#options", OptionsField).split).because(reason.value)
        return self.draft.typed(value.value).because(reason.value)

    def beside(self, beside: Beside) -> None:
        """Other things to draw it beside: the ledger or the size changed."""
        self._beside = beside
        self._preview()

    @property
    def first(self) -> Widget:
        """The value, or the options."""
        options = self.query_one("#options", OptionsField)
        return options if options.display else self.query_one("#value", ValueField)

    @property
    def in_reason(self) -> bool:
        """Whether the reason is being typed."""
        return self.screen.focused is self.query_one("#reason", Input)

    def to_reason(self) -> None:
        """On to the reason."""
        self.screen.set_focus(self.query_one("#reason", Input))

    def _preview(self) -> None:
        from ledger.tui.pages.preview import preview

        if self.draft is not None and self._beside is not None:
            beside = replace(self._beside, typing=self.screen.focused is self.first)
            self.query_one("#preview", Drawn).show(preview(self.draft, beside))

    def on_descendant_focus(self) -> None:
        """Enter does something else in each field."""
        self._preview()

    def on_descendant_blur(self) -> None:
        """Enter does nothing here."""
        self._preview()

    async def _tell(self, event: Event) -> None:
        if self.is_attached:
            await self.screen.on_event(event)

    async def _became(self, draft: Draft) -> None:
        if draft is not self.draft:
            self.show(draft)
            await self._tell(self.Changed(draft))

    async def on_input_changed(self, message: Input.Changed) -> None:
        """A field was typed in; the message may be older than what stands there."""
        message.stop()
        await self._follow()

    async def on_options_field_changed(self, message: OptionsField.Changed) -> None:
        """The options were moved."""
        message.stop()
        await self._follow()

    def on_options_field_stuck(self, message: OptionsField.Stuck) -> None:
        """Told after the change that came before it."""
        message.stop()
        self.post_message(self.Stuck(message.sent, message.left))

    async def _follow(self) -> None:
        if (now := self.now) is not None:
            await self._became(now)

    async def on_value_field_nudged(self, message: ValueField.Nudged) -> None:
        """A chance moves by points; other kinds are typed."""
        await self._follow()
        if self.draft is not None:
            await self._became(self.draft.moved(message.by))

    async def on_typed_field_entered(self, message: TypedField.Entered) -> None:
        """Enter goes on, or saves."""
        await self._enter(in_reason=message.field.id == "reason")

    async def on_options_field_submitted(self) -> None:
        """Enter goes on."""
        await self._enter(in_reason=False)

    async def _enter(self, *, in_reason: bool) -> None:
        await self._follow()
        await self._tell(self.Entered(in_reason=in_reason))
