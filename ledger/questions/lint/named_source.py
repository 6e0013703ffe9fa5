"""A stranger must be able to judge from the words alone: where to look, or who decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ledger.questions.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft, Used

_HOST = re.compile(r"https?://|\b[\w-]+\.(?:gov|org|com|net|edu|int|eu|io|ai|uk)\b")
_JUDGES = re.compile(r"\bjudg\w+|\bdecide[sd]? by\b|\bas .{1,60} (?:says|reports|publishes)\b")
_SAYS_NOTHING = frozenset(
    {"office", "library", "institute", "department", "bureau", "national", "university", "data"}
    | {"http", "https", "index", "count", "bill", "json", "text", "example"}
)
_SHORTEST = 4


def no_source(draft: Draft) -> Iterator[Finding]:
    """The words name none of the sources that decide."""
    machines = [used for used in draft.used if not used.by_person]
    names = {name for used in machines for name in _names(used)}
    if any(name in draft.told for name in names) or _HOST.search(draft.told):
        return
    if machines:
        first = machines[0]
        fix = "name whose page, file or index it is, as a stranger would look for it"
        yield Finding(("criteria",), "no-source", "the words name no source", fix, first.known.publisher)
    elif not _person_named(draft):
        fix = "say where a person would look it up, or who judges; params.accept lists receipts"
        yield Finding(("criteria",), "no-source", "the words name no source and nobody who judges", fix)


def _names(used: Used) -> Iterator[str]:
    """The words by which a source may be called: its publisher's, its own, and its host's."""
    url = used.use.params.get("url")
    host = urlsplit(str(url)).hostname or "" if url else ""
    text = f"{used.known.publisher} {used.use.name.partition('.')[0].replace('_', ' ')} {host}"
    words = re.findall(r"[^\W\d_]+", text.casefold())
    yield used.known.publisher.casefold()
    yield from (word for word in words if len(word) >= _SHORTEST and word not in _SAYS_NOTHING)


def _person_named(draft: Draft) -> bool:
    asker = draft.question.asker
    receipts = any(used.use.params.get("accept") for used in draft.used)
    return receipts or bool(_JUDGES.search(draft.told)) or (asker or "\0").casefold() in draft.told
