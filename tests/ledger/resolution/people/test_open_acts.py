"""Which acts are open to whom: by where a question stands, what is before us, and who reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.record.trail import Proposal, Voice
from ledger.resolution.people.pending import NOTHING_OPEN, Open, open_acts

PROPOSED = Proposal(
    hash="a" * 64, seq=7, version=1, basis="rule", outcome={"yes": True}, value="12.4", known_at=1, readings=(3,),
    evidence=(), decided_at=1, challenge_until=9, who=None, why="12.4 is at least 12", state="open", voices=(),
)  # fmt: skip
OUT = ("annul", "ambiguous")


def challenged(by: str, proposer: str | None = None) -> Proposal:
    return replace(
        PROPOSED, state="challenged", who=proposer, voices=(Voice(8, "challenged", by, 2, "it is not so"),)
    )


@pytest.mark.parametrize(
    ("stands", "proposal", "is_open", "acts"),
    [
        ("due", None, NOTHING_OPEN, ("answer", *OUT)),
        ("given up", None, NOTHING_OPEN, ("answer", *OUT)),
        ("open", replace(PROPOSED, state="rejected"), NOTHING_OPEN, ("answer", *OUT)),
        ("proposed", PROPOSED, Open(), ("confirm", "reject", "challenge", *OUT)),
        ("proposed", PROPOSED, Open(confirm=False), ("reject", "challenge", *OUT)),
        ("proposed", PROPOSED, Open(challenge=False), ("confirm", "reject", *OUT)),
        ("contested", replace(PROPOSED, basis="conflict", outcome=None), Open(), ("answer", "reject", *OUT)),
        ("resolved", replace(PROPOSED, state="accepted"), NOTHING_OPEN, ("correct", "withdraw", *OUT)),
        ("annulled", PROPOSED, Open(), ("correct", "withdraw")),
        ("ambiguous", None, NOTHING_OPEN, ("correct", "withdraw")),
    ],
)
def test_a_question_offers_what_its_place_allows(
    stands: str, proposal: Proposal | None, is_open: Open, acts: tuple[str, ...]
) -> None:
    assert open_acts(stands, proposal, is_open, me="mira", alone=False) == acts


@pytest.mark.parametrize(
    ("by", "proposer", "alone", "ends"),
    [
        ("tom", None, False, ("uphold", "dismiss")),
        ("mira", None, False, ("dismiss",)),
        ("Mira ", None, False, ("dismiss",)),
        ("mira", None, True, ("uphold", "dismiss")),
        ("tom", "mira", False, ("uphold",)),
        ("tom", "mira", True, ("uphold", "dismiss")),
    ],
)
def test_nobody_ends_a_challenge_in_their_own_case_while_there_is_somebody_else(
    by: str, proposer: str | None, alone: bool, ends: tuple[str, ...]
) -> None:
    acts = open_acts("contested", challenged(by, proposer), Open(), me="mira", alone=alone)
    assert acts == (*ends, *OUT)


def test_who_is_alone_takes_their_challenge_back_at_once_and_upholds_it_only_later() -> None:
    acts = open_acts("contested", challenged("mira"), Open(alone_from=9), me="mira", alone=True)
    assert acts == ("dismiss", *OUT)
