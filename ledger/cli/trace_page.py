"""`fledger trace`: the rows of time whose contributions add up to a score, beside the most that was attainable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.score_page import outcome_cell
from ledger.questions.outcome import outcome_said
from ledger.standing.score_words import number
from ledger.standing.trace_words import (
    beside_words,
    best_words,
    has_beside,
    over,
    own_words,
    scale_words,
    sides,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.trace import ScoreTrace

PLAIN = ("rule", "from", "to", "forecast", "said", "beside", "term", "weight", "adds", "had", "outcome")
NUMBERS = "#: the number of a forecast in the journal; fledger journal N..N shows its entry"
"""The foot of all traces."""


def lines(trace: ScoreTrace, table: str, *, simulated: bool) -> Iterator[str]:
    """One trace for people: the rule, what happened, the rows, what they add up to, and the most there was to have."""
    imputed = ", numbers added by us" if trace.imputed else ""
    became = f"it became {outcome_cell(trace.question, simulated=simulated)}"
    whose = f"{trace.forecaster} on {trace.question.id}{imputed}"
    yield f"{trace.rule.label}, {whose}: {became}; weights are shares of {over(trace)}"
    if scale := scale_words(trace):
        yield scale
    yield table
    best = best_words(trace)
    yield f"adds up to {number(trace.total)}{f'; {best}' if best else ''}"


def headers(trace: ScoreTrace) -> tuple[str, ...]:
    """The columns of a trace; what stands beside a forecast is the crowd, or those it is compared with."""
    return ("from", "to", "forecast", *sides(trace), "term", "weight", "adds")


def rows(trace: ScoreTrace) -> Iterator[tuple[str, ...]]:
    """The rows of a trace, for people: the columns of `headers`."""
    beside = has_beside(trace)
    for one in trace.stretches:
        numbers = (number(one.term), number(one.weight), number(one.contribution))
        times = (words.local(one.from_us), words.local(one.to_us))
        said = own_words(one, words.says(one.says, trace.question.unit))
        together = [beside_words(one, trace)] if beside else []
        yield *times, f"#{one.forecast}", said, *together, *numbers


def plain_rows(trace: ScoreTrace, *, simulated: bool) -> Iterator[tuple[str, ...]]:
    """The same for pipes, every number whole: PLAIN. `had` is what `others` had, of the forecast itself; `beside` is empty
    where there is no crowd.
    """
    became, beside = outcome_cell(trace.question, simulated=simulated), has_beside(trace)
    for one in trace.stretches:
        times = (words.whole_stamp(one.from_us), words.whole_stamp(one.to_us))
        said = words.says(one.says, trace.question.unit)
        numbers = (repr(one.term), repr(one.weight), repr(one.contribution))
        had = "" if one.others is None else repr(one.others.own)
        together = beside_words(one, trace) if beside else ""
        yield trace.rule.name, *times, str(one.forecast), said, together, *numbers, had, became


def data(trace: ScoreTrace, *, simulated: bool) -> dict[str, object]:
    """One trace for programs; times in ISO 8601 UTC. The crowd's `middle` is, of options, what it gave to the one that came."""
    return {
        "question": trace.question.id,
        "outcome": outcome_said(trace.question.outcome),
        "unit": trace.question.unit,
        "simulated": simulated,
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
