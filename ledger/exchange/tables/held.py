"""The bare chances of a table in columns: a million in some 40 MB, so that they need not be read from the file again."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from ledger.journal.sayings import BARE, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = -(2**63)
CODES = "LLLqq"
"""Question, forecaster and chance by their number among the texts; when it was made, and until when it stands."""


class Held:
    """Forecasts in the order they came. `whole` says that none of them was more than a bare chance."""

    def __init__(self) -> None:
        self.whole = True
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._columns = tuple(array(code) for code in CODES)

    def hold(self, saying: Saying) -> None:
        """Keep a forecast, as long as all of them are bare chances."""
        question, by, made_at, says, expires_at = saying[:5]
        chance = says.get("probability")
        if not self.whole or chance is None or saying[5:] != BARE:
            self._give_up()
            return
        asked, who, said, made, until = self._columns
        asked.append(self._number(question))
        who.append(self._number(by))
        said.append(self._number(chance))
        made.append(made_at)
        until.append(NEVER if expires_at is None else expires_at)

    def __iter__(self) -> Iterator[Saying]:
        texts = self._texts
        for question, by, chance, made_at, until in zip(*self._columns, strict=True):
            expires_at = None if until == NEVER else until
            yield Saying(texts[question], texts[by], made_at, {"probability": texts[chance]}, expires_at)

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def _give_up(self) -> None:
        self.whole = False
        self._numbers.clear()
        self._texts.clear()
        self._columns = tuple(array(code) for code in CODES)
