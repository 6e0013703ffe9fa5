"""What waits for a person, one thing each: since when, when it asks again, and what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.differences import differences, differences_data
from ledger.resolution.people.pending import challenge_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.record.trail import Proposal, Voice
    from ledger.resolution.people.pending import Open, Pending

DIGITS = 12
NEEDS = {
    "confirm": "confirm",
    "challenge": "end challenge",
    "conflict": "end conflict",
    "given_up": "decide",
    "answer": "answer",
    "amendment": "accept change",
}
"""What each asks of a person."""


def to_type(one: Pending) -> tuple[str, ...]:
    """The commands that go on from here."""
    return commands(one.need, one.question, one.proposal, one.open)


def commands(need: str, question: str, proposal: Proposal | None, is_open: Open) -> tuple[str, ...]:
    """What to type where a question needs this of a person."""
    short = proposal.hash[:DIGITS] if proposal else ""
    review, answer = "fledger review", f"fledger answer {question} OUTCOME --evidence URL|FILE"
    annul = f'{review} annul {question} --why "..."'
    match need:
        case "confirm":
            against = f'{review} {"challenge" if is_open.challenge else "reject"} {short} --why "..."'
            return (f"{review} confirm {short}", against) if is_open.confirm else (against,)
        case "challenge":
            named = challenge_to(proposal)
            propose = " --propose" if named and named.outcome else ""
            uphold = f'{review} uphold {short} --why "..."{propose}'
            dismiss = f'{review} reject {short} --challenge --why "..."'
            return (uphold, dismiss) if is_open.alone_from is None else (dismiss,)
        case "conflict":
            return answer, f'{review} reject {short} --why "..."', annul
        case "amendment":
            return (f'fledger sync --accept {question} --why "..."',)
        case _:
            return answer, annul


def lines(found: Iterable[Pending], *, simulated: bool) -> Iterator[str]:
    """The list for people: one block each."""
    for one in found:
        yield f"{one.question}  {NEEDS[one.need]}{_of(one, simulated=simulated)}"
        yield f"    {one.title}"
        if one.challenge:
            yield from (f"    {line}" for line in challenge_lines(one.challenge, simulated=simulated))
        if one.behind:
            yield f"    behind it: {', '.join(one.behind)}"
        if one.open.missing:
            yield f"    {one.open.missing}"
        if one.open.alone_from is not None:
            yield f"    in a ledger of one, your own word counts from {words.local(one.open.alone_from)} on"
        if one.amendment:
            yield from (f"    {line}" for line in differences(one.amendment.old, one.amendment.new))
        if one.since is not None and one.asks_again_at is not None:
            until = f", ends {words.local(one.until)}" if one.until is not None else ""
            yield f"    since {words.local(one.since)}{until}, asks again {words.local(one.asks_again_at)}"
        yield from (f"    {command}" for command in to_type(one))


def _of(one: Pending, *, simulated: bool) -> str:
    if one.keys:
        return f": {', '.join(one.keys)}"
    return f": {proposed_words(one.proposal, simulated=simulated)}" if one.proposal else ""


def proposed_words(one: Proposal, *, simulated: bool) -> str:
    """`YES by the rule, 1f2e3d4c5b6a`."""
    by = f"by {one.who}" if one.who else "by the rule" if one.basis == "rule" else f"by {one.basis}"
    what = words.outcome(one.outcome, None, simulated=simulated) if one.outcome else "publishers disagree"
    return f"{what} {by if one.outcome else ''}".strip() + f", {one.hash[:DIGITS]}"


def challenge_lines(one: Voice, *, simulated: bool) -> Iterator[str]:
    """A challenge whole: who, why, what it should be, by which words, on what evidence."""
    yield f"challenged by {one.who} on {words.local(one.at)}: {one.why}"
    if one.outcome is not None:
        yield f"  it should be: {words.outcome(one.outcome, None, simulated=simulated)}"
    if one.criterion:
        yield f"  by the words: {one.criterion}"
    if one.evidence:
        yield f"  evidence: {one.evidence}"


def rows(found: Iterable[Pending], *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """The list for pipes: need, question, since, asks again, hash, what to type, title, what is proposed, until."""
    for one in found:
        times = (words.stamp(one.since), words.stamp(one.asks_again_at))
        said = _of(one, simulated=simulated).removeprefix(": ")
        yield (
            *(one.need, one.question, *times, _hash(one), to_type(one)[0]),
            *(one.title, said, words.stamp(one.until)),
        )


def _hash(one: Pending) -> str | None:
    return one.proposal.hash if one.proposal else None


def data(found: Iterable[Pending]) -> list[dict[str, object]]:
    """The list for programs."""
    return [
        {
            "need": one.need,
            "question": one.question,
            "title": one.title,
            "since": words.stamp(one.since),
            "until": words.stamp(one.until),
            "asks_again_at": words.stamp(one.asks_again_at),
            "proposal": _hash(one),
            "outcome": one.proposal.outcome if one.proposal else None,
            "behind": list(one.behind),
            "missing": one.open.missing,
            "alone_from": words.stamp(one.open.alone_from),
            "challenge": challenge_data(one.challenge),
            "keys": list(one.keys),
            "changed": differences_data(one.amendment.old, one.amendment.new) if one.amendment else [],
            "type": list(to_type(one)),
        }
        for one in found
    ]


def challenge_data(one: Voice | None) -> Mapping[str, object] | None:
    """A challenge for programs."""
    if one is None:
        return None
    told = {"by": one.who, "at": words.stamp(one.at), "why": one.why}
    return {**told, "outcome": one.outcome, "criterion": one.criterion, "evidence": one.evidence}
