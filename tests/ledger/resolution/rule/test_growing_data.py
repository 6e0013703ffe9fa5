"""A rule asked again on each later day, over data that grow: its answer changes only as its window allows.

The second half asks every combination of vintage, publishers, fallback and confirmations over all small worlds, against an
oracle that follows the page on the life of a forecast word by word and shares no code with the rule.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.outcome import Outcome, YesNo
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Conflicts, Resolves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.questions.question import Question
    from ledger.resolution.rule.taken import Seen

FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
START = date(2026, 1, 1)
LAST = date(2026, 1, 8)
RESOLVES = date(2026, 1, 10)
WINDOW = (START.isoformat(), LAST.isoformat())
YES, NO = YesNo(yes=True), YesNo(yes=False)
Answers = list[Outcome | None]


def day(count: int) -> date:
    return START + timedelta(days=count)


def noon(count: int) -> datetime:
    return datetime.combine(day(count), datetime.min.time(), UTC) + timedelta(hours=12)


def asked(makes: Any, rule: dict[str, Any]) -> Question:
    early = "any_day" in rule["window"]
    times = {"resolves_at": START if early else RESOLVES, "closes_at": LAST, "gives_up_at": date(2026, 3, 1)}
    question: Question = makes.question(rule, **{name: at.isoformat() for name, at in times.items()})
    return question


def day_by_day(question: Question, seen: Seen, days: int = 30) -> Answers:
    """What the rule says each noon, of all that was read by then."""
    answers: Answers = []
    for count in range(days):
        by_then = tuple(taken for taken in seen.taken if taken.taken_at <= noon(count))
        sofar = type(seen)(seen.use, seen.offer, seen.publisher, by_then)
        decision = decide(question, {"main": (sofar,)}, noon(count))
        answers.append(decision.outcome if isinstance(decision, Resolves) else None)
    return answers


def stays(answers: Answers) -> bool:
    """Once there is an answer, it is the answer of every later day."""
    decided = [answer for answer in answers if answer is not None]
    return not decided or answers[answers.index(decided[0]) :] == [decided[0]] * len(
        answers[answers.index(decided[0]) :]
    )


# ---- any day --------------------------------------------------------------------------------------------------

levels = st.lists(st.sampled_from([None, 1, 1, 12, 20]), min_size=8, max_size=8)
any_rules = st.sampled_from(
    [
        {},
        {"confirmations": {"readings": 2, "apart": "1d"}},
        {"yes_if": {"at_least": "12", "held_for": {"days": 2, "may_miss": 0}}},
        {"yes_if": {"is_one_of": ["high"]}},
    ]
)


def readings(makes: Any, several: Sequence[int | None]) -> Seen:
    taken = [
        makes.taken(value, day(count).isoformat(), noon(count).isoformat()[:16])
        for count, value in enumerate(several)
        if value is not None
    ]
    seen: Seen = makes.seen(*taken)
    return seen


@FAST
@given(several=levels, rule=any_rules)
def test_any_day_goes_from_unknown_to_yes_early_or_to_no_after_its_end_and_stays(
    makes: Any, several: list[int | None], rule: dict[str, Any]
) -> None:
    window = {"any_day": list(WINDOW), "max_gap": "1d"}
    answers = day_by_day(asked(makes, {"window": window, **rule}), readings(makes, several))
    assert stays(answers)
    assert NO not in answers[: (LAST - START).days + 1]


@FAST
@given(several=levels)
def test_any_day_is_what_counting_the_days_gives(makes: Any, several: list[int | None]) -> None:
    window = {"any_day": list(WINDOW), "max_gap": "1d"}
    answers = day_by_day(asked(makes, {"window": window}), readings(makes, several))
    high = [count for count, value in enumerate(several) if value is not None and value >= 12]
    holes = [value is None for value in several]
    proved = not holes[-1] and not any(a and b for a, b in pairwise(holes))
    expected: Outcome | None = YES if high else NO if proved else None
    assert answers[-1] == expected
    if high:
        assert answers.index(YES) == high[0]


def test_the_oracle_sees_an_answer_that_changes_and_one_that_comes_too_early() -> None:
    assert not stays([None, YES, NO])
    assert not stays([None, YES, None])
    assert stays([None, None, NO, NO])


# ---- at and over ----------------------------------------------------------------------------------------------

editions = st.lists(
    st.tuples(st.integers(0, 25), st.sampled_from([1, 11, 12, 30]), st.integers(0, 7)),
    max_size=6,
    unique_by=lambda each: each[0],
)
VINTAGES = ("first_final", "first_print", "as_of", "latest")


def published(makes: Any, several: list[tuple[int, int, int]], **offer: Any) -> Seen:
    """Editions, each read on a day, with its value and how many days of the window it lacks."""
    taken = [
        makes.taken(
            value,
            (WINDOW[0], min(LAST - timedelta(days=lacks), day(count)).isoformat()),
            noon(count).isoformat()[:16],
        )
        for count, value, lacks in sorted(several)
    ]
    seen: Seen = makes.seen(*taken, **offer)
    return seen


@FAST
@given(several=editions, vintage=st.sampled_from(VINTAGES[:3]), nature=st.sampled_from(["level", "total"]))
def test_once_decided_no_later_edition_moves_it(
    makes: Any, several: list[tuple[int, int, int]], vintage: str, nature: str
) -> None:
    question = asked(makes, {"window": {"over": list(WINDOW)}, "vintage": vintage})
    answers = day_by_day(question, published(makes, several, nature=nature))
    assert stays(answers)
    assert answers[: (RESOLVES - START).days] == [None] * (RESOLVES - START).days


@FAST
@given(several=editions)
def test_before_its_time_a_total_that_never_falls_says_yes_or_nothing(
    makes: Any, several: list[tuple[int, int, int]]
) -> None:
    grown = sorted(value for _, value, _ in several)
    rising = [(count, value, lacks) for (count, _, lacks), value in zip(sorted(several), grown, strict=True)]
    question = asked(makes, {"window": {"over": list(WINDOW)}})
    answers = day_by_day(question, published(makes, rising, nature="total", never_falls=True))
    assert NO not in answers[: (RESOLVES - START).days]
    assert stays(answers)


# ---- every combination, against the page ----------------------------------------------------------------------

R = (RESOLVES - START).days
FALLBACK_DAYS = 3
Edition = tuple[int, int]
"""The day it was read, and its value; every one covers the whole window."""
READ_ON = (R - 2, R - 1, R, R + 2)


def histories(days: Sequence[int]) -> Iterator[tuple[Edition, ...]]:
    """Every way in which a publisher gave 1, 12 or nothing on these days."""
    for values in product((None, 1, 12), repeat=len(days)):
        yield tuple((at, value) for at, value in zip(days, values, strict=True) if value is not None)


def edition(vintage: str, known: Sequence[Edition]) -> int | None:
    """The value of the edition that counts, as the page says it."""
    final = [value for at, value in known if at >= R]
    early = [value for at, value in known if at < R]
    match vintage:
        case "first_final":
            return next(iter(final), None)
        case "first_print":
            return next(iter([*early, *final]), None)
        case "as_of":
            return early[-1] if early else next(iter(final), None)
        case _:
            return final[-1] if final else None


def says(rule: dict[str, Any], sources: Sequence[Sequence[Edition]], at: int) -> int | str | None:
    """The value that counts at one moment, "conflict", or nothing yet."""
    known = [edition(rule["vintage"], [each for each in source if each[0] <= at]) for source in sources]
    first, second = [*known, None][:2]
    quorum = rule["quorum"]
    if rule["fallback"]:
        return first if first is not None else (second if at >= R + FALLBACK_DAYS else None)
    if quorum == 1:
        return first if first is not None else second
    if first is None or second is None:
        return None
    return first if first == second else "conflict"


def expected(rule: dict[str, Any], sources: Sequence[Sequence[Edition]], now: int) -> int | str | None:
    """The value decided by `now`: the first moment from `resolves_at` on at which one counts; of `latest`, that of now."""
    moments = [now] if rule["vintage"] == "latest" else range(R, now + 1)
    found = [says(rule, sources, at) for at in moments if at >= R]
    values = [each for each in found if isinstance(each, int)]
    return next(iter(values), None) or (found[-1] if found else None)


def combinations() -> Iterator[dict[str, Any]]:
    for vintage in VINTAGES:
        yield {"vintage": vintage, "quorum": 1, "fallback": False}
        yield {"vintage": vintage, "quorum": 1, "fallback": True}
        yield {"vintage": vintage, "quorum": 2, "fallback": False}


def seen_of(makes: Any, rule: dict[str, Any], sources: Sequence[Sequence[Edition]]) -> tuple[Seen, ...]:
    return tuple(
        makes.seen(
            *(makes.taken(value, WINDOW, f"{day(at)}T00:00", publisher=f"P{place}") for at, value in source),
            publisher=f"P{place}",
            fallback=rule["fallback"] and place == 1,
        )
        for place, source in enumerate(sources)
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", list(combinations()), ids=lambda rule: "-".join(map(str, rule.values())))
def test_vintage_publishers_and_fallback_decide_as_the_page_says_in_every_small_world(
    makes: Any, rule: dict[str, Any]
) -> None:
    table = {"window": {"over": list(WINDOW)}, "vintage": rule["vintage"], "quorum": rule["quorum"]}
    question = asked(makes, {**table, "fallback_after": f"{FALLBACK_DAYS}d"})
    outcomes = set()
    for sources in product(histories(READ_ON), histories((R - 1, R + 1))):
        seen = seen_of(makes, rule, sources)
        for now in (R - 1, R, R + 4):
            at = datetime.combine(day(now), datetime.min.time(), UTC)
            known = tuple(
                type(one)(one.use, one.offer, one.publisher, tuple(t for t in one.taken if t.taken_at <= at))
                for one in seen
            )
            decision = decide(question, {"main": known}, at)
            want = expected(rule, sources, now)
            match decision:
                case Resolves(outcome):
                    assert outcome == YesNo(yes=want == 12), (sources, now)
                case Conflicts():
                    assert want == "conflict", (sources, now)
                case _:
                    assert want is None, (sources, now, decision)
            outcomes.add(want)
    assert outcomes >= {None, 1, 12}


def test_the_page_and_another_vintage_do_not_agree() -> None:
    """The comparison above bites: asked with a neighbour's vintage, some world tells them apart."""
    for one, other in zip(VINTAGES, [*VINTAGES[1:], VINTAGES[0]], strict=True):
        rules = [{"vintage": vintage, "quorum": 1, "fallback": False} for vintage in (one, other)]
        worlds = list(product(histories(READ_ON), histories((R - 1, R + 1))))
        assert any(expected(rules[0], each, R + 4) != expected(rules[1], each, R + 4) for each in worlds)


@pytest.mark.parametrize("apart", [1, 2])
def test_confirmations_count_readings_in_a_row_that_far_apart(makes: Any, apart: int) -> None:
    rule = {"window": {"over": list(WINDOW)}, "confirmations": {"readings": 2, "apart": f"{apart}d"}}
    question = asked(makes, rule)
    for (history,) in product(histories((R, R + 1, R + 2, R + 3))):
        seen = seen_of(makes, {"fallback": False}, [history])
        decision = decide(question, {"main": seen}, noon(R + 4))
        assert (decision.outcome if isinstance(decision, Resolves) else None) == in_a_row(history, apart)


def in_a_row(history: Sequence[Edition], apart: int) -> Outcome | None:
    """By hand: the first value that was read again, unbroken, so many days later."""
    since, value = -1, 0
    for at, read in history:
        if read != value:
            since, value = at, read
        elif at - since >= apart:
            return YesNo(yes=value == 12)
    return None
