"""What is done to a publisher's body to see whether it is noticed: a name changed, a column scaled, a unit in another word.

An archive is unpacked, changed inside and packed again, so that its checksums hold.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from resolvers import registry
from resolvers.source import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from resolvers.saved import Case
    from resolvers.source import Answer

_NUMBER = rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_NUMBERS = rb'"?\[[-0-9eE.,\s"\\]*\]"?|"?' + _NUMBER + rb'"?'
"""A number, a number as a text, or a list of them, which some publishers write as a text as well."""
_EXACT = Context(prec=200)


def is_json(text: bytes) -> bool:
    """Whether it is a JSON document with something in it."""
    return text.lstrip()[:1] in {b"{", b"["} and text.strip() not in {b"{}", b"[]"}


def texts(body: bytes) -> list[bytes]:
    """The body, or what is packed into it."""
    if not body.startswith(b"PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [archive.read(entry) for entry in archive.infolist()]


def changed(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The body with its text, or every text packed into it, changed."""
    if not body.startswith(b"PK"):
        return change(body)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry, change(old.read(entry)))
    return packed.getvalue()


def names(body: bytes) -> set[bytes]:
    """The names of a body's columns or keys."""
    return {name for text in texts(body) for name in _names(text)}


def quantities(body: bytes) -> dict[bytes, frozenset[bytes]]:
    """What may be of one unit, by its shortest name: each column or key, and those that say more of the same beside it.

    `HBM share (%) (median)` and its percentiles are one quantity, and so are `eci` and `eci_ci_low`.
    """
    every = names(body)
    alone = {name: frozenset({name}) for name in every}
    together = {
        stem: frozenset(name for name in every if re.match(re.escape(stem) + rb"(?: \(|_ci_|$)", name))
        for stem in {name.partition(b" (")[0].partition(b"_ci_")[0] for name in every}
    }
    return alone | {stem + b" and all beside it": named for stem, named in together.items() if len(named) > 1}


def _names(text: bytes) -> list[bytes]:
    if is_json(text):
        return re.findall(rb'"([^"\\]+)"\s*:', text)
    if _is_table(text):
        return [column.encode() for column in _rows(text)[0]]
    return re.findall(rb"^[ -]*(\w+):", text, re.MULTILINE)


def renamed(text: bytes, name: bytes) -> bytes:
    """The text with that column, or every key of that name, called otherwise."""
    word = re.escape(name)
    if is_json(text):
        return re.sub(rb'"' + word + rb'"(\s*:)', b'"' + name + rb' (old)"\1', text)
    if _is_table(text):
        head, rest = text.split(b"\n", 1)
        cells = [cell + " (old)" if cell.encode() == name else cell for cell in _rows(head)[0]]
        return _written([cells]) + rest
    return re.sub(rb"^([ -]*)" + word + rb":", rb"\1" + name + b"_old:", text, flags=re.MULTILINE)


def scaled(text: bytes, called: Collection[bytes], factor: Decimal) -> bytes:
    """The text with all numbers of these columns, or under these keys, so many times as large."""

    def times(number: re.Match[bytes]) -> bytes:
        product = _EXACT.multiply(Decimal(number[0].decode()), factor)
        return format(product.normalize(_EXACT), "f").encode()

    if is_json(text):
        told = re.compile(
            rb'("(?:' + b"|".join(map(re.escape, called)) + rb')"\s*:\s*)(' + _NUMBERS + rb")(?=\s*[,}\]])"
        )
        alone = rb"(?<![\w.-])" + _NUMBER + rb"(?![\w.-])"
        return told.sub(lambda found: found[1] + re.sub(alone, times, found[2]), text)
    if not _is_table(text):
        return text
    head, *rows = _rows(text)
    places = [place for place, cell in enumerate(head) if cell.encode() in called]
    whole = re.compile(rb"\A" + _NUMBER + rb"\Z")
    for row in rows:
        for place in (each for each in places if each < len(row)):
            row[place] = whole.sub(times, row[place].strip().encode()).decode()
    return _written([head, *rows]) if places else text


def reworded(text: bytes, word: str, other: str) -> bytes:
    """The text with another word wherever that one stands by itself."""
    alone = rb"(?<![A-Za-z])" + re.escape(word.encode()) + rb"(?![A-Za-z])"
    return re.sub(alone, other.encode(), text)


def _is_table(text: bytes) -> bool:
    return b"," in text.partition(b"\n")[0]


def _rows(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def _written(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()


def pages(case: Case) -> Iterator[list[int]]:
    """The places of the replies that are pages of one list."""
    paths = [evidence.request.url.partition("?")[0] for evidence in case.evidence]
    for path in sorted(set(paths)):
        yield [place for place, other in enumerate(paths) if other == path]


def answer_to(case: Case, places: list[int], change: Callable[[bytes], bytes]) -> Answer | None:
    """What the source says where these replies are changed; None where the change changes nothing."""
    other = case
    for place in places:
        other = other.with_body(place, changed(case.evidence[place].body, change))
    told = (each.sha256 for each in case.evidence)
    if all(before == after.sha256 for before, after in zip(told, other.evidence, strict=True)):
        return None
    return other.answer(registry.make(case.source, case.params))


def says_no_more(got: Answer, read: Reading) -> bool:
    """Whether it is no reading, says by another identity that it is not to be compared, or says the same or less of the same."""
    if not isinstance(got, Reading) or got.identity != read.identity:
        return True
    same = (got.covers, got.happened_on) == (read.covers, read.happened_on)
    return same and got.values.items() <= read.values.items() and got.units.items() <= read.units.items()
