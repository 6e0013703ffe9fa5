"""Families that are none, families that are one, and publications that contradict themselves: seen across all files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from ledger.questions.family.coherence import Outside, Spoken, contradictions
from ledger.questions.family.division import divided
from ledger.questions.family.measured import Measured, measured, places
from ledger.questions.family.room import room
from ledger.questions.finding import Finding, shown
from ledger.questions.says_words import percent_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.measured import Measurement, Place
    from ledger.questions.lint.linked import Linked
    from ledger.questions.question import Question, StatedForecast


Whole = Callable[[str], "Question"]
"""The question of an id."""

ONE_MEASUREMENT = "one-measurement"


def other_measurement(those: Sequence[Linked], whole: Whole) -> Iterator[tuple[str, Finding]]:
    """Questions that look elsewhere than most of their family, by id."""
    families: defaultdict[str, list[Linked]] = defaultdict(list)
    for each in those:
        if each.family is not None and each.places:
            families[each.family].append(each)
    for members in families.values():
        if len({each.places for each in members}) > 1:
            yield from _strangers(members, whole)


def _strangers(members: Sequence[Linked], whole: Whole) -> Iterator[tuple[str, Finding]]:
    ((common, _),) = Counter(place for each in members for place in each.places).most_common(1)
    native = next(each for each in members if common in each.places)
    known = sorted(places(whole(native.id)), key=repr)
    for each in members:
        if common not in each.places:
            elsewhere = places(whole(each.id))
            wrong = f"this is not decided where its family is: {_differs(known, elsewhere)}"
            fix = "give it a family of its own, or let it look where the others look"
            yield each.id, Finding(("family",), "other-measurement", wrong, fix, shown(each.family))


def _differs(known: Iterable[Place], found: Iterable[Place]) -> str:
    """What of the nearest place differs."""
    nearest = min((_differing(one, other) for one in known for other in found), key=len)
    return f"another {' and another '.join(nearest)}"


def _differing(one: Place, other: Place) -> list[str]:
    pairs = {
        "source": (one.sources, other.sources),
        "window": (one.window, other.window),
        "vintage": ((one.vintage, one.as_of_after), (other.vintage, other.as_of_after)),
    }
    return [name for name, (mine, theirs) in pairs.items() if mine != theirs]


def one_measurement(those: Sequence[Linked], whole: Whole) -> Iterator[tuple[str, Finding]]:  # noqa: ARG001 as its kind
    """Questions decided by the same number as one opened before them, in another family, by id."""
    first: dict[str, Linked] = {}
    for each in sorted(those, key=lambda each: (each.opens_us, each.id)):
        if each.number is None:
            continue
        other = first.setdefault(each.number, each)
        follows = each.supersedes == other.id or other.supersedes == each.id
        if other.family_id != each.family_id and not follows:
            wrong = f"this is decided by the same number as {other.id}, and their families differ"
            fix = f'write family = "{other.family_id}" in both'
            yield each.id, Finding(("family",), ONE_MEASUREMENT, wrong, fix, shown(each.family_id))


# ---- what publications stated ------------------------------------------------------------------------


def stated_apart(those: Sequence[Linked], whole: Whole) -> Iterator[tuple[str, Finding]]:
    """Forecasts of one publication, under one condition, that cannot be true together, by the id of the file to look at."""
    stated = [each for each in those if each.stated and each.number is not None]
    together = Counter(each.number for each in stated)
    said: defaultdict[tuple[Measurement, str, str], list[Spoken]] = defaultdict(list)
    for each in stated:
        if together[each.number] > 1:
            for key, spoken in _stated(whole(each.id)):
                said[key].append(spoken)
    for (_, by, _), spoken_ in said.items():
        for found_ in contradictions(_distinct(spoken_)):
            yield found_.questions[0], _contradiction(by, found_)


def _stated(question: Question) -> Iterator[tuple[tuple[Measurement, str, str], Spoken]]:
    """What each publication said of the question's number, and under which condition."""
    found = measured(question)
    for stated in _newest(question.forecasts):
        if found and (spoken := _spoken(question, stated, found)):
            yield (found.measurement, stated.by, _condition(question, stated.by)), spoken


def _distinct(spoken: Iterable[Spoken]) -> Sequence[Spoken]:
    """Of those that say the same, the first: copies of a file contradict nothing that it does not."""
    return list({each.division: each for each in reversed(list(spoken))}.values())[::-1]


def _newest(stated: Iterable[StatedForecast]) -> Iterable[StatedForecast]:
    """Of each publication what it said last."""
    return {each.by: each for each in sorted(stated, key=lambda each: each.made_at)}.values()


def _spoken(question: Question, stated: StatedForecast, found: Measured) -> Spoken | None:
    division = divided(stated.says, found.parts, question.numbers, question.digits)
    return Spoken(question.id, division) if division and division.shares else None


def _condition(question: Question, by: str) -> str:
    """Under which condition it was said; two scenarios of one publication may say what they like."""
    claim = question.claim
    return claim.condition or "" if claim and claim.publication == by and claim.stance == "scenario" else ""


def _contradiction(by: str, found: Contradiction) -> Finding:
    wrong = f"what {by} is said to have stated contradicts itself: {_words(found)}"
    fix = "look at the source again; where it does contradict itself, say so in an aside"
    return Finding(("forecast",), "stated-apart", wrong, fix)


def _words(found: Contradiction) -> str:
    if isinstance(found, Outside):
        here = f" ({found.label})" if found.label else ""
        left = room(found.least, found.most)
        return f"{percent_words(found.said)} here{here}, and what stands in {found.against[0]} leaves {left}"
    return f"{', '.join(found.questions)} add up to {percent_words(found.total)}"


def across(those: Iterable[Linked], whole: Whole) -> Mapping[str, list[Finding]]:
    """Everything that shows only when families are seen whole, by id. `whole` gives the question of an id where it is needed."""
    told: defaultdict[str, list[Finding]] = defaultdict(list)
    all_of_them = list(those)
    for rule in ACROSS.values():
        for name, finding in rule(all_of_them, whole):
            told[name].append(finding)
    return told


ACROSS = {
    "other-measurement": other_measurement,
    ONE_MEASUREMENT: one_measurement,
    "stated-apart": stated_apart,
}
"""The rules that need whole families, by name."""
