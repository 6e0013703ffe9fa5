"""What people and the journal did with a decision: proposals, who stood behind them, the end, and what came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.questions.outcome import NotAnOutcomeError, outcome_from, outcome_words
from ledger.resolution.looking.stored import written
from ledger.resolution.looking_back.explain_node import Node
from ledger.resolution.looking_back.explain_readings import HASH, evidence_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ledger.questions.question import Question
    from ledger.record.looks import LookRow
    from ledger.record.trail import Proposal, Resolution, Voice
    from ledger.resolution.looking.register import Asked
    from ledger.resolution.looking_back.explain_node import Fact, Receipt
    from ledger.resolution.rule.taken import Taken

SHOWN = 3
"""How many later editions are told one by one."""


def end_node(
    end: Resolution, question: Question, confirmed: str | None, receipts: Iterable[Receipt] = ()
) -> Node:
    """One end of the question: how, by whom, with which receipts, and whether it holds still."""
    outcome = f" {_outcome(end.outcome, question)}" if end.outcome else ""
    by = f" by {end.who}" if end.who else ""
    stands = f", confirmed by {confirmed.replace('_', ' ')}" if confirmed not in {None, "imported"} else ""
    reason = f": {end.reason}" if end.reason else ""
    replaced = "" if end.effective else " (replaced since)"
    words = f"{end.how}{outcome} at {_at(end.at)}{by}{stands}, revision {end.revision}{replaced}{reason}"
    facts: dict[str, Fact] = {
        "how": end.how,
        "outcome": _outcome(end.outcome, question) if end.outcome else None,
        "value": end.value,
        "at": moment(end.at).isoformat(timespec="seconds"),
        "revision": end.revision,
        "confirmed": confirmed,
        "by": end.who,
        "reason": end.reason,
        "holds": end.effective,
    }
    return Node("ended", words, facts, tuple(map(evidence_node, receipts)))


def proposal_node(one: Proposal, question: Question) -> Node:
    """A proposal, pinned under its hash, with everybody who spoke for or against it."""
    said = _outcome(one.outcome, question) if one.outcome else "publishers disagree"
    until = moment(one.challenge_until)
    basis = f"by {one.who}" if one.basis == "person" else f"by {one.basis}"
    words = f"proposal {one.hash[:HASH]}: {said}, {basis} at {_at(one.decided_at)}, {one.state}, open to challenge until"
    facts: dict[str, Fact] = {
        "hash": one.hash,
        "basis": one.basis,
        "outcome": said if one.outcome else None,
        "state": one.state,
        "decided_at": moment(one.decided_at).isoformat(timespec="seconds"),
        "challenge_until": until.isoformat(timespec="seconds"),
        "by": one.who,
        "why": one.why,
    }
    return Node("proposal", f"{words} {until:%Y-%m-%d %H:%M} UTC", facts, tuple(map(_voice_node, one.voices)))


def _voice_node(voice: Voice) -> Node:
    facts: dict[str, Fact] = {
        "what": voice.what,
        "by": voice.who,
        "at": moment(voice.at).isoformat(timespec="seconds"),
        "why": voice.why,
    }
    return Node("voice", f"{voice.words}, {_at(voice.at)}", facts)


def person_node(one: Proposal, question: Question, receipts: Iterable[Receipt]) -> Node:
    """What a person answered, with the receipts; no rule and no reading stands behind it."""
    said = _outcome(one.outcome, question) if one.outcome else "nothing"
    why = f": {one.why}" if one.why else ""
    return Node(
        "decision", f"{one.who} answered {said}{why}", {"decided": True}, tuple(map(evidence_node, receipts))
    )


def later_node(asked: Asked, pinned: Sequence[Taken], after: Sequence[Taken]) -> Node | None:
    """Editions read after the decision that say something else: shown, and never applied. None where there are none."""
    names = {use.use.name: use.use.value for use in asked.uses}
    parts = [node for one in after if (node := _revision(names, pinned, one))]
    if not parts:
        return None
    say = "1 later reading says" if len(parts) == 1 else f"{len(parts)} later readings say"
    words = f"{say} something else; the decision stands on what was pinned"
    return Node("later", words, {"readings": len(parts)}, tuple(parts[:SHOWN]))


def _revision(names: Mapping[str, str], pinned: Sequence[Taken], one: Taken) -> Node | None:
    """A later reading of days that were pinned, with another value."""
    name = names.get(one.source, "")
    same = [each for each in pinned if (each.source, each.reading.covers) == (one.source, one.reading.covers)]
    if not same or same[-1].reading.values.get(name) == one.reading.values.get(name):
        return None
    then, now = written(same[-1].reading.values.get(name)), written(one.reading.values.get(name))
    at = one.taken_at
    words = (
        f"{one.source} says {now} at {at:%Y-%m-%d %H:%M} UTC, as of {one.reading.as_of}; {then} was pinned"
    )
    facts: dict[str, Fact] = {"seq": one.seq, "source": one.source, "value": now, "pinned": then}
    return Node("later", words, facts | {"taken_at": at.isoformat(timespec="seconds")})


def next_look_nodes(asked: Asked, states: Mapping[str, LookRow]) -> Iterator[Node]:
    """When each source is looked at again."""
    for use in asked.looking():
        state = states.get(use.key)
        if state is None:
            yield Node(
                "next_look",
                f"{use.use.name}: not in the schedule yet",
                {"source": use.use.name, "next_at": None},
            )
            continue
        facts: dict[str, Fact] = {
            "source": use.use.name,
            "last_at": moment(state.last_at).isoformat(timespec="seconds")
            if state.last_at is not None
            else None,
            "next_at": moment(state.next_at).isoformat(timespec="seconds"),
            "failures": state.failures,
            "answer": state.answer,
            "said": state.said,
        }
        yield Node(
            "next_look", f"{use.use.name}: {_last(state)}, looked at again at {_at(state.next_at)}", facts
        )


def _last(state: LookRow) -> str:
    if state.last_at is None:
        return "not looked at yet"
    said = f" ({state.answer.replace('_', ' ')}: {state.said})" if state.answer else ""
    return f"last looked at {_at(state.last_at)}{said}"


def _outcome(said: Mapping[str, object] | None, question: Question) -> str:
    otherwise = question.dates.otherwise if question.dates else "later or never"
    try:
        return outcome_words(outcome_from(said or {}), question.rule.unit, otherwise)
    except NotAnOutcomeError:
        return "an outcome written by a newer fledger"


def _at(us: int) -> str:
    return f"{moment(us):%Y-%m-%d %H:%M} UTC"
