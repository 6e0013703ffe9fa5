"""The proposal that a person names by the beginning of its hash, and the words they must give with an act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.journal.deciding import proposals_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ledger.journal.deciding import ProposalRow

SHORTEST_PREFIX = 6


class NoSuchProposalError(UsageError):
    """No proposal, or more than one, has a hash that begins so."""

    def __init__(self, asked: str, found: Sequence[str]) -> None:
        hint = f"{len(found)} or more begin so; give more digits." if found else "See: fledger review"
        super().__init__(f"There is no single proposal {asked!r}. {hint}")


class NotAHashError(UsageError):
    """What was given cannot begin a hash."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"{asked!r} is no hash of a proposal: give at least {SHORTEST_PREFIX} of its hexadecimal digits."
        )


class NoReasonError(UsageError):
    """Something was spoken against, or decided, without a word of why."""

    def __init__(self) -> None:
        super().__init__('Say what is wrong with it: --why "..."')


def the_proposal(connection: Connection, prefix: str) -> ProposalRow:
    """The one proposal whose hash begins so. Raises NotAHashError, NoSuchProposalError."""
    if not is_hash_start(prefix):
        raise NotAHashError(prefix)
    found = proposals_like(connection, prefix.lower())
    if len(found) != 1:
        raise NoSuchProposalError(prefix, [row.hash for row in found])
    return found[0]


def is_hash_start(typed: str) -> bool:
    """Whether a text can begin a hash.

    >>> is_hash_start("00FFab"), is_hash_start("00f"), is_hash_start("a-question")
    (True, False, False)
    """
    return re.fullmatch(rf"[0-9a-f]{{{SHORTEST_PREFIX},64}}", typed.lower()) is not None


def said_why(why: str) -> str:
    """The reason without white space around it. Raises NoReasonError for a blank one."""
    if not why.strip():
        raise NoReasonError
    return why.strip()


def sentence(words: str) -> str:
    """The words with a full stop, where nothing ends them yet.

    >>> sentence("a slip"), sentence("a slip!")
    ('a slip.', 'a slip!')
    """
    return words if words.endswith((".", "!", "?", ":", ";")) else f"{words}."
