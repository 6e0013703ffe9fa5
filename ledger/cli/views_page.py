"""Saved views in the shell: listed, taken up and kept by `fledger questions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import emit, talk
from ledger.saved_views import save_view, saved_views, view_named

if TYPE_CHECKING:
    from ledger.cli.frame import Frame, Style
    from ledger.record.questions import Order


def asked(frame: Frame, words: tuple[str, ...], sort: Order | None, view: str | None) -> tuple[str, Order]:
    """The query line and the order that words, an order and a saved view come to."""
    text = " ".join(words)
    if view is None:
        return text, sort or "ends"
    found = view_named(frame.settings.home, view)
    return f"{found.query} {text}".strip(), sort or found.order


def save(frame: Frame, name: str, text: str, order: Order) -> None:
    """Keep them under a name, and say so."""
    saved = save_view(frame.settings.home, name, text, order)
    talk(f"saved: fledger questions --view {saved.name!r}")


def show(frame: Frame, style: Style | None) -> None:
    """The saved views as a table, plain or JSON."""
    views = saved_views(frame.settings.home)
    emit(
        style,
        headers=("view", "query", "order", "from"),
        rows=[(view.name, view.query or "-", view.order, "you" if view.own else "fledger") for view in views],
        data={
            "schema": 1,
            "views": [
                {"name": view.name, "query": view.query, "order": view.order, "own": view.own}
                for view in views
            ],
        },
    )
