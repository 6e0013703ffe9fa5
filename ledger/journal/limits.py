"""What is wrong with a field of an entry, as a sentence for people: which field, and where its limit lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import ValidationError

YEARS = "a time lies outside of the years 1685 to 2255"
"""What 2^53 microseconds around 1970 hold."""


def first_limit(error: ValidationError) -> str:
    """The first thing that is wrong, with its field. What was given is not repeated: it may be very long."""
    first = error.errors(include_input=False, include_url=False)[0]
    field = ".".join(map(str, first["loc"])) or "it"
    tell = LIMITS.get(first["type"])
    return f"{field}: {tell(first.get('ctx', {})) if tell else first['msg']}."


def _beyond(ctx: Mapping[str, Any]) -> str:
    limit = ctx.get("ge", ctx.get("le", 0))
    if abs(limit) == 2**53 - 1:
        return YEARS
    return f"it must be at least {limit:,}" if "ge" in ctx else f"it must be at most {limit:,}"


LIMITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "string_too_long": lambda ctx: f"it is longer than {ctx['max_length']:,} characters",
    "string_too_short": lambda _: "it is blank",
    "string_pattern_mismatch": lambda _: "it is blank, or not of the form it must have",
    "string_unicode": lambda _: "it is no text that can be written",
    "greater_than_equal": _beyond,
    "less_than_equal": _beyond,
}
"""What each of pydantic's complaints means to somebody who typed."""
