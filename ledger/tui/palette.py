"""The palette's questions: every one of the ledger, found by words of its id or title."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from ledger.errors import LedgerError
from ledger.record.finding import mentioning
from ledger.tui.ink import safe

if TYPE_CHECKING:
    from ledger.tui.app import LedgerApp

MOST = 30
SOME = 8


class QuestionProvider(Provider):
    """Searches in the database, so that a hundred thousand questions are no trouble."""

    @property
    def ledger_app(self) -> LedgerApp:
        """The app, as what it is."""
        return cast("LedgerApp", self.app)

    async def discover(self) -> Hits:
        """What ends next."""
        for name, title in await asyncio.to_thread(self._find, "", SOME):
            yield DiscoveryHit(_shown(title, name), partial(self._open, name), text=safe(title))

    async def search(self, query: str) -> Hits:
        """Questions that hold every word."""
        for place, (name, title) in enumerate(await asyncio.to_thread(self._find, query, MOST)):
            # The palette's own highlighting reads markup, which a title must never be taken for.
            yield Hit(
                1 - place / (MOST + 1), _shown(title, name), partial(self._open, name), text=safe(title)
            )

    def _open(self, name: str) -> None:
        self.ledger_app.open_question(name)

    def _find(self, query: str, most: int) -> list[tuple[str, str]]:
        if not self.ledger_app.desk.begun:
            return []
        words = query.split()
        try:
            with self.ledger_app.desk.record() as record:
                return list(mentioning(record, words, limit=most))
        except LedgerError:
            return []


def _shown(title: str, name: str) -> Content:
    return Content(f"{safe(title)}  ({name})")
