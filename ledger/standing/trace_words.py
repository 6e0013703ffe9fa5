"""A trace in words: what its weights are shares of, what stands beside each forecast, and the best there was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ledger.questions.outcome import outcome_words
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from ledger.standing.peer_trace import Others
    from ledger.standing.trace import ScoreTrace, Stretch

OTHER_DIVISORS = {
    "spot_peer": "the one moment that counts",
    "relative": "the time the question really lasted",
}
"""What a rule divides by that does not accrue over the scheduled duration."""


CHANCES = frozenset({"binary", "multiple_choice"})
"""Kinds of questions on which two people make a crowd, whatever the form of what they said."""


def over(trace: ScoreTrace) -> str:
    """What the weights are shares of."""
    if trace.rule.adds != "points":
        return "the time covered"
    return OTHER_DIVISORS.get(trace.rule.name, "the scheduled duration")


def compares(trace: ScoreTrace) -> Literal["chances", "losses"] | None:
    """What a score that compares people compares; None for any other."""
    others = next((one.others for one in trace.stretches if one.others), None)
    if others is None:
        return None
    return "chances" if others.chance else "losses"


def scale_words(trace: ScoreTrace) -> str | None:
    """For a score that compares people, on which scale both stand; of options what the crowd gave; None for any other."""
    unit = trace.question.unit if trace.rule.unit == "" else trace.rule.unit
    happened = outcome_words(trace.question.outcome, trace.question.unit)
    match compares(trace):
        case "chances":
            whose = "the community's" if trace.rule.name == "relative" else "the others' geometric mean"
            return f"gave: the chance given to {happened}, which happened; beside it {whose}"
        case "losses":
            return f"lost: the loss{f' in {unit}' if unit else ''}; beside it the others' mean"
        case None:
            options = trace.question.kind == "multiple_choice"
            return f"crowd gave: the chance given to {happened}, which happened" if options else None


def has_beside(trace: ScoreTrace) -> bool:
    """Whether anything stands beside what was said: those it is compared with, or a crowd. Days and ranges have none."""
    if compares(trace) is not None or trace.question.kind in CHANCES:
        return True
    return any(one.crowd.middle is not None for one in trace.stretches)


def sides(trace: ScoreTrace) -> tuple[str, ...]:
    """The heads of what was said and, where anything stands beside it, of that."""
    match compares(trace):
        case "chances":
            who = "community" if trace.rule.name == "relative" else "others"
            return "gave", f"{who} gave"
        case "losses":
            return "lost", "others lost"
        case None:
            crowd = "crowd gave" if trace.question.kind == "multiple_choice" else "crowd"
            return ("said", crowd) if has_beside(trace) else ("said",)


def own_words(one: Stretch, said: str) -> str:
    """What was said, which is given; for a score that compares people, what it gave to what happened or lost."""
    return said if one.others is None else _had(one.others, one.others.own)


def beside_words(one: Stretch, trace: ScoreTrace) -> str:
    """The crowd of that time; for a score that compares people those it compares with, and what they had."""
    others = one.others
    if others is None:
        return one.crowd.words(trace.question.unit)
    return "nobody else" if others.mean is None else f"{_had(others, others.mean)} ({others.forecasters})"


def best_words(trace: ScoreTrace) -> str | None:
    """The most that was attainable; None where it has no stated form."""
    if trace.attainable is None:
        return None
    best = number(trace.attainable)
    return f"the best there was: {best}, for saying what happened with certainty from the start"


def _had(others: Others, value: float) -> str:
    return f"{value * 100:.3g} %" if others.chance else number(value)
