"""Who the publications are is read from files as they come: what is no file of theirs names nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASKED = """
import sys
from pathlib import Path
from ledger.settings import read_settings
from ledger.tui.views.publications import read_publications
print(*read_publications(read_settings(Path(sys.argv[1]), {})))
"""
ROOT = Path(__file__).parents[3]


def test_a_pipe_and_a_file_nested_without_end_name_nobody_and_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[catalogue]\nfolders = ["home"]\n', encoding="utf-8")
    for name in ("a-good", "b-pipe", "c-deep"):
        (tmp_path / "forecasts" / name).mkdir(parents=True)
    said = '[two-futures]\ntitle = "Two"\nby = "x"\nkind = "paper"\nread = "whole"\n'
    (tmp_path / "forecasts/a-good/publications.toml").write_text(said, encoding="utf-8")
    os.mkfifo(tmp_path / "forecasts/b-pipe/publications.toml")
    (tmp_path / "forecasts/c-deep/publications.toml").write_text(f"x = {'[' * 20_000}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("two-futures\n", "")
