"""Who the publications are, from the catalogues' files, for showing beside a claim.

`fledger check` judges these files; here an entry that is not as it should be is left out, which leaves its id
unexplained. The full checks are not loaded for that: they cost a second of a slow machine.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from ledger.questions.publication import Publication, PublicationKind
from ledger.questions.toml_file import NotToml, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.settings import Settings

NAME = "publications.toml"
KINDS: tuple[PublicationKind, ...] = get_args(PublicationKind)


def read_publications(settings: Settings) -> dict[str, Publication]:
    """Every publication by id, in the order of the files."""
    found: dict[str, Publication] = {}
    for folder in settings.catalogue_folders():
        for path in sorted(folder.rglob(NAME)):
            found |= _in(path)
    return found


def _in(path: Path) -> dict[str, Publication]:
    parsed = read_toml(path)
    if isinstance(parsed, NotToml):
        return {}
    tables = {name: table for name, table in parsed.content.items() if isinstance(table, dict)}
    return {name: entry for name, table in tables.items() if (entry := _entry(name, table)) is not None}


def _entry(name: str, table: Mapping[str, object]) -> Publication | None:
    title, by, kind, read = (table.get(key) for key in ("title", "by", "kind", "read"))
    if not (isinstance(title, str) and isinstance(by, str) and isinstance(read, str)):
        return None
    on, interest, url = table.get("published_on"), table.get("interest"), table.get("url")
    return Publication(
        id=name,
        title=title,
        by=by,
        kind=next((known for known in KINDS if known == kind), "paper"),
        read=read,
        published_on=on if isinstance(on, date) else None,
        url=url if isinstance(url, str) else None,
        interest=interest if isinstance(interest, str) else None,
    )
