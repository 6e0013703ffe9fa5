"""The app's styles, parsed once: Textual parses every one of them anew at each of its occasions to, four while it starts."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StylesOnce(Stylesheet):
    """Parses what it has not parsed with these colours yet."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._of = dict(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """The colours of a theme. The same again change nothing."""
        if variables != self._of:
            self._of = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """As Textual's, without a new start: `parse` keeps what it parsed, by text, place and scope, for as long as the colours hold."""
        self.parse()
