"""Everything that can go wrong with a promise, one class per situation, the sentence inside the class.

LedgerError
├── UsageError            what was asked cannot be meant            exit 2
├── NoLedgerError         there is no ledger here                   exit 1
├── NotALedgerError       the file is something else, or newer      exit 1
├── UnknownQuestionError  no question, or more than one, has that id  exit 2
├── JournalError          an entry was refused or could not be kept exit 1
├── VerificationError     the record does not hold                  exit 5
└── NeedsPersonError      nothing more happens without a person     exit 6

Bad files give `Problem`s and bad evidence gives `Unusable`; neither raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class LedgerError(Exception):
    """A promise could not be kept; the message is a sentence for people."""

    exit_code: ClassVar[int] = 1


class UsageError(LedgerError):
    """What was asked cannot be meant; the message says what can."""

    exit_code = 2


class NoLedgerError(LedgerError):
    """There is no ledger where one was looked for."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"There is no ledger in {home}. Make one with: fledger init {home}")
        self.home = home


class NotALedgerError(LedgerError):
    """The file is not a ledger this program can read."""

    def __init__(self, path: Path, because: str) -> None:
        super().__init__(f"{path} cannot be read as a ledger: {because}")
        self.path = path


class UnknownQuestionError(LedgerError):
    """No question has that id, or several ids begin so."""

    exit_code = 2

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else " See: fledger questions"
        super().__init__(f"No question is called {asked!r}.{hint}")
        self.asked = asked
        self.near = tuple(near)


class JournalError(LedgerError):
    """An entry was refused or could not be kept; nothing was recorded."""


class VerificationError(LedgerError):
    """The record does not hold."""

    exit_code = 5


class NeedsPersonError(LedgerError):
    """Nothing more happens until a person decides."""

    exit_code = 6
