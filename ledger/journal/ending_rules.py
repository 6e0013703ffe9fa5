"""When a proposal, what people say to it, and the end of a question are legal: the states of a question.

asked → proposed → resolved, with contested, given_up and annulled on the side; no state is without a way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.canonical import canonical_text, proposal_hash
from ledger.journal.names import person
from ledger.journal.refused import RefusedError
from ledger.journal.saying_rules import outcome_refusal

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept
    from ledger.journal.facts import Facts, ProposalFacts, QuestionFacts

ENOUGH = {
    "machine": frozenset({"machine", "one person", "two people", "owner"}),
    "one_person": frozenset({"one person", "two people", "owner"}),
    "two_people": frozenset({"two people", "one of two", "owner"}),
}
"""How a resolution may be confirmed, by what the question's rule asks."""
CONFIRMATIONS = {"machine": 0, "one person": 1, "two people": 2, "one of two": 1, "owner": 0}


def proposed(entry: Kept, facts: Facts) -> None:
    """A proposal is pinned by its hash, rests on what is recorded, and fits the question's state and kind."""
    data = entry.data
    question = known(entry, facts)
    _may_propose(entry, question)
    if data["hash"] != proposal_hash(data):
        raise RefusedError(entry.kind, "its hash is not the hash of its body.")
    earlier = facts.proposal(data["hash"])
    if earlier:
        again = "was rejected and is never made again" if earlier.state == "rejected" else "was made before"
        raise RefusedError(entry.kind, f"the proposal {data['hash'][:12]} {again}.")
    if data["version"] != question.version:
        raise RefusedError(
            entry.kind, f"it decides version {data['version']}, the newest is {question.version}."
        )
    _rests_on_record(entry, facts)
    _outcome_fits(entry, question)


def _may_propose(entry: Kept, question: QuestionFacts) -> None:
    by_person = entry.data["basis"] == "person"
    if question.state == "asked" or (by_person and question.state in {"contested", "given_up"}):
        return
    raise RefusedError(
        entry.kind,
        f"the question is {question.state}; basis {entry.data['basis']} does not go on from there.",
    )


def _rests_on_record(entry: Kept, facts: Facts) -> None:
    data = entry.data
    if data["basis"] in {"rule", "conflict"} and not data["readings"]:
        raise RefusedError(entry.kind, f"basis {data['basis']} needs readings.")
    if data["basis"] == "person" and "by" not in data:
        raise RefusedError(entry.kind, "a person's proposal names the person.")
    missing = [seq for seq in data["readings"] if not facts.reading(seq)]
    missing += [seq for seq in data["evidence"] if facts.evidence(seq) is None]
    if missing:
        raise RefusedError(entry.kind, f"entry {missing[0]} is no reading or evidence.")


def _outcome_fits(entry: Kept, question: QuestionFacts) -> None:
    data = entry.data
    if (data["basis"] == "conflict") != ("outcome" not in data):
        raise RefusedError(entry.kind, "a conflict has no outcome, and every other proposal has one.")
    because = outcome_refusal(data["outcome"], question) if "outcome" in data else None
    if because:
        raise RefusedError(entry.kind, because)


def confirmed(entry: Kept, facts: Facts) -> None:
    """A person confirms once; the proposer only after the challenge window; a conflict has nothing to confirm."""
    proposal = _before_us(entry, facts, "proposed", "contested")
    by = entry.data["by"]
    if proposal.basis == "conflict":
        raise RefusedError(entry.kind, "sources conflict: there is no outcome to confirm. Propose one.")
    if person(by) in map(person, proposal.confirmed):
        raise RefusedError(entry.kind, f"{by} confirmed it already.")
    if proposal.who and person(by) == person(proposal.who) and entry.at < proposal.challenge_until:
        raise RefusedError(entry.kind, "who proposed it confirms it only after the challenge window.")


def rejected(entry: Kept, facts: Facts) -> None:
    """The proposal before us is taken off the table."""
    _before_us(entry, facts, "proposed", "contested")


def challenged(entry: Kept, facts: Facts) -> None:
    """A challenge comes inside the window, to the proposal before us."""
    proposal = _before_us(entry, facts, "proposed")
    if entry.at >= proposal.challenge_until:
        raise RefusedError(entry.kind, "the challenge window has ended.")


