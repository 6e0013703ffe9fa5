"""Figures of publications and the crowd on pages of the shell: covered until somebody answered, as in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.record.hidden import is_hidden
from ledger.tui.pages.hiding import VEIL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.record.questions import QuestionRow

NOTE = f"{VEIL} hidden until you answered; --all shows it"

show_all = click.option("--all", "everything", is_flag=True, help="What is hidden until you answered, too.")
"""Adds `--all`; the command gets `everything`."""


def covered(rows: Iterable[QuestionRow | None], *, now_us: int, everything: bool) -> frozenset[str]:
    """The ids of those whose figures are covered; nothing while `everything` is wanted."""
    return frozenset(
        row.id for row in rows if row is not None and is_hidden(row, now_us=now_us, revealed=everything)
    )
