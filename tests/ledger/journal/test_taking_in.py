"""Taking in question files as somebody saw them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ledger.clock import SetClock
from ledger.journal.append import Journal
from ledger.journal.intake import sync
from ledger.journal.taking_in import OtherFilesError, WouldTake, take_in
from ledger.questions.catalogue import Catalogue, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = """format = 1
kind = "binary"
title = "Lag of 12 months"
statement = "Will the lag reach 12.0 months in the last quarter of 2028?"
by = "this project"
opens_at = 2026-05-14
closes_at = 2028-12-31
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "The mean lag as published."

[resolution]
window = { over = [2028-10-01, 2028-12-31] }
unit = "months"
digits = 1
yes_if = { at_least = 12.0 }

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    clock = SetClock(datetime(2026, 5, 20, 12, tzinfo=UTC))
    with Journal.create(tmp_path / "ledger.db", clock=clock, opened_by="mira") as made:
        yield made


def files(folder: Path, **texts: str) -> Catalogue:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_catalogue([folder])


def would(journal: Journal, catalogue: Catalogue) -> WouldTake:
    return WouldTake.of(catalogue, sync(journal, catalogue, dry_run=True))


def test_what_was_seen_is_recorded_once(journal: Journal, tmp_path: Path) -> None:
    catalogue = files(tmp_path / "files", lag=QUESTION)
    seen = would(journal, catalogue)
    assert take_in(journal, catalogue, seen, by="mira").asked == ["lag"]
    size = journal.head().size
    with pytest.raises(OtherFilesError):
        take_in(journal, catalogue, seen, by="mira")
    assert journal.head().size == size


@pytest.mark.parametrize(
    "later",
    [
        {"lag": QUESTION.replace("mean lag", "lag")},
        {"another": QUESTION.replace("12 months", "another 12 months")},
    ],
)
def test_other_files_than_were_seen_record_nothing(
    later: dict[str, str], journal: Journal, tmp_path: Path
) -> None:
    seen = would(journal, files(tmp_path / "files", lag=QUESTION))
    size = journal.head().size
    with pytest.raises(OtherFilesError, match="not what you saw any more"):
        take_in(journal, files(tmp_path / "files", **later), seen, by="mira")
    assert journal.head().size == size


def test_a_change_is_taken_in_only_from_the_words_it_was_seen_against(
    journal: Journal, tmp_path: Path
) -> None:
    sync(journal, files(tmp_path / "files", lag=QUESTION))
    changed = files(tmp_path / "files", lag=QUESTION.replace("mean lag", "lag"))
    seen = would(journal, changed)
    sync(journal, files(tmp_path / "files", lag=QUESTION.replace("published", "printed")))
    again = files(tmp_path / "files", lag=QUESTION.replace("mean lag", "lag"))
    with pytest.raises(OtherFilesError):
        take_in(journal, again, seen, by="mira")
    assert take_in(journal, again, would(journal, again), by="mira").amended == ["lag"]