def given_up(entry: Kept, facts: Facts) -> None:
    """Only an asked question is given up, and not before its day."""
    question = known(entry, facts, "asked")
    if entry.at < question.gives_up_at:
        raise RefusedError(entry.kind, "its last day has not passed.")


def resolved(entry: Kept, facts: Facts) -> None:
    """The pinned outcome is accepted after the window, confirmed as the question asks."""
    data, question = entry.data, known(entry, facts, "proposed")
    proposal = facts.proposal(question.proposal or "")
    if proposal is None or proposal.seq != data["proposal"]:
        raise RefusedError(entry.kind, f"entry {data['proposal']} is not the proposal before us.")
    if entry.at < proposal.challenge_until:
        raise RefusedError(entry.kind, "the challenge window has not ended.")
    _as_pinned(entry, proposal)
    _confirmed_enough(entry, question, proposal)
    _next_revision(entry, question)


def _as_pinned(entry: Kept, proposal: ProposalFacts) -> None:
    data = entry.data
    same = canonical_text(data["outcome"]) == proposal.outcome and data.get("value") == proposal.value
    if not same or proposal.known_at not in {None, data["known_at"]}:
        raise RefusedError(entry.kind, "it is not what was proposed.")


def _confirmed_enough(entry: Kept, question: QuestionFacts, proposal: ProposalFacts) -> None:
    how = entry.data["confirmed"]
    if how not in ENOUGH[question.confirmed_by]:
        raise RefusedError(entry.kind, f"the question asks for {question.confirmed_by}, not {how!r}.")
    if how == "owner" and not question.private:
        raise RefusedError(entry.kind, "only a private question is answered by its owner.")
    if len(proposal.confirmed) < CONFIRMATIONS[how]:
        raise RefusedError(
            entry.kind, f"{len(proposal.confirmed)} confirmed it; {how!r} needs {CONFIRMATIONS[how]}."
        )


def annulled(entry: Kept, facts: Facts) -> None:
    """A decision about the question: by the machine only while asked, else by a person who names what is replaced."""
    data = entry.data
    question = known(entry, facts, "asked", "contested", "given_up", "resolved")
    if question.state != "asked" and "by" not in data:
        raise RefusedError(entry.kind, f"the question is {question.state}: a person decides.")
    if question.state == "resolved":
        _names_effective(entry, question)
    _next_revision(entry, question)


def end_corrected(entry: Kept, facts: Facts) -> None:
    """An end is replaced by an outcome, as a new revision."""
    question = known(entry, facts, "resolved", "annulled")
    _names_effective(entry, question)
    _next_revision(entry, question)
    because = outcome_refusal(entry.data["outcome"], question)
    missing = [seq for seq in entry.data["evidence"] if facts.evidence(seq) is None]
    if because or missing:
        raise RefusedError(entry.kind, because or f"entry {missing[0]} is no evidence.")


def end_withdrawn(entry: Kept, facts: Facts) -> None:
    """An end is taken back, as a new revision; the question is asked again."""
    question = known(entry, facts, "resolved", "annulled")
    _names_effective(entry, question)
    _next_revision(entry, question)


def known(entry: Kept, facts: Facts, *states: str) -> QuestionFacts:
    """The question an entry names, in one of these states (any, if none is given). Raises RefusedError."""
    question = facts.question(entry.data["question"])
    if question is None:
        raise RefusedError(entry.kind, f"no question is called {entry.data['question']!r}.")
    if states and question.state not in states:
        because = f"{entry.data['question']} is {question.state}, not {' or '.join(states)}."
        raise RefusedError(entry.kind, because)
    return question


def _before_us(entry: Kept, facts: Facts, *states: str) -> ProposalFacts:
    proposal = facts.proposal(entry.data["hash"])
    if proposal is None:
        raise RefusedError(entry.kind, f"there is no proposal {entry.data['hash'][:12]}.")
    question = facts.question(proposal.question)
    if question is None or question.proposal != entry.data["hash"] or question.state not in states:
        raise RefusedError(entry.kind, f"the proposal {entry.data['hash'][:12]} is not before us any more.")
    return proposal


def _names_effective(entry: Kept, question: QuestionFacts) -> None:
    if entry.data.get("corrects") != question.effective:
        raise RefusedError(entry.kind, f"it must name the end that holds, entry {question.effective}.")


def _next_revision(entry: Kept, question: QuestionFacts) -> None:
    if entry.data["revision"] != question.revision + 1:
        raise RefusedError(entry.kind, f"the next revision is {question.revision + 1}.")
