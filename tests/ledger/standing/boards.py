"""Ledgers with something to compare: a few people who spoke on many questions, written in few transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal import entries as kinds
from ledger.journal.pinning import pinned
from ledger.standing.board.board import leaderboard
from ledger.standing.board.leaderboard import Leaderboard, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.ledger.record.worlds import World

PEOPLE = ("ann", "bob", "cat", "dan")
YES = {"yes": True}


def asked(world: World, names: Iterable[str], **more: Any) -> None:
    """Questions, all alike."""
    said = world.said(more.pop("kind", "binary"), **more)
    world.journal.append(
        *(kinds.QuestionAsked(question=name, version=1, file_sha256="0" * 64, said=said) for name in names)
    )


def says(world: World, names: Sequence[str], by: str, p: str = "0.5", **more: Any) -> None:
    """One forecast on each of these questions."""
    fields: dict[str, Any] = {
        "version": 1,
        "made_at": world.now,
        "grade": "seen",
        "says": {"probability": p},
    } | more
    world.journal.append(*(kinds.ForecastMade(question=name, by=by, **fields) for name in names))


def spoken(world: World, names: Sequence[str], *chances: str | None, people: Sequence[str] = PEOPLE) -> None:
    """Questions on which people say the same, the first person the first chance; None says nothing."""
    asked(world, names)
    for who, p in zip(people, chances, strict=False):
        if p is not None:
            says(world, names, who, p)


def ended(world: World, names: Sequence[str], outcome: Mapping[str, Any] = YES, version: int = 1) -> None:
    """These questions have this outcome, known now."""
    proposed = [
        pinned(
            question=name,
            version=version,
            basis="person",
            outcome=dict(outcome),
            known_at=world.now,
            readings=[],
            rule_version=version,
            decided_at=world.now,
            challenge_until=world.now,
            by="tom",
            why="it is so",
        )
        for name in names
    ]
    seqs = world.journal.append(*proposed)
    fields: dict[str, Any] = {
        "revision": 1,
        "confirmed": "machine",
        "known_at": world.now,
        "outcome": dict(outcome),
    }
    world.journal.append(
        *(
            kinds.QuestionResolved(question=name, proposal=seq, **fields)
            for name, seq in zip(names, seqs, strict=True)
        )
    )


def amended(world: World, question: str, version: int = 2, *, plain: bool = False, **more: Any) -> None:
    """The question has new words; with `plain`, that mean the same."""
    world.journal.append(
        kinds.QuestionAmended(
            question=question,
            version=version,
            file_sha256="1" * 64,
            said=world.said(title="Other", **more),
            by="tom",
            reason="clearer",
            plain=plain,
        )
    )


def named(first: str, count: int) -> list[str]:
    """So many ids."""
    return [f"{first}-{number}" for number in range(count)]


def resolved(world: World, *chances: str | None, questions: int = 10, first: str = "r") -> None:
    """So many questions of a family each, all said at the start and true at the end, the tenth day."""
    names = named(first, questions)
    world.go(0)
    spoken(world, names, *chances)
    world.go(10)
    ended(world, names)


def shown(world: World, wanted: Wanted | None = None) -> Leaderboard:
    """The leaderboard now."""
    with world.record() as record:
        return leaderboard(record, wanted or Wanted(), now_us=world.now)
