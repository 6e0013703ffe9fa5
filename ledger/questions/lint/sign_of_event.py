"""The field that is read tells of the event itself: an issue that was closed is not a change that was merged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.questions.finding import Finding
from ledger.questions.lint.compared import leaves
from ledger.questions.rule import Happened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft, Used

_DONE = re.compile(r"([a-z]{3,})ed(?:_|\b)")
_FIELDS = ("select", "column", "date_column")


def sign_of_event(draft: Draft) -> Iterator[Finding]:
    """A field such as `closed_at` is read, and the words speak of something else. A proxy said to be none is fine."""
    claim = draft.question.claim
    if claim is not None and claim.proxy != "exact":
        return
    looks = {leaf.look for _, leaf in leaves(draft) if isinstance(leaf, Happened)}
    for used in (each for look in sorted(looks) for each in draft.looks.get(look, ())):
        done = _DONE.search(_field(used))
        if done and not used.by_person and not re.search(rf"\b(?:un|re)?{done[1]}", draft.told):
            wrong = "what is read here is another event than the words speak of, or a sign of it"
            fix = "read the field of the event itself, or name what is read in the criteria"
            yield Finding((*used.key, "value"), "sign-of-event", wrong, fix, _field(used))


def _field(used: Used) -> str:
    """The name of what is read: the last step of a path, a column, else the value."""
    told = next((str(used.use.params[name]) for name in _FIELDS if name in used.use.params), used.use.value)
    return re.split(r"[.\[\]\s|]+", told.strip(".[]"))[-1].casefold()
