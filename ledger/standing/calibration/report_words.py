"""The sentences of a calibration report, in the words of the command and the app alike.

What is judged comes in two parts, so that a screen can show the verdict apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.calibration.group_words import ENOUGH, WHOLE, share
from ledger.standing.calibration.luck_words import EXPLAINED, brier_verdict, luck_verdict
from ledger.standing.score_words import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.scoring import LuckRange, Sharpness, SmallNumbers
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.options import Top
    from ledger.standing.calibration.slices import Slice

DRAWN_FROM = 30
"""Families from which on there is a curve, and a slice shows more than its count."""

FOLDED = "Folded: how sure, and how often right. It hides a lean to YES or NO."
FELL = "More in the middle: intervals too wide. More at both ends: too narrow. More on one side: values lie there."
EARLY = "known before the scheduled end. A YES comes early, a NO only at the end"
SHARED = "Questions of one family share one count, as one measurement decides them; so these counts need not be whole."


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and the verdict at its end."""

    words: str
    verdict: str

    @property
    def explained(self) -> bool:
        """Whether luck explains it."""
        return self.verdict == EXPLAINED

    def __str__(self) -> str:
        return f"{self.words}: {self.verdict}"


def few_words(families: int, of: str = "count", bears: str = "one") -> str:
    """Why there is only the list, and what ten families bear.

    >>> few_words(1, "mean", "a summary")
    '1 family resolved: too few for any mean. From 10 there is a summary.'
    """
    return f"{families_words(families)} resolved: too few for any {of}. From 10 there is {bears}."


def families_words(families: int) -> str:
    """`1 family`, `9 families`."""
    return counted(families, "family", "families")


def expected_words(block: SmallNumbers, whose: Whose) -> Judged:
    """How many were expected to happen, how many did, and what luck alone gives."""
    return Judged(
        f"{whose.opening} expected {number(block.expected.expected)} to happen; {number(block.happened)} did. "
        f"Luck alone gives {range_words(block.expected)} nine times in ten",
        luck_verdict(block.happened, block.expected),
    )


def shared_words(told: SmallNumbers | Top) -> tuple[str, ...]:
    """Why the counts are not whole, where they are not."""
    counts = (told.happened, told.expected.low, told.expected.high)
    return () if all(abs(count - round(count)) < WHOLE for count in counts) else (SHARED,)


def calibrated_words(block: SmallNumbers) -> Judged:
    """What somebody as calibrated as claimed would get."""
    these = "this forecast claims" if block.questions == 1 else f"these {block.questions:,} forecasts claim"
    return Judged(
        f"Someone exactly as calibrated as {these} would get "
        f"{block.calibrated.low:.3f} to {block.calibrated.high:.3f} nine times in ten; {block.brier:.3f}",
        brier_verdict(block.brier, block.calibrated),
    )


def sharp_words(found: Sharpness) -> str:
    """What the forecasts expect of themselves, and how many are bold."""
    return (
        f"These forecasts expect a Brier score of {found.variance:.3f} of themselves; {percent(found.near_the_ends)} of them "
        "say 10 % or less, or 90 % or more."
    )


def no_curve_words(families: int) -> str:
    """Why there is no curve yet."""
    return f"there is a curve from {DRAWN_FROM} families on; so far {families}."


def top_words(top: Top, whose: Whose) -> Judged:
    """How often the option held likeliest came."""
    return Judged(
        f"The option {whose.subject} held likeliest came {number(top.happened)} of {counted(top.families, 'time')}; {whose.subject} "
        f"expected {number(top.expected.expected)}. Luck alone gives {range_words(top.expected)} nine times in ten",
        luck_verdict(top.happened, top.expected),
    )


def evenly_words(bins: int) -> str:
    """What the shares of so many bins would be if values fell as they were said to."""
    return f"Where the values fell, from below everything said to above it; evenly would be {share(1 / bins)} in each:"


def slice_notes(slices: Sequence[Slice]) -> Iterator[str]:
    """What must be known to read a table of slices."""
    shown = sum(one.shown is not None for one in slices)
    if shown:
        yield "luck: within what luck alone gives nine times in ten. The Brier score (lower is better) has a verdict of its own."
    if shown > 1:
        yield "Each range is left once in ten by luck alone: the more lines, the surer one is."
    if small := len(slices) - shown:
        yield f"{counted(small, 'slice')} below {DRAWN_FROM} families: counted only, as what they would show is luck."
    elif any(one.families < DRAWN_FROM for one in slices):
        yield f"Below {DRAWN_FROM} families a line shows luck more than anything; nine in ten lie in the range beside it."


def short_verdict(verdict: str) -> str:
    """The verdict in one word, its first, where a column says of what.

    >>> short_verdict("worse than luck explains"), short_verdict(EXPLAINED)
    ('worse', 'luck')
    """
    return "luck" if verdict in {EXPLAINED, ENOUGH} else verdict.split(maxsplit=1)[0]


def range_words(luck: LuckRange) -> str:
    """`4 to 8`."""
    return f"{number(luck.low)} to {number(luck.high)}"
