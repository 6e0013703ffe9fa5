"""The commands of Calibration."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class MoreDetail(Command):
    """Of a calibration."""

    NAME, KEYS, SAYS, TELLS = "calibration.anyway", "a", "All detail", "more than the numbers bear"


class NextSeen(Command):
    """Another way to see it."""

    NAME, KEYS, SAYS = "calibration.view", "v", "View"
    TELLS = "chances, CORP, sharpness, numbers, options, slices, one after the other"


class LastSeen(Command):
    """The way before."""

    NAME, KEYS, SAYS, SHOWN = "calibration.view-back", "V", "View before", False
    TELLS = "the ways to see it, the other way round"


class Fold(Command):
    """How sure instead of YES."""

    NAME, KEYS, SAYS = "calibration.fold", "d", "Fold"
    TELLS = "how sure, and how often right; of options the one held likeliest"


class SliceByNext(Command):
    """Other slices."""

    NAME, KEYS, SAYS, TELLS = "calibration.slice", "x", "By", "slices by something else"


class ChooseWhose(Command):
    """A panel."""

    NAME, KEYS, SAYS, TELLS = "calibration.whose", "w", "Whose", "and which forecast of each question"


class SeeAll(Command):
    """No part of the chart is selected any more."""

    NAME, KEYS, SHOWS_AS, SAYS, TELLS = (
        "calibration.all",
        "escape",
        "esc",
        "All",
        "the whole list again, not only a part of the chart",
    )


class ListInQuestions(Command):
    """The Questions screen."""

    NAME, KEYS, SAYS, TELLS = (
        "calibration.list",
        "t",
        "As a list",
        "these questions, in the list of questions",
    )


SEEING = (NextSeen, Fold, SliceByNext, SeeAll, MoreDetail, ChooseWhose, ListInQuestions, LastSeen)
"""In the order of the bottom line."""
