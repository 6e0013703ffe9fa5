"""What follows from a proposal, what people say to it, and the end of a question. Which state results stands in `states`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal.canonical import canonical_text
from ledger.journal.statement import Statement, insert, update
from ledger.journal.states import state, step

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept

PROPOSE = insert(
    "now_proposals",
    *("hash", "seq", "question", "version", "basis", "outcome", "value", "known_at", "readings", "evidence"),
    *("decided_at", "challenge_until", "who", "why", "state"),
)
REPLACE = """
UPDATE now_proposals SET state = 'replaced' WHERE question = ? AND state IN ('open', 'challenged')"""
BECAME = update("now_proposals", "hash", "state")
ACCEPT = update("now_proposals", "seq", "state")
SAY = insert("now_confirmations", "seq", "hash", "what", "who", "at", "why", "said")
MOVED = ("state", "state_at", "state_seq")
MOVE = update("now_questions", "question", *MOVED)
PUT_BEFORE_US = update("now_questions", "question", *MOVED, "proposal")
MOVE_BY_PROPOSAL = "UPDATE now_questions SET state = ?, state_at = ?, state_seq = ? WHERE proposal = ?"
STAND_BY = MOVE_BY_PROPOSAL + " AND state = 'contested'"
TAKE_BACK = (
    "UPDATE now_questions SET state = ?, state_at = ?, state_seq = ?, proposal = NULL WHERE proposal = ?"
)
ENDED = (
    *("revision", "ended_how", "outcome", "outcome_number", "value", "known_at", "resolved_at", "confirmed"),
    "proposal",
)
END = update("now_questions", "question", *MOVED, *ENDED)
RESOLVE = f"""
UPDATE now_questions SET {", ".join(f"{column} = ?" for column in (*MOVED, *ENDED[:-1]))} WHERE question = ?"""
SUPERSEDE = "UPDATE now_resolutions SET superseded_by = ? WHERE question = ? AND superseded_by IS NULL"
REVISE = insert(
    "now_resolutions",
    *(
        "seq",
        "question",
        "revision",
        "how",
        "outcome",
        "value",
        "known_at",
        "at",
        "who",
        "reason",
        "proposal",
    ),
)


def proposed(entry: Kept) -> tuple[Statement, ...]:
    """A proposal is before us; sources in conflict make the question contested at once."""
    data, question = entry.data, entry.data["question"]
    outcome = canonical_text(data["outcome"]) if "outcome" in data else None
    head = (data["hash"], entry.seq, question, data["version"], data["basis"], outcome, data.get("value"))
    rests = (data.get("known_at"), canonical_text(data["readings"]), canonical_text(data["evidence"]))
    times = (data["decided_at"], data["challenge_until"], data.get("by"), data["why"], "open")
    return (
        (REPLACE, (question,)),
        (PROPOSE, (*head, *rests, *times)),
        (PUT_BEFORE_US, (*_moved(entry), data["hash"], question)),
    )


def confirmed(entry: Kept) -> tuple[Statement, ...]:
    """Somebody stands behind a proposal; a challenge to it ends rejected, and it is before us again."""
    sha256 = entry.data["hash"]
    return (_said(entry), (BECAME, ("open", sha256)), (STAND_BY, (*_moved(entry), sha256)))


def rejected(entry: Kept) -> tuple[Statement, ...]:
    """A proposal is off the table; the question is asked."""
    sha256 = entry.data["hash"]
    return (_said(entry), (BECAME, ("rejected", sha256)), (TAKE_BACK, (*_moved(entry), sha256)))


def challenged(entry: Kept) -> tuple[Statement, ...]:
    """A proposal is contested."""
    sha256 = entry.data["hash"]
    return (_said(entry), (BECAME, ("challenged", sha256)), (MOVE_BY_PROPOSAL, (*_moved(entry), sha256)))


def challenge_ended(entry: Kept) -> tuple[Statement, ...]:
    """A challenge upheld takes the proposal off the table; one rejected or lapsed puts it before us again."""
    sha256 = entry.data["hash"]
    if entry.data["how"] == "upheld":
        return rejected(entry)
    return (_said(entry), (BECAME, ("open", sha256)), (MOVE_BY_PROPOSAL, (*_moved(entry), sha256)))


SAID = {
    "ProposalConfirmed": "confirmed",
    "ProposalRejected": "rejected",
    "ResolutionChallenged": "challenged",
    "ChallengeEnded upheld": "upheld",
    "ChallengeEnded rejected": "challenge_rejected",
    "ChallengeEnded lapsed": "challenge_lapsed",
}
"""What was said to a proposal, by the step of the entry."""


def _said(entry: Kept) -> Statement:
    data = entry.data
    told = (data.get("by"), entry.at, data.get("why"), canonical_text(data))
    return SAY, (entry.seq, data["hash"], SAID[step(entry.kind, data).what], *told)


def _moved(entry: Kept) -> tuple[str, int, int]:
    """The columns state, state_at, state_seq after an entry."""
    return state(step(entry.kind, entry.data).to), entry.at, entry.seq


def given_up(entry: Kept) -> tuple[Statement, ...]:
    """The question waits for a person."""
    return ((MOVE, (*_moved(entry), entry.data["question"])),)


def resolved(entry: Kept) -> tuple[Statement, ...]:
    """The outcome holds."""
    data, question = entry.data, entry.data["question"]
    moved = (*_moved(entry), data["revision"], "resolved")
    return (
        *_revision(entry, "resolved", data["proposal"]),
        (ACCEPT, ("accepted", data["proposal"])),
        (RESOLVE, (*moved, *_outcome(entry), data["confirmed"], question)),
    )


def imported(entry: Kept) -> tuple[Statement, ...]:
    """The outcome of an imported table holds; it was accepted elsewhere, when the table says so."""
    data = entry.data
    moved = (*_moved(entry), data["revision"], "resolved")
    *outcome, _ = _outcome(entry)
    accepted = data.get("resolved_at", entry.at)
    ended = (END, (*moved, *outcome, accepted, "imported", None, data["question"]))
    return (*_revision(entry, "resolved"), (REPLACE, (data["question"],)), ended)


def annulled(entry: Kept) -> tuple[Statement, ...]:
    """The question has no outcome that counts."""
    data, question = entry.data, entry.data["question"]
    moved = (*_moved(entry), data["revision"], data["how"])
    nothing = (None,) * 7
    return (
        *_revision(entry, data["how"]),
        (REPLACE, (question,)),
        (END, (*moved, *nothing, question)),
    )


def end_corrected(entry: Kept) -> tuple[Statement, ...]:
    """Another outcome holds."""
    moved = (*_moved(entry), entry.data["revision"], "resolved")
    ended = (END, (*moved, *_outcome(entry), None, None, entry.data["question"]))
    return (*_revision(entry, "resolved"), ended)


def end_withdrawn(entry: Kept) -> tuple[Statement, ...]:
    """The question is asked again."""
    moved = (*_moved(entry), entry.data["revision"])
    nothing = (None,) * 8
    return (*_revision(entry, "withdrawn"), (END, (*moved, *nothing, entry.data["question"])))


def _revision(entry: Kept, how: str, proposal: int | None = None) -> tuple[Statement, Statement]:
    data = entry.data
    outcome = canonical_text(data["outcome"]) if "outcome" in data else None
    what = (data["revision"], how, outcome, _value(data), data.get("known_at"))
    told = (entry.at, data.get("by"), data.get("reason") or _from_table(data), proposal)
    supersede = (SUPERSEDE, (entry.seq, data["question"]))
    return supersede, (REVISE, (entry.seq, data["question"], *what, *told))


def _from_table(data: dict[str, Any]) -> str | None:
    return f"imported from the table of sha256 {data['table']}" if "table" in data else None


def _outcome(entry: Kept) -> tuple[Any, ...]:
    """The columns outcome, outcome_number, value, known_at, resolved_at."""
    data = entry.data
    outcome = data["outcome"]
    return (canonical_text(outcome), _number(outcome), _value(data), data["known_at"], entry.at)


def _number(outcome: dict[str, Any]) -> float | None:
    match outcome:
        case {"yes": bool(yes)}:
            return float(yes)
        case {"value": str(value)}:
            return float(value)
        case _:
            return None


def _value(data: dict[str, Any]) -> str | None:
    value: str | None = data.get("value", (data.get("outcome") or {}).get("value"))
    return value
