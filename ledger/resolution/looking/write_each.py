"""Writing many things of which none may keep back another: all at once, and where one fails, each by itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ledger.errors import JournalError
from ledger.journal.refused import NotCanonicalError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.journal.append import Journal
    from ledger.journal.transaction import Transaction

T = TypeVar("T")
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that wrote nothing, and why. Its trace is in the log."""

    error: Exception

    @property
    def words(self) -> str:
        """Why, in one line: the journal's own sentence, else the kind of the error."""
        if isinstance(self.error, JournalError):
            return str(self.error).splitlines()[0]
        return type(self.error).__name__


def write_each(journal: Journal, steps: Sequence[Callable[[Transaction], T]]) -> list[T | Failed]:
    """What each step gave, in order; Failed where it alone could not be written.

    Raises JournalError where the ledger itself cannot be written, because then no step can.
    """
    if not steps:
        return []
    try:
        with journal.transaction() as tx:
            return [step(tx) for step in steps]
    except (RefusedError, NotCanonicalError) as error:
        failed = Failed(error)
    except JournalError:
        raise
    except Exception as error:  # noqa: BLE001 - what a look brought is others' bytes: writing it must not stop the sweep
        failed = Failed(error)
    if len(steps) > 1:
        return [found for step in steps for found in write_each(journal, [step])]
    LOG.error("What a look brought cannot be written.", exc_info=failed.error)
    return [failed]
