"""The last forecast of this session, and for how long it can be taken back as a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.acts import Saved
    from ledger.tui.desk import Desk


class TakingBack:
    """Holds one forecast: a newer one takes the older one's place."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.saved: Saved | None = None

    def keep(self, saved: Saved) -> float:
        """This one is the last now. Gives the seconds for which it can be taken back."""
        from ledger.slips import SLIP_FOR

        self.saved = saved
        return SLIP_FOR.total_seconds()

    @property
    def possible(self) -> bool:
        """Whether there is one, and it is young enough."""
        if self.saved is None:
            return False
        from ledger.slips import slip_until

        return self.desk.clock.now() <= slip_until(self.saved)

    def take(self) -> Saved | None:
        """The forecast to take back, which is handed out once."""
        saved, self.saved = self.saved, None
        return saved

    def forget(self, question: str) -> None:
        """My forecast there has ended: nothing of it is left to take back."""
        if self.saved is not None and self.saved.question == question:
            self.saved = None

    def back(self, saved: Saved) -> str:
        """Record that it was a slip; what stood before a correction can be taken back next. Gives the sentence that says
        so. Raises LedgerError.
        """
        from ledger.acts import undo

        with self.desk.journal() as journal:
            sentence = undo(journal, saved)
        self.saved = self.saved or saved.uncorrected
        return sentence
