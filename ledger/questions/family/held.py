"""All standing forecasts of one forecaster, held against each other: within each number, and this year against next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.family.coherence import TOLERANCE, Outside, Spoken, contradictions
from ledger.questions.family.difference import difference_leaves
from ledger.questions.family.division import divided
from ledger.questions.family.measured import measured
from ledger.questions.family.offer import offer
from ledger.questions.forecast import Chance, Chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.division import Division
    from ledger.questions.family.measured import Measured, Measurement
    from ledger.questions.forecast import Says
    from ledger.questions.question import Question

APART = Decimal("0.05")
"""From so far off the straight line on, a chance is shown beside the figure that the numbers imply."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody's newest forecast says on a question."""

    question: Question
    says: Says


@dataclass(frozen=True, slots=True)
class Apart:
    """A chance that the numbers on `against` leave room for, far from what they imply in straight lines."""

    question: str
    label: str
    said: Decimal
    implied: Decimal
    against: str

    @property
    def off(self) -> Decimal:
        """How far the two are apart."""
        return abs(self.said - self.implied)


@dataclass(frozen=True, slots=True)
class Held:
    """What contradicts, and what is only apart; the farthest off first. `together` counts the questions that were compared."""

    contradictions: tuple[Contradiction, ...] = ()
    apart: tuple[Apart, ...] = ()
    together: int = 0

    def about(self, question: str) -> tuple[Contradiction, ...]:
        """What contradicts a forecast on one question."""
        return tuple(each for each in self.contradictions if question in each.questions)


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer with its number and its shares."""

    answer: Answer
    measured: Measured
    division: Division

    @property
    def spoken(self) -> Spoken:
        """The same for `contradictions`."""
        return Spoken(self.answer.question.id, self.division)


def held(answers: Sequence[Answer]) -> Held:
    """Everything in some answers of one person that does not go together."""
    placed = {each.question.id: found for each in answers if (found := place(each))}
    by_number: defaultdict[Measurement, list[Placed]] = defaultdict(list)
    for each in placed.values():
        by_number[each.measured.measurement].append(each)
    groups = [group for group in by_number.values() if len(group) > 1]
    differences = list(_differences(placed))
    within = [found for group in groups for found in contradictions([each.spoken for each in group])]
    told = {pair for found in within for pair in _pairs(found.questions)}
    apart = [
        found for group in groups for found in _apart(group) if (found.question, found.against) not in told
    ]
    return Held(
        tuple(
            sorted(
                [*within, *(each for each in differences if each.off > TOLERANCE)], key=lambda each: -each.off
            )
        ),
        tuple(sorted(apart, key=lambda each: -each.off)),
        len(
            {name for group in groups for name in _names(group)}
            | {n for each in differences for n in each.questions}
        ),
    )


def _names(group: Sequence[Placed]) -> list[str]:
    return [each.answer.question.id for each in group]


def _pairs(questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for one in questions for other in questions)


def place(answer: Answer) -> Placed | None:
    """An answer with its number and its shares; None where no number decides, or nothing is said of it in shares."""
    question = answer.question
    if (found := measured(question)) is None:
        return None
    last = question.dates.most if question.dates else None
    division = divided(answer.says, found.parts, question.numbers, question.digits, last)
    return Placed(answer, found, division) if division else None


def _apart(group: Sequence[Placed]) -> Iterator[Apart]:
    """What was said beside what every numeric answer of the group implies."""
    for source in (each.answer for each in group if each.answer.question.kind == "numeric"):
        for each in group:
            made = offer(each.answer.question, source.question, source.says)
            if made is not None and made.says is not None:
                for label, (said, figure) in _side_by_side(each, made.says).items():
                    if abs(said - figure) >= APART:
                        yield Apart(each.answer.question.id, label, said, figure, source.question.id)


def _side_by_side(placed: Placed, figure: Chance | Chances) -> Mapping[str, tuple[Decimal, Decimal]]:
    said = {share.label: share.mass for share in placed.division.said}
    match figure:
        case Chance(probability):
            return {label: (mass, probability) for label, mass in said.items()}
        case Chances(options):
            return {label: (said[label], chance) for label, chance in options if label in said}


def _differences(placed: Mapping[str, Placed]) -> Iterator[Outside]:
    """Each chance for a difference, with what the two numbers leave for it."""
    for name, each in placed.items():
        between = each.answer.question.difference
        if between is None or not {between.of, between.less} <= placed.keys():
            continue
        for share in each.division.said:
            if share.label and len(share.part.stretches) == 1:
                number, less = placed[between.of].division, placed[between.less].division
                least, most = difference_leaves(number, less, share.part)
                against = (between.of, between.less)
                yield Outside(name, share.label, share.part, share.mass, least, most, against)
