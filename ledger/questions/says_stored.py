"""A forecast as the journal keeps it: one key that tells the kind, numbers as decimal strings, days as ISO."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.forecast import Says

_PAIR = 2


class NotAForecastError(ValueError):
    """The stored form is none of the known ways to say something."""

    def __init__(self, said: object) -> None:
        super().__init__(f"{said!r} is not a forecast.")


def says_said(says: Says) -> dict[str, object]:
    """The stored form. Options stay a list of pairs, because the order of keys is not kept.

    >>> says_said(Chance(Decimal("0.35")))
    {'probability': '0.35'}
    """
    match says:
        case Chance(probability):
            return {"probability": _kept(probability)}
        case Chances(options):
            return {"options": [[label, _kept(chance)] for label, chance in options]}
        case Quantiles(points):
            return {"quantiles": [[_kept(level), _kept(value)] for level, value in points]}
        case Interval(level, lower, upper):
            return {"interval": {"level": _kept(level), "lower": _kept(lower), "upper": _kept(upper)}}
        case Range(lower, upper, situations):
            ends: dict[str, object] = {"lower": _kept(lower), "upper": _kept(upper)}
            return {"range": {**ends, "situations": True} if situations else ends}
        case Point(value):
            return {"point": _kept(value)}
        case DateQuantiles(days):
            return {"dates": [[_kept(level), day.isoformat()] for level, day in days]}
        case Statement(yes):
            return {"statement": yes}
        case Words():
            return {"words": True}


def says_from(said: Mapping[str, object]) -> Says:
    """What was said, from its stored form. Raises NotAForecastError.

    >>> says_from({"point": "4"})
    Point(value=Decimal('4'))
    """
    if len(said) != 1:
        raise NotAForecastError(said)
    try:
        return _says_from(dict(said))
    except (ArithmeticError, TypeError, ValueError) as error:
        raise NotAForecastError(said) from error


def _says_from(said: dict[str, object]) -> Says:
    match said:
        case {"probability": str(probability)}:
            return Chance(_number(probability))
        case {"options": list(pairs)}:
            return Chances(tuple((_text(label), _number(chance)) for label, chance in map(_pair, pairs)))
        case {"quantiles": list(pairs)}:
            return Quantiles(tuple((_number(level), _number(value)) for level, value in map(_pair, pairs)))
        case {"interval": {"level": str(level), "lower": str(lower), "upper": str(upper)}}:
            return Interval(_number(level), _number(lower), _number(upper))
        case {"range": {"lower": str(lower), "upper": str(upper), **more}}:
            return Range(_number(lower), _number(upper), situations=more.get("situations") is True)
        case {"point": str(value)}:
            return Point(_number(value))
        case {"dates": list(pairs)}:
            return DateQuantiles(tuple((_number(level), _day(day)) for level, day in map(_pair, pairs)))
        case {"statement": bool(yes)}:
            return Statement(yes)
        case {"words": True}:
            return Words()
        case _:
            raise NotAForecastError(said)


def _kept(value: Decimal) -> str:
    return format(value, "f")


def _number(text: object) -> Decimal:
    value = Decimal(_text(text))
    if not value.is_finite():
        raise InvalidOperation
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _day(text: object) -> date:
    return date.fromisoformat(_text(text))


def _pair(value: object) -> tuple[object, object]:
    if not isinstance(value, list | tuple) or len(value) != _PAIR:
        raise TypeError
    return value[0], value[1]
