"""Does what a reviewer decided, through the same services as the command line. For workers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.errors import LedgerError, UsageError
from ledger.journal.intake import NothingToAcceptError
from ledger.tui.commands.reviewing import SIGNS
from ledger.tui.wording import SIM, outcome_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ProposalRow
    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.seen import SeenCase
    from ledger.resolution.people.answer import Answered
    from ledger.resolution.people.ends import Changed, Without
    from ledger.resolution.people.pending import Act
    from ledger.standing.moves import Move
    from ledger.tui.desk import Desk

SHORT = 12


class OtherHashError(UsageError):
    """What was typed does not begin the hash of the proposal that was read."""

    def __init__(self, typed: str, sha256: str) -> None:
        super().__init__(
            f"{typed!r} does not begin this hash. It begins {sha256[:SIGNS]}; nothing was written."
        )


class NotADayError(UsageError):
    """A day that is none."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"{typed!r} is no day: write it as 2027-03-01, or leave it empty.")


@dataclass(frozen=True, slots=True)
class Meant:
    """What is decided, about what: the question, how it stood and which change of its file waited, and what was typed."""

    act: Act
    question: str
    seen: SeenCase
    amendment: Amendment | None
    typed: Mapping[str, str]
    sentences: Sequence[str] = ()

    def text(self, name: str) -> str:
        """What stands in a field, without white space around it; empty for nothing."""
        return self.typed.get(name, "").strip()

    @property
    def proposal(self) -> str:
        """The whole hash of the proposal that was read, so that no other is meant."""
        return self.seen.proposal or ""

    @property
    def day(self) -> date | None:
        """The day it happened. Raises NotADayError."""
        typed = self.text("on")
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise NotADayError(typed) from None

    @property
    def criterion(self) -> str | None:
        """The sentence of the criteria that was typed, or named by its number."""
        typed = self.text("criterion")
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(self.sentences):
            return self.sentences[int(typed) - 1]
        return typed or None


@dataclass(frozen=True, slots=True)
class Tried:
    """What an act would do: in words, and who would move by how much."""

    sentence: str
    moves: Sequence[Move]


def do(desk: Desk, meant: Meant) -> str:
    """Write it, and say what came of it. Raises UsageError, JournalError, whose sentences say why nothing was written."""
    with desk.journal() as journal:
        match meant.act:
            case "confirm":
                return _confirm(desk, journal, meant)
            case "reject":
                return _reject(desk, journal, meant)
            case "challenge":
                return _challenge(desk, journal, meant)
            case "uphold" | "dismiss":
                return _end_challenge(desk, journal, meant)
            case "answer":
                return _answer(desk, journal, meant)
            case "correct":
                return _changed_words(_correct(desk, journal, meant), simulated=journal.simulated)
            case "withdraw" | "annul" | "ambiguous":
                return _changed_words(_end(desk, journal, meant), simulated=journal.simulated)
            case "accept":
                return _accept(desk, journal, meant)


def tried(desk: Desk, meant: Meant) -> Tried:
    """What a correction would do; nothing is written. Raises as `do`."""
    from ledger.standing.moves import becomes, moves

    with desk.journal() as journal:
        changed, simulated = _correct(desk, journal, meant, dry_run=True), journal.simulated
    with desk.record() as record:
        found = moves(record, meant.question, becomes(changed.outcome, changed.known_at))
    return Tried(_changed_words(changed, simulated=simulated, would=True), found)


# ---- a proposal ----------------------------------------------------------------------------------------


