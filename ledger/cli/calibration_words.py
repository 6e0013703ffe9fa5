"""What a group of forecasts came to, as a sentence that claims no more than its interval bears."""

from __future__ import annotations

WHOLE = 1e-6
ENOUGH = "within what luck explains"
YOU = "you"


def share(value: float) -> str:
    """A share in percent, with as many digits as tell it apart.

    >>> share(0.7), share(0.025), share(1.0)
    ('70 %', '2.5 %', '100 %')
    """
    return f"{value * 100:.3g} %"


def group_words(
    *,
    said: float,
    happened: float,
    families: int,
    low: float,
    high: float,
    folded: bool = False,
    who: str = YOU,
) -> str:
    """What was said, how often it happened, and whether luck explains the difference.

    >>> group_words(said=0.7, happened=14 / 22, families=22, low=0.43, high=0.8)
    'When you said 70 %, it happened 14 of 22 times, 63.6 %: within what luck explains.'
    >>> group_words(said=0.9, happened=0.5, families=40, low=0.37, high=0.63, folded=True)
    'When you were 90 % sure, you were right 20 of 40 times, 50 %: less often than you said, by more than luck explains.'
    >>> group_words(said=0.7, happened=0.5, families=4, low=0.2, high=0.8, who="ann")
    'When ann said 70 %, it happened 2 of 4 times, 50 %: within what luck explains.'
    """
    be = "were" if who == YOU else "was"
    when = (
        f"When {who} {be} {share(said)} sure, {who} {be} right"
        if folded
        else f"When {who} said {share(said)}, it happened"
    )
    return f"{when} {_times(happened, families)}: {verdict(said, low, high, who)}."


def _times(happened: float, families: int) -> str:
    """A count where it is whole; families of which only a part happened have none."""
    count = happened * families
    if abs(count - round(count)) < WHOLE:
        return f"{round(count)} of {families} times, {share(happened)}"
    return f"{share(happened)} of the time, in {families} families"


def verdict(said: float, low: float, high: float, who: str = YOU) -> str:
    """Whether the interval from `low` to `high` holds what was said."""
    if low <= said <= high:
        return ENOUGH
    more = "more" if said < low else "less"
    return f"{more} often than {who} said, by more than luck explains"


def misses_by_luck(groups: int) -> str:
    """How often some of so many intervals miss by luck alone, though every chance was right.

    >>> misses_by_luck(5)
    'Each interval misses once in ten by luck alone: of 5, one or more do in 4 of 10 records.'
    """
    tenths = round((1.0 - 0.9**groups) * 10)
    return f"Each interval misses once in ten by luck alone: of {groups}, one or more do in {tenths} of 10 records."
