"""`fledger trace`: the rows of time whose contributions add up to a score, beside the most that was attainable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.score_page import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.trace import ScoreTrace, Stretch

PLAIN = ("rule", "from", "to", "forecast", "said", "beside", "term", "weight", "adds")


def lines(trace: ScoreTrace, table: str) -> Iterator[str]:
    """One trace for people: the rule, the rows, what they add up to, and the most there was to have."""
    imputed = ", numbers added by us" if trace.imputed else ""
    yield f"{trace.rule.label}, {trace.forecaster} on {trace.question.id}{imputed}; weights are shares of {_over(trace)}"
    yield table
    yield f"adds up to {trace.total!r}{_best(trace)}"


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
    compares = any(one.others for one in trace.stretches)
    return ("from", "to", "forecast", "said", "others" if compares else "crowd", "term", "weight", "adds")


def _best(trace: ScoreTrace) -> str:
    if trace.attainable is None:
        return ""
    return f"; the best there was: {number(trace.attainable)}, for saying what happened with certainty from the start"


def rows(trace: ScoreTrace) -> Iterator[tuple[str, ...]]:
    """The rows of a trace, for people: the columns of `headers`."""
    unit = trace.question.unit
    for one in trace.stretches:
        head = (
            words.local(one.from_us),
            words.local(one.to_us),
            str(one.forecast),
            words.says(one.says, unit),
        )
        yield *head, _beside(one, trace), number(one.term), number(one.weight), number(one.contribution)


def _beside(one: Stretch, trace: ScoreTrace) -> str:
    """The crowd of that time; for a score that compares people those it compares with, and what they had."""
    others = one.others
    if others is None:
        return one.crowd.words(trace.question.unit)
    if others.mean is None:
        return "nobody else"
    if others.chance:
        return f"{others.mean * 100:.3g} % given ({others.forecasters})"
    unit = trace.question.unit if trace.rule.unit == "" else trace.rule.unit
    return f"loss {number(others.mean)}{f' {unit}' if unit else ''} ({others.forecasters})"


def plain_rows(trace: ScoreTrace) -> Iterator[tuple[str, ...]]:
    """The same for pipes, every number whole: PLAIN."""
    for one, shown in zip(trace.stretches, rows(trace), strict=True):
        times = (words.whole_stamp(one.from_us), words.whole_stamp(one.to_us))
        yield trace.rule.name, *times, *shown[2:5], repr(one.term), repr(one.weight), repr(one.contribution)


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
