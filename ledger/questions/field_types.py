"""The types of values a question file may hold, each with the sentence it answers a wrong one with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from ledger.questions.address import WRITE, wrong_address
from ledger.questions.durations import NotADurationError, duration
from ledger.questions.ids import ID_PATTERN

ONE_LINE = r"^[^\n\t]*$"
_PAIR = 2
_DAY_SCHEMA = {"type": "string", "format": "date"}
_MOMENT_SCHEMA = {"anyOf": [_DAY_SCHEMA, {"type": "string", "format": "date-time"}]}


def _refuse(rule: str, wrong: str, fix: str) -> NoReturn:
    raise PydanticCustomError(rule, wrong, {"fix": fix})


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        _refuse("wrong-type", "this must be a number", "write it without quotation marks, such as 12.0")
    return Decimal(value)


def _day(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        _refuse(
            "wrong-type",
            "this must be a day",
            "write a bare date without quotation marks, such as 2028-12-31",
        )
    return value


def _moment(value: object) -> date | datetime:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            _refuse(
                "naive-time", "this time has no time zone", "add Z for UTC or an offset, or write a bare date"
            )
        return value
    if not isinstance(value, date):
        _refuse(
            "wrong-type",
            "this must be a date",
            "write 2028-12-31, or 2028-12-31T12:00:00Z, without quotation marks",
        )
    return value


def _span(value: object) -> str:
    text = value if isinstance(value, str) else ""
    try:
        duration(text)
    except NotADurationError:
        _refuse(
            "duration",
            "this must be a span of time",
            'write days, hours or minutes in quotation marks, such as "14d"',
        )
    return text


def _edge(value: object) -> Decimal | date:
    return _day(value) if isinstance(value, date) else _number(value)


def _pair_of(value: object, wanted: str) -> list[object]:
    if not isinstance(value, list) or len(value) != _PAIR:
        _refuse(
            "wrong-type", f"this must be {wanted}", "write an array of two such as the example of the format"
        )
    return value


def _days(value: object) -> list[date]:
    return [_day(each) for each in _pair_of(value, "a first and a last day, [2028-10-01, 2028-12-31]")]


def _quantile(value: object) -> list[Decimal]:
    return [_number(each) for each in _pair_of(value, "a level and a value, [0.5, 7.0]")]


def _dated(value: object) -> list[Decimal | date]:
    level, day = _pair_of(value, "a level and a day, [0.5, 2028-06-30]")
    return [_number(level), _day(day)]


def _address(value: object) -> object:
    if isinstance(value, str) and (wrong := wrong_address(value)):
        _refuse("address", f"this is no web address: {wrong}", WRITE)
    return value


def _format(value: object) -> int:
    if type(value) is not int or value != 1:
        _refuse("format", "this program reads format = 1", "write format = 1, or use a newer fledger")
    return value


Format = Annotated[int, BeforeValidator(_format), WithJsonSchema({"const": 1})]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
Moment = Annotated[Any, BeforeValidator(_moment), WithJsonSchema(_MOMENT_SCHEMA)]
Edge = Annotated[Any, BeforeValidator(_edge), WithJsonSchema({"anyOf": [{"type": "number"}, _DAY_SCHEMA]})]
Duration = Annotated[
    str, BeforeValidator(_span), WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,4}[dhm]$"})
]
Days = Annotated[
    Any,
    BeforeValidator(_days),
    WithJsonSchema({"type": "array", "items": _DAY_SCHEMA, "minItems": 2, "maxItems": 2}),
]
Quantile = Annotated[
    Any,
    BeforeValidator(_quantile),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
DatedQuantile = Annotated[
    Any,
    BeforeValidator(_dated),
    WithJsonSchema(
        {"type": "array", "prefixItems": [{"type": "number"}, _DAY_SCHEMA], "minItems": 2, "maxItems": 2}
    ),
]

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=ONE_LINE)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=ONE_LINE)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
LookName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Digits = Annotated[int, Field(ge=0, le=12)]
Count = Annotated[int, Field(ge=1, le=1000)]
Url = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500), BeforeValidator(_address)
]
