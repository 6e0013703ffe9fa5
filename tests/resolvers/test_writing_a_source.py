"""The worked example of docs/writing-a-source.md runs as it is printed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from resolvers import registry

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "writing-a-source.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_example_reads_its_saved_case_and_refuses_a_web_page(tmp_path: Path) -> None:
    source, trial = _blocks("python")
    folder = tmp_path / "saved" / "river.peak" / "flood"
    folder.mkdir(parents=True)
    (tmp_path / "river.py").write_text(source, encoding="utf-8")
    (tmp_path / "trial.py").write_text(trial, encoding="utf-8")
    (folder / "bridge.csv").write_text(_blocks("csv")[0], encoding="utf-8")
    (folder / "case.json").write_text(_blocks("json")[0], encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-W", "error", "trial.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout == _blocks("text")[0]


def test_the_page_prints_the_package_that_is_there_to_be_copied() -> None:
    package = ROOT / "tests" / "example_source"
    saved = package / "saved" / "river.peak" / "flood"
    files = (package / "river.py", saved / "bridge.csv", saved / "case.json")
    printed = [_blocks(language)[0] for language in ("python", "csv", "json")]
    assert [file.read_text(encoding="utf-8") for file in files] == printed
    assert (package / "pyproject.toml").read_text(encoding="utf-8").endswith(_blocks("toml")[0])


def test_the_entry_point_of_the_example_is_in_the_group_that_is_looked_at() -> None:
    groups = tomllib.loads(_blocks("toml")[0])["project"]["entry-points"]
    assert groups == {registry.GROUP: {"river.peak": "river:Peak"}}
    assert "river.peak" not in registry.BUILT_IN


def test_every_answer_and_guard_word_of_the_page_exists() -> None:
    source = (ROOT / "resolvers" / "source.py").read_text(encoding="utf-8")
    for why in re.findall(r'Unusable\("(\w+)"', PAGE):
        assert f'"{why}"' in source
