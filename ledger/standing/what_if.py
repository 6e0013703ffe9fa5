"""What would be otherwise: a leaderboard and one's own scores under another outcome, or with other forecasts counted.

One cause at a time, in the order of CAUSES, each on top of those before it; the differences of the sums are whole
billionths of a point and add up to the whole difference exactly. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ledger.record.columns import every_forecast, forecast_columns
from ledger.record.ended import question_ends, stating_publications
from ledger.standing.board.board import shown
from ledger.standing.board.contents import Contents
from ledger.standing.histories import Choice, histories_of
from ledger.standing.moves import changed
from ledger.standing.peers import with_peers_of
from ledger.standing.scores import lines_of, said_forms
from ledger.standing.summaries import Key, Mean, means
from ledger.standing.todays_words import of_todays_words
from ledger.standing.together import together_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.columns import EveryForecast
    from ledger.record.opening import Record
    from ledger.standing.board.leaderboard import Leaderboard, Wanted
    from ledger.standing.moves import Becomes
    from ledger.standing.rules import Rule
    from ledger.standing.scores import ScoreLine
    from ledger.standing.together import Together

Cause = Literal["outcome", "claimed", "imputed", "amended"]
CAUSES: tuple[Cause, ...] = ("outcome", "claimed", "imputed", "amended")
"""The order in which causes are put on top of each other."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What should be otherwise: a question's end, claimed times in, numbers added by us in, forecasts of amended words out."""

    becomes: Mapping[str, Becomes]
    claimed: bool = False
    imputed: bool = False
    amended_out: bool = False

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What is otherwise, in the order in which it is put on."""
        asked = (bool(self.becomes), self.claimed, self.imputed, self.amended_out)
        return tuple(cause for cause, wanted in zip(CAUSES, asked, strict=True) if wanted)


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one forecaster's sum moves, in billionths of a point by cause; no points at all count as 0.

    `by` is None where a score of minus infinite comes or goes, which has no difference.
    """

    forecaster: str
    by: tuple[int, ...] | None

    @property
    def whole(self) -> int | None:
        """The whole difference in billionths: the sum of the causes."""
        return None if self.by is None else sum(self.by)


@dataclass(frozen=True, slots=True)
class BoardIf:
    """A leaderboard now and then, and everybody's shift by the `causes`, in the order of the board then."""

    now: Leaderboard
    then: Leaderboard
    causes: tuple[Cause, ...]
    shifts: tuple[Shift, ...]


def board_if(record: Record, wanted: Wanted, otherwise: Otherwise, *, now_us: int) -> BoardIf:
    """The leaderboard by sums, as it is and as it would be."""
    stages = [Contents(record, wanted), *_stages(record, wanted, otherwise)]
    for stage in stages:
        stage.take(record)
        stage.denominators.pass_to(now_us)
    size = record.head().size
    now, then = shown(stages[0], size), shown(stages[-1], size)
    names = dict.fromkeys(place.forecaster for board in (then, now) for place in board.places)
    shifts = tuple(_shift(who, [stage.sums.of(who) for stage in stages]) for who in names)
    return BoardIf(now, then, otherwise.causes, shifts)


def _stages(record: Record, wanted: Wanted, otherwise: Otherwise) -> list[Contents]:
    """One after each cause, with all causes before it."""
    found: list[Contents] = []
    becomes: Mapping[str, Becomes] = {}
    for cause in otherwise.causes:
        match cause:
            case "outcome":
                becomes = otherwise.becomes
            case "claimed":
                wanted = replace(wanted, choice=replace(wanted.choice, claimed=True))
            case "imputed":
                wanted = replace(wanted, origin="both")
            case "amended":
                wanted = replace(wanted, amended=False)
        found.append(Contents(record, wanted, becomes))
    return found


def _shift(who: str, stages: Sequence[tuple[int, int, int]]) -> Shift:
    if any(endless for _, _, endless in stages):
        return Shift(who, None)
    totals = [total for total, _, _ in stages]
    return Shift(who, tuple(then - now for now, then in pairwise(totals)))


@dataclass(frozen=True, slots=True)
class MeanIf:
    """One's mean by a rule, over questions of a kind, now and then; None where there would be no score by it."""

    rule: Rule
    kind: str
    unit: str | None
    imputed: bool
    now: Mean | None
    then: Mean | None

    @property
    def families(self) -> int:
        """The most families that a mean of the two would be of."""
        return max(mean.families for mean in (self.now, self.then) if mean is not None)

    @property
    def shown(self) -> bool:
        """Whether there are families enough for a mean, now or then."""
        return any(mean.shown for mean in (self.now, self.then) if mean is not None)


def means_if(record: Record, who: str, otherwise: Otherwise) -> tuple[MeanIf, ...]:
    """One's own means as they are and as they would be, of every rule that gives one; none below ten families."""
    now = _means(_lines(record, who, Otherwise({})))
    then = _means(_lines(record, who, otherwise))
    return tuple(MeanIf(*key, now.get(key), then.get(key)) for key in dict.fromkeys((*now, *then)))


def _means(lines: Sequence[ScoreLine]) -> dict[Key, Mean]:
    return {(mean.rule, mean.kind, mean.unit, mean.imputed): mean for mean in means(lines)}


def _lines(record: Record, who: str, otherwise: Otherwise) -> tuple[ScoreLine, ...]:
    ends = [changed(end, otherwise.becomes.get(end.id)) for end in question_ends(record)]
    forecasts = forecast_columns(record, who)
    if otherwise.amended_out:
        forecasts = forecasts.only(of_todays_words(record, forecasts))
    choice = Choice(claimed=otherwise.claimed, imputed=otherwise.imputed)
    lines = [
        line
        for history in histories_of(who, ends, forecasts, choice)
        for line in lines_of(history, said_forms(record, history))
    ]
    every, publications = _every(record, otherwise), stating_publications(record)

    def everybody(kind: str) -> Together:
        # nobody's peers are numbers added by us
        alone = Choice(claimed=otherwise.claimed)
        return together_of(kind, ends, every, publications=publications, choice=alone)

    return with_peers_of(record, lines, everybody)


def _every(record: Record, otherwise: Otherwise) -> EveryForecast:
    every = every_forecast(record)
    return every.only(of_todays_words(record, every.forecasts)) if otherwise.amended_out else every
