"""What waits for a person, one thing each: since when, when it asks again, and what to type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.differences import differences, differences_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.changes import Waiting
    from ledger.record.opening import Record
    from ledger.record.trail import Proposal, Voice

DIGITS = 12
NEEDS = {
    "confirm": "confirm",
    "challenge": "end the challenge",
    "conflict": "end the conflict",
    "given_up": "decide",
    "answer": "answer",
    "amendment": "accept the change",
}
"""What each asks of a person."""


@dataclass(frozen=True, slots=True)
class Open:
    """What is open about a proposal: whether the reader's word would count, its window has not ended, and who is missing."""

    confirm: bool = True
    challenge: bool = True
    missing: str | None = None


NOTHING_OPEN = Open(confirm=False, challenge=False)


def open_about(record: Record, question: str, one: Proposal | None, *, me: str, now_us: int) -> Open:
    """What is open about a proposal of this question, for this reader."""
    if one is None:
        return NOTHING_OPEN
    from ledger.record.detail import detail
    from ledger.resolution.people.whose_word import is_alone, may_confirm, still_missing

    alone = is_alone(record)
    asks = detail(record, question, now_us=now_us).question().rule.confirmed_by
    return Open(
        may_confirm(one, me, alone=alone, now_us=now_us),
        now_us < one.challenge_until,
        still_missing(one, asks, alone=alone),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. Times are microseconds UTC; an amendment in the files has none."""

    need: str
    question: str
    title: str
    since: int | None
    until: int | None
    asks_again_at: int | None
    proposal: Proposal | None
    open: Open
    amendment: Amendment | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that an amendment changes."""
        return self.amendment.keys if self.amendment else ()

    @property
    def challenge(self) -> Voice | None:
        """The challenge that has not ended."""
        return challenge_to(self.proposal) if self.need == "challenge" else None

    @property
    def behind(self) -> tuple[str, ...]:
        """Who stands behind the proposal already."""
        voices = self.proposal.voices if self.proposal else ()
        return tuple(one.who for one in voices if one.what == "confirmed" and one.who)

    @property
    def to_type(self) -> tuple[str, ...]:
        """The commands that go on from here."""
        return commands(self.need, self.question, self.proposal, self.open)


def challenge_to(proposal: Proposal | None) -> Voice | None:
    """The newest challenge to a proposal."""
    voices = reversed(proposal.voices) if proposal else ()
    return next((one for one in voices if one.what == "challenged"), None)


def commands(need: str, question: str, proposal: Proposal | None, is_open: Open) -> tuple[str, ...]:
    """What to type where a question needs this of a person."""
    short = proposal.hash[:DIGITS] if proposal else ""
    review, answer = "fledger review", f"fledger answer {question} OUTCOME --evidence URL|FILE"
    annul = f'{review} annul {question} --reason "..."'
    match need:
        case "confirm":
            against = f'{review} {"challenge" if is_open.challenge else "reject"} {short} --why "..."'
            return (f"{review} confirm {short}", against) if is_open.confirm else (against,)
        case "challenge":
            named = challenge_to(proposal)
            propose = " --propose" if named and named.outcome else ""
            return (
                f'{review} uphold {short} --why "..."{propose}',
                f'{review} reject {short} --challenge --why "..."',
            )
        case "conflict":
            return answer, f'{review} reject {short} --why "..."', annul
        case "amendment":
            return (f'fledger sync --accept {question} --why "..."',)
        case _:
            return answer, annul


def items(record: Record, amendments: Iterable[Amendment], *, me: str, now_us: int) -> tuple[Item, ...]:
    """Everything that waits, what waits longest first; amendments in the files come last."""
    from ledger.record.changes import waiting

    found = [_item(record, one, me, now_us) for one in waiting(record, now_us=now_us)]
    return (*found, *(_amendment(one) for one in amendments))


def _item(record: Record, one: Waiting, me: str, now_us: int) -> Item:
    from ledger.record.trail import proposals

    proposal = next((each for each in proposals(record, one.id) if each.hash == one.hash), None)
    need: str = one.need
    if one.need == "contested":
        need = "conflict" if proposal and proposal.basis == "conflict" else "challenge"
    is_open = open_about(record, one.id, proposal, me=me, now_us=now_us)
    return Item(need, one.id, one.title, one.since, one.until, one.asks_again_at, proposal, is_open)


def _amendment(one: Amendment) -> Item:
    title = str(one.new.get("title", ""))
    return Item("amendment", one.question, title, None, None, None, None, NOTHING_OPEN, one)


def lines(found: Iterable[Item], *, simulated: bool) -> Iterator[str]:
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
        if one.amendment:
            yield from (f"    {line}" for line in differences(one.amendment.old, one.amendment.new))
        if one.since is not None and one.asks_again_at is not None:
            until = f", ends {words.local(one.until)}" if one.until is not None else ""
            yield f"    since {words.local(one.since)}{until}, asks again {words.local(one.asks_again_at)}"
        yield from (f"    {command}" for command in one.to_type)


def _of(one: Item, *, simulated: bool) -> str:
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


def rows(found: Iterable[Item]) -> Iterator[tuple[object, ...]]:
    """The list for pipes: need, question, since, asks again, hash, what to type, title."""
    for one in found:
        times = (words.stamp(one.since), words.stamp(one.asks_again_at))
        yield one.need, one.question, *times, _hash(one), one.to_type[0], one.title


def _hash(one: Item) -> str | None:
    return one.proposal.hash if one.proposal else None


def data(found: Iterable[Item]) -> list[dict[str, object]]:
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
            "challenge": challenge_data(one.challenge),
            "keys": list(one.keys),
            "changed": differences_data(one.amendment.old, one.amendment.new) if one.amendment else [],
            "type": list(one.to_type),
        }
        for one in found
    ]


def challenge_data(one: Voice | None) -> Mapping[str, object] | None:
    """A challenge for programs."""
    if one is None:
        return None
    told = {"by": one.who, "at": words.stamp(one.at), "why": one.why}
    return {**told, "outcome": one.outcome, "criterion": one.criterion, "evidence": one.evidence}
