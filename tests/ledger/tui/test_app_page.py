"""docs/app.md says what is so: its table of keys is that of the commands, its commands and screens exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.cli.main import COMMANDS
from ledger.settings import read_settings
from ledger.tui.commands.anywhere import TITLED
from ledger.tui.key_table import BEGINS, main, renewed, table
from ledger.tui.keymap import named_keys, read_keymap

PAGE = Path(__file__).resolve().parents[3] / "docs" / "app.md"


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text) == text, "python -m ledger.tui.key_table docs/app.md"


def test_every_name_in_the_table_can_be_moved_by_a_keymap() -> None:
    names = set(re.findall(r"\| `([a-z.-]+)` \|$", table(), re.MULTILINE))
    assert len(names) > 30
    assert names <= {key.name for key in named_keys()}


def test_every_screen_of_the_top_line_has_a_command_that_tells_the_same() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for title in TITLED:
        row = next(line for line in text.splitlines() if line.startswith(f"| {title} |"))
        told = re.findall(r"`fledger ([a-z-]+)", row)
        assert told, title
        assert set(told) <= set(COMMANDS)


def test_the_settings_on_the_page_can_be_meant(tmp_path: Path) -> None:
    said = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert said is not None
    (tmp_path / "settings.toml").write_text(said[1], encoding="utf-8")
    settings = read_settings(tmp_path, {})
    assert (settings.theme, settings.ascii_only) == ("morning", True)
    assert len(settings.keymap) == 3
    assert read_keymap(settings.keymap, tmp_path).problems == ()


def test_a_page_without_the_marks_is_not_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGINS}\nno end", encoding="utf-8")
    with pytest.raises(ValueError, match="stand around the table"):
        main([str(page)])
    assert page.read_text(encoding="utf-8") == f"{BEGINS}\nno end"
