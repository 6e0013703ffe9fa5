"""A forecast that was written into the journal, in the words that are told to whoever said it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.questions.says_words import says_words

if TYPE_CHECKING:
    from ledger.questions.forecast import Grade, Says


@dataclass(frozen=True, slots=True)
class Saved:
    """A forecast that is in the journal, and what stood there before. `made_at` is in microseconds UTC.

    `leaf` is the hash of its entry, lower-case hex: in a ledger that was put back, its number may be another's. `typed` is what it said by a slip of the keys, where it was corrected.
    `opens_at` is set, in microseconds UTC, where the question was not open yet: the forecast stands, and counts from then.
    """

    forecast: int
    leaf: str
    question: str
    by: str
    made_at: int
    grade: Grade
    says: Says
    was: Says | None
    unit: str | None = None
    typed: Says | None = None
    opens_at: int | None = None

    @property
    def words(self) -> str:
        """`35 %`."""
        return says_words(self.says, self.unit)

    @property
    def was_words(self) -> str | None:
        """`22 %`, or None for a first forecast."""
        return None if self.was is None else says_words(self.was, self.unit)

    @property
    def uncorrected(self) -> Saved | None:
        """As it was before it was corrected last; None where it was not."""
        return None if self.typed is None else replace(self, says=self.typed, typed=None)

    @property
    def sentence(self) -> str:
        """`saved 35 % · was 22 %`; `kept 22 %` where it is the same again; `corrected to 35 % · said 53 % by a slip`.

        Before its question opens, ` · counts from 2027-10-01, when it opens` follows.
        """
        if self.opens_at is None:
            return self._done
        return f"{self._done} · counts from {moment(self.opens_at):%Y-%m-%d}, when it opens"

    @property
    def _done(self) -> str:
        if self.typed is not None:
            return f"corrected to {self.words} · said {says_words(self.typed, self.unit)} by a slip"
        if self.was == self.says:
            return f"kept {self.words}"
        return f"saved {self.words}" + (f" · was {self.was_words}" if self.was is not None else "")
