"""`fledger questions` and `fledger show` for programs: the list, and one question with its evidence and trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.differences import differences_data
from ledger.cli.question_terms import terms_data

if TYPE_CHECKING:
    from ledger.cli.question_page import QuestionPage
    from ledger.record.forecasts import ForecastRow
    from ledger.record.looks import LookRow
    from ledger.record.markets import MarketRow
    from ledger.record.questions import IfToday, QuestionRow
    from ledger.record.trail import Proposal, Resolution, Version


def row_data(row: QuestionRow, *, simulated: bool) -> dict[str, object]:
    """One question of the list for programs."""
    return {
        "question": row.id,
        "title": row.title,
        "kind": row.kind,
        "unit": row.unit,
        "state": row.stands,
        "family": row.family,
        "publication": row.publication,
        "stance": row.stance,
        "tags": list(row.tags),
        "private": row.private,
        "opens_at": words.stamp(row.opens_at),
        "closes_at": words.stamp(row.closes_at),
        "resolves_at": words.stamp(row.resolves_at),
        "gives_up_at": words.stamp(row.gives_up_at),
        "outcome": row.outcome,
        "value": row.value,
        "known_at": words.stamp(row.known_at),
        "mine": _mine_data(row),
        "if_today": today_data(row.today) if row.today else None,
        "forecasters": row.forecasters,
        "heading": row.heading.words if row.heading else None,
        "simulated": simulated,
    }


def _mine_data(row: QuestionRow) -> dict[str, object] | None:
    if row.mine is None:
        return None
    made = words.stamp(row.mine.made_at)
    return {
        "forecast": row.mine.forecast,
        "says": dict(row.mine.says),
        "made_at": made,
        "over": row.mine.over,
        "withdrawn_at": words.stamp(row.mine.withdrawn_at),
    }


def today_data(today: IfToday) -> dict[str, object]:
    """If it resolved on a day, for programs."""
    said = {"day": today.day, "state": today.state, "value": today.value, "would_resolve": today.would}
    return {**said, "as_of": today.as_of, "reason": today.reason}


def _source_data(page: QuestionPage, one: LookRow) -> dict[str, object]:
    times = {"last_good_at": words.stamp(one.last_good_at), "next_at": words.stamp(one.next_at)}
    alarms = [alarm.words for alarm in page.alarms.get(one.look, ())]
    return {
        "source": one.source,
        "answer": one.answer,
        **times,
        "failing": one.failing,
        "alarms": alarms,
    }


def page_data(page: QuestionPage) -> dict[str, object]:
    """The page. While `hidden`, what others said is null: their forecasts and reasons, markets, a publication's words."""
    return {
        "schema": 1,
        **row_data(page.detail.row, simulated=page.simulated),
        "version": page.detail.version,
        "mine_on_version": page.bound.version if page.bound else None,
        "changed_since_mine": differences_data(page.bound.then, page.bound.now) if page.bound else [],
        "confirmed": page.detail.confirmed,
        "hidden": not page.figures,
        "said": page.said(page.detail.said),
        **terms_data(page.question),
        "history": [today_data(one) for one in page.history],
        "forecasts": [_forecast_data(page, one) for one in page.forecasts],
        "sources": [_source_data(page, one) for one in page.looks],
        "versions": [_version_data(page, old, one) for old, one in page.amendments],
        "markets": [_market_data(page, one) for one in page.markets],
        "proposals": [_proposal_data(one) for one in page.trail.proposals],
        "resolutions": [_end_data(one) for one in page.trail.resolutions],
        "readings": [
            {"seq": one.seq, "source": one.source, "values": one.values, "as_of": one.as_of}
            | {"covers": [one.covers_first, one.covers_last], "evidence": list(one.evidence)}
            for one in page.trail.readings
        ],
        "revisions": [
            {
                "seq": one.seq,
                "source": one.source,
                "value": one.value,
                "was": one.was,
                "became": one.became,
            }
            | {"as_of": one.as_of, "read_at": words.stamp(one.taken_at)}
            for one in page.trail.revisions
        ],
        "evidence": [
            {
                "seq": one.seq,
                "url": one.url,
                "sha256": one.sha256,
                "fetched_at": words.stamp(one.fetched_at),
            }
            | {"erased": one.erased}
            for one in page.trail.evidence
        ],
        "notes": [{"at": words.stamp(one.at), "by": one.who, "text": one.text} for one in page.trail.notes],
    }


def _version_data(page: QuestionPage, old: Version, one: Version) -> dict[str, object]:
    said = {"version": one.version, "at": words.stamp(one.at), "plain": one.plain, "by": one.who}
    return {
        **said,
        "reason": one.reason,
        "changed": differences_data(page.said(old.said), page.said(one.said)),
    }


def _forecast_data(page: QuestionPage, one: ForecastRow) -> dict[str, object]:
    return {
        "forecast": one.forecast,
        "forecaster": one.forecaster,
        "made_at": words.stamp(one.made_at),
        "recorded_at": words.stamp(one.recorded_at),
        "version": one.version,
        "grade": one.grade,
        "says": dict(one.says) if page.figures else None,
        "imputed": one.imputed,
        "reason": one.reason if page.figures else None,
        "withdrawn_at": words.stamp(one.ended_at),
        "simulated": page.simulated,
    }


def _market_data(page: QuestionPage, one: MarketRow) -> dict[str, object]:
    return {
        "publisher": one.publisher,
        "source": one.source,
        "chance_pct": one.exact if page.figures else None,
        "settled": one.settled if page.figures else None,
        "read_at": words.stamp(one.read_at),
        "differs": one.differs,
        "url": one.url,
        "note": one.note,
        "simulated": page.simulated,
    }


def _proposal_data(one: Proposal) -> dict[str, object]:
    said: dict[str, object] = {
        "hash": one.hash,
        "basis": one.basis,
        "outcome": one.outcome,
        "state": one.state,
    }
    until = words.stamp(one.challenge_until)
    return {**said, "why": one.why, "challenge_until": until, "readings": list(one.readings)}


def _end_data(one: Resolution) -> dict[str, object]:
    said = {"revision": one.revision, "how": one.how, "outcome": one.outcome, "at": words.stamp(one.at)}
    told = {"effective": one.effective, "reason": one.reason, "who": one.who}
    return {**said, **told, "evidence": list(one.evidence)}
