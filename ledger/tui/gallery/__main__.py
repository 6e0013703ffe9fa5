"""`python -m ledger.tui.gallery [NAME] [--size 80x24] [--theme NAME] [--ascii] [--svg FILE]`; alone, the names there are."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from ledger.tui.gallery.samples import SAMPLES, listing
from ledger.tui.gallery.show import Gallery
from ledger.tui.picture import picture
from ledger.tui.themes import DEFAULT, names

MOST = 400
"""Cells of a side."""


def size(text: str) -> tuple[int, int]:
    """Cells across and down.

    >>> size("80x24")
    (80, 24)
    """
    across, _, down = text.partition("x")
    if not (across.isdecimal() and down.isdecimal() and 0 < int(across) <= MOST and 0 < int(down) <= MOST):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write 80x24.")
    return int(across), int(down)


def main(words: list[str]) -> None:
    """Show one, on this terminal or as an SVG file; without a name, say which there are."""
    parser = argparse.ArgumentParser(prog="python -m ledger.tui.gallery", description=__doc__)
    parser.add_argument("name", nargs="?", choices=SAMPLES, metavar="NAME")
    parser.add_argument(
        "--size", type=size, metavar="80x24", help="cells across and down; else the terminal's"
    )
    parser.add_argument("--theme", choices=names(), default=DEFAULT, metavar="NAME")
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII alone")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write a picture instead of showing it")
    said = parser.parse_args(words)
    if said.name is None:
        sys.stdout.write("\n".join(listing()) + "\n")
        return
    app = Gallery(said.name, theme=said.theme, ascii_only=said.ascii)
    if said.svg is None:
        app.run(inline=False, size=said.size)
    else:
        said.svg.write_text(asyncio.run(_still(app, said.size or (80, 24))), encoding="utf-8")


async def _still(app: Gallery, cells: tuple[int, int]) -> str:
    async with app.run_test(size=cells) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        return picture(app, app.name_shown)


if __name__ == "__main__":
    main(sys.argv[1:])
