"""A screen that opens is laid out, dressed and painted once: what Textual would do twice costs a tenth of the start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ledger.tui import app as module
from ledger.tui.app import LedgerApp
from ledger.tui.screens.framed import Framed
from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.strip import Strip
    from textual.widget import Widget

    from tests.ledger.tui.stage import Stage


class Body(Inked):
    """Notes how it is painted."""

    DEFAULT_CSS = "Body { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.held_back: list[bool] = []

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 all lines are alike
        """A blank line."""
        self.held_back.append(bool(self.app._batch_count))
        return self.strip((), self.size.width)


class First(Framed):
    """A screen with such a body; notes how often it is dressed anew."""

    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-broad")]  # noqa: RUF012 as Textual declares it
    dressed = 0

    def body(self) -> Iterable[Widget]:
        """Only the body."""
        yield Body()

    def update_node_styles(self, animate: bool = True) -> None:
        """Count, where there is something to dress again."""
        self.dressed += bool(self.children)
        super().update_node_styles(animate)


class Opening(LedgerApp):
    """Opens on such a screen."""

    CSS_PATH = str(Path(module.__file__).with_name("app.tcss"))
    MODES: ClassVar[dict[str, Any]] = {**LedgerApp.MODES, "first": First}


async def test_the_first_screen_is_dressed_once_and_not_painted_while_paints_are_held_back(
    stage: Stage,
) -> None:
    app = Opening(stage.desk, opens_on="first")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = app.screen
        assert isinstance(first, First)
        assert first.has_class("-broad")
        assert first.dressed == 0
        held_back = first.query_one(Body).held_back
        assert held_back
        assert not any(held_back)
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        assert first.has_class("-slim")
        assert not first.has_class("-broad")
