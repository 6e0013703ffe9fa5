"""When a proposal, what people say to it, and the end of a question are legal.

From which state an entry may go on is read from `states`; here stands what else it must fulfil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.canonical import canonical_text, proposal_hash
from ledger.journal.minutes import SEEN_WITHIN
from ledger.journal.names import person
from ledger.journal.refused import RefusedError
from ledger.journal.saying_rules import outcome_refusal
from ledger.journal.states import step, words

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
    if question.place in step(entry.kind, entry.data).places:
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
    proposal = before_us(entry, facts)
    by = entry.data["by"]
    if person(by) in map(person, proposal.confirmed):
        raise RefusedError(entry.kind, f"{by} confirmed it already.")
    if proposal.who and person(by) == person(proposal.who) and entry.at < proposal.challenge_until:
        raise RefusedError(entry.kind, "who proposed it confirms it only after the challenge window.")
    if proposal.state == "challenged" and proposal.who and person(by) == person(proposal.who):
        raise RefusedError(entry.kind, "who proposed it does not end the challenge to it by confirming it.")


def rejected(entry: Kept, facts: Facts) -> None:
    """The proposal before us is taken off the table."""
    before_us(entry, facts)


def challenged(entry: Kept, facts: Facts) -> None:
    """A challenge comes inside the window, to the proposal before us."""
    proposal = before_us(entry, facts)
    if entry.at >= proposal.challenge_until:
        raise RefusedError(entry.kind, "the challenge window has ended.")


def given_up(entry: Kept, facts: Facts) -> None:
    """Only an asked question is given up, and not before its day."""
    question = in_place(entry, facts)
    if entry.at < question.gives_up_at:
        raise RefusedError(entry.kind, "its last day has not passed.")


def resolved(entry: Kept, facts: Facts) -> None:
    """The pinned outcome is accepted after the window, confirmed as the question asks."""
    data, question = entry.data, in_place(entry, facts)
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
    if how == "machine" and proposal.lapsed:
        raise RefusedError(entry.kind, "nobody decided a challenge to it: one person must confirm it.")
    if how not in ENOUGH[question.confirmed_by]:
        raise RefusedError(entry.kind, f"the question asks for {question.confirmed_by}, not {how!r}.")
    if how == "owner" and not question.private:
        raise RefusedError(entry.kind, "only a private question is answered by its owner.")
    if len(proposal.confirmed) < CONFIRMATIONS[how]:
        raise RefusedError(
            entry.kind, f"{len(proposal.confirmed)} confirmed it; {how!r} needs {CONFIRMATIONS[how]}."
        )


def imported(entry: Kept, facts: Facts) -> None:
    """An outcome from a table ends a question from a table; every other question is answered here."""
    data, question = entry.data, in_place(entry, facts)
    because = outcome_refusal(data["outcome"], question)
    if not question.imported:
        because = f"{data['question']} was asked in this ledger: it is answered here, not by a table."
    elif not facts.has_table(data["table"]):
        because = "no table of that hash was imported."
    elif data["known_at"] > entry.at + SEEN_WITHIN:
        because = "its outcome would be known in the future."
    if because:
        raise RefusedError(entry.kind, because)
    _next_revision(entry, question)


def annulled(entry: Kept, facts: Facts) -> None:
    """A decision about the question: by the machine only while asked, else by a person who names what is replaced."""
    _replaced(entry, in_place(entry, facts))


def end_corrected(entry: Kept, facts: Facts) -> None:
    """An end is replaced by an outcome, as a new revision."""
    question = in_place(entry, facts)
    _replaced(entry, question)
    because = outcome_refusal(entry.data["outcome"], question)
    missing = [seq for seq in entry.data["evidence"] if facts.evidence(seq) is None]
    if because or missing:
        raise RefusedError(entry.kind, because or f"entry {missing[0]} is no evidence.")


def end_withdrawn(entry: Kept, facts: Facts) -> None:
    """An end is taken back, as a new revision; the question is asked again."""
    _replaced(entry, in_place(entry, facts))


def known(entry: Kept, facts: Facts) -> QuestionFacts:
    """The question an entry names, wherever it stands. Raises RefusedError."""
    question = facts.question(entry.data["question"])
    if question is None:
        raise RefusedError(entry.kind, f"no question is called {entry.data['question']!r}.")
    return question


def in_place(entry: Kept, facts: Facts) -> QuestionFacts:
    """The question an entry names, where the table of states lets the entry go on. Raises RefusedError."""
    question, may = known(entry, facts), step(entry.kind, entry.data)
    if question.place not in may.places:
        who = {"machine": "the machine", "person": "a person", "either": "anybody"}[may.by]
        because = f"{entry.data['question']} is {question.state}, not {words(may.places)}: {who} does not go on from there."
        raise RefusedError(entry.kind, because)
    return question


def before_us(entry: Kept, facts: Facts) -> ProposalFacts:
    """The proposal an entry names, where it is before us and the entry may go on from there. Raises RefusedError."""
    proposal = facts.proposal(entry.data["hash"])
    if proposal is None:
        raise RefusedError(entry.kind, f"there is no proposal {entry.data['hash'][:12]}.")
    question, may = facts.question(proposal.question), step(entry.kind, entry.data)
    if question is None or question.proposal != entry.data["hash"]:
        raise RefusedError(entry.kind, f"the proposal {entry.data['hash'][:12]} is not before us any more.")
    if question.place not in may.places:
        raise RefusedError(
            entry.kind,
            f"the proposal {entry.data['hash'][:12]} is {words({question.place})}, not {words(may.places)}.",
        )
    return proposal


def _replaced(entry: Kept, question: QuestionFacts) -> None:
    """A step that replaces an end, or takes it back, names the one that holds; each end has the next revision."""
    names_it = step(entry.kind, entry.data).end in {"replaces", "takes_back"}
    if names_it and entry.data.get("corrects") != question.effective:
        raise RefusedError(entry.kind, f"it must name the end that holds, entry {question.effective}.")
    _next_revision(entry, question)


def _next_revision(entry: Kept, question: QuestionFacts) -> None:
    if entry.data["revision"] != question.revision + 1:
        raise RefusedError(entry.kind, f"the next revision is {question.revision + 1}.")
