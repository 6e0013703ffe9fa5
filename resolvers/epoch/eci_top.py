"""`epoch.eci_top`: the highest score on Epoch AI's capability index, whose model holds it, and for how long China led.

The index is fitted anew with every version of the file, so scores drift, and two models close to one another may
change places without either of them being new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, get_args

from resolvers.epoch.lead import longest_overtaking
from resolvers.epoch.scores import URL, Bloc, Scored, Scores, Seen, seen
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

OPEN = "open weights"
_ACCESS = frozenset({OPEN, "closed weights", "other", "unknown", ""})


@dataclass(frozen=True, slots=True)
class EciTop:
    """The highest score of any model released by the last day, and of any with open weights.

    `top_bloc` and `top_open_bloc` are the text "US", "China" or "other": another country, a model of both, or a tie
    of two blocs. The values of open weights are left out where the file does not say which models are open, none is, or
    a model of a group nobody knows stands at or above the best of them. `chinese_lead_days` is the longest run of days within `covers` on which the best Chinese score was strictly
    above the best US one, by release dates and the scores as they are now; it is left out when fewer than 5 Chinese
    or 20 US models were there on the first day. `as_of` is the release of the newest model in the file.
    """

    name: ClassVar[str] = "epoch.eci_top"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = "The highest score on Epoch's capability index, and whose model holds it."
    home: ClassVar[str] = "https://epoch.ai/benchmarks"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "top_score": Offer("level", "points", digits=1, about="highest score of any model", revised=True),
        "top_bloc": Offer(
            "level",
            about="US, China or other: whose model that is",
            jumpy=True,
            revised=True,
            texts=get_args(Bloc),
        ),
        "top_open_score": Offer(
            "level", "points", digits=1, about="highest score of any model with open weights", revised=True
        ),
        "top_open_bloc": Offer(
            "level",
            about="US, China or other: whose open model that is",
            jumpy=True,
            revised=True,
            texts=get_args(Bloc),
        ),
        "chinese_lead_days": Offer(
            "total",
            "days",
            digits=0,
            about="longest run of days on which the best Chinese score was above the best US one",
            revised=True,
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once; everything else is counting."""
        page = yield Request(URL, accept="text/csv")
        return _answer(page, span)


def _answer(page: Evidence, span: Span) -> Answer:
    found = seen(page, span)
    if not isinstance(found, Seen):
        return found
    return found.scores.refusal(found.days.last) or _reading(found.scores, found.days, found.as_of)


def _reading(scores: Scores, days: Span, as_of: date) -> Reading:
    released = [each for each in scores.models if each.model.released <= days.last]
    values, where = _top("top", released)
    if opened := _opened(released):
        of_open, where_open = _top("top_open", opened)
        values, where = values | of_open, where | where_open
    if scores.too_few(days.first) is None:
        values["chinese_lead_days"] = Decimal(longest_overtaking(scores.us, scores.cn, days))
        where["chinese_lead_days"] = f"every row released by {days.last}"
    return Reading(
        values,
        {name: unit for name in values if (unit := EciTop.offers[name].unit)},
        as_of=as_of,
        covers=days,
        identity=f"{scores.series}; points",
        where=where,
    )


def _top(name: str, models: Sequence[Scored]) -> tuple[dict[str, Value], dict[str, str]]:
    """Score and bloc of the best of these models, at least one, and where they stand."""
    highest = max(each.model.score for each in models)
    best = [each for each in models if each.model.score == highest]
    blocs: set[Bloc] = {each.bloc for each in best}
    place = " and ".join(f"line {each.model.line} ({each.model.name})" for each in best)
    values: dict[str, Value] = {
        f"{name}_score": highest,
        f"{name}_bloc": blocs.pop() if len(blocs) == 1 else "other",
    }
    return values, dict.fromkeys(values, place)


def _opened(models: Sequence[Scored]) -> list[Scored]:
    """Those with open weights; none where a model of a group nobody knows stands above them: its weights may be open."""
    opened = [each for each in models if _group(each) == OPEN]
    best = max((each.model.score for each in opened), default=None)
    unsure = (each for each in models if _group(each) not in _ACCESS)
    return [] if best is None or any(each.model.score >= best for each in unsure) else opened


def _group(scored: Scored) -> str:
    return " ".join((scored.access or "").replace("-", " ").split()).casefold()
