"""How much may be shown at a count: the small numbers are the normal case.

Why these counts: `docs/decisions/0005-small-numbers.md`.
"""

from __future__ import annotations

from enum import Enum, unique

from ledger.scoring.columns import count

SUMMARY_FROM = 10
"""Even at twelve, luck alone spreads the Brier score of the perfectly calibrated from 0.08 to 0.26."""
GROUPS_FROM = 30
"""Five equal-count groups then hold six families each; six of six still leave anything from 74 % up."""
CORP_FROM = 100
"""At a hundred, a perfect forecaster still shows 14 % of the Brier score as miscalibration; at 12, 48 %."""
ALL_FROM = 300
"""At three hundred that share is 7 %, and narrow end bins begin to fill."""
MOST_GROUPS = 5
"""Equal-count groups in the curve of the stage `GROUPS`."""


@unique
class Stage(Enum):
    """What a record of so many resolved families can bear to show."""

    LIST = "list"
    """The list and what ends next; no mean."""
    SUMMARY = "summary"
    """The list and the block of `small_numbers`."""
    GROUPS = "groups"
    """A curve of at most five equal-count groups with intervals and counts."""
    CORP = "corp"
    """CORP, its terms beside what a perfect forecaster would show by chance."""
    ALL = "all"
    """Everything."""


def stage(*, families: int) -> Stage:
    """The stage of a record with so many resolved families.

    Raises RefusedError (a ValueError) for a number below 0, or one that is not whole.

    >>> stage(families=9), stage(families=10), stage(families=300)
    (<Stage.LIST: 'list'>, <Stage.SUMMARY: 'summary'>, <Stage.ALL: 'all'>)
    """
    many = count("families", families, at_least=0)
    if many < SUMMARY_FROM:
        return Stage.LIST
    if many < GROUPS_FROM:
        return Stage.SUMMARY
    if many < CORP_FROM:
        return Stage.GROUPS
    return Stage.CORP if many < ALL_FROM else Stage.ALL
