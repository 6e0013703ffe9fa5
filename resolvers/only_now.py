"""For publishers that say only what is so today: which day of a span such an answer speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers.days import read_between
from resolvers.source import NotYet, Span, Unusable

if TYPE_CHECKING:
    from resolvers.source import Evidence


def day_read(page: Evidence, span: Span) -> Span | NotYet | Unusable:
    """The day the page was read, as a span, where it is one of those asked for and every clock agrees on it."""
    between = read_between(page, stamped=False)
    if between.first > span.last:
        return Unusable("incomplete", f"It says only what is so on {between.first}, not on {span.last}.")
    if between.last < span.first:
        return NotYet(f"{span.first} has not come yet.", look_again_on=span.first)
    if between.days > 1:
        return NotYet(
            f"The clocks do not agree on the day: {between.first} by one, {between.last} by another."
        )
    return between
