"""Filling fields as somebody does who pastes: one event for a text, where keys one by one would take long."""

from __future__ import annotations

from typing import Any

from textual.events import Paste


async def paste(pilot: Any, press: Any, text: str) -> None:
    """The text into the field that has the focus."""
    pilot.app.screen.focused.post_message(Paste(text))
    await press(pilot)


async def write(pilot: Any, press: Any, *texts: str) -> None:
    """Each text into the field that has the focus, and Enter after it."""
    for text in texts:
        if text:
            pilot.app.screen.focused.post_message(Paste(text))
            await pilot.pause()
        await press(pilot, "enter")
