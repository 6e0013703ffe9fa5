"""What a reviewer can do, each as a value: its key, its words, what it asks, and what it will write. Done by `review_deeds`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as it is offered. `tries` where what it does is shown before it is done, as that depends on what is typed."""

    act: Act
    key: str
    name: str
    means: str
    writes: str
    asks: tuple[Asked, ...] = ()
    tries: bool = False


WHY = Asked("why", "why", "what you looked at, and what is wrong with it")
REASON = Asked("why", "reason", "why; it stands in the record for ever")
OUTCOME = "yes, no, a number, a day, an option"
EVIDENCE = "a web address, or a file whose bytes are kept"
ON = Asked("on", "day", "when it happened, as 2027-03-01; empty otherwise", needed=False)

DEEDS: Mapping[Act, Deed] = {
    deed.act: deed
    for deed in (
        Deed(
            "confirm",
            "y",
            "Confirm",
            "you stand behind exactly this proposal",
            "your word for this proposal; once enough people stand behind it and its window has ended, it resolves",
            (
                Asked("hash", "hash", f"the first {SIGNS} signs of the hash above"),
                Asked("why", "why", "what you looked at, if you like", needed=False),
            ),
        ),
        Deed(
            "reject",
            "x",
            "Reject",
            "it is wrong: off the table for ever, and asked again",
            "that the proposal is rejected; the rule never proposes the same again",
            (WHY,),
        ),
        Deed(
            "challenge",
            "c",
            "Challenge",
            "it is in doubt: held until people decide",
            "your challenge; nothing resolves and no score changes until somebody else upholds or rejects it",
            (
                Asked("outcome", "outcome", f"what it should be: {OUTCOME}", needed=False),
                Asked("criterion", "words", "which sentence of the criteria decides it, or its number", needed=False),
                Asked("evidence", "evidence", EVIDENCE, needed=False),
                WHY,
            ),
        ),
        Deed(
            "uphold",
            "p",
            "Uphold",
            "the challenge is right: the proposal is off the table",
            "that the challenge is upheld; the question is asked again",
            (Asked("why", "why", "why the challenge is right"),),
        ),
        Deed(
            "dismiss",
            "d",
            "Dismiss",
            "the challenge is wrong: the proposal stands before us again",
            "that the challenge is rejected; the proposal can be confirmed again",
            (Asked("why", "why", "why the challenge is wrong"),),
        ),
        Deed(
            "answer",
            "a",
            "Answer",
            "you say what happened, with what shows it",
            "a proposal in your name that others can challenge; or, for not-yet, a note",
            (
                Asked("outcome", "answer", f"{OUTCOME}; or not-yet"),
                Asked("evidence", "evidence", EVIDENCE, needed=False),
                ON,
                Asked("of", "publisher", "whose figure it is, where several are read; empty otherwise", needed=False),
                Asked("why", "why", "why; for a NO what was searched, and until when", needed=False),
            ),
        ),
        Deed(
            "correct",
            "o",
            "Correct",
            "another outcome takes the place of this end",
            "a new revision with your outcome; the old one stays in the record, and scores follow",
            (
                Asked("outcome", "outcome", f"what it should be: {OUTCOME}"),
                Asked("evidence", "evidence", EVIDENCE),
                ON,
                REASON,
            ),
            tries=True,
        ),
        Deed(
            "withdraw",
            "w",
            "Take back",
            "this end was wrong: asked again",
            "a new revision without this end; the question is asked again",
            (REASON,),
        ),
        Deed(
            "annul",
            "l",
            "Annul",
            "it cannot be judged: no score counts",
            "that the question is annulled; no score counts, and it stays in every denominator",
            (REASON,),
        ),
        Deed(
            "ambiguous",
            "i",
            "Ambiguous",
            "its words can be read in more than one way: no score counts",
            "that the question is ambiguous; no score counts, and it stays in every denominator",
            (REASON,),
        ),
        Deed(
            "accept",
            "t",
            "Accept",
            "the changed file becomes the newest version",
            "a new version of the question; forecasts stay bound to the version they were made on",
            (Asked("why", "why", "why the change is right"),),
        ),
    )
}  # fmt: skip
"""Every act by its name, in the order in which keys are listed."""
