"""What a forecast means while it is typed: odds for a chance, a density for numbers and days, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.questions.clean import clean_line
from ledger.questions.family.division import divided, quantiles_of
from ledger.questions.family.implied import Curve, implied
from ledger.questions.family.offer import offer
from ledger.questions.family.part import part_of
from ledger.questions.family.room import room
from ledger.questions.forecast import Chance, Chances, DateQuantiles, Interval, Quantiles
from ledger.questions.rule_words import threshold
from ledger.questions.says_words import number_words, percent_words, says_words
from ledger.tui.drawing.density import Density, draw_density
from ledger.tui.ink import joined, line, span
from ledger.tui.typed_value import how, odds_words
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ledger.questions.forecast import Says
    from ledger.questions.question import DateRange, Question
    from ledger.tui.draft import Draft
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.forecasting import ForecastView, Relative

    Drawer = Callable[[int], Sequence[Line]]

MOST_READINGS = 12
"""So many of the newest values stand on the axis."""

HEIGHTS = ((36, 4), (24, 2), (0, 1))
"""From how many lines of the screen on a density has how many."""

MOST_OF_FAMILY = 3
"""So many other questions of the family are told what a number implies for them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a forecast while it is typed: the last values, today, and the questions of the same number.

    `height` is how many lines a density has, `typing` whether the cursor is where it is typed.
    """

    readings: tuple[float, ...] = ()
    today: date | None = None
    family: tuple[Relative, ...] = ()
    height: int = 2
    ascii_only: bool = False
    typing: bool = True


def beside(view: ForecastView, *, lines: int, ascii_only: bool) -> Beside:
    """What was read of a question, for a screen of so many lines: on a small one the question needs them more."""
    height = next(height for least, height in HEIGHTS if lines >= least)
    today = moment(view.page.now_us).astimezone(UTC).date()
    readings = tuple(one.number for one in view.page.history if one.number is not None)
    return Beside(readings, today, view.relatives, height, ascii_only)


def preview(draft: Draft, beside: Beside) -> Drawer:
    """The lines that explain a draft, for a width; how to write it where something stands there that says nothing yet."""
    match draft.says:
        case Chance(probability):
            return _lines([*_chance(probability, draft.standing), *_keeps(draft, beside)])
        case Quantiles() | Interval() as says:
            return _numbers(says, draft, beside)
        case DateQuantiles() as says:
            return _days(says, draft, beside)
        case Chances():
            return _lines(_keeps(draft, beside))
        case _:
            asked, typed = draft.question, draft.text.strip()
            told = f"what is typed is no forecast yet: {how(asked.kind, asked.dates, beside.today)}"
            return _lines([span(told, "muted")] if typed else ())


def _lines(parts: Iterable[Span], above: Drawer = lambda _width: ()) -> Drawer:
    words = joined(parts)
    return lambda width: [*above(width), *wrap(line("  ", *words), width, 2)] if words else [*above(width)]


def _keeps(draft: Draft, beside: Beside) -> Iterator[Span]:
    if draft.keeps and beside.typing:
        yield "Enter keeps it", "key"


def _chance(probability: Decimal, standing: Says | None) -> Iterator[Span]:
    yield odds_words(probability), "muted"
    if isinstance(standing, Chance) and standing.probability != probability:
        by = probability - standing.probability
        points = number_words(abs(by * 100).quantize(Decimal("0.01")))
        way = "up" if by > 0 else "down"
        yield (
            f"{points} {'point' if points == '1' else 'points'} {way} from {percent_words(standing.probability)}",
            "mine",
        )


# ---- numbers ----------------------------------------------------------------------------------------


def _numbers(says: Quantiles | Interval, draft: Draft, beside: Beside) -> Drawer:
    question = draft.question
    points, ends = quantiles_of(says), question.numbers
    turns = [turn for each in beside.family if (turn := threshold(each.question.rule))]
    drawn = Density(
        tuple((float(level), float(value)) for level, value in points),
        readings=beside.readings[-MOST_READINGS:],
        turns=tuple(value for value, _ in turns),
        least=float(ends.least) if ends else None,
        most=float(ends.most) if ends else None,
        logarithmic=ends is not None and ends.scale == "log",
        height=beside.height,
    )
    return _lines(
        [
            *_keeps(draft, beside),
            *_for_family(says, question, beside),
            *_tails(says),
            *_outside(says, question),
        ],
        lambda width: draw_density(drawn, width, ascii_only=beside.ascii_only),
    )


def _for_family(says: Quantiles | Interval, question: Question, beside: Beside) -> Iterator[Span]:
    """What the numbers imply for other questions of the same number, and what I said there where that is another."""
    made = ((offer(each.question, question, says), each.said) for each in beside.family)
    for one, said in [(each, said) for each, said in made if each is not None][:MOST_OF_FAMILY]:
        turn = threshold(one.target.rule)
        there = f", there you said {says_words(said)}" if said is not None and said != one.says else ""
        yield f"{turn[1] if turn else clean_line(one.target.title)}: {one.words}{there}", "mine"


def _tails(says: Quantiles | Interval) -> Iterator[Span]:
    (level, first), (higher, last) = quantiles_of(says)[0], quantiles_of(says)[-1]
    yield f"{percent_words(level)} below {number_words(first)}", "muted"
    yield f"{percent_words(1 - higher)} above {number_words(last)}", "muted"


def _outside(says: Quantiles | Interval, question: Question) -> Iterator[Span]:
    """How much lies outside the range that was expected, where a quantile does; the tails tell of nothing less."""
    ends, points = question.numbers, quantiles_of(says)
    if ends is None or ends.least <= points[0][1] <= points[-1][1] <= ends.most:
        return
    beyond = part_of([("at_least", ends.least), ("at_most", ends.most)], question.digits).rest
    figure = implied(Curve(points, ends.scale), {"outside": beyond}, binary=True)
    division = divided(says, {}, ends, question.digits)
    share = says_words(figure) if figure else room(*division.leaves(beyond)) if division else ""
    yield f"outside {number_words(ends.least)} to {number_words(ends.most)}: {share}", "warn"


# ---- days -------------------------------------------------------------------------------------------


def _days(says: DateQuantiles, draft: Draft, beside: Beside) -> Drawer:
    ends = draft.question.dates
    drawn = Density(
        tuple((float(level), float(day.toordinal())) for level, day in says.points),
        readings=(float(beside.today.toordinal()),) if beside.today else (),
        turns=(float(ends.most.toordinal()),) if ends else (),
        height=beside.height,
        label=lambda value: date.fromordinal(round(value)).isoformat(),
    )
    return _lines(
        [*_keeps(draft, beside), *_by_then(says, ends, beside)],
        lambda width: draw_density(drawn, width, ascii_only=beside.ascii_only),
    )


def _by_then(says: DateQuantiles, ends: DateRange | None, beside: Beside) -> Iterator[Span]:
    """How much lies within the window, and how much later, as far as the quantiles tell."""
    if beside.today:
        yield f"{'*' if beside.ascii_only else '◉'} today", "value"
    if ends is not None:
        inside = Curve(tuple((level, Decimal(day.toordinal())) for level, day in says.points)).below(
            Decimal(ends.most.toordinal())
        )
        within = room(*_least_and_most(says, ends.most)) if inside is None else _whole(inside)
        later = room(*_rest(says, ends.most)) if inside is None else _whole(1 - inside)
        yield f"by {ends.most}: {within}", "mine"
        yield f"{clean_line(ends.otherwise)}: {later}", "mine"
    (level, first), (higher, last) = says.points[0], says.points[-1]
    yield f"{percent_words(level)} before {first}", "muted"
    yield f"{percent_words(1 - higher)} after {last}", "muted"


def _whole(share: Decimal) -> str:
    return percent_words(share.quantize(Decimal("0.01")))


def _least_and_most(says: DateQuantiles, last: date) -> tuple[Decimal, Decimal]:
    """What the outermost quantiles leave for the days up to one that lies beyond them."""
    (level, first), (higher, _) = says.points[0], says.points[-1]
    return (Decimal(0), level) if last < first else (higher, Decimal(1))


def _rest(says: DateQuantiles, last: date) -> tuple[Decimal, Decimal]:
    least, most = _least_and_most(says, last)
    return 1 - most, 1 - least
