"""One day of a series that leaps is luck, also the last one of a window: a level over a span is that of its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding
from ledger.questions.lint.compared import leaves, measured
from ledger.questions.rule import AnyDay, At, Compare, Over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.finding import Key
    from ledger.questions.lint.draft import Draft


_WINDOW: Key = ("resolution", "window")


def single_day(draft: Draft) -> Iterator[Finding]:
    """A single day decides, of a value that leaps from one day to the next. A report may speak of its day."""
    claim = draft.question.claim
    if claim is not None and claim.stance == "reports":
        return
    used = next((each for each in measured(draft) if each.offer.jumpy), None)
    if used is None:
        return
    wrong = f"{used.use.value} leaps from one day to the next, and a single day decides"
    match draft.question.rule.window:
        case At():
            fix = "ask for a mean over a quarter (over = [first, last])"
            yield Finding((*_WINDOW, "at"), "single-day", wrong, fix)
        case Over(_, last):
            fix = "choose a value that is averaged over the window"
            yield Finding((*_WINDOW, "over"), "single-day", f"{wrong}: the last, {last}", fix)
        case AnyDay():
            if not _seen_twice(draft):
                fix = "add confirmations = { readings = 2, apart = ... } or held_for"
                yield Finding((*_WINDOW, "any_day"), "single-day", wrong, fix)


def _seen_twice(draft: Draft) -> bool:
    compares = [leaf for _, leaf in leaves(draft) if isinstance(leaf, Compare)]
    return draft.question.rule.confirmations is not None or all(leaf.held_for for leaf in compares)
