"""Taking in what the question files say, as somebody saw it: those questions in those words, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.journal.intake import sync

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.journal.append import Journal
    from ledger.journal.intake import SyncReport
    from ledger.questions.catalogue import Catalogue


class OtherFilesError(UsageError):
    """Somebody would take in the files, and these or the record are others than they saw."""

    def __init__(self) -> None:
        super().__init__(
            "The question files, or the record, are not what you saw any more: nothing was taken in. "
            "Open the list again to see what they say now."
        )


@dataclass(frozen=True, slots=True)
class WouldTake:
    """What a sync would record, by the question's id: the hash of a new one's file, what is amended from what to what."""

    asked: Mapping[str, str]
    amended: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]]

    @classmethod
    def of(cls, catalogue: Catalogue, report: SyncReport) -> WouldTake:
        """The same of a dry run over these files."""
        return cls(
            {name: catalogue.sha256[name] for name in report.asked},
            {name: report.changed[name] for name in report.amended},
        )


def take_in(journal: Journal, catalogue: Catalogue, seen: WouldTake, *, by: str) -> SyncReport:
    """What was recorded. Amendments that wait for a person still wait.

    Raises OtherFilesError where the files or the record say something else by now, JournalError.
    """
    would = sync(journal, catalogue, by=by, dry_run=True)
    if WouldTake.of(catalogue, would) != seen:
        raise OtherFilesError
    return sync(journal, catalogue, by=by)
