"""What the question files say otherwise than the record, and taking it in. For workers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.journal.intake import SyncReport
    from ledger.journal.taking_in import WouldTake
    from ledger.questions.problem import Problem
    from ledger.tui.desk import Desk


@dataclass(frozen=True, slots=True)
class FilesView:
    """What the files say beside the record: `report` is what a sync would do, or did, `would` what is agreed to by taking it in.

    `titles` are those in the files, by id; `problems` are of files that are left out.
    """

    report: SyncReport
    would: WouldTake
    titles: Mapping[str, str]
    problems: Sequence[Problem]

    @property
    def takes(self) -> bool:
        """Whether there is something to take in."""
        return bool(self.report.asked or self.report.amended)


def read_files(desk: Desk) -> FilesView:
    """The view, with nothing recorded. Reads every file, and asks for the write lock."""
    from ledger.journal.intake import sync
    from ledger.journal.taking_in import WouldTake
    from ledger.wiring import catalogue

    files = catalogue(desk.settings)
    with desk.journal() as journal:
        report = sync(journal, files, by=desk.me, dry_run=True)
    titles = {name: question.title for name, question in files.questions.items()}
    return FilesView(report, WouldTake.of(files, report), titles, files.problems)


def take_files(desk: Desk, seen: FilesView) -> FilesView:
    """The same after what was seen was taken in. Raises OtherFilesError, JournalError."""
    from ledger.journal.taking_in import take_in
    from ledger.wiring import catalogue

    files = catalogue(desk.settings)
    with desk.journal() as journal:
        report = take_in(journal, files, seen.would, by=desk.me)
    titles = {name: question.title for name, question in files.questions.items()}
    return FilesView(report, seen.would, titles, files.problems)
