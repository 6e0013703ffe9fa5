"""A package of somebody else's, put where Python finds it, brings a source that the commands know like any other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tests" / "example_source"
QUESTION = """
format = 1
kind = "binary"
title = "A flood at the bridge"
statement = "Will the river reach three metres at the bridge in March 2026?"
by = "this project"
opens_at = 2026-01-01
closes_at = 2026-02-28
resolves_at = 2026-04-10
gives_up_at = 2026-06-30
criteria = "The highest daily level at the gauge called bridge, from 2026-03-01 through 2026-03-31."

[resolution]
window = { over = [2026-03-01, 2026-03-31] }
unit = "cm"
yes_if = { at_least = 300 }

[[resolution.source]]
name = "river.peak"
value = "peak_cm"
params = { gauge = "bridge" }
"""


def installed(into: Path, **entry_points: str) -> Path:
    """The package as an installer leaves it: its module, and beside it what its pyproject.toml says, in Python's own form.

    An installer would do the same, and would have to fetch what builds packages first.
    """
    told = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    project = told["project"]
    info = into / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    for module in told["tool"]["setuptools"]["py-modules"]:
        shutil.copy(PACKAGE / f"{module}.py", into)
    groups = project["entry-points"] | ({"forecast_ledger.sources": entry_points} if entry_points else {})
    lines = [line for name, points in groups.items() for line in (f"[{name}]", *_pairs(points))]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    return into


def _pairs(points: dict[str, str]) -> list[str]:
    return [f"{name} = {what}" for name, what in points.items()]


def fledger(home: Path, site: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, with the folder on Python's path."""
    return subprocess.run(
        [sys.executable, "-m", "ledger", "--home", str(home), *words],
        cwd=home.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)]), "NO_COLOR": "1", **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return installed(tmp_path / "site")


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[str]:
    """The river authority, on this machine."""
    gauges = tmp_path / "authority" / "gauges"
    gauges.mkdir(parents=True)
    shutil.copy(PACKAGE / "saved" / "river.peak" / "flood" / "bridge.csv", gauges)
    handler = partial(Quiet, directory=str(gauges.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"rivers.example=http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_commands_list_it_and_say_what_it_gives(site: Path, tmp_path: Path) -> None:
    listed = json.loads(fledger(tmp_path / "home", site, "source", "list", "--json").stdout)
    assert [each["publisher"] for each in listed["sources"] if each["name"] == "river.peak"] == [
        "River Authority"
    ]
    shown = fledger(tmp_path / "home", site, "source", "show", "river.peak")
    assert "peak_cm" in shown.stdout
    assert "Name of the gauge" in shown.stdout


def test_it_reads_the_publisher_like_any_other(site: Path, mirror: str, tmp_path: Path) -> None:
    words = ("source", "try", "river.peak", "--param", "gauge=bridge", "--json")
    ran = fledger(
        tmp_path / "home",
        site,
        *words,
        "--from",
        "2026-03-01",
        "--as-of",
        "2026-03-31",
        FLEDGER_MIRRORS=mirror,
    )
    said: dict[str, Any] = json.loads(ran.stdout)
    assert said["state"] == "unusable"
    ran = fledger(
        tmp_path / "home",
        site,
        *words,
        "--from",
        "2026-03-01",
        "--as-of",
        "2026-03-03",
        FLEDGER_MIRRORS=mirror,
    )
    said = json.loads(ran.stdout)
    assert (said["state"], said["exact"]["peak_cm"], said["where"]) == (
        "reading",
        "304.5",
        {"peak_cm": "line 3"},
    )


def test_a_question_may_name_it_where_it_is_installed_and_only_there(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "a-flood.toml"
    file.write_text(QUESTION, encoding="utf-8")
    there = fledger(tmp_path / "home", site, "check", str(file))
    assert (there.returncode, there.stderr) == (0, there.stderr), there.stdout
    elsewhere = fledger(tmp_path / "home", tmp_path / "nothing", "check", str(file))
    assert elsewhere.returncode == 3
    assert "river.peak" in elsewhere.stdout + elsewhere.stderr


def test_it_cannot_take_the_name_of_a_source_that_is_built_in(tmp_path: Path) -> None:
    site = installed(tmp_path / "site", **{"govtrack.bill": "river:Peak"})
    listed = json.loads(fledger(tmp_path / "home", site, "source", "list", "--json").stdout)
    assert [each["publisher"] for each in listed["sources"] if each["name"] == "govtrack.bill"] == [
        "GovTrack"
    ]
    assert "River Authority" not in {each["publisher"] for each in listed["sources"]}
