"""pydantic's errors as findings: in the words of the format, with the nearest known key or word."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from ledger.questions.field_types import ONE_LINE
from ledger.questions.finding import Finding, nearest, shown
from ledger.questions.tables import Table

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from ledger.questions.finding import Key

_TYPES = {
    "string_type": ("a text", "write it in quotation marks"),
    "int_type": ("a whole number", "write it without quotation marks and without a point"),
    "bool_type": ("true or false", "write true or false without quotation marks"),
    "list_type": ("an array", "write it in square brackets; a table of this name needs double ones, [[...]]"),
    "dict_type": ("a table", "write it in braces, or as a table of its own"),
    "model_type": ("a table", "write it in braces, or as a table of its own"),
}
_KEY = "[key]"
_LIMITS = {"ge": "give at least", "le": "give at most"}
_SPELL = "use lower-case letters, digits and hyphens (in the name of a look, underscores)"


def finding_of(model: type[Table], error: ErrorDetails) -> Finding:
    """One pydantic error of `model`, as a finding."""
    key: Key = tuple(step for step in error["loc"] if step != _KEY)
    kind, context, found = error["type"], error.get("ctx", {}), error["input"]
    if kind in _TYPES:
        wanted, fix = _TYPES[kind]
        return Finding(key, "wrong-type", f"this must be {wanted}", fix, shown(found))
    if kind == "extra_forbidden":
        return _unknown_key(model, key)
    if kind == "literal_error":
        return _unknown_word(key, context, found)
    if "fix" in context:
        return Finding(key, kind, error["msg"], str(context["fix"]), shown(found))
    return _bounds(key, kind, context, found)


def _unknown_key(model: type[Table], key: Key) -> Finding:
    table = table_at(model, key[:-1])
    known = [field.alias or name for name, field in table.model_fields.items()] if table else []
    return Finding(key, "unknown-key", "this key is not known here", nearest(str(key[-1]), known))


def _unknown_word(key: Key, context: dict[str, Any], found: object) -> Finding:
    """`expected` reads `'a', 'b' or 'c'`."""
    words = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
    fix = nearest(found, words) if isinstance(found, str) else f"write {' or '.join(words)}"
    return Finding(key, "unknown-word", "this word is not known here", fix, shown(found))


def _bounds(key: Key, kind: str, context: dict[str, Any], found: object) -> Finding:
    if kind in {"string_too_long", "too_long"}:
        return Finding(
            key, "too-long", "this is too long", f"give at most {context['max_length']}", _how_long(found)
        )
    if kind in {"string_too_short", "too_short"}:
        return Finding(key, "empty", "this is empty", "write something, or leave the key out", shown(found))
    if context.get("pattern") == ONE_LINE:
        return Finding(
            key, "one-line", "this must stand on one line", "take out line ends and tabs", shown(found)
        )
    if kind == "string_pattern_mismatch":
        return Finding(key, "charset", "this has characters that are not allowed here", _SPELL, shown(found))
    limit = next(
        (f"{word} {context[name]}" for name, word in _LIMITS.items() if name in context), "see the format"
    )
    return Finding(key, "out-of-range", "this number is out of range", limit, shown(found))


def _how_long(found: object) -> str:
    return str(len(found)) if isinstance(found, str | list) else shown(found)


def table_at(model: type[Table], key: Key) -> type[Table] | None:
    """The table a path leads to, or None where none is described."""
    place: Any = model
    for step in key:
        place = _bare(_inside(place, step))
    return place if isinstance(place, type) and issubclass(place, Table) else None


def _inside(place: Any, step: str | int) -> Any:
    if isinstance(place, type) and issubclass(place, Table):
        return next(
            (f.annotation for name, f in place.model_fields.items() if step == (f.alias or name)), None
        )
    return get_args(place)[-1] if get_args(place) else None


def _bare(annotation: Any) -> Any:
    """The type without `| None` and without what Annotated adds."""
    while get_origin(annotation) in {Union, UnionType, Annotated}:
        annotation = get_args(annotation)[0]
    return annotation
