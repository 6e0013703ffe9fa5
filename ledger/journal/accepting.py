"""Accepting one change in the files, as it was read: of that question only, and of no words that nobody saw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.journal.intake import OtherAmendmentError, sync

if TYPE_CHECKING:
    from ledger.journal.append import Journal
    from ledger.journal.intake import Waiting
    from ledger.questions.catalogue import Catalogue


class NotAcceptedError(UsageError):
    """The ledger did not take the words that a person agreed to."""

    def __init__(self, question: str, because: str) -> None:
        super().__init__(f"The change in {question} was not accepted: {because}")


def accept(journal: Journal, catalogue: Catalogue, seen: Waiting, *, by: str, reason: str) -> None:
    """The amendment `seen` is the newest version from now on; every other file stays as it is.

    Raises OtherAmendmentError where the file or the record says something else by now, NotAcceptedError, JournalError.
    """
    name = seen.question
    if name not in catalogue.questions:
        raise OtherAmendmentError(name)
    alone = replace(
        catalogue,
        questions={name: catalogue.questions[name]},
        sha256={name: catalogue.sha256[name]},
    )
    report = sync(journal, alone, by=by, accept=[name], reason=reason, seen=seen)
    if name in report.refused:
        raise NotAcceptedError(name, report.refused[name])
