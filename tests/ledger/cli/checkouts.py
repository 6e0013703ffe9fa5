"""A real git repository with question files, for check --against."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli.changed_files import (
    Deleted,
    Edited,
    New,
    repository_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

    from tests.ledger.cli.conftest import Command


LEAD = """\
format = 1
kind = "binary"
title = "A lead of 12 months, last quarter of 2028"
statement = "Will the best Chinese model trail by 12.0 months or more, averaged over October to December 2028?"
opens_at = 2026-05-14
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "YES if the mean lag on Epoch's index is 12.0 months or more, on the first file fetched from 2029-02-01 on."

[claim]
publication = "paper-2028"
stance = "scenario"
condition = "controls are tightened"
said_by = "A Lab"
repeated_by = ["A Blog"]
quote = "12-24 months"
hedge = "perhaps"
proxy = "close"
proxy_note = "One index stands for capability."

[resolution]
window = { over = [2028-10-01, 2028-12-31] }
vintage = "first_final"
unit = "months"
digits = 1
yes_if = { at_least = 12.0 }

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"

[[resolution.source]]
name = "manual"
value = "answer"
fallback = true
params = { ask = "How many months?" }
"""


PUBLICATIONS = """\
[paper-2028]
title = "2028"
by = "A Lab"
kind = "paper"
read = "whole"
"""


BILL = """\
format = 1
kind = "binary"
title = "H.R. 8283 becomes law"
statement = "Will H.R. 8283 of the 119th Congress become law?"
by = "this project"
opens_at = 2026-05-14
closes_at = 2027-01-03
resolves_at = 2026-05-14
gives_up_at = 2027-03-31
criteria = "YES if congress.gov gives it a date of enactment by 2027-01-03."

[resolution]
window = { any_day = [2026-05-14, 2027-01-03], max_gap = "30d" }
yes_if = { happened = true }
at_give_up = "annul"

[[resolution.source]]
name = "congress.bill"
value = "enacted_on"
params = { congress = 119, type = "hr", number = 8283 }
"""


@dataclass(frozen=True)
class Checkout:
    """A repository whose branch `base` holds three files, and the folder of questions in it."""

    top: Path
    command: Command

    @property
    def folder(self) -> Path:
        return self.top / "questions"

    def git(self, *words: str) -> None:
        named = ["-c", "user.name=ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.top), *named, *words], check=True, capture_output=True)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def link(self, name: str, to: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(to)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-m", "change")

    def check(self, *words: str, place: Path | None = None) -> Result:
        return self.command.run("check", str(place or self.folder), "--against", "base", *words)

    def mirrors(self, mirrors: Mapping[str, str]) -> None:
        """Lead these hosts elsewhere, by the settings of the home."""
        self.command.home.mkdir(exist_ok=True)
        lines = [f'"{host}" = "{base}"' for host, base in mirrors.items()]
        settings = self.command.home / "settings.toml"
        settings.write_text("\n".join(["[mirrors]", *lines]), encoding="utf-8")

    def report(self) -> str:
        return self.check("--format", "markdown").stdout

    def changes(self) -> list[New | Edited | Deleted]:
        return list(repository_of(self.folder, "base").changes(self.folder))


def row(report: str, name: str) -> str:
    (found,) = [line for line in report.splitlines() if line.startswith(f"| {name} |")]
    return found.removeprefix(f"| {name} | ").removesuffix(" |")
