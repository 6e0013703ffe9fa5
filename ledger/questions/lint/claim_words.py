"""Somebody's words in quotation marks, and how near the measurement comes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, shown
from ledger.questions.lint.compared import bounds
from ledger.questions.lint.numbers_in import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft

_PROXY = ("claim", "proxy")
_FIX = 'write proxy = "close" or "loose" with a proxy_note'


def quote_proxy(draft: Draft) -> Iterator[Finding]:
    """A quotation that nobody has compared with the rule, or whose figures the rule does not ask for."""
    claim = draft.question.claim
    if claim is None or claim.quote is None or claim.proxy != "exact":
        return
    if not draft.says("claim", "proxy"):
        wrong = "these words are quoted, and nothing says how near the rule comes to them"
        yield Finding(("claim", "quote"), "quote-proxy", wrong, f'{_FIX}, or "exact"', shown(claim.quote))
        return
    figures = numbers_in(claim.quote.casefold())
    if figures and not figures & (numbers_in(draft.told) | {bound.number for bound in bounds(draft)}):
        wrong = "the proxy is said to be exact, and the question has none of the quotation's figures"
        yield Finding(_PROXY, "quote-proxy", wrong, _FIX, shown(claim.quote))
