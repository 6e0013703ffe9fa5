"""`fledger trace`: the rows of time whose contributions add up to a score, beside the most that was attainable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from ledger.cli import words
from ledger.cli.score_page import number
from ledger.questions.outcome import outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.peer_trace import Others
    from ledger.standing.trace import ScoreTrace, Stretch

PLAIN = ("rule", "from", "to", "forecast", "said", "beside", "term", "weight", "adds", "had")


def lines(trace: ScoreTrace, table: str) -> Iterator[str]:
    """One trace for people: the rule, the rows, what they add up to, and the most there was to have."""
    imputed = ", numbers added by us" if trace.imputed else ""
    yield f"{trace.rule.label}, {trace.forecaster} on {trace.question.id}{imputed}; weights are shares of {_over(trace)}"
    yield from _what_is_beside(trace)
    yield table
    yield f"adds up to {trace.total!r}{_best(trace)}"


def _what_is_beside(trace: ScoreTrace) -> Iterator[str]:
    """For a score that compares people: on which scale both stand."""
    unit = trace.question.unit if trace.rule.unit == "" else trace.rule.unit
    match _compares(trace):
        case "chances":
            happened = outcome_words(trace.question.outcome, trace.question.unit)
            whose = "the community's" if trace.rule.name == "relative" else "the others' geometric mean"
            yield f"gave: the chance given to {happened}, which happened; beside it {whose}"
        case "losses":
            yield f"lost: the loss{f' in {unit}' if unit else ''}; beside it the others' mean"
        case None:
            return


def _compares(trace: ScoreTrace) -> Literal["chances", "losses"] | None:
    others = next((one.others for one in trace.stretches if one.others), None)
    if others is None:
        return None
    return "chances" if others.chance else "losses"


def _over(trace: ScoreTrace) -> str:
    if trace.rule.adds == "loss":
        return "the time covered"
    return OTHER_DIVISORS.get(trace.rule.name, "the scheduled duration")


OTHER_DIVISORS = {
    "spot_peer": "the one moment that counts",
    "relative": "the time the question really lasted",
}
"""What a rule divides by that does not accrue over the scheduled duration."""


def headers(trace: ScoreTrace) -> tuple[str, ...]:
    """The columns of a trace; what stands beside a forecast is the crowd, or those it is compared with."""
    match _compares(trace):
        case "chances":
            who = "community" if trace.rule.name == "relative" else "others"
            said, beside = "gave", f"{who} gave"
        case "losses":
            said, beside = "lost", "others lost"
        case None:
            said, beside = "said", "crowd"
    return ("from", "to", "forecast", said, beside, "term", "weight", "adds")


def _best(trace: ScoreTrace) -> str:
    if trace.attainable is None:
        return ""
    return f"; the best there was: {number(trace.attainable)}, for saying what happened with certainty from the start"


def rows(trace: ScoreTrace) -> Iterator[tuple[str, ...]]:
    """The rows of a trace, for people: the columns of `headers`."""
    for one in trace.stretches:
        numbers = (number(one.term), number(one.weight), number(one.contribution))
        times = (words.local(one.from_us), words.local(one.to_us))
        yield *times, str(one.forecast), _own(one, trace), _beside(one, trace), *numbers


def _own(one: Stretch, trace: ScoreTrace) -> str:
    """What was said; for a score that compares people, what it gave to what happened or lost."""
    return (
        words.says(one.says, trace.question.unit) if one.others is None else _had(one.others, one.others.own)
    )


def _beside(one: Stretch, trace: ScoreTrace) -> str:
    """The crowd of that time; for a score that compares people those it compares with, and what they had."""
    others = one.others
    if others is None:
        return one.crowd.words(trace.question.unit)
    return "nobody else" if others.mean is None else f"{_had(others, others.mean)} ({others.forecasters})"


def _had(others: Others, value: float) -> str:
    return f"{value * 100:.3g} %" if others.chance else number(value)


def plain_rows(trace: ScoreTrace) -> Iterator[tuple[str, ...]]:
    """The same for pipes, every number whole: PLAIN. `had` is what `others` had, of the forecast itself."""
    for one in trace.stretches:
        times = (words.whole_stamp(one.from_us), words.whole_stamp(one.to_us))
        said = words.says(one.says, trace.question.unit)
        numbers = (repr(one.term), repr(one.weight), repr(one.contribution))
        had = "" if one.others is None else repr(one.others.own)
        yield trace.rule.name, *times, str(one.forecast), said, _beside(one, trace), *numbers, had


def data(trace: ScoreTrace) -> dict[str, object]:
    """One trace for programs; times in ISO 8601 UTC."""
    return {
        "question": trace.question.id,
        "forecaster": trace.forecaster,
        "rule": trace.rule.name,
        "adds": trace.rule.adds,
        "imputed": trace.imputed,
        "total": trace.total,
        "attainable": trace.attainable,
        "divided_by_seconds": trace.divided_by_us / 1e6,
        "rows": [
            {"from": words.whole_stamp(one.from_us), "to": words.whole_stamp(one.to_us)}
            | {"forecast": one.forecast}
            | {"says": dict(one.says)}
            | {"crowd": {"forecasters": one.crowd.forecasters, "middle": one.crowd.middle}}
            | {"others": asdict(one.others) if one.others else None}
            | {"term": one.term, "weight": one.weight, "contribution": one.contribution}
            for one in trace.stretches
        ],
    }
