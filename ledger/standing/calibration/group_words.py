"""What a group of forecasts came to, as a sentence that claims no more than luck leaves over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from ledger.standing.calibration.groups import Group

WHOLE = 1e-6
ENOUGH = "within what luck explains"
YOU = "you"


def told(share: float) -> float:
    """A share as it is told, in percent: three digits tell it apart, and no verdict rests on more.

    >>> told(0.7), told(0.02549), told(1.0)
    (70.0, 2.55, 100.0)
    """
    return float(f"{share * 100:.3g}")


def share(value: float) -> str:
    """A share in percent, with as many digits as tell it apart.

    >>> share(0.7), share(0.025), share(1.0)
    ('70 %', '2.5 %', '100 %')
    """
    return f"{told(value):.3g} %"


def group_words(group: Group, *, folded: bool = False, who: str = YOU) -> str:
    """What was said, how often it happened, how often luck gives, and whether that explains the difference.

    `When you said 70 %, it happened 14 of 22 times, 63.6 %; luck gives 54.5 to 86.4 %: within what luck explains.`
    """
    return f"{_when(group, who, folded=folded)}; luck gives {luck_words(group)}: {verdict(group, who)}."


def _when(group: Group, who: str, *, folded: bool) -> str:
    be = "were" if who == YOU else "was"
    said = (
        f"When {who} {be} {share(group.said)} sure, {who} {be} right"
        if folded
        else f"When {who} said {share(group.said)}, it happened"
    )
    return f"{said} {times(group)}"


def times(group: Group) -> str:
    """A count where it is whole; families of which only a part happened, or lies in the group, have none.

    `14 of 22 times, 63.6 %`; `56.1 % of the time, in 21 families that weigh 20.5`.
    """
    whole = abs(group.weight - group.families) < WHOLE
    if whole and abs(group.count - round(group.count)) < WHOLE:
        return f"{round(group.count)} of {counted(group.families, 'time')}, {share(group.happened)}"
    families = counted(group.families, "family", "families")
    parts = "" if whole else f" that weigh {number(group.weight)}"
    return f"{share(group.happened)} of the time, in {families}{parts}"


def luck_words(group: Group) -> str:
    """The shares that luck gives nine times in ten: `54.5 to 86.4 %`."""
    low, high = share(group.luck_low), share(group.luck_high)
    return high if low == high else f"{low.removesuffix(' %')} to {high}"


def verdict(group: Group, who: str = YOU) -> str:
    """Whether luck gives as many as happened."""
    if group.explained:
        return ENOUGH
    more = "more" if group.happened > group.luck_high else "less"
    return f"{more} often than {who} said, by more than luck explains"


def misses_by_luck(groups: int) -> str:
    """How often some of so many groups are left unexplained by luck alone, though every chance was right.

    >>> misses_by_luck(5)
    'Each group leaves its range once in ten by luck alone: of 5, one or more do in 4 of 10 records.'
    """
    tenths = round((1.0 - 0.9**groups) * 10)
    return f"Each group leaves its range once in ten by luck alone: of {groups}, one or more do in {tenths} of 10 records."
