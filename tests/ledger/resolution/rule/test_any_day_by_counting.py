"""Every small world of an `any_day` window, decided by the rule and by counting days with a pencil: they must agree.

Four days, two publishers, on each day a low value, a high one or nothing; alone, together, as a quorum, as a fallback,
and with confirmations.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest

from ledger.questions.outcome import YesNo
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Conflicts, Resolves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.question import Question
    from ledger.resolution.rule.taken import Seen

FIRST = date(2026, 1, 1)
COUNT = 4
WINDOW = {"any_day": ["2026-01-01", "2026-01-04"], "max_gap": "1d"}
TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-04", "gives_up_at": "2026-03-01"}
Days = tuple[int | None, ...]
WORLDS: list[Days] = list(product((None, 1, 12), repeat=COUNT))
Said = bool | str | None
"""Yes or no, "conflict", or nothing known."""


def noon(place: int) -> datetime:
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=place)


def seen(makes: Any, name: str, values: Days, **more: Any) -> Seen:
    days = [FIRST + timedelta(days=place) for place in range(COUNT)]
    taken = [
        makes.taken(value, day.isoformat(), f"{day}T12:00", publisher=name)
        for day, value in zip(days, values, strict=True)
        if value is not None
    ]
    made: Seen = makes.seen(*taken, publisher=name, **more)
    return made


def by_rule(question: Question, sources: Sequence[Seen]) -> Said:
    match decide(question, {"main": tuple(sources)}, noon(20)):
        case Resolves(outcome):
            return outcome == YesNo(yes=True)
        case Conflicts():
            return "conflict"
        case _:
            return None


# ---- the pencil ----------------------------------------------------------------------------------------------


def filled(spoken: Sequence[bool]) -> bool:
    """No two days on end without a word, and a word on the last."""
    return spoken[-1] and all(one or next_one for one, next_one in pairwise(spoken))


def counted(values: Days) -> bool | None:
    """One publisher alone."""
    if 12 in values:
        return True
    return False if filled([value is not None for value in values]) else None


def together(one: Days, other: Days) -> bool | None:
    """Two publishers of whom either is enough."""
    spoken = [a is not None or b is not None for a, b in zip(one, other, strict=True)]
    return True if 12 in one or 12 in other else False if filled(spoken) else None


def agreed(one: Days, other: Days) -> Said:
    """Two publishers who must say the same."""
    first, second = counted(one), counted(other)
    if first is None or second is None:
        return None
    return first if first == second else "conflict"


def helped(one: Days, other: Days) -> bool | None:
    """A fallback after two days: its word counts on a day before which the first had been silent for so long."""
    counts = []
    for place, value in enumerate(other):
        spoke = [at for at in range(place + 1) if one[at] is not None]
        since = noon(spoke[-1]) if spoke else datetime(2026, 1, 1, tzinfo=UTC)
        counts.append(value if noon(place) - since >= timedelta(days=2) else None)
    return together(one, tuple(counts))


def confirmed(values: Days, apart: int) -> bool | None:
    """Two high values so many days apart; a last high one that nobody could confirm yet leaves it open."""
    high = [place for place, value in enumerate(values) if value == 12]
    if any(place - high[0] >= apart for place in high):
        return True
    newest = max((place for place, value in enumerate(values) if value is not None), default=0)
    if high and newest - high[-1] < apart:
        return None
    return False if filled([value is not None for value in values]) else None


# ---- both ----------------------------------------------------------------------------------------------------


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("rule", "pencil", "fallback"),
    [
        ({}, together, False),
        ({"quorum": 2}, agreed, False),
        ({"fallback_after": "2d"}, helped, True),
    ],
    ids=["either", "both", "fallback"],
)
def test_two_publishers_decide_as_counting_says(
    makes: Any, rule: dict[str, Any], pencil: Any, fallback: bool
) -> None:
    question = makes.question({"window": WINDOW, **rule}, **TIMES)
    firsts = {values: seen(makes, "One", values) for values in WORLDS}
    seconds = {values: seen(makes, "Other", values, fallback=fallback) for values in WORLDS}
    for one, other in product(WORLDS, WORLDS):
        assert by_rule(question, (firsts[one], seconds[other])) == pencil(one, other), (one, other)


@pytest.mark.parametrize("apart", [1, 2, 3])
def test_confirmations_decide_as_counting_says(makes: Any, apart: int) -> None:
    rule = {"window": WINDOW, "confirmations": {"readings": 2, "apart": f"{apart}d"}}
    question = makes.question(rule, **TIMES)
    for values in WORLDS:
        assert by_rule(question, (seen(makes, "One", values),)) == confirmed(values, apart), values


@pytest.mark.parametrize(("days", "may_miss"), [(2, 0), (3, 0), (3, 1)])
def test_a_run_decides_as_counting_says(makes: Any, days: int, may_miss: int) -> None:
    held = {"at_least": "12", "held_for": {"days": days, "may_miss": may_miss}}
    question = makes.question({"window": WINDOW, "yes_if": held}, **TIMES)
    for values in WORLDS:
        runs = [values[start : start + days] for start in range(COUNT - days + 1)]
        whole = [run for run in runs if 1 not in run]
        proved = any(run.count(None) <= may_miss and run[-1] == 12 for run in whole)
        no = False if not whole and filled([value is not None for value in values]) else None
        assert by_rule(question, (seen(makes, "One", values),)) == (True if proved else no), values


def test_the_pencil_tells_the_rules_apart() -> None:
    """So that the comparisons above bite: no two of these ways of counting agree on all worlds."""
    ways = (together, agreed, helped)
    for one, other in ((a, b) for a in ways for b in ways if a is not b):
        assert any(one(*world) != other(*world) for world in product(WORLDS, WORLDS))


# ---- every kind over one span ---------------------------------------------------------------------------------

KINDS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[int, str]]] = {
    "binary": ({"yes_if": {"at_least": "12"}}, {}, {1: "YesNo(yes=False)", 12: "YesNo(yes=True)"}),
    "numeric": (
        {"yes_if": None},
        {"range": {"min": "0", "max": "5", "open_max": True}},
        {1: "Amount(value=Decimal('1'))", 12: "Beyond(side='max')"},
    ),
    "multiple_choice": (
        {"yes_if": None},
        {"ordered": True, "option": [{"label": "low", "below": "3"}, {"label": "high", "at_least": "3"}]},
        {1: "Chosen(option='low')", 12: "Chosen(option='high')"},
    ),
    "date": (
        {"yes_if": None, "first_day": {"at_least": "12"}},
        {"range": {"min": "2026-01-01", "max": "2026-01-04"}},
        {1: "OnDay(day=None)", 12: "OnDay(day=datetime.date(2026, 1, 4))"},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window", [{"at": "2026-01-04"}, {"over": ["2026-01-01", "2026-01-04"]}])
@pytest.mark.parametrize("vintage", ["first_final", "first_print", "as_of", "latest"])
@pytest.mark.parametrize("trust", [{}, {"quorum": 2}, {"fallback_after": "1d"}])
def test_every_kind_makes_of_the_value_that_counts_what_its_file_says(
    makes: Any, kind: str, window: dict[str, Any], vintage: str, trust: dict[str, Any]
) -> None:
    rule, head, outcomes = KINDS[kind]
    times = {**TIMES, "resolves_at": "2026-01-06"}
    question = makes.question(
        {"window": window, "vintage": vintage, **trust, **rule}, **{**times, **head}, kind=kind
    )
    fallback = "fallback_after" in trust
    for value, said in outcomes.items():
        read = ("2026-01-01", "2026-01-04"), "2026-01-06T12:00"
        one = makes.seen(makes.taken(value, *read))
        silent = makes.seen()
        other = makes.seen(makes.taken(value, *read, publisher="Other"), publisher="Other", fallback=fallback)
        sources = (silent if fallback else one, other)
        before = decide(question, {"main": sources}, noon(4))
        decision = decide(question, {"main": sources}, noon(20))
        assert not isinstance(before, Resolves)
        assert isinstance(decision, Resolves)
        assert repr(decision.outcome) == said
