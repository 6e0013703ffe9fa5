"""Which copies of an address the Wayback Machine has, and where the bytes of one are.

Its index answers with a list of lists whose first row names the columns, or with a line of seven words for each copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlsplit

from resolvers import strict_json
from resolvers.json_fields import shown
from resolvers.refusal import RefusedError
from resolvers.request_key import full_url
from resolvers.source import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resolvers.source import Span

INDEX = "https://web.archive.org/cdx/search/cdx"
RAW = "https://web.archive.org/web"
COLUMNS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_NEEDED = frozenset({"timestamp", "original", "statuscode"})
_USUAL_PORTS = frozenset({None, 80, 443})
_STAMP = re.compile(r"[0-9]{14}")


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """One copy of `address`, made `at` a moment (aware UTC, to the second)."""

    at: datetime
    address: str

    @property
    def request(self) -> Request:
        """The bytes as the publisher sent them, without the archive's own additions.

        The archive sends on to the nearest copy where it cannot give this one. That is of another moment, so it is not taken.
        """
        return Request(f"{RAW}/{self.at:%Y%m%d%H%M%S}id_/{self.address}", redirects=False)


def asked(request: Request, days: Span, *, newest: bool) -> Request:
    """Asks for one whole copy of what a request would bring, made on these days: the newest, or the oldest."""
    return Request(
        INDEX,
        (
            ("url", full_url(request)),
            ("output", "json"),
            ("filter", "statuscode:200"),
            ("from", f"{days.first:%Y%m%d}"),
            ("to", f"{days.last:%Y%m%d}"),
            ("limit", "-1" if newest else "1"),
        ),
        accept="application/json",
    )


def copies(body: bytes, request: Request, days: Span) -> tuple[Copy, ...]:
    """The copies listed that are of this request and these days, oldest first. Raises RefusedError for anything else.

    The index takes http for https, leaves `www.` out and puts addresses in small letters; so much is taken for the same here.
    """
    found = [_copy(row) for row in _rows(body) if row["statuscode"] == "200"]
    wanted = _alike(full_url(request))
    for copy in found:
        if _alike(copy.address) != wanted:
            raise RefusedError(
                "identity_changed", f"A copy of {shown(copy.address)} is listed, not of {full_url(request)}."
            )
    return tuple(sorted(copy for copy in found if days.first <= copy.at.date() <= days.last))


def _rows(body: bytes) -> Iterator[Mapping[str, str]]:
    start = body.lstrip()[:1]
    if start == b"<":
        raise RefusedError(
            "shape_changed", f"A web page came instead of a list of copies: {shown(body[:200])}."
        )
    return _listed(body) if start in {b"[", b"{", b'"'} else _lines(body)


def _listed(body: bytes) -> Iterator[Mapping[str, str]]:
    """Rows under a first one that names their columns. An empty row ends them: what follows is a key to go on with."""
    try:
        table = strict_json.parse(body)
    except strict_json.BadJson as bad:
        raise RefusedError(
            "shape_changed", f"The list of copies is not the JSON that was expected: {bad}."
        ) from bad
    if not isinstance(table, list):
        raise RefusedError(
            "shape_changed", f"The reply is {shown(table)} where a list of copies was expected."
        )
    columns = _row(table[0]) if table else COLUMNS
    if not set(columns) >= _NEEDED:
        raise RefusedError("shape_changed", f"The copies are listed under {shown(list(columns))}.")
    for entry in table[1:]:
        if entry == []:
            return
        yield _named(columns, _row(entry))


def _lines(body: bytes) -> Iterator[Mapping[str, str]]:
    if body and not body.endswith(b"\n"):
        raise RefusedError("incomplete", "The list of copies stops inside its last line.")
    try:
        lines = body.decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise RefusedError("shape_changed", "The list of copies has signs that no address has.") from None
    for line in lines:
        if not line.strip():
            return
        yield _named(COLUMNS, line.split(" "))


def _row(entry: object) -> list[str]:
    if not isinstance(entry, list) or not all(isinstance(cell, str) for cell in entry):
        raise RefusedError("shape_changed", f"A row of the list of copies is {shown(entry)}.")
    return [str(cell) for cell in entry]


def _named(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    if len(cells) != len(columns):
        raise RefusedError(
            "shape_changed", f"A row of the list of copies has {len(cells)} cells, not {len(columns)}."
        )
    return dict(zip(columns, cells, strict=True))


def _copy(row: Mapping[str, str]) -> Copy:
    at = _moment(row["timestamp"])
    if at is None:
        raise RefusedError("shape_changed", f"A copy is of {shown(row['timestamp'])}, which is no moment.")
    return Copy(at, row["original"])


def _moment(stamp: str) -> datetime | None:
    if not _STAMP.fullmatch(stamp):
        return None
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _alike(address: str) -> tuple[object, ...]:
    """What two addresses share that the index takes for the same."""
    parts = _split(address)
    host = (parts.hostname or "").removeprefix("www.")
    query = sorted(parse_qsl(parts.query.lower(), keep_blank_values=True))
    return host, _port(parts), parts.path.lower().rstrip("/"), query


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _port(parts)
    except ValueError:
        raise RefusedError("shape_changed", f"A copy is of {shown(address)}, which is no address.") from None
    return parts


def _port(parts: SplitResult) -> int | None:
    return None if parts.port in _USUAL_PORTS else parts.port
