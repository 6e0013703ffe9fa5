"""When a forecast, its withdrawal, its reaffirmation and its correction are legal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal.minutes import SEEN_WITHIN, SLIP_WITHIN
from ledger.journal.refused import RefusedError
from ledger.journal.saying_rules import says_refusal
from ledger.journal.states import FINAL, PLACES, state

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept
    from ledger.journal.facts import Facts, ForecastFacts, QuestionFacts

ACCEPTING = frozenset(state(one) for one in PLACES if one not in FINAL)
"""The states in which a question takes forecasts."""


def accepts(question: QuestionFacts, grade: str) -> bool:
    """Whether it takes forecasts of this grade: until it has ended, and from tables where it came by one.

    A table's forecasts may come after its outcomes: what dates them is the table, not the day of the import.
    """
    return question.state in ACCEPTING or (bool(question.imported) and grade != "seen")


def made(entry: Kept, facts: Facts) -> None:
    """A forecast needs its question, version and form, a state that accepts it, and a time that fits its grade."""
    data = entry.data
    question = facts.question(data["question"])
    if question is None:
        raise RefusedError(entry.kind, f"no question is called {data['question']!r}.")
    if data["version"] > question.version:
        raise RefusedError(entry.kind, f"{data['question']} has no version {data['version']}.")
    because = (
        _timing(entry.at, data["made_at"], data["grade"], question)
        or _whose(data, facts)
        or _standing(data)
        or says_refusal(data["says"], question)
    )
    if because:
        raise RefusedError(entry.kind, f"{data['question']}: {because}")


def stated(entry: Kept, facts: Facts) -> None:
    """A naive forecast is stated once on a version, while people may forecast too."""
    data = entry.data
    question = facts.question(data["question"])
    if question is None or question.version != data["version"]:
        raise RefusedError(
            entry.kind, f"no question is called {data['question']!r} in version {data['version']}."
        )
    because = _timing(entry.at, entry.at, "seen", question) or says_refusal(data["says"], question)
    if facts.reference(data["question"], data["version"], data["name"]):
        because = f"{data['name']!r} was stated before."
    if because:
        raise RefusedError(entry.kind, f"{data['question']}: {because}")


def _standing(data: dict[str, Any]) -> str | None:
    if data.get("expires_at", data["made_at"] + 1) <= data["made_at"]:
        return "the forecast would run out before it was made."
    return None


def _whose(data: dict[str, Any], facts: Facts) -> str | None:
    """Only its own dated words, documented in a question file, speak for a publication; a table's do not."""
    in_a_file = data["grade"] == "documented" and "batch" not in data
    if not in_a_file and facts.is_publication(data["by"]):
        return f"{data['by']} is a publication; nobody forecasts in its name."
    return None


def _timing(at: int, made_at: int, grade: str, question: QuestionFacts) -> str | None:
    if not accepts(question, grade):
        return f"it is {question.state} and takes no more forecasts."
    if made_at > question.closes_at or (grade == "seen" and at > question.closes_at):
        return "it was closed when the forecast was made."
    if made_at > at + SEEN_WITHIN:
        return "the forecast says it was made in the future."
    if grade == "seen" and at - made_at > SEEN_WITHIN:
        return "a forecast recorded later than minutes after it was made is not 'seen'."
    return None


def withdrawn(entry: Kept, facts: Facts) -> None:
    """Only its forecaster ends a forecast, once, and a seen one not backwards in time."""
    forecast = _own(entry, facts)
    at = entry.data["at"]
    if not forecast.made_at <= at <= entry.at + SEEN_WITHIN:
        raise RefusedError(entry.kind, "it would end before it was made, or in the future.")
    if forecast.grade == "seen" and entry.at - at > SEEN_WITHIN:
        raise RefusedError(entry.kind, "a forecast is not withdrawn backwards in time.")


def reaffirmed(entry: Kept, facts: Facts) -> None:
    """A forecast is carried to a later version that exists."""
    forecast = _own(entry, facts)
    question = facts.question(forecast.question)
    newest = question.version if question else 0
    if not forecast.version < entry.data["version"] <= newest:
        raise RefusedError(entry.kind, f"{forecast.question} has no such later version.")


def corrected(entry: Kept, facts: Facts) -> None:
    """A slip is told within minutes, while the question still takes forecasts, and what was meant must be legal."""
    forecast, data = _own(entry, facts), entry.data
    question = facts.question(forecast.question)
    because = _no_slip(entry.at, forecast, data) or (
        question and (_timing(entry.at, _meant_at(forecast, data), forecast.grade, question))
    )
    if question and not because and "says" in data:
        because = says_refusal(data["says"], question)
    if because:
        raise RefusedError(entry.kind, because)


def _meant_at(forecast: ForecastFacts, data: dict[str, Any]) -> int:
    return int(data.get("made_at", forecast.made_at))


def _no_slip(at: int, forecast: ForecastFacts, data: dict[str, Any]) -> str | None:
    if at - forecast.recorded_at > SLIP_WITHIN:
        return "a slip is told within minutes; make a new forecast."
    if "says" not in data and "made_at" not in data:
        return "it corrects nothing."
    if forecast.grade == "seen" and abs(forecast.recorded_at - _meant_at(forecast, data)) > SEEN_WITHIN:
        return "a forecast recorded later than minutes after it was made is not 'seen'."
    return None


def _own(entry: Kept, facts: Facts) -> ForecastFacts:
    forecast = facts.forecast(entry.data["forecast"])
    if forecast is None:
        raise RefusedError(entry.kind, f"there is no forecast {entry.data['forecast']}.")
    if forecast.forecaster != entry.data["by"]:
        raise RefusedError(entry.kind, f"forecast {entry.data['forecast']} is {forecast.forecaster}'s.")
    if facts.is_publication(entry.data["by"]):
        raise RefusedError(entry.kind, f"{entry.data['by']} is a publication; nobody acts in its name.")
    if forecast.ended_at is not None:
        raise RefusedError(entry.kind, f"forecast {entry.data['forecast']} was withdrawn.")
    return forecast
