"""Whether an entry is legal in the state before it. An illegal one raises RefusedError and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal import challenge_rules, ending_rules, forecast_rules, states
from ledger.journal.asked import asked
from ledger.journal.refused import RefusedError
from ledger.questions.reading import NotAQuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.journal.envelope import Kept
    from ledger.journal.facts import Facts


def check(entry: Kept, facts: Facts) -> None:
    """Raise RefusedError unless this entry may stand here."""
    if entry.seq == 1 and entry.kind != "LedgerOpened":
        raise RefusedError(entry.kind, "the first entry of a ledger is LedgerOpened.")
    RULES[entry.kind](entry, facts)


def _opened(entry: Kept, facts: Facts) -> None:
    if entry.seq != 1 or facts.opened():
        raise RefusedError(entry.kind, "a ledger is opened once, by its first entry.")


def _asked(entry: Kept, facts: Facts) -> None:
    if facts.question(entry.data["question"]):
        raise RefusedError(entry.kind, f"{entry.data['question']} was asked before.")
    _readable(entry)


def _amended(entry: Kept, facts: Facts) -> None:
    question = ending_rules.known(entry, facts)
    if entry.data["version"] != question.version + 1:
        raise RefusedError(entry.kind, f"the next version is {question.version + 1}.")
    if not entry.data["plain"] and question.place not in states.step(entry.kind, entry.data).places:
        raise RefusedError(entry.kind, f"the question is {question.state}: only plain words may change.")
    _readable(entry)


def _readable(entry: Kept) -> None:
    try:
        asked(entry.data["question"], entry.data["said"])
    except NotAQuestionError as error:
        raise RefusedError(entry.kind, str(error)) from error


def _noted(entry: Kept, facts: Facts) -> None:
    ending_rules.known(entry, facts)


def _taken_in(entry: Kept, facts: Facts) -> None:
    if facts.has_table(entry.data["sha256"]):
        raise RefusedError(entry.kind, "a table of these bytes was imported before.")


def _kept(entry: Kept, facts: Facts) -> None:
    earlier = entry.data.get("unchanged_since")
    if earlier is not None and facts.evidence(earlier) != entry.data["sha256"]:
        raise RefusedError(entry.kind, f"entry {earlier} did not keep these bytes.")


def _erased(entry: Kept, facts: Facts) -> None:
    if not facts.evidence_of(entry.data["sha256"]):
        raise RefusedError(entry.kind, "no such evidence was kept.")


def _read(entry: Kept, facts: Facts) -> None:
    missing = [seq for seq in entry.data["evidence"] if facts.evidence(seq) is None]
    if missing:
        raise RefusedError(entry.kind, f"entry {missing[0]} is no evidence.")


RULES: dict[str, Callable[[Kept, Facts], None]] = {
    "LedgerOpened": _opened,
    "QuestionAsked": _asked,
    "QuestionAmended": _amended,
    "ForecastMade": forecast_rules.made,
    "ForecastWithdrawn": forecast_rules.withdrawn,
    "ForecastReaffirmed": forecast_rules.reaffirmed,
    "ForecastCorrected": forecast_rules.corrected,
    "NoteAdded": _noted,
    "ReferenceStated": forecast_rules.stated,
    "TableImported": _taken_in,
    "OutcomeImported": ending_rules.imported,
    "EvidenceKept": _kept,
    "EvidenceErased": _erased,
    "ReadingTaken": _read,
    "ResolutionProposed": ending_rules.proposed,
    "ProposalConfirmed": ending_rules.confirmed,
    "ProposalRejected": ending_rules.rejected,
    "ResolutionChallenged": ending_rules.challenged,
    "ChallengeEnded": challenge_rules.ended,
    "QuestionGivenUp": ending_rules.given_up,
    "QuestionResolved": ending_rules.resolved,
    "QuestionAnnulled": ending_rules.annulled,
    "ResolutionCorrected": ending_rules.end_corrected,
    "ResolutionWithdrawn": ending_rules.end_withdrawn,
}
"""The rule of every kind; a kind without one cannot be kept."""
