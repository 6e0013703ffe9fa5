"""The tables that docs/tables.md shows are imported as it says."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from ledger.cli.frame import Frame
from ledger.cli.main import fledger

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_tables_on_the_page_are_imported_with_the_words_on_the_page(tmp_path: Path) -> None:
    shown = re.search(r"```console\n\$ fledger (.*?)\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    for name, content in re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", PAGE, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    run = CliRunner()
    assert run.invoke(fledger, ["init", "--me", "ada"], obj=Frame(tmp_path / "home")).exit_code == 0
    words = [str(tmp_path / word) if word.endswith(".csv") else word for word in shown[1].split()]
    told = run.invoke(fledger, words, obj=Frame(tmp_path / "home"))
    assert told.exit_code == 0
    assert told.stdout + told.stderr == shown[2]
