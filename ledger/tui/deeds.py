"""What is written when somebody forecasts in the app. Each opens the ledger, does one act and closes it; only workers call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.acts import Saved
    from ledger.questions.forecast import Says
    from ledger.tui.desk import Desk
    from ledger.tui.draft import Ready


def say(desk: Desk, question: str, ready: Ready) -> Saved:
    """A forecast of mine, now."""
    from ledger.acts import forecast

    with desk.journal() as journal, desk.record() as record:
        return forecast(journal, record, question, ready.says, by=desk.me, reason=ready.reason)


def keep(desk: Desk, question: str) -> Saved:
    """My forecast once more as it stands, from today and for the newest words of the question."""
    from ledger.acts import reaffirm

    with desk.journal() as journal, desk.record() as record:
        return reaffirm(journal, record, question, by=desk.me)


def correct(desk: Desk, saved: Saved, says: Says) -> Saved:
    """What I meant by a forecast that I typed wrongly."""
    from ledger.acts import correct as told

    with desk.journal() as journal:
        return told(journal, saved, says)


def withdraw(desk: Desk, question: str) -> int:
    """The end of my forecast; its seq."""
    from ledger.acts import withdraw as end

    with desk.journal() as journal, desk.record() as record:
        return end(journal, record, question, by=desk.me)
