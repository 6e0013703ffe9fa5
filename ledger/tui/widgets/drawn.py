"""Lines drawn for whatever width there is: a small figure between other widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.geometry import Size
    from textual.strip import Strip

    from ledger.tui.ink import Line


class Drawn(Inked):
    """Takes as many lines as its figure has; none takes no room."""

    def __init__(self, *, named: str | None = None) -> None:
        super().__init__(id=named)
        self._draw: Callable[[int], Sequence[Line]] = lambda _width: ()

    def show(self, draw: Callable[[int], Sequence[Line]]) -> None:
        """Another figure."""
        self._draw = draw
        self.display = bool(draw(max(self.container_size.width, 20)))
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 Textual's signature
        """As many lines as are drawn."""
        return len(self._draw(width))

    def render_line(self, y: int) -> Strip:
        """One of them."""
        lines = self._draw(self.size.width)
        return self.strip(lines[y] if y < len(lines) else (), self.size.width)
