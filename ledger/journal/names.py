"""The names of people: how they are written, and when two of them mean one person.

Names are declared, not proved. But "Me " beside "me" is nobody else, so it never counts as a second person.
"""

from __future__ import annotations

from unicodedata import category, normalize

from ledger.errors import UsageError

LONGEST = 200
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Unicode's categories of signs that nobody sees: controls, direction and zero-width marks, halves of signs."""


class NotANameError(UsageError):
    """A text is no name of a person."""

    def __init__(self, because: str) -> None:
        super().__init__(f"This is no name: {because}")


def tidy(name: str) -> str:
    """The name as it is recorded: without white space around it, one space between words. Raises NotANameError.

    >>> tidy("  Ada   Lovelace ")
    'Ada Lovelace'
    """
    if any(category(sign) in UNSEEN for sign in name):
        raise NotANameError("it holds a sign that cannot be seen.")
    tidied = " ".join(name.split())
    if not tidied:
        raise NotANameError("it is blank.")
    if len(tidied) > LONGEST:
        raise NotANameError(f"it is longer than {LONGEST} characters.")
    return tidied


def person(name: str) -> str:
    """What two names have in common that mean one person: letters, whatever their case, width and spaces.

    >>> person("Ada  LOVELACE ") == person("ada lovelace")
    True
    """
    return " ".join(normalize("NFKC", name).casefold().split())
