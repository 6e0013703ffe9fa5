"""The commands of a reviewer: what each asks, and what it will write. `review_deeds` does what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ledger.tui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.resolution.people.pending import Act

SIGNS = 4
"""Of the hash, typed by who confirms: enough to show that this proposal is meant, and no other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of an act's panel: its name, what belongs there, and whether it may stay empty."""

    name: str
    label: str
    hint: str
    needed: bool = True


MAY_BE_EMPTY = "may stay empty; "
OUTCOME = "yes, no, a number, a day, an option"
EVIDENCE = "a web address, or a file to keep"
WHY = Asked("why", "why", "what is wrong with it, and what you looked at")
REASON = Asked("why", "reason", "why; it stands in the record for ever")
ON = Asked("on", "day", "when it happened, as 2027-03-01, if it did", needed=False)


class Decide(Command):
    """One act. `TELLS` is what it means, `WRITES` what it will write, `TRIES` whether that is shown before it is done."""

    ACT: ClassVar[Act]
    WRITES: ClassVar[str] = ""
    ASKS: ClassVar[tuple[Asked, ...]] = ()
    TRIES: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.handler_name = "do_decide"


class Confirm(Decide):
    """The proposal that was read, and no other."""

    NAME, KEYS, SAYS, ACT = "review.confirm", "y", "Confirm", "confirm"
    TELLS = "you stand behind exactly this proposal"
    WRITES = "your word for this proposal; once enough people stand behind it and its window has ended, it resolves"
    ASKS = (
        Asked("hash", "hash", f"the first {SIGNS} signs of the hash above"),
        Asked("why", "why", "what you looked at, if you like", needed=False),
    )


class Reject(Decide):
    """The proposal that was read."""

    NAME, KEYS, SAYS, ACT = "review.reject", "x", "Reject", "reject"
    TELLS = "it is wrong: off the table for ever, and asked again"
    WRITES = "that the proposal is rejected; the rule never proposes the same again"
    ASKS = (WHY,)


class Contest(Decide):
    """The proposal that was read."""

    NAME, KEYS, SAYS, ACT = "review.challenge", "c", "Challenge", "challenge"
    TELLS = "it is in doubt: held until people decide"
    WRITES = "your challenge; nothing resolves and no score changes until it is upheld or rejected; you can reject it yourself"
    ASKS = (
        WHY,
        Asked("outcome", "outcome", OUTCOME, needed=False),
        Asked("criterion", "words", f"{MAY_BE_EMPTY}a sentence above, or its number", needed=False),
        Asked("evidence", "evidence", f"{MAY_BE_EMPTY}{EVIDENCE}", needed=False),
    )


class Uphold(Decide):
    """The challenge."""

    NAME, KEYS, SAYS, ACT = "review.uphold", "p", "Uphold", "uphold"
    TELLS = "the challenge is right: the proposal is off the table"
    WRITES = "that the challenge is upheld; the question is asked again"
    ASKS = (
        Asked("why", "why", "why the challenge is right"),
        Asked("propose", "propose", "yes: propose what the challenge says, in your name", needed=False),
        Asked("evidence", "evidence", "what shows that, where the challenge named nothing", needed=False),
        ON,
    )


class Dismiss(Decide):
    """The challenge."""

    NAME, KEYS, SAYS, ACT = "review.dismiss", "d", "Dismiss", "dismiss"
    TELLS = "the challenge is wrong: the proposal stands before us again"
    WRITES = "that the challenge is rejected; the proposal can be confirmed again"
    ASKS = (Asked("why", "why", "why the challenge is wrong"),)


class AnswerIt(Decide):
    """A question that a person answers."""

    NAME, KEYS, SAYS, ACT = "review.answer", "a", "Answer", "answer"
    TELLS = "you say what happened, with what shows it"
    WRITES = "a proposal in your name that others can challenge; or, for not-yet, a note"
    ASKS = (
        Asked("outcome", "answer", f"{OUTCOME}; or not-yet"),
        Asked("evidence", "evidence", EVIDENCE, needed=False),
        ON,
        Asked("of", "publisher", "whose figure it is; empty where one is read", needed=False),
        Asked("why", "why", "why; for a NO what was searched, and until when", needed=False),
    )


class Correct(Decide):
    """A wrong end."""

    NAME, KEYS, SAYS, ACT = "review.correct", "o", "Correct", "correct"
    TELLS = "another outcome takes the place of this end"
    WRITES = "a new revision with your outcome; the old one stays in the record, and scores follow"
    ASKS = (
        Asked("outcome", "outcome", OUTCOME),
        Asked("evidence", "evidence", EVIDENCE),
        ON,
        REASON,
    )
    TRIES = True


class TakeBack(Decide):
    """A wrong end."""

    NAME, KEYS, SAYS, ACT = "review.withdraw", "w", "Take back", "withdraw"
    TELLS = "this end was wrong: asked again"
    WRITES = "a new revision without this end; the question is asked again"
    ASKS = (REASON,)


class Annul(Decide):
    """A flawed question."""

    NAME, KEYS, SAYS, ACT = "review.annul", "l", "Annul", "annul"
    TELLS = "the question was flawed: no score counts"
    WRITES = "that the question is annulled; no score counts, and it stays in every denominator"
    ASKS = (REASON,)


class CallAmbiguous(Decide):
    """A world that stays unclear."""

    NAME, KEYS, SAYS, ACT = "review.ambiguous", "i", "Ambiguous", "ambiguous"
    TELLS = "what happened cannot be told: no score counts"
    WRITES = "that the question is ambiguous; no score counts, and it stays in every denominator"
    ASKS = (REASON,)


class Accept(Decide):
    """A changed file."""

    NAME, KEYS, SAYS, ACT = "review.accept", "t", "Accept", "accept"
    TELLS = "the changed file becomes the newest version"
    WRITES = "a new version of the question; forecasts stay bound to the version they were made on"
    ASKS = (Asked("why", "why", "why the change is right"),)


DECIDES: Mapping[Act, type[Decide]] = {
    each.ACT: each
    for each in (
        Confirm,
        Reject,
        Contest,
        Uphold,
        Dismiss,
        AnswerIt,
        Correct,
        TakeBack,
        Annul,
        CallAmbiguous,
        Accept,
    )
}
"""Every act, in the order in which keys are listed."""


class BackFromCase(Command):
    """To where the case was opened."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "review.back", "escape,backspace", "esc", "Back", True


class WriteIt(Command):
    """What the panel of an act says."""

    NAME, KEYS, SHOWS_AS, SAYS, FIRST = "review.write", "enter", "Enter", "Next or write", True


class ReviewIt(Command):
    """The question's case."""

    NAME, KEYS, SAYS, TELLS = "question.review", "r", "Review", "its receipts, and what you can decide"
