"""The bytes a ledger kept, as a past to run a rule over: each look again, with what it was given then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.record.vintages import kept_body, vintages
from resolvers.request_key import full_url, request_key
from resolvers.source import Evidence, Unusable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from ledger.record.opening import Record
    from ledger.record.vintages import Vintage
    from resolvers.source import Request


class KeptVintages:
    """Every version of these sources' bytes that a ledger holds. A look sees only what it was given itself."""

    def __init__(self, record: Record, sources: Collection[str]) -> None:
        self._record = record
        looks: dict[int, dict[str, Vintage]] = {}
        for one in vintages(record, sources):
            looks.setdefault(one.taken_at, {})[one.request] = one
        last = {taken_at: max(one.fetched_at for one in kept.values()) for taken_at, kept in looks.items()}
        self._looks = {moment(last[taken_at]): kept for taken_at, kept in looks.items()}

    def moments(self) -> tuple[datetime, ...]:
        """When looks had all they were given, oldest first."""
        return tuple(sorted(self._looks))

    def kept(self, request: Request, at: datetime) -> Evidence | Unusable:
        """What a request brought in the look of that moment; Unusable where it was not made, or its bytes are gone."""
        one = self._looks[at].get(request_key(request))
        if one is None:
            return Unusable("source_missing", f"{full_url(request)} was not kept at {at:%Y-%m-%d %H:%M} UTC")
        body = kept_body(self._record, one.sha256)
        if body is None:
            return Unusable("source_missing", f"the bytes {one.sha256[:12]} are not kept any more")
        return Evidence(
            request=request,
            sha256=one.sha256,
            body=body,
            status=one.status,
            fetched_at=moment(one.fetched_at),
            last_modified=one.last_modified,
            next_url=one.next_url,
        )
