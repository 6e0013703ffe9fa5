"""An entry in its envelope `{"at", "data", "kind", "seq", "v"}`: as it is kept, and as it is read again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from ledger.journal.canonical import LARGEST, canonical
from ledger.journal.entries import KINDS
from ledger.journal.refused import NewerEntryError, NotAnEntryError, NotCanonicalError

if TYPE_CHECKING:
    from ledger.journal.entries import Entry

ENVELOPE = re.compile(
    rb'\{"at":(0|-?[1-9][0-9]{0,15}),"data":(\{.*\}),"kind":"([A-Za-z]{1,64})"'
    rb',"seq":([1-9][0-9]{0,15}),"v":([1-9][0-9]{0,8})\}',
    re.DOTALL,
)
"""The envelope's canonical bytes; only the body in it has to be read as JSON."""


class Kept(NamedTuple):
    """One entry with its place. `at` is microseconds UTC; `body` the canonical bytes; `data` has no absent fields.

    A tuple and not a dataclass: a million of these are made in one import.
    """

    seq: int
    at: int
    kind: str
    data: dict[str, Any]
    body: bytes


def seal(entry: Entry, seq: int, at: int) -> Kept:
    """An entry at its place in the journal. Raises NotCanonicalError."""
    kind = type(entry)
    data = _data(entry)
    body = canonical({"at": at, "data": data, "kind": kind.__name__, "seq": seq, "v": kind.v})
    return Kept(seq, at, kind.__name__, data, body)


def unseal(seq: int, body: bytes) -> Kept:
    """A stored entry, checked: it is canonical, stands at its seq, and its body is one of a known kind and version.

    Raises NotAnEntryError or NewerEntryError.
    """
    found = ENVELOPE.fullmatch(body)
    if found is None:
        raise NotAnEntryError(seq, "its envelope is another.")
    at, said, name, place, version = found.groups()
    kind = KINDS.get(name.decode())
    if kind is None or int(version) != kind.v:
        raise NewerEntryError(seq, name.decode(), int(version))
    if int(place) != seq or abs(int(at)) > LARGEST:
        raise NotAnEntryError(seq, "its envelope does not belong to this place.")
    return Kept(seq, int(at), kind.__name__, _checked(kind, seq, said), body)


def _checked(kind: type[Entry], seq: int, said: bytes) -> dict[str, Any]:
    """A stored body as this version writes it. One comparison shows that its bytes are canonical and nothing is left out."""
    try:
        data = _data(kind.__pydantic_validator__.validate_json(said))
    except ValidationError as error:
        raise NotAnEntryError(seq, f"its body is no {kind.__name__}: {error.errors()[0]['msg']}.") from error
    try:
        written = canonical(data)
    except NotCanonicalError as error:
        raise NotAnEntryError(seq, str(error)) from error
    if written != said:
        raise NotAnEntryError(seq, f"its bytes are not those of a canonical {kind.__name__}.")
    return data


def _data(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in entry.__dict__.items() if value is not None}
