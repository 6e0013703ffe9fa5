"""Who published what, when and where, with which interest, and how far it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

PublicationKind = Literal[
    "paper",
    "article",
    "review",
    "analysis",
    "evaluation",
    "report",
    "book",
    "speech",
    "post",
    "testimony",
    "project",
    "person",
]


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of a folder's publications.toml. `aliases` are other names files may use for it.

    `read` says how much of it was read, and `interest` what its author stands to gain; both are shown beside every
    claim. `published_on` is None where the day is not known.
    """

    id: str
    title: str
    by: str
    kind: PublicationKind
    read: str
    published_on: date | None = None
    url: str | None = None
    interest: str | None = None
    aliases: tuple[str, ...] = ()
