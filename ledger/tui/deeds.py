"""What is written when somebody forecasts in the app. Each opens the ledger, does one act and closes it; only workers call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.acts import Saved
    from ledger.questions.forecast import Says
    from ledger.record.seen import Seen
    from ledger.tui.desk import Desk
    from ledger.tui.draft import Ready


def say(desk: Desk, question: str, ready: Ready, seen: Seen) -> Saved:
    """A forecast of mine, now, on the words that were seen."""
    from ledger.acts import forecast

    with desk.journal() as journal, desk.record() as record:
        return forecast(journal, record, question, ready.says, by=desk.me, reason=ready.reason, seen=seen)


def keep(desk: Desk, question: str, seen: Seen) -> Saved:
    """My forecast once more as it was seen to stand, from today and for the words that were seen."""
    from ledger.acts import reaffirm

    with desk.journal() as journal, desk.record() as record:
        return reaffirm(journal, record, question, by=desk.me, seen=seen)


def correct(desk: Desk, saved: Saved, says: Says) -> Saved:
    """What I meant by a forecast that I typed wrongly."""
    from ledger.acts import correct as told

    with desk.journal() as journal:
        return told(journal, saved, says)


def nothing_to_correct(saved: Saved) -> str:
    """The sentence for a correction to what was said already."""
    from ledger.slips import NothingToCorrectError

    return str(NothingToCorrectError(saved.question, saved.words))


def mend(desk: Desk, seen: Mapping[str, Seen], says: Mapping[str, Says], reason: str) -> tuple[Saved, ...]:
    """Forecasts of mine that go together with the others that were seen; none where one of these is another by now."""
    from ledger.acts import forecast
    from ledger.record.detail import detail

    with desk.journal() as journal, desk.record() as record:
        for name, each in seen.items():
            found = detail(record, name, now_us=desk.now_us, me=desk.me)
            each.check_mine(name, found.row.mine)
            each.check_words(name, found.version)
        return tuple(
            forecast(journal, record, name, each, by=desk.me, reason=reason, seen=seen[name])
            for name, each in says.items()
        )


def withdraw(desk: Desk, question: str, seen: Seen) -> int:
    """The end of my forecast that was seen; its seq."""
    from ledger.acts import withdraw as end

    with desk.journal() as journal, desk.record() as record:
        return end(journal, record, question, by=desk.me, seen=seen)
