"""What a calibration may be asked for, by name. Cheap to import: a command line needs the names before any number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["yes-no", "numbers", "options"]
"""Which forecasts: of yes or no, of numbers and dates, of several options."""
KINDS: tuple[Kind, ...] = get_args(Kind)
ASKED_AS: Mapping[Kind, tuple[str, ...]] = {
    "yes-no": ("binary",),
    "numbers": ("numeric", "date"),
    "options": ("multiple_choice",),
}
"""The kinds of questions behind each, as question files call them."""

Which = Literal["first", "middle", "last"]
"""Which of several forecasts on one question is taken: the first that counted, the middle one by time, the last."""

By = Literal["tag", "ahead", "made", "known", "end", "origin"]
"""`ahead` is the time to the scheduled end when it was said; `made`, `known`, `end` are quarters of the year in UTC: of
the forecast, of the outcome, of the scheduled end. `origin` is the publication that said it, an imported table,
or ourselves."""
BYS: tuple[By, ...] = get_args(By)

FORECASTER = "forecaster"
"""The slice that takes everybody, each for themselves."""
