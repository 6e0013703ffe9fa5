"""What the list of questions shows first, read by a process of its own while this one still loads the app.

A third of the time until the list has rows goes into loading what reads them. A forked process has another processor for
that; its lines come through a pipe. Where there is none, or it finds nothing, the screen reads them itself as it
always can.
"""

from __future__ import annotations

import json
import os
import select
from contextlib import suppress
from typing import TYPE_CHECKING, Self, cast

from ledger.tui.keeping import FILE, Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.questions import Order
    from ledger.tui.desk import Desk
    from ledger.tui.widgets.line_table import Row

SCREEN = "QuestionsScreen"
"""What it keeps tells what it will show."""


class Ahead:
    """The lines a forked process reads; without a `pipe` there are none."""

    def __init__(self, pipe: int | None = None, process: int = 0) -> None:
        self._pipe = pipe
        self._process = process

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Begin to read, where the app will open on the list. To be called before any thread begins: a fork takes none along."""
        shelf = Shelf(desk.settings.home / FILE)
        kept = shelf.of(SCREEN)
        if shelf.front() != "questions" or kept.get("turned") or not desk.begun or not hasattr(os, "fork"):
            return cls()
        here, there = os.pipe()
        process = os.fork()
        if process == 0:
            try:
                os.close(here)
                with os.fdopen(there, "w", encoding="utf-8") as pipe:
                    pipe.write(json.dumps(_read(desk, kept.get("filter", ""), kept.get("order", ""))))
            finally:
                os._exit(0)  # whatever happened: nothing of the app may be flushed, or told, twice
        os.close(there)
        return cls(here, process)

    @property
    def ready(self) -> bool:
        """Whether the lines need no waiting for."""
        return self._pipe is not None and bool(select.select([self._pipe], [], [], 0)[0])

    def lines(self, text: str, order: Order) -> Mapping[str, Row] | None:
        """The first lines in this order of what the query line finds, once; None where others were read, or none. Waits until they are `ready`."""
        if self._pipe is None:
            return None
        pipe, self._pipe = self._pipe, None
        with os.fdopen(pipe, encoding="utf-8") as answer:
            said = answer.read()
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        if not said:
            return None
        found = json.loads(said)
        if (found["text"], found["order"]) != (text, order):
            return None
        return {one: tuple(tuple(cell) for cell in cells) for one, cells in found["lines"].items()}


def _read(desk: Desk, text: str, kept_order: str) -> Mapping[str, object]:
    from ledger.record.questions import ORDERS
    from ledger.tui.views.first_lines import first_lines

    order = cast("Order", kept_order if kept_order in ORDERS else "ends")
    with desk.record() as record:
        return {"text": text, "order": order, "lines": first_lines(record, desk, text, order)}
