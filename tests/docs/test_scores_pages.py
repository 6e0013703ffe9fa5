"""The page on calibration names every option its command has."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.cli.calibrating import calibration

PAGE = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text(encoding="utf-8")
EVERYWHERE = {"--plain", "--json", "--home", "--now"}
"""What all commands have, and no page tells again."""


def test_every_option_of_calibration_is_on_its_page() -> None:
    options = [one for one in calibration.params if isinstance(one, click.Option)]
    names = {name for one in options for name in one.opts} - EVERYWHERE
    assert {"--by", "--kind", "--slice", "--folded", "--which"} <= names
    assert [name for name in sorted(names) if f"`{name}" not in PAGE] == []
