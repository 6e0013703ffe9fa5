"""One screen on a question that is being written: what it would be like, if it were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.words import days_between, deadline
from ledger.clock import microseconds
from ledger.questions.clean import clean_line
from ledger.questions.units import counted, with_unit
from ledger.record.markets import percent
from ledger.resolution.looking_back.backtest import FROM_WORDS
from ledger.resolution.looking_back.base_rate import base_rate_words
from ledger.resolution.looking_back.distance import distance_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from ledger.resolution.looking_back.trial import Credit, Trial
    from ledger.resolution.looking_back.tried_markets import TriedMarket

JUDGES = {
    "machine": "the rule alone",
    "one_person": "the rule, and one person",
    "two_people": "the rule, and two people",
}


def trial_lines(trial: Trial) -> Iterator[str]:
    """The screen, line by line; what is missing says why."""
    yield clean_line(f"{trial.question}  {trial.title}")
    for name, text in _facts(trial):
        yield f"  {name:<10}  {clean_line(text)}"


def trial_rows(trial: Trial) -> Iterator[tuple[str, str]]:
    """For pipes: what a line tells of, and what; a fact of several lines has its name before each."""
    yield "question", trial.question
    yield "title", trial.title
    name = ""
    for each, text in _facts(trial):
        name = each or name
        yield name, text


def _facts(trial: Trial) -> Iterator[tuple[str, str]]:
    missing = dict(trial.missing)
    yield "now", _now(trial) or missing["value"]
    yield "distance", distance_words(trial.distance, trial.unit) or f"none: {missing['distance']}"
    yield "would be", trial.would_resolve or trial.rehearsal.state.replace("_", " ")
    yield from _base_rate(trial, missing)
    yield from _ends(trial)
    yield "judged by", _judges(trial)
    for one in trial.credits:
        yield "source", _credit(one)
    for market in trial.markets:
        yield "market", _market(market)
    near = trial.nearest
    yield "nearest", f"{near.id} ({near.ratio:.0%} alike): {near.title}" if near else "no question is like it"


def _now(trial: Trial) -> str:
    if trial.value is None:
        return ""
    return f"{with_unit(f'{trial.value:f}', trial.unit)}, as of {trial.as_of}; {trial.rehearsal.reason}"


def _base_rate(trial: Trial, missing: dict[str, str]) -> Iterator[tuple[str, str]]:
    rate = trial.base_rate
    if rate is None or "base_rate" in missing:
        yield "base rate", f"none: {missing['base_rate']}"
        return
    yield "base rate", base_rate_words(rate, trial.unit)
    yield "", f"({FROM_WORDS[rate.source]})"
    if rate.before:
        yield "", f"({rate.before})"


def _ends(trial: Trial) -> Iterator[tuple[str, str]]:
    ends = trial.ends
    days = (
        f"in {counted(ends.days_left, 'day')}"
        if ends.days_left >= 0
        else f"{counted(-ends.days_left, 'day')} ago"
    )
    yield "closes", f"{deadline(microseconds(ends.closes_at))}, {days}"
    early = ", or sooner" if ends.decidable_from < ends.resolves_at else ""
    decided = deadline(microseconds(ends.decidable_from))
    yield "decided", f"from {decided} on{early}; given up {deadline(microseconds(ends.gives_up_at))}"


def _judges(trial: Trial) -> str:
    return f"{JUDGES[trial.confirmed_by]}; open to challenge for {_length(trial.challenge_for)}"


def _length(span: timedelta) -> str:
    return days_between(0, int(span.total_seconds()) * 1_000_000)


def _market(one: TriedMarket) -> str:
    chance = percent(one.chance) if one.chance is not None else one.trouble
    asks = f"; it asks: {one.asks}" if one.asks else ""
    return f"{one.publisher}: {chance}{asks}; differs: {one.differs}"


def _credit(one: Credit) -> str:
    if one.by_hand:
        return f"{one.name}: a person looks it up{', as a fallback' if one.fallback else ''}"
    parts = [
        f"{one.name}: {one.publisher or 'nobody'}",
        one.licence,
        f"key {one.secret!r}" if one.secret else "no key",
    ]
    said = f"; {one.trouble}" if one.trouble else ""
    return ", ".join(part for part in parts if part) + (", as a fallback" if one.fallback else "") + said
