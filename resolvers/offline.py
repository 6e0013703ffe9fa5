"""Looks through a source without a network: over bytes that were kept, or a folder of bodies.

The same source gives the same answer over the same bytes; this is how that is tried.
"""

from __future__ import annotations

from collections.abc import Callable

from resolvers.source import Answer, Evidence, NotYet, Reading, Request, Source, Span, Unusable

MOST_REQUESTS = 50

Kept = Callable[[Request], Evidence | NotYet | Unusable]
"""What was kept for a request, or why there is nothing."""


def answer(source: Source, span: Span, kept: Kept) -> Answer:
    """What `source` answers for `span` over what was kept. Raises what a broken source raises."""
    look = source.look(span)
    try:
        request = next(look)
        for _ in range(MOST_REQUESTS):
            got = kept(request)
            if not isinstance(got, Evidence):
                look.close()
                return got
            request = look.send(got)
    except StopIteration as end:
        return _checked(end.value)
    look.close()
    return Unusable("incomplete", f"More than {MOST_REQUESTS} requests in one look.")


def _checked(value: object) -> Answer:
    if isinstance(value, Reading | NotYet | Unusable):
        return value
    raise TypeError(f"A look must end in a Reading, NotYet or Unusable, not in {value!r}.")
