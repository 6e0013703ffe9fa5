"""A trial as JSON, schema 1: what programs and the report on a pull request read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.resolution.looking.rehearsal_json import number, rehearsal_json, span_json
from ledger.resolution.looking_back.backtest import FROM_WORDS
from ledger.resolution.looking_back.distance import InOption, ToThreshold

if TYPE_CHECKING:
    from ledger.questions.similarity import Near
    from ledger.resolution.looking_back.base_rate import BaseRate
    from ledger.resolution.looking_back.distance import Distance
    from ledger.resolution.looking_back.trial import Credit, Ends, Trial
    from ledger.resolution.looking_back.tried_markets import TriedMarket


def trial_json(trial: Trial) -> dict[str, Any]:
    """As `rehearsal_json`, and `title`, `distance`, `base_rate`, `ends`, `confirmed_by`, `sources`, `markets`, `nearest`, `missing`."""
    return {
        **rehearsal_json(trial.rehearsal),
        "title": trial.title,
        "today": trial.today.isoformat(),
        "distance": distance_json(trial.distance),
        "base_rate": base_rate_json(trial.base_rate) if trial.base_rate else None,
        "ends": _ends(trial.ends),
        "confirmed_by": trial.confirmed_by,
        "challenge_for_seconds": int(trial.challenge_for.total_seconds()),
        "sources": [_credit(one) for one in trial.credits],
        "markets": [_market(one) for one in trial.markets],
        "nearest": _near(trial.nearest) if trial.nearest else None,
        "missing": dict(trial.missing),
    }


def _market(one: TriedMarket) -> dict[str, Any]:
    chance = number(one.chance) if one.chance is not None else None
    said = {"publisher": one.publisher, "chance_pct": chance, "asks": one.asks or None}
    return {**said, "differs": one.differs, "trouble": one.trouble or None}


def distance_json(found: Distance | None) -> dict[str, Any] | None:
    """`{"by", "threshold"}`, or `{"option", "bounds"}`; None for none."""
    match found:
        case ToThreshold(by, threshold):
            return {"by": number(by), "threshold": number(threshold)}
        case InOption(label, bounds):
            return {"option": label, "bounds": {op: number(bound) for op, bound in bounds}}
        case None:
            return None


def base_rate_json(rate: BaseRate) -> dict[str, Any]:
    """How often it would have said what, over which windows; `restated` where one file tells of them all."""
    values = rate.values
    return {
        "from": rate.source,
        "restated": rate.source == "history",
        "note": FROM_WORDS[rate.source],
        "each": rate.each,
        "tried": rate.tried,
        "decided": rate.decided,
        "said": dict(rate.said),
        "days": [rate.first.isoformat(), rate.last.isoformat()],
        "undecided": [{"days": span_json(one.days), "reason": one.reason} for one in rate.undecided],
        "values": [number(each) for each in (values.least, values.middle, values.most)] if values else None,
        "days_held": rate.days_held,
        "days_known": rate.days_known,
        "before": rate.before or None,
    }


def _ends(ends: Ends) -> dict[str, Any]:
    return {
        "closes_at": ends.closes_at.isoformat(timespec="seconds"),
        "resolves_at": ends.resolves_at.isoformat(timespec="seconds"),
        "gives_up_at": ends.gives_up_at.isoformat(timespec="seconds"),
        "decidable_from": ends.decidable_from.isoformat(timespec="seconds"),
        "days_left": ends.days_left,
    }


def _credit(one: Credit) -> dict[str, Any]:
    return {
        "look": one.look,
        "source": one.name,
        "publisher": one.publisher or None,
        "licence": one.licence or None,
        "home": one.home or None,
        "key": one.secret,
        "fallback": one.fallback,
        "by_hand": one.by_hand,
        "trouble": one.trouble or None,
    }


def _near(near: Near) -> dict[str, Any]:
    return {"question": near.id, "title": near.title, "ratio": round(near.ratio, 2)}
