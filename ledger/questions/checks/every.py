"""All checks of a question file, in the order in which a reader would make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.checks.claims import check_claim
from ledger.questions.checks.conditions import check_test
from ledger.questions.checks.kinds import check_head, check_kind
from ledger.questions.checks.looks import check_looks, check_trust
from ledger.questions.checks.markets import check_markets
from ledger.questions.checks.natures import check_natures
from ledger.questions.checks.options import check_options
from ledger.questions.checks.stated import check_stated
from ledger.questions.checks.times import check_ranges, check_times
from ledger.questions.checks.windows import check_first_day, check_windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Finding

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    check_kind,
    check_head,
    check_times,
    check_ranges,
    check_claim,
    check_stated,
    check_options,
    check_test,
    check_looks,
    check_trust,
    check_natures,
    check_windows,
    check_first_day,
    check_markets,
)


def check(subject: Subject) -> list[Finding]:
    """Everything wrong with what a file means; nothing when it is right."""
    return [finding for each in CHECKS for finding in each(subject)]
