"""Which edition of a figure counts, where its publisher changes figures it has published before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.questions.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft

_EDITION = re.compile(
    r"\b(?:first|one|same|latest|newest|later|earlier) (?:\w+ ){0,2}(?:file|edition|version|print|release|answer|table)"
    r"|\bedition|\bvintage|\brevis|\brestat|\bas published\b|\bfetched\b|\bas (?:it )?stands? on\b"
)


def revisions(draft: Draft) -> Iterator[Finding]:
    """The rule, or its words, leave open what a later revision does."""
    used = next((each for each in draft.used if each.offer.revised), None)
    if used is None:
        return
    revised = f"{used.known.publisher} changes figures it has published"
    if not draft.says("resolution", "vintage"):
        fix = 'write vintage = "first_final" (the first complete edition), or another'
        key = ("resolution", "vintage")
        yield Finding(key, "revisions", f"{revised}, and the file does not say which edition counts", fix)
    elif not _EDITION.search(draft.told):
        fix = 'say which edition decides, such as "the first file fetched from ... on; later editions do not"'
        wrong = f"{revised}, and the criteria do not say which edition counts"
        yield Finding(("criteria",), "revisions", wrong, fix)
