"""Whether two stored forecasts say the same: `0.10` and `0.1` are one number, whoever wrote it down."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"(-?)0*([0-9]+)(?:\.([0-9]*?)0*)?")


@lru_cache(maxsize=65_536)
def bare_number(text: str) -> str:
    """A decimal number without zeros that say nothing, however long; any other text as it is.

    >>> bare_number("80.0"), bare_number("00.10"), bare_number("-0.0"), bare_number("2026-01-31")
    ('80', '0.1', '0', '2026-01-31')
    """
    if (found := _NUMBER.fullmatch(text)) is None:
        return text
    sign, whole, part = found.groups()
    bare = f"{whole}.{part}" if part else whole
    return bare if bare == "0" else f"{sign}{bare}"


def alike(says: Mapping[str, Any]) -> tuple[Any, ...]:
    """A value that two stored forecasts share when they say the same: numbers count as numbers, and order says nothing.

    >>> alike({"point": "4.0"}) == alike({"point": "4"}), alike({"point": "4"}) == alike({"point": "5"})
    (True, False)
    """
    ((form, said),) = says.items()
    if form == "options":  # a label may look like a number and is none
        return form, tuple(sorted((label, bare_number(chance)) for label, chance in said))
    return form, _bare(said)


def _bare(said: Any) -> Any:
    match said:
        case str():
            return bare_number(said)
        case dict():
            return tuple(sorted((key, _bare(value)) for key, value in said.items()))
        case list() | tuple():
            return tuple(sorted(tuple(map(_bare, pair)) for pair in said))
        case _:
            return said
