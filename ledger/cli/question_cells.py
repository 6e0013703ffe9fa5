"""One question in rows for a reviewer: when it ends, who judges, what it would be now, whose words and whose data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.markdown import code, escaped
from ledger.questions.units import counted, with_unit

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from ledger.questions.question import Claim, Question
    from ledger.resolution.looking_back.trial import Credit, Trial

_CONFIRMED = {
    "machine": "nobody confirms",
    "one_person": "one person confirms",
    "two_people": "two people confirm",
}
_ALIKE = 0.25
"""Below this two questions have a few words in common, as any two have."""
_NOT_LOOKED = "not looked; `--online` does"


def cells(question: Question, trial: Trial, *, online: bool) -> list[tuple[str, str]]:
    """The rows, each a name and its Markdown. Without `online` what only a look can tell says so."""
    return [
        ("asks", escaped(question.statement)),
        ("ends", _ends(trial)),
        ("decidable from", _day(trial.ends.decidable_from)),
        ("who judges", _who_judges(question, trial)),
        *(_looked(trial) if online else _unlooked()),
        ("nearest question", _nearest(trial)),
        (
            "claim",
            _claim(question.claim) if question.claim else f"none; asked by {escaped(question.asker or '?')}",
        ),
        *(("source", _credit(credit, online=online)) for credit in trial.credits),
    ]


def _ends(trial: Trial) -> str:
    ends = trial.ends
    days = counted(abs(ends.days_left), "day")
    left = f"{days} left" if ends.days_left >= 0 else f"closed {days} ago"
    gives_up = _day(ends.gives_up_at)
    return (
        f"closes {_day(ends.closes_at)} ({left}), resolves from {_day(ends.resolves_at)}, gives up {gives_up}"
    )


def _who_judges(question: Question, trial: Trial) -> str:
    people = [credit for credit in trial.credits if credit.by_hand]
    machines = len(trial.credits) - len(people)
    who = "a person answers" if not machines else "the rule, from its sources"
    behind = ", a person where they fail" if machines and people else ""
    waits = f"a proposal waits {_length(trial.challenge_for)}"
    gives_up = {"ask": "a person is asked", "annul": "it is annulled"}[question.rule.at_give_up]
    return f"{who}{behind}; {waits}, {_CONFIRMED[trial.confirmed_by]}; at the very end {gives_up}"


def _unlooked() -> list[tuple[str, str]]:
    return [(name, _NOT_LOOKED) for name in ("value now", "distance", "would resolve", "base rate")]


def _looked(trial: Trial) -> list[tuple[str, str]]:
    """What one look told, with the reason where it told nothing."""
    from ledger.resolution.looking_back.base_rate import base_rate_words
    from ledger.resolution.looking_back.distance import distance_words

    why = dict(trial.missing)
    as_of = f" as of {trial.as_of}" if trial.as_of else ""
    told = {
        "value": with_unit(f"{trial.value:f}", trial.unit) + as_of if trial.value is not None else "",
        "distance": distance_words(trial.distance, trial.unit),
        "would_resolve": trial.would_resolve or "",
        "base_rate": base_rate_words(trial.base_rate, trial.unit) if trial.base_rate else "",
    }
    names = {"value": "value now", "would_resolve": "would resolve", "base_rate": "base rate"}
    return [
        (names.get(key, key), escaped(said or f"none: {why.get(key, 'no reason is known')}"))
        for key, said in told.items()
    ]


def _nearest(trial: Trial) -> str:
    near = trial.nearest
    if near is None or near.ratio < _ALIKE:
        return "none alike"
    return f"{escaped(near.title)} ({code(near.id)}, {near.ratio:.0%} alike)"


def _claim(claim: Claim) -> str:
    words = claim.quote or claim.paraphrase or ""
    parts = [
        f"**{claim.stance}**, said by {escaped(claim.said_by)}",
        f"in {code(claim.publication)}",
        f"repeated by {escaped(', '.join(claim.repeated_by))}" if claim.repeated_by else "",
        escaped(f"“{words}”" if claim.quote else f"in our words: {words}"),
        f"if {escaped(claim.condition)}" if claim.condition else "",
        f"hedged: {escaped(claim.hedge)}" if claim.hedge else "",
        f"proxy **{claim.proxy}**{f': {escaped(claim.proxy_note)}' if claim.proxy_note else ''}",
    ]
    return "; ".join(part for part in parts if part)


def _credit(credit: Credit, *, online: bool) -> str:
    if credit.by_hand:
        return f"a person{' as fallback' if credit.fallback else ''} (look {code(credit.look)})"
    parts = [
        f"{code(credit.name)} of {escaped(credit.publisher)}",
        f"licence {escaped(credit.licence)}" if credit.licence else "",
        f"needs the key {code(credit.secret)}" if credit.secret else "no key",
        "fallback" if credit.fallback else "",
        f"**no reading: {escaped(credit.trouble)}**" if online and credit.trouble else "",
    ]
    return ", ".join(part for part in parts if part)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _length(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours // 24} d" if hours % 24 == 0 else f"{hours} h"
