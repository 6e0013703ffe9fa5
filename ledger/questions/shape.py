"""Is every key known, and every value of its type? pydantic's answer, said again as findings.

A wrong key is reported and then left out, so that everything else in the file is still checked.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from ledger.questions.finding import Key
from ledger.questions.shape_errors import finding_of
from ledger.questions.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ledger.questions.finding import Finding

T_co = TypeVar("T_co", bound=Table, covariant=True)


@dataclass(frozen=True, slots=True)
class Shaped(Generic[T_co]):
    """What could be read of a file, what was wrong, and the keys that were left out for it."""

    table: T_co
    findings: tuple[Finding, ...] = ()
    left_out: frozenset[Key] = frozenset()


def shape(model: type[T_co], content: Mapping[str, Any], wrong: tuple[Finding, ...] = ()) -> Shaped[T_co]:
    """The content as `model`, without the keys of `wrong` and without those it finds wrong itself."""
    findings, left_out, left = list(wrong), set[Key](), dict(content)
    new = list(wrong)
    while True:
        if new:
            left_out |= {_in_table(left, finding.key) for finding in new}
            left = _without(left, left_out)
        try:
            return Shaped(model.model_validate(left), tuple(findings), frozenset(left_out))
        except ValidationError as error:
            new = [finding_of(model, each) for each in error.errors(include_url=False)]
        findings += new


def _without(content: Mapping[str, Any], keys: Iterable[Key]) -> dict[str, Any]:
    left = deepcopy(dict(content))
    for key in keys:
        holder = _at(left, key[:-1])
        if isinstance(holder, dict):
            holder.pop(key[-1], None)
    return left


def _in_table(content: Mapping[str, Any], key: Key) -> Key:
    """The key of the innermost table on the way: a wrong item of an array takes its array with it."""
    lengths = range(len(key), 0, -1)
    return next(key[:n] for n in lengths if isinstance(_at(content, key[: n - 1]), dict))


def _at(place: Any, key: Key) -> Any:
    for step in key:
        if isinstance(place, dict):
            place = place.get(step)
        elif isinstance(place, list) and isinstance(step, int) and step < len(place):
            place = place[step]
        else:
            return None
    return place
