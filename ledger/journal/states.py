"""The states of a question, written once: what may happen, from where, to where, by whom, and what it does to the end.

What is legal (`ending_rules`), which state results (`ending_projection`) and what the tests walk are all read from here.
Guards that need more than the state (a window, a day, a name) stand with the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = Literal["asked", "proposed", "challenged", "conflict", "given_up", "resolved", "annulled"]
"""Where a question stands. `contested` is two places: a person's challenge, and publishers that disagree."""
By = Literal["machine", "person", "either"]
End = Literal["none", "makes", "replaces", "takes_back"]
"""What a step does to the end that holds: nothing, makes one where none holds, names and replaces it, takes it back."""

PLACES: tuple[Place, ...] = (
    *("asked", "proposed", "challenged", "conflict", "given_up", "resolved", "annulled"),
)
FINAL: frozenset[Place] = frozenset({"resolved", "annulled"})
"""Where an end holds. People still correct, annul or withdraw it; nothing waits for them to."""
WAITING: frozenset[Place] = frozenset({"proposed", "challenged", "conflict", "given_up"})
"""Where a question may wait for a person."""
CONTESTED: frozenset[Place] = frozenset({"challenged", "conflict"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may happen: `what` is the entry's kind, with its variant where that makes a difference."""

    what: str
    places: frozenset[Place]
    to: Place
    by: By
    end: End = "none"


def _step(what: str, places: str, to: Place, by: By, end: End = "none") -> Step:
    return Step(what, frozenset(place for place in PLACES if place in places.split()), to, by, end)


STEPS: tuple[Step, ...] = (
    _step("ResolutionProposed rule", "asked", "proposed", "machine"),
    _step("ResolutionProposed import", "asked", "proposed", "machine"),
    _step("ResolutionProposed conflict", "asked", "conflict", "machine"),
    _step("ResolutionProposed person", "asked challenged conflict given_up", "proposed", "person"),
    _step("ProposalConfirmed", "proposed challenged", "proposed", "person"),
    _step("ProposalRejected", "proposed challenged conflict", "asked", "person"),
    _step("ResolutionChallenged", "proposed", "challenged", "person"),
    _step("ChallengeEnded upheld", "challenged", "asked", "person"),
    _step("ChallengeEnded rejected", "challenged", "proposed", "person"),
    _step("ChallengeEnded lapsed", "challenged", "proposed", "machine"),
    _step("QuestionGivenUp", "asked", "given_up", "machine"),
    _step("QuestionAmended", "asked given_up", "asked", "either"),
    _step("QuestionResolved", "proposed", "resolved", "machine", "makes"),
    _step("OutcomeImported", "asked given_up", "resolved", "person", "makes"),
    _step("QuestionAnnulled machine", "asked", "annulled", "machine", "makes"),
    _step(
        "QuestionAnnulled person",
        "asked proposed challenged conflict given_up",
        "annulled",
        "person",
        "makes",
    ),
    _step("QuestionAnnulled ended", "resolved", "annulled", "person", "replaces"),
    _step("ResolutionCorrected", "resolved annulled", "resolved", "person", "replaces"),
    _step("ResolutionWithdrawn", "resolved annulled", "asked", "person", "takes_back"),
)
"""Every step. `QuestionAmended` is one that changes more than plain words; it moves a question given up only where its
last day moved on. Plain words may change anywhere and move nothing else."""

WORDS: dict[Place, str] = {"conflict": "in conflict", "given_up": "given up"}
BY_WHAT: dict[str, Step] = {step.what: step for step in STEPS}


def what(kind: str, data: Mapping[str, Any]) -> str:
    """The name of an entry's step in the table.

    >>> what("QuestionAnnulled", {"by": "ada", "corrects": 7})
    'QuestionAnnulled ended'
    """
    match kind:
        case "ResolutionProposed":
            return f"{kind} {data['basis']}"
        case "ChallengeEnded":
            return f"{kind} {data['how']}"
        case "QuestionAnnulled" if "corrects" in data and "by" in data:
            return f"{kind} ended"
        case "QuestionAnnulled":
            return f"{kind} {'person' if 'by' in data else 'machine'}"
        case _:
            return kind


def step(kind: str, data: Mapping[str, Any]) -> Step:
    """The step that an entry takes. Raises KeyError for a kind that moves no question."""
    return BY_WHAT[what(kind, data)]


def place(state: str, basis: str | None) -> Place:
    """Where a question of this state stands, given the basis of the proposal before it.

    >>> place("contested", "conflict"), place("contested", "rule"), place("asked", None)
    ('conflict', 'challenged', 'asked')
    """
    if state == "contested":
        return "conflict" if basis == "conflict" else "challenged"
    return next(one for one in PLACES if one == state)


def state(stands: Place) -> str:
    """The state that a place is recorded and shown as.

    >>> state("conflict"), state("asked")
    ('contested', 'asked')
    """
    return "contested" if stands in CONTESTED else stands


STATES: tuple[str, ...] = tuple(dict.fromkeys(map(state, PLACES)))
"""Every state, in the order of a question's life."""


def words(places: Iterable[Place]) -> str:
    """Places as a sentence names them, in the order of a question's life.

    >>> words({"given_up", "asked", "conflict"})
    'asked or in conflict or given up'
    """
    wanted = set(places)
    return " or ".join(WORDS.get(one, one) for one in PLACES if one in wanted)
