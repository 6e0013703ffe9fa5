"""Which rules apply to what was said, and each forecast's term by each rule.

What cannot be scored by a rule is marked as such and never given a number: words, a range without a level, and
quantiles stated at other levels than the rest. Answers beyond a question's range, and "later or never", count
as the range's end on both sides of the comparison, the forecast's and the outcome's. That keeps the score
proper (threshold-weighted CRPS by a chaining function: Gneiting and Ranjan 2011; Allen, Ginsbourger and Ziegel
2023) and leaves every score inside the range as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger.questions.forecast import Chances, DateQuantiles, Interval, Point, Quantiles
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay
from ledger.questions.says_stored import says_from
from ledger.questions.says_words import level_words, percent_words
from ledger.scoring import (
    absolute_error,
    baseline_score,
    brier_points,
    brier_score,
    crps_quantiles,
    interval_score,
    log_ratio_error,
    log_score,
    multicategory_brier_score,
    multicategory_log_score,
    multicategory_spherical_score,
    ranked_probability_score,
    spherical_score,
)
from ledger.standing.scored import Days, Numbers, Options, happened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from ledger.questions.forecast import Says
    from ledger.standing.histories import History
    from ledger.standing.scored import Scored

Adds = Literal["loss", "gain", "points"]
"""A loss is averaged over the time covered, lower is better; a gain, too, and higher is better (the spherical score, which is
not zero-centred either); points accrue over the scheduled duration, higher is better."""

BINARY_OPTIONS = 2
MEDIAN = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Rule:
    """One scoring rule as it is shown. `unit` is None for a number without unit, "" for the question's own.

    `best` is what a forecast can have at best, where the rule is averaged over the time covered. A page shows only
    what is `usual`; the others are there for whoever asks for them by name, and for programs.
    """

    name: str
    label: str
    adds: Adds
    unit: str | None = None
    best: float = 0.0
    usual: bool = True

    @property
    def short(self) -> str:
        """The label for a column of a table: which way is better as a sign before it, so that it cannot be cut off.

        >>> BRIER.short, BASELINE.short
        ('↓ Brier (0-1)', '↑ baseline score')
        """
        told = "lower is better" if "lower is better" in self.label else "higher is better"
        name = self.label.replace(f", {told}", "").replace(f" ({told})", "")
        return f"{'↓' if told.startswith('lower') else '↑'} {name.replace('weighted interval score', 'WIS')}"


BRIER = Rule("brier", "Brier (0-1, lower is better)", "loss")
BRIER_POINTS = Rule("brier_points", "Brier points (0.25 - Brier, higher is better)", "points")
BASELINE = Rule("baseline", "baseline score (higher is better)", "points")
LOG = Rule("log", "log score (nats, lower is better)", "loss")
SPHERICAL = Rule("spherical", "spherical score (0-1, higher is better)", "gain", best=1.0, usual=False)
BRIER_OPTIONS = Rule("brier_options", "Brier over options (0-2, lower is better)", "loss")
RPS_NORMALISED = Rule("rps_normalised", "ranked probability, normalised (0-1, lower is better)", "loss")
RPS = Rule("rps", "ranked probability, raw (0 to options - 1, lower is better)", "loss", usual=False)
ERROR = Rule("error", "absolute error (lower is better)", "loss", "")
LOG_RATIO = Rule("log_ratio", "log-ratio error (nats, lower is better)", "loss", usual=False)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What every forecast of a history (n,) is worth by one rule; 0 where `said` (n,) is False: not scored by it."""

    rule: Rule
    values: NDArray[np.float64]
    said: NDArray[np.bool_]


def terms(history: History, says: Mapping[int, Mapping[str, object]]) -> tuple[Terms, ...]:
    """Every rule that applies to a history. `says` gives the stored form by forecast; binary ones need none."""
    if history.kind == "binary":
        return _binary(history)
    return _gathered(history, says)


def _binary(history: History) -> tuple[Terms, ...]:
    said = ~np.isnan(history.forecasts.probability)
    probability = np.where(said, history.forecasts.probability, 0.5)
    outcomes = np.array([happened(one.outcome) for one in history.questions])[history.group]
    given = np.where(outcomes == 1.0, probability, 1.0 - probability)
    columns = {
        BRIER: brier_score(probability=probability, occurred=outcomes),
        BRIER_POINTS: brier_points(probability=probability, occurred=outcomes),
        BASELINE: baseline_score(probability=given, options=np.full(given.shape, float(BINARY_OPTIONS))),
        LOG: log_score(probability=probability, occurred=outcomes),
        SPHERICAL: spherical_score(probability=probability, occurred=outcomes),
    }
    return tuple(Terms(rule, np.where(said, values, 0.0), said) for rule, values in columns.items())


def _gathered(history: History, says: Mapping[int, Mapping[str, object]]) -> tuple[Terms, ...]:
    """Terms of forecasts that are scored one by one, put into columns by rule."""
    found: dict[Rule, dict[int, float]] = {}
    for place, (forecast, group) in enumerate(
        zip(history.forecasts.forecast.tolist(), history.group.tolist(), strict=True)
    ):
        for rule, value in term_values(says_from(says[forecast]), history.questions[group]):
            found.setdefault(rule, {})[place] = value
    return tuple(_column(rule, places, history.group.size) for rule, places in found.items())


