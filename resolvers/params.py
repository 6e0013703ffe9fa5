"""Checks the params in a file or on a command line against what a source says it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import re2

from resolvers.errors import ParamProblem

if TYPE_CHECKING:
    from resolvers.source import Param

LONGEST_TEXT = 4_000
"""Characters of one text in a param."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"(?<![0-9])[0-9]{4}[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12][0-9]|3[01])(?![0-9])")
_MOST_SHOWN = 60
_KINDS = {
    "text": "a text",
    "number": "a whole number",
    "list": "a list of texts or whole numbers",
    "table": "a table of texts, whole numbers or lists of them",
}


@runtime_checkable
class ChecksParams(Protocol):
    """A source class that knows more about its params than their kinds: how they go together, what they mean."""

    def problems(self, values: Mapping[str, object]) -> list[ParamProblem]:
        """What else is wrong. `values` holds every param that is given or has a default and is of the right kind."""
        ...


def checked(
    declared: Mapping[str, Param], given: Mapping[str, object]
) -> tuple[dict[str, object], list[ParamProblem]]:
    """The params a source is made with, defaults filled in, and everything that is wrong with them.

    A whole number may come as text, as it does from a command line; it goes on as `int`.
    """
    problems = [*_unknown(declared, given), *_missing(declared, given)]
    values: dict[str, object] = {}
    for name, param in declared.items():
        value = _whole(param, given.get(name, param.default))
        if value is not None and _fits(param, value):
            values[name] = value
        if name in given:
            problems += _wrong(name, param, value)
    return values, problems


def _whole(param: Param, value: object) -> object:
    is_written = param.kind == "number" and isinstance(value, str) and _WHOLE.fullmatch(value)
    return int(str(value)) if is_written else value


def _unknown(declared: Mapping[str, Param], given: Mapping[str, object]) -> Iterator[ParamProblem]:
    for name in given:
        if name not in declared:
            near = get_close_matches(name, declared, 1)
            known = ", ".join(declared) or "none"
            fix = f"Did you mean {near[0]!r}?" if near else f"It takes: {known}."
            yield ParamProblem(name, "the source takes no such param", "", fix)


def _missing(declared: Mapping[str, Param], given: Mapping[str, object]) -> Iterator[ParamProblem]:
    for name, param in declared.items():
        if param.required and param.default is None and name not in given:
            yield ParamProblem(name, "is missing", "", f"Give {_KINDS[param.kind]}: {param.about}")


def _wrong(name: str, param: Param, value: object) -> Iterator[ParamProblem]:
    if _has_date(value):
        fix = "The window gives the days; write {first} or {last} where the source takes them."
        yield ParamProblem(name, "has a date in it", _shown(value), fix)
    elif not _fits(param, value):
        yield ParamProblem(name, "is of the wrong kind", _shown(value), f"Give {_KINDS[param.kind]}.")
    else:
        yield from _wrong_words(name, param, value)


def _wrong_words(name: str, param: Param, value: object) -> Iterator[ParamProblem]:
    for word in _words(value):
        if len(word) > LONGEST_TEXT:
            fix = f"Give at most {LONGEST_TEXT} characters."
            yield ParamProblem(name, "is too long", f"{len(word)} characters", fix)
        elif param.choices and word not in param.choices:
            near = get_close_matches(word, param.choices, 1)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            yield ParamProblem(
                name,
                "is not one of the choices",
                _shown(word),
                f"{hint}Give one of: {', '.join(param.choices)}.",
            )
        elif param.pattern is not None and re2.fullmatch(param.pattern, word) is None:
            yield ParamProblem(
                name, "is not written as it must be", _shown(word), f"It must match {param.pattern}"
            )


def _fits(param: Param, value: object) -> bool:
    match param.kind:
        case "text":
            return isinstance(value, str)
        case "number":
            return _is_whole(value)
        case "list":
            return _is_list(value)
        case "table":
            return isinstance(value, Mapping) and all(
                isinstance(key, str) and (_is_word(item) or _is_list(item)) for key, item in value.items()
            )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_word(value: object) -> bool:
    return isinstance(value, str) or _is_whole(value)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(map(_is_word, value))


def _words(value: object) -> Iterator[str]:
    """Every text in a value, the names in a table left out; whole numbers as they are written."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _words(item)
    else:
        yield str(value)


def _has_date(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_has_date(part) for pair in value.items() for part in pair)
    if isinstance(value, str):
        return _DATE.search(value) is not None
    if isinstance(value, Sequence):
        return any(map(_has_date, value))
    return isinstance(value, date | datetime | time)


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _MOST_SHOWN else written[:_MOST_SHOWN] + "…"
