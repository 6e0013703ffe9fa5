"""Who has yet to stand behind a proposal, and whether somebody's word would count: for who reads, by the rule that accepts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.journal.names import person
from ledger.record.people import acted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.rule import ConfirmedBy
    from ledger.record.opening import Record
    from ledger.record.trail import Proposal
    from ledger.resolution.people.confirm import Behind

MOST = 2
"""So many people are asked for at most."""
WORDS: Mapping[tuple[int, bool], str] = {
    (1, False): "needs one person",
    (1, True): "needs one other person",
    (2, False): "needs two people",
    (2, True): "needs two other people",
}
"""How many are missing, by whether somebody stands behind it already."""


def is_alone(record: Record) -> bool:
    """Whether one person at most has acted in this ledger, however they wrote their name."""
    return len({person(name) for name in acted(record)}) <= 1


def may_confirm(one: Proposal, me: str, *, alone: bool, now_us: int) -> bool:
    """Whether a word of this person would count now: not given yet, or, in a ledger of one, given before the window ended."""
    mine = person(me)
    if one.who and person(one.who) == mine and now_us < one.challenge_until:
        return False
    given = [at for who, at in _confirmed(one) if who == mine]
    return not given or (alone and now_us >= one.challenge_until > max(given))


def still_missing(one: Proposal, asks: ConfirmedBy, *, alone: bool) -> str | None:
    """`needs one other person`; None where nobody is missing, or other things come first: a challenge, a conflict."""
    from ledger.resolution.people.confirm import enough

    if one.state != "open" or one.outcome is None:
        return None
    behind = _behind(one, alone=alone)
    if enough(asks, behind):
        return None
    more = next((n for n in range(1, MOST) if enough(asks, _with(behind, n))), MOST)
    told = WORDS[more, bool(behind.confirmed or behind.proposer)]
    return f"{told}; in a ledger of one, one word after the window" if alone else told


def _behind(one: Proposal, *, alone: bool) -> Behind:
    from ledger.resolution.people.confirm import Behind

    return Behind(
        one.basis,
        person(one.who) if one.who else None,
        tuple((who, moment(at)) for who, at in _confirmed(one)),
        moment(one.challenge_until),
        alone,
        any(voice.what == "challenge_lapsed" for voice in one.voices),
    )


def _confirmed(one: Proposal) -> tuple[tuple[str, int], ...]:
    return tuple(
        (person(voice.who), voice.at) for voice in one.voices if voice.what == "confirmed" and voice.who
    )


def _with(behind: Behind, more: int) -> Behind:
    """As if so many others had stood behind it, too."""
    others = tuple((f"other {n}\n", behind.challenge_until) for n in range(more))
    return replace(behind, confirmed=(*behind.confirmed, *others), alone=False)