def _column(rule: Rule, places: Mapping[int, float], size: int) -> Terms:
    values, said = np.zeros(size), np.zeros(size, dtype=np.bool_)
    at = list(places)
    values[at], said[at] = list(places.values()), True
    return Terms(rule, values, said)


def term_values(says: Says, question: Scored) -> Iterable[tuple[Rule, float]]:
    """The rules that apply to one forecast of a question that is no yes or no, and its terms."""
    match says, question.scale, question.outcome:
        case Chances(options), Options() as scale, Chosen(option):
            return _options([float(chance) for _, chance in options], scale, scale.labels.index(option))
        case Quantiles(points), Numbers() as scale, Amount() | Beyond() as outcome:
            return _quantiles([(level, float(value)) for level, value in points], scale, outcome)
        case Interval() as interval, Numbers() as scale, Amount() | Beyond() as outcome:
            return _interval(interval, scale, outcome)
        case Point(value), Numbers(), Amount() as outcome:
            return _error(float(value), outcome)
        case DateQuantiles(points), Days() as scale, OnDay(day):
            return _days([(level, float(day.toordinal())) for level, day in points], scale, day)
        case _:
            return ()


def _options(chances: list[float], scale: Options, place: int) -> list[tuple[Rule, float]]:
    outcome = float(place)
    found = [
        (BRIER_OPTIONS, multicategory_brier_score(probabilities=chances, outcome=outcome)),
        (LOG, multicategory_log_score(probabilities=chances, outcome=outcome)),
        (BASELINE, baseline_score(probability=chances[place], options=float(len(chances)))),
        (SPHERICAL, multicategory_spherical_score(probabilities=chances, outcome=outcome)),
    ]
    if scale.ordered:
        raw = ranked_probability_score(probabilities=chances, outcome=outcome)
        found += [(RPS_NORMALISED, raw / (len(chances) - 1)), (RPS, raw)]
    return found


def _quantiles(
    points: list[tuple[Decimal, float]], scale: Numbers, outcome: Amount | Beyond
) -> list[tuple[Rule, float]]:
    value, into = _amount(outcome, scale), _into(scale.least, scale.most)
    found = [(_quantile_rule(points, ""), _crps(points, value, into))]
    median = [said for level, said in points if level == MEDIAN]
    # beyond the range the answer lies at no known distance, so one number has no error there
    return [*found, *(_error(median[0], outcome) if median and isinstance(outcome, Amount) else ())]


def _days(points: list[tuple[Decimal, float]], scale: Days, day: date | None) -> list[tuple[Rule, float]]:
    least, after = float(scale.least.toordinal()), float(scale.most.toordinal() + 1)
    value = float(day.toordinal()) if day else after
    return [(_quantile_rule(points, "days"), _crps(points, value, _into(least, after)))]


def _crps(points: list[tuple[Decimal, float]], value: float, into: Callable[[float], float]) -> float:
    levels = [float(level) for level, _ in points]
    return crps_quantiles(quantiles=[into(said) for _, said in points], levels=levels, value=into(value))


def _quantile_rule(points: list[tuple[Decimal, float]], unit: str) -> Rule:
    """Scores at other levels do not compare, so the levels are part of the rule's name."""
    levels = [level for level, _ in points]
    paired = all(1 - level in levels for level in levels)
    name, long = ("wis", "weighted interval score") if paired else ("crps", "CRPS by quantiles")
    said = " ".join(level_words(level) for level in levels)
    return Rule(f"{name} {said}", f"{long} at {said} (lower is better)", "loss", unit)


def _interval(said: Interval, scale: Numbers, outcome: Amount | Beyond) -> list[tuple[Rule, float]]:
    value, into = _amount(outcome, scale), _into(scale.least, scale.most)
    level = percent_words(said.level)
    rule = Rule(
        f"interval {level}".replace(" %", "%"), f"interval score at {level} (lower is better)", "loss", ""
    )
    lower, upper = into(float(said.lower)), into(float(said.upper))
    return [(rule, interval_score(lower=lower, upper=upper, level=float(said.level), value=into(value)))]


def _error(said: float, outcome: Amount) -> list[tuple[Rule, float]]:
    """The error in the unit, and as a ratio where both numbers have one."""
    value = float(outcome.value)
    found = [(ERROR, absolute_error(point=said, value=value))]
    return [
        *found,
        *([(LOG_RATIO, log_ratio_error(point=said, value=value))] if min(said, value) > 0 else []),
    ]


def _amount(outcome: Amount | Beyond, scale: Numbers) -> float:
    match outcome:
        case Amount(value):
            return float(value)
        case Beyond(side):
            return scale.least if side == "min" else scale.most


def _into(least: float, most: float) -> Callable[[float], float]:
    return lambda value: min(max(value, least), most)
