"""`fledger review show`: one thing that waits, whole: what was proposed, on which receipts, what was said to it, who moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.differences import differences, differences_data
from ledger.cli.effect import effect_data, effect_lines
from ledger.cli.frame import table
from ledger.cli.question_terms import asks, asks_data
from ledger.cli.review_list import challenge_data, challenge_lines, commands, to_type
from ledger.questions.units import counted, with_unit
from ledger.resolution.people.pending import challenge_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ledger.journal.intake import Waiting as Amendment
    from ledger.questions.rule import Rule
    from ledger.record.questions import QuestionRow
    from ledger.record.review import Pinned
    from ledger.record.trail import Proposal, ReadingRow, Resolution
    from ledger.resolution.people.pending import Open, Pending
    from ledger.standing.moves import Move

SAID_ELSEWHERE = frozenset({"challenged"})


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One question as its reviewer sees it; `items` are the things about it that wait, `lines_of` the lines that the pinned
    values came from, by the hash of the bytes.
    """

    row: QuestionRow
    rule: Rule
    proposal: Proposal | None
    pinned: Sequence[Pinned]
    lines_of: Mapping[str, Sequence[tuple[str, str]]]
    ends: Sequence[Resolution]
    gave_up: Mapping[str, str]
    moves: Sequence[Move] | None
    items: Sequence[Pending]
    open: Open
    amendment: Amendment | None
    simulated: bool

    def lines(self) -> Iterator[str]:
        """The page for people."""
        yield from (self.row.title, self.row.id, "", f"State      {self.row.stands}")
        yield from (f"Asks again {words.local(at)}" for at in self._asks_again())
        yield from asks(self.rule)
        yield from self._proposal(self.proposal) if self.proposal else ()
        yield from _section("Receipts", self._receipts())
        yield from _section("What was said", self._said())
        yield from _section("Given up", (f"{name}: {why}" for name, why in self.gave_up.items()))
        yield from ("", *effect_lines(self.moves)) if self.moves is not None else ()
        yield from _section("Ends", map(self._end, self.ends))
        yield from _section("The file says otherwise", self._amended())
        yield from _section("What to type", self._to_type())

    def _asks_again(self) -> tuple[int, ...]:
        return tuple(one.asks_again_at for one in self.items if one.asks_again_at is not None)

    def _to_type(self) -> tuple[str, ...]:
        """What goes on from here; a proposal that waits for nobody can still be confirmed or challenged."""
        if not self.items and self.proposal and self.proposal.state == "open":
            return commands("confirm", self.row.id, self.proposal, self.open)
        return tuple(line for one in self.items for line in to_type(one))

    def _outcome(self, said: Mapping[str, object] | None) -> str:
        if said is None:
            return "publishers disagree"
        return words.outcome(said, self.row.unit, simulated=self.simulated)

    def _proposal(self, one: Proposal) -> Iterator[str]:
        yield f"Proposed   {self._what(one)} on {words.local(one.decided_at)}, {one.state}"
        yield f"Hash       {one.hash}"
        yield f"Why        {one.why}"
        if one.outcome is not None and one.known_at is not None:
            yield f"Known      {words.local(one.known_at)}"
            over = "" if self.open.challenge else ", which is over"
            yield f"Challenge  until {words.deadline(one.challenge_until)}{over}"
            yield from (f"Missing    {missing}" for missing in (self.open.missing,) if missing)
        yield f"Today      {self._today()}"

    def _what(self, one: Proposal) -> str:
        if one.outcome is None:
            return self._outcome(None)
        value = f" ({with_unit(one.value, self.row.unit)})" if one.value else ""
        return f"{self._outcome(one.outcome)}{value}, by {one.who or f'the {one.basis}'}"

    def _today(self) -> str:
        today = self.row.today
        if today is None:
            return "never rehearsed"
        said = words.sim(today.would or today.value or today.state, simulated=self.simulated)
        return f"{said}, if it resolved on {today.day}"

    # ---- receipts --------------------------------------------------------------------------------------

    def _receipts(self) -> Iterator[str]:
        if self.proposal and self.proposal.basis == "conflict":
            yield from table(*self._side_by_side()).splitlines()
            return
        for one in self.pinned:
            yield from self._receipt(one)

    def _side_by_side(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """One column for each publisher, one line for each thing that can be checked."""
        columns = [dict(self._facts(one)) for one in self.pinned]
        names = list(dict.fromkeys(name for column in columns for name in column))
        rows = [(name, *(column.get(name, "") for column in columns)) for name in names]
        return ("", *(one.reading.publisher for one in self.pinned)), rows

    def _receipt(self, one: Pinned) -> Iterator[str]:
        facts = list(self._facts(one))
        wide = max(len(name) for name, _ in facts)
        yield one.reading.publisher
        yield from (f"  {name:<{wide}}  {text}" for name, text in facts)

    def _facts(self, one: Pinned) -> Iterator[tuple[str, str]]:
        yield "says", self._values(one.reading)
        yield "as of", one.reading.as_of
        yield "read", words.local(one.reading.taken_at)
        yield "source", f"{one.reading.source}, version {one.reading.source_version}"
        for name, place in one.reading.where.items():
            yield f"{name} at", place
        for kept in one.evidence:
            erased = ", bytes erased" if kept.erased else ""
            yield "from", kept.url
            yield "sha256", f"{kept.sha256}{erased}"
            yield "fetched", f"{words.local(kept.fetched_at)}, {counted(kept.size, 'byte')}"
            for place, text in self.lines_of.get(kept.sha256, ()):
                yield place, text
        if one.newer is not None:
            yield "now says", f"{self._values(one.newer)}, as of {one.newer.as_of}; what is pinned stands"

    def _values(self, one: ReadingRow) -> str:
        said = (
            f"{name} {with_unit(value or 'none', one.units.get(name))}" for name, value in one.values.items()
        )
        return words.sim(", ".join(said), simulated=self.simulated)

    # ---- people, ends, the file ------------------------------------------------------------------------

    def _said(self) -> Iterator[str]:
        for voice in self.proposal.voices if self.proposal else ():
            if voice.what in SAID_ELSEWHERE:
                yield from challenge_lines(voice, simulated=self.simulated)
            else:
                yield f"{voice.words} on {words.local(voice.at)}"

    def _end(self, one: Resolution) -> str:
        outcome = f" {self._outcome(one.outcome)}" if one.outcome else ""
        by, why = f" by {one.who}" if one.who else "", f": {one.reason}" if one.reason else ""
        evidence = f" (evidence: {', '.join(f'entry {seq}' for seq in one.evidence)})" if one.evidence else ""
        replaced = "" if one.effective else "  (replaced)"
        return f"{one.revision}  {words.local(one.at)}  {one.how}{outcome}{by}{why}{evidence}{replaced}"

    def _amended(self) -> Iterator[str]:
        if self.amendment is not None:
            yield from differences(self.amendment.old, self.amendment.new)
            yield "Forecasts stay bound to the version they were made on; see: fledger reaffirm"

    def data(self) -> dict[str, object]:
        """The page for programs."""
        amendment = self.amendment
        return {
            "schema": 1,
            "question": self.row.id,
            "state": self.row.stands,
            "waits": [one.need for one in self.items],
            "asks_again_at": next(map(words.stamp, self._asks_again()), None),
            "asks": asks_data(self.rule),
            "proposal": self._proposal_data(),
            "receipts": [_pinned_data(one, self.lines_of) for one in self.pinned],
            "given_up": dict(self.gave_up),
            "moves": effect_data(self.moves or ()),
            "ends": [_end_data(one) for one in self.ends],
            "amendment": differences_data(amendment.old, amendment.new) if amendment else [],
            "type": list(self._to_type()),
        }

    def _proposal_data(self) -> dict[str, object] | None:
        one = self.proposal
        if one is None:
            return None
        said = [{"what": v.what, "by": v.who, "at": words.stamp(v.at), "why": v.why} for v in one.voices]
        return {
            "hash": one.hash,
            "basis": one.basis,
            "by": one.who,
            "outcome": one.outcome,
            "value": one.value,
            "known_at": words.stamp(one.known_at),
            "decided_at": words.stamp(one.decided_at),
            "challenge_until": words.stamp(one.challenge_until),
            "why": one.why,
            "state": one.state,
            "missing": self.open.missing,
            "said": said,
            "challenge": challenge_data(challenge_to(one)),
        }


def _pinned_data(one: Pinned, lines_of: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, object]:
    return {
        **_reading_data(one.reading),
        "evidence": [
            {
                "seq": kept.seq,
                "url": kept.url,
                "sha256": kept.sha256,
                "fetched_at": words.stamp(kept.fetched_at),
            }
            | {"size": kept.size, "erased": kept.erased}
            | {"lines": [{"at": place, "text": text} for place, text in lines_of.get(kept.sha256, ())]}
            for kept in one.evidence
        ],
        "newer": _reading_data(one.newer) if one.newer else None,
    }


def _reading_data(one: ReadingRow) -> dict[str, object]:
    said = {"seq": one.seq, "publisher": one.publisher, "source": one.source, "as_of": one.as_of}
    told = {"values": dict(one.values), "units": dict(one.units), "where": dict(one.where)}
    return {**said, **told, "taken_at": words.stamp(one.taken_at)}


def _end_data(one: Resolution) -> dict[str, object]:
    said = {"revision": one.revision, "how": one.how, "outcome": one.outcome, "at": words.stamp(one.at)}
    told = {"by": one.who, "reason": one.reason, "evidence": list(one.evidence)}
    return {**said, **told, "effective": one.effective}


def _section(name: str, found: Iterable[str]) -> Iterator[str]:
    listed = list(found)
    if listed:
        yield from ("", name, *(f"  {line}" for line in listed))