def _confirm(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.resolution.people.confirm import confirm

    typed = meant.text("hash").casefold()
    if len(typed) < SIGNS or not meant.proposal.startswith(typed):
        raise OtherHashError(typed, meant.proposal)
    proposal = confirm(journal, meant.proposal, desk.me, meant.text("why") or None)
    return _stands(journal, proposal)


def _stands(journal: Journal, proposal: ProposalRow) -> str:
    """What a word for a proposal led to: accepted at once where its window has ended and enough people stand behind it."""
    from ledger.resolution.people.confirm import confirm_due, waiting_for_people

    refused: dict[str, str] = {}
    short = proposal.hash[:SHORT]
    if any(each.question == proposal.question for each in confirm_due(journal, refused)):
        return f"resolved: enough people stand behind {short}"
    if proposal.question in refused:
        return f"you stand behind {short}; it is not accepted yet: {refused[proposal.question]}"
    if proposal.hash in waiting_for_people(journal):
        return f"you stand behind {short}; it needs one more person"
    return f"you stand behind {short}; it is final when its window has ended, unless somebody challenges it"


def _reject(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.resolution.people.confirm import reject

    proposal = reject(journal, meant.proposal, desk.me, meant.text("why"))
    return f"rejected {proposal.hash[:SHORT]}: the question is asked again"


def _challenge(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.resolution.people.challenges import Challenge, challenge
    from ledger.resolution.people.receipt import receipt

    said = Challenge(
        desk.me,
        meant.text("why"),
        meant.text("outcome") or None,
        meant.criterion,
        receipt(meant.text("evidence") or None),
    )
    proposal = challenge(journal, meant.proposal, said)
    return f"challenged {proposal.hash[:SHORT]}: it is held until people decide"


def _end_challenge(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.resolution.people.challenges import reject_challenge, uphold
    from ledger.resolution.people.receipt import check_address

    check_address(meant.text("evidence"))
    decide: Callable[..., ProposalRow] = uphold if meant.act == "uphold" else reject_challenge
    proposal = decide(journal, meant.proposal, desk.me, meant.text("why"), seen=meant.seen)
    short = proposal.hash[:SHORT]
    if meant.act == "uphold":
        told = f"challenge upheld: {short} is off the table, and the question is asked again"
        return f"{told}; {_instead(desk, journal, meant, proposal)}" if meant.text("propose") else told
    return f"challenge rejected: {short} stands before us again"


def _instead(desk: Desk, journal: Journal, meant: Meant, proposal: ProposalRow) -> str:
    """What the challenge said, proposed; or why it is not: the challenge is upheld all the same."""
    from ledger.resolution.people.challenges import propose_instead

    shown, why = meant.text("evidence") or None, meant.text("why")
    try:
        done = propose_instead(journal, proposal, desk.me, why, shown, meant.day)
    except LedgerError as error:
        return f"nothing is proposed: {error}"
    return (
        "the challenge named no outcome"
        if done is None
        else _answered(done, desk, simulated=journal.simulated)
    )


# ---- an answer -------------------------------------------------------------------------------------------


def _answer(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.resolution.people.answer import Given, answer
    from ledger.resolution.people.receipt import receipt

    shown = receipt(meant.text("evidence") or None)
    given = Given(
        meant.text("outcome"),
        desk.me,
        meant.text("why"),
        url=shown.url,
        file=shown.file,
        on=meant.day,
        publisher=meant.text("of") or None,
    )
    return _answered(
        answer(journal, meant.question, given, seen=meant.seen), desk, simulated=journal.simulated
    )


def _answered(done: Answered, desk: Desk, *, simulated: bool) -> str:
    from ledger.questions.outcome import outcome_words
    from ledger.tui.times import clock_words

    mark = SIM[0] if simulated else ""
    if done.figure is not None:
        return f"kept {mark}{done.figure} as a reading; the rule counts it at the next look"
    if done.outcome is None:
        return "noted, not yet"
    words = mark + outcome_words(done.outcome)
    if done.challenge_until is None:
        return f"resolved {words}"
    until = clock_words(microseconds(done.challenge_until), desk.zone)
    return f"proposed {words}; open to challenge until {until}"


# ---- an end ----------------------------------------------------------------------------------------------


def _correct(desk: Desk, journal: Journal, meant: Meant, *, dry_run: bool = False) -> Changed:
    from ledger.resolution.people.ends import Correction, correct
    from ledger.resolution.people.receipt import receipt

    said = Correction(
        meant.text("outcome"),
        desk.me,
        meant.text("why"),
        receipt(meant.text("evidence") or None),
        meant.day,
    )
    return correct(journal, meant.question, said, seen=meant.seen, dry_run=dry_run)


def _end(desk: Desk, journal: Journal, meant: Meant) -> Changed:
    from ledger.resolution.people.ends import annul, withdraw

    why, seen = meant.text("why"), meant.seen
    if meant.act == "withdraw":
        return withdraw(journal, meant.question, desk.me, why, seen=seen)
    how: Without = "ambiguous" if meant.act == "ambiguous" else "annulled"
    return annul(journal, meant.question, desk.me, why, how, seen=seen)


def _changed_words(changed: Changed, *, simulated: bool, would: bool = False) -> str:
    be = "would be" if would else "is"
    if changed.outcome is not None:
        mark = SIM[0] if simulated else ""
        return f"{changed.question} {be} {mark}{outcome_text(changed.outcome)}, revision {changed.revision}"
    how = "open again" if changed.how == "withdrawn" else changed.how
    return f"{changed.question} {be} {how}, revision {changed.revision}"


def _accept(desk: Desk, journal: Journal, meant: Meant) -> str:
    from ledger.journal.accepting import accept
    from ledger.wiring import catalogue

    if meant.amendment is None:
        raise NothingToAcceptError([meant.question])
    accept(journal, catalogue(desk.settings), meant.amendment, by=desk.me, reason=meant.text("why"))
    return "accepted: the file's words are the newest version"
