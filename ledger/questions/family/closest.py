"""The forecasts closest to somebody's own that go together: numbers stay as they are, chances move as little as they can.

Closest is by the sum of squared moves. Whatever happens, the squared errors of forecasts that are moved so add up to no more
than those of the ones they come from (de Finetti 1974; for chances without numbers beside them).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.questions.family.difference import difference_leaves
from ledger.questions.family.held import Answer, Placed, held, place
from ledger.questions.family.measured import YES
from ledger.questions.family.nearest import nearest
from ledger.questions.family.part import HIGH, LOW, Part
from ledger.questions.forecast import Chance, Chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.questions.family.coherence import Contradiction

DIGITS = (2, 3)
"""Decimals of a chance: whole points, and tenths where these do not go together."""
SURE = 0.01
"""Nothing is moved closer than that to 0 or 1: one point of difference contradicts nothing."""
ROUNDING = 1e-6
"""What a value may lack of a whole point and still be it."""


@dataclass(frozen=True, slots=True)
class Together:
    """Forecasts that do not go together, in the order they were given, and what they would be if they did.

    `closest` has those that move, by question; it is empty where none were found: numbers that contradict each other are mended by no chance.
    """

    answers: tuple[Answer, ...]
    contradictions: tuple[Contradiction, ...]
    closest: Mapping[str, Chance | Chances]


@dataclass(frozen=True, slots=True)
class _Move:
    """One chance that may move: of a question, the label's part of the line, what was said, and what numbers leave for it."""

    question: str
    label: str
    part: Part
    said: float
    least: float
    most: float


def closest(answers: Sequence[Answer]) -> tuple[Together, ...]:
    """Each group of answers that contradict each other, with the closest that do not. Those of one number are one group."""
    return tuple(_mended(group) for group in _groups(answers) if held(group).contradictions)


def _groups(answers: Sequence[Answer]) -> Iterator[tuple[Answer, ...]]:
    """The answers on one number, and each difference with its two numbers."""
    placed = [found for each in answers if (found := place(each))]
    by_number: dict[object, list[Answer]] = {}
    for each in placed:
        by_number.setdefault(each.measured.measurement, []).append(each.answer)
    yield from (tuple(group) for group in by_number.values() if len(group) > 1)
    by_name = {each.answer.question.id: each.answer for each in placed}
    for each in placed:
        between = each.answer.question.difference
        if between is not None and {between.of, between.less} <= by_name.keys():
            yield each.answer, by_name[between.of], by_name[between.less]


def _mended(group: tuple[Answer, ...]) -> Together:
    found = held(group).contradictions
    moves = tuple(_moves(group))
    tried = (said for kept in ((), tuple(_kept(group))) for said in _tried(group, moves, kept))
    return Together(group, found, next(tried, {}))


def _tried(
    group: tuple[Answer, ...], moves: tuple[_Move, ...], kept: tuple[_Move, ...]
) -> Iterator[dict[str, Chance | Chances]]:
    """What would be said, to whole points and to tenths, where nothing of it contradicts any more."""
    if not moves or (values := _solved((*moves, *kept))) is None:
        return
    for digits in DIGITS:
        said = dict(_said(group, moves, values, digits))
        would = [Answer(each.question, said.get(each.question.id, each.says)) for each in group]
        if not held(would).contradictions:
            yield said


def _kept(group: Sequence[Answer]) -> Iterator[_Move]:
    """What numbers say of their own parts, which does not move: several options together must fit these, not only each alone."""
    placed = [found for each in group if (found := place(each))]
    moving = {each.measured.measurement for each in placed if isinstance(each.answer.says, Chance | Chances)}
    for each in placed:
        if not isinstance(each.answer.says, Chance | Chances) and each.measured.measurement in moving:
            for share in each.division.said:
                mass = float(share.mass)
                yield _Move(each.answer.question.id, share.label, share.part, mass, mass, mass)


def _moves(group: Sequence[Answer]) -> Iterator[_Move]:
    placed = {each.question.id: found for each in group if (found := place(each))}
    fixed = [each for each in placed.values() if not isinstance(each.answer.says, Chance | Chances)]
    for name, each in placed.items():
        if isinstance(each.answer.says, Chance | Chances):
            for share in each.division.said:
                rooms = [*_leave(each, share.part, fixed), *_between(each, share.part, placed)]
                least = max((float(low) for low, _ in rooms), default=0.0)
                most = min((float(high) for _, high in rooms), default=1.0)
                yield _Move(name, share.label, share.part, float(share.mass), least, most)


def _leave(one: Placed, part: Part, fixed: Sequence[Placed]) -> Iterator[tuple[Decimal, Decimal]]:
    """What each number on the same measurement leaves for a part."""
    same = (each for each in fixed if each.measured.measurement == one.measured.measurement)
    yield from (each.division.leaves(part) for each in same)


def _between(one: Placed, part: Part, placed: Mapping[str, Placed]) -> Iterator[tuple[Decimal, Decimal]]:
    """What two numbers leave for a part of their difference."""
    named = one.answer.question.difference
    if named is not None and {named.of, named.less} <= placed.keys() and len(part.stretches) == 1:
        yield difference_leaves(placed[named.of].division, placed[named.less].division, part)


def _solved(moves: Sequence[_Move]) -> tuple[float, ...] | None:
    """The closest chances that some distribution of the number has; None where there are none."""
    if any(each.least > each.most for each in moves):
        return None
    ends = sorted({LOW, HIGH} | {end for each in moves for stretch in each.part.stretches for end in stretch})
    cells = [Part((cell,)) for cell in pairwise(ends)]
    corners = [[float(cell.within(each.part)) for each in moves] for cell in cells]
    return nearest([each.said for each in moves], corners, [_bounds(each) for each in moves])


def _bounds(move: _Move) -> tuple[float, float]:
    """What the numbers leave for it, and for a yes or no nothing closer to 0 or 1 than `SURE` that was not said."""
    if move.label != YES:
        return move.least, move.most
    low, high = min(SURE, move.said), max(1 - SURE, move.said)
    return min(max(move.least, low), high), max(min(move.most, high), low)


def _said(
    group: Sequence[Answer], moves: Sequence[_Move], values: Sequence[float], digits: int
) -> Iterator[tuple[str, Chance | Chances]]:
    """The forecasts that move, rounded; those that stay as they are to that many decimals are left out."""
    for each in group:
        mine = [at for at, move in enumerate(moves) if move.question == each.question.id]
        if all(abs(values[at] - moves[at].said) < 0.5 / 10**digits for at in mine):
            continue
        if isinstance(each.says, Chance):
            yield each.question.id, Chance(_decimal(values[mine[0]], digits))
        else:
            labels = [moves[at].label for at in mine]
            shares = _adding_up([values[at] for at in mine], digits)
            yield each.question.id, Chances(tuple(zip(labels, shares, strict=True)))


def _decimal(value: float, digits: int) -> Decimal:
    return Decimal(f"{value:.{digits}f}").normalize()


def _adding_up(values: Sequence[float], digits: int) -> list[Decimal]:
    """The values rounded so that they add up to 1: what is over goes to those that lose most by rounding down.

    >>> _adding_up([1 / 3, 1 / 3, 1 / 3], 2)
    [Decimal('0.34'), Decimal('0.33'), Decimal('0.33')]
    """
    whole = 10**digits
    down = [int(value * whole + ROUNDING) for value in values]
    losers = sorted(range(len(values)), key=lambda at: down[at] - values[at] * whole)
    for at in losers[: whole - sum(down)]:
        down[at] += 1
    return [Decimal(count) / whole for count in down]
