"""JMESPath over exact decimal numbers, within bounds.

The library knows floats and whole numbers only, and lets a short expression build something without end. Here numbers
stay what the publisher wrote, in comparisons, sums and literals alike; what an expression may build is bounded
before it runs, and the steps it may take while it runs.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jmespath import functions
from jmespath.parser import Parser
from jmespath.visitor import Options, TreeInterpreter

from resolvers.cells import number
from resolvers.exact_numbers import mean, total

LONGEST = 1_000
"""Characters of an expression."""

MOST_DEPTH = 40
MOST_COPIES = 256
"""How many times an expression may repeat what it is given: the product of the lengths of its `[a, b]` and `{a: b}`."""

MOST_STEPS = 2_000_000

_MARKS = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?P<literal>(?:[^`\\]|\\.)*)`|[()]""", re.DOTALL)
_NUMBERS = frozenset({"Decimal", *functions.REVERSE_TYPES_MAP["number"]})
_COPYING = frozenset({"multi_select_list", "multi_select_dict"})


class BadPathError(ValueError):
    """The expression cannot be meant, or may not be; the message says why."""


class PathFailedError(ValueError):
    """The expression cannot be applied to this document; the message says why."""


@dataclass(frozen=True, slots=True)
class ExactPath:
    """An expression, ready to be applied."""

    expression: str
    _tree: Any

    def search(self, document: object) -> object:
        """What the expression finds; None where there is nothing. Raises `PathFailedError`."""
        try:
            found: object = _Interpreter().visit(self._tree, document)
        except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
            raise PathFailedError(f"{self.expression} cannot be applied: {str(error)[:200]}") from None
        return found


def compiled(expression: str) -> ExactPath:
    """The expression, checked. Raises `BadPathError`."""
    if len(expression) > LONGEST:
        raise BadPathError(f"it has {len(expression)} characters, more than {LONGEST}")
    _check_writing(expression)
    try:
        tree = Parser().parse(expression).parsed
    except (ValueError, RecursionError) as error:
        raise BadPathError(" ".join(str(error).split())[:200]) from None
    if _copies(tree, 1) > MOST_COPIES:
        raise BadPathError("it repeats what it is given too often")
    return ExactPath(expression, tree)


def _check_writing(expression: str) -> None:
    """Refuses what the library would read kindly: literals that are not JSON, and brackets without end."""
    depth = 0
    for mark in _MARKS.finditer(expression):
        if mark["literal"] is not None:
            _check_literal(mark["literal"])
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth > MOST_DEPTH:
            raise BadPathError(f"it is more than {MOST_DEPTH} levels deep")


def _check_literal(written: str) -> None:
    try:
        json.loads(written.replace("\\`", "`"))
    except ValueError:
        raise BadPathError(f"between ` and ` stands {written[:40]!r}, which is not JSON") from None


def _copies(node: Any, depth: int) -> int:
    """The product of the lengths of all lists and tables an expression builds."""
    if depth > MOST_DEPTH:
        raise BadPathError(f"it is more than {MOST_DEPTH} levels deep")
    if node["type"] == "literal":
        _exact(node["value"])
    here = max(1, len(node["children"])) if node["type"] in _COPYING else 1
    below = (_copies(child, depth + 1) for child in node["children"] if isinstance(child, dict))
    return min(here * math.prod(below), MOST_COPIES + 1)


def _exact(literal: Any) -> Any:
    """A literal with its floats as the decimal numbers they were written as. Raises `BadPathError`."""
    match literal:
        case float() if not math.isfinite(literal):
            raise BadPathError("a number in it is not finite")
        case float():
            return Decimal(repr(literal))
        case list():
            return [_exact(item) for item in literal]
        case dict():
            return {key: _exact(value) for key, value in literal.items()}
        case _:
            return literal


class _Interpreter(TreeInterpreter):
    def __init__(self) -> None:
        super().__init__(Options(custom_functions=_ExactFunctions()))
        self._left = MOST_STEPS

    def visit(self, node: Any, *args: Any, **kwargs: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise PathFailedError(f"it takes more than {MOST_STEPS} steps")
        return super().visit(node, *args, **kwargs)

    def visit_literal(self, node: Any, value: Any) -> Any:  # noqa: ARG002 - the library's signature
        return _exact(node["value"])


class _ExactFunctions(functions.Functions):
    """The library's functions, with `Decimal` as a number. The first two are its hooks for naming types."""

    def _get_allowed_pytypes(self, types: list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
        named = [kind.partition("-") for kind in types]
        allowed = [name for kind, _, _ in named for name in self._python_names(kind)]
        return allowed, [self._python_names(inner) for _, _, inner in named if inner]

    def _convert_to_jmespath_type(self, pyobject: str) -> str:
        return "number" if pyobject == "Decimal" else functions.TYPES_MAP.get(pyobject, "unknown")

    def _python_names(self, kind: str) -> tuple[str, ...]:
        return tuple(_NUMBERS) if kind == "number" else functions.REVERSE_TYPES_MAP[kind]

    @functions.signature({"types": ["number"]})
    def _func_abs(self, arg: Decimal | int) -> Decimal:
        return Decimal(arg).copy_abs()

    @functions.signature({"types": ["array-number"]})
    def _func_sum(self, arg: list[Decimal | int]) -> Decimal:
        return total(arg)

    @functions.signature({"types": ["array-number"]})
    def _func_avg(self, arg: list[Decimal | int]) -> Decimal | None:
        return mean(arg) if arg else None

    @functions.signature({"types": []})
    def _func_to_number(self, arg: object) -> Decimal | int | None:
        if isinstance(arg, Decimal | int) and not isinstance(arg, bool):
            return arg
        return number(arg) if isinstance(arg, str) else None

    @functions.signature({"types": []})
    def _func_to_string(self, arg: object) -> str:
        match arg:
            case str():
                return arg
            case bool():
                return "true" if arg else "false"
            case Decimal() | int():
                return str(arg)
            case _:
                raise PathFailedError("to_string() takes a text, a number, true or false")

    @functions.signature({"types": []})
    def _func_type(self, arg: object) -> str:
        return self._convert_to_jmespath_type(type(arg).__name__)
