"""`fledger score`: a forecaster's scores beside their denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.outcome import outcome_said, outcome_words
from ledger.questions.units import counted
from ledger.standing.score_words import KINDS, number, percent
from ledger.standing.unscored_words import why_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.scoring import FiniteMean
    from ledger.standing.denominator import Panel
    from ledger.standing.scored import Scored
    from ledger.standing.scores import ScoreLine
    from ledger.standing.summaries import Mean
    from ledger.standing.unscored import Unscored

HEADERS = ("question", "outcome", "score", "value", "time covered", "notes")
WHOLE = HEADERS[1:]
PLAIN = ("question", "forecaster", "outcome", "rule", "value", "unit", "covered", "imputed", "simulated")


def panel_words(panel: Panel) -> str:
    """The denominator, on one line."""
    held = [
        f"{panel.annulled} annulled",
        f"{panel.ambiguous} ambiguous",
        f"{panel.late} without a score",
        f"{panel.held} held",
        f"{panel.open} open",
        *([f"{panel.withdrawn} withdrawn"] if panel.withdrawn else []),
    ]
    return f"{panel.resolved} resolved of {panel.asked} asked · {' · '.join(held)} (families scored: {panel.families})"


def panel_data(panel: Panel) -> dict[str, int]:
    """The denominator for programs."""
    return {
        "asked": panel.asked,
        "due": panel.due,
        "resolved": panel.resolved,
        "scored": panel.scored,
        "late": panel.late,
        "annulled": panel.annulled,
        "ambiguous": panel.ambiguous,
        "held": panel.held,
        "open": panel.open,
        "withdrawn": panel.withdrawn,
        "families": panel.families,
    }


def outcome_cell(question: Scored, *, simulated: bool) -> str:
    """What happened, marked where it was made up."""
    return words.sim(outcome_words(question.outcome, question.unit), simulated=simulated)


Beside = Mapping[str, Sequence["ScoreLine"]]
"""By question, the lines of its naive forecasts."""


def rows(
    lines: Sequence[ScoreLine], without: Sequence[Unscored], beside: Beside, *, simulated: bool
) -> Iterator[tuple[str, ...]]:
    """One row per question and rule, for people; the question stands in the first of its rows. Last those without a score."""
    for line in lines:
        head = (line.question.id, outcome_cell(line.question, simulated=simulated))
        for place, score in enumerate(line.scores):
            label = score.rule.short + (f" in {score.unit}" if score.unit else "")
            naive = _naive(score.rule.name, beside.get(line.question.id, ()))
            notes = ", ".join([*([_notes(line)] if place == 0 and _notes(line) else []), *naive])
            yield (
                *(head if place == 0 else ("", "")),
                label,
                number(score.value),
                percent(score.covered),
                notes,
            )
    covered = {line.question.id: line.covered for line in lines if not line.scores}
    for one in without:
        cell, share = outcome_cell(one.question, simulated=simulated), covered.get(one.question.id, 0.0)
        yield one.question.id, cell, "none", "", percent(share), why_words(one.why)


def _naive(rule: str, references: Sequence[ScoreLine]) -> list[str]:
    """What the naive forecasts have by the same rule."""
    values = ((each.forecaster, each.value(rule)) for each in references)
    return [f"{name} {number(value)}" for name, value in values if value is not None]


def _notes(line: ScoreLine) -> str:
    shares = [
        f"{percent(share)} {grade}" for grade, share in line.grades.items() if share and grade != "seen"
    ]
    marks = [*(["number added by us"] if line.imputed else []), *shares]
    if line.question.confirmed == "one of two":
        marks.append("confirmed by one of two")
    return ", ".join(marks)


def plain_rows(lines: Sequence[ScoreLine], *, simulated: bool) -> Iterator[tuple[object, ...]]:
    """One row per question and rule, for pipes: the columns of PLAIN."""
    for line in lines:
        head = (line.question.id, line.forecaster, outcome_cell(line.question, simulated=simulated))
        for score in line.scores:
            yield (
                *head,
                *(score.rule.name, repr(score.value), score.unit or "", repr(score.covered)),
                *(int(line.imputed), int(simulated)),
            )


def no_mean(few: Sequence[int], *, some: bool) -> str:
    """That there is no mean of so `few` families, where `some` other scores have one."""
    which = " of the other scores" if some else ""
    return f"No mean{which} below 10 families, where it is mostly luck: here at most {max(few)}."


def mean_lines(means: Sequence[Mean]) -> Iterator[str]:
    """The means, each with what it is compared with; a sentence where families are too few for any."""
    for mean in means:
        if mean.shown:
            unit = f" in {mean.unit}" if mean.unit else ""
            mark = " (numbers added by us)" if mean.imputed else ""
            count = f"{counted(mean.questions, 'question')}, {counted(mean.families, 'family', 'families')}"
            beside = "   always 50 %: 0.25" if mean.rule.name == "brier" else ""
            yield f"mean {mean.rule.label}{unit}{mark}: {mean_words(mean)}   ({KINDS[mean.kind]}: {count}){beside}"
    few = [mean.families for mean in means if not mean.shown]
    if few:
        yield f"{no_mean(few, some=len(few) < len(means))} With --anyway it is shown."


def mean_words(mean: Mean) -> str:
    """A mean that is shown, and what it would be without the infinite scores."""
    value = "no mean" if mean.value is None else number(mean.value)
    if mean.finite is None:
        return value
    kinds = {"plus infinite": mean.plus, "minus infinite": mean.minus}
    infinite = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    return f"{value} ({infinite}; {_without(mean, mean.finite)})"


def _without(mean: Mean, finite: FiniteMean) -> str:
    if finite.value is None:
        return "nothing is left without"
    left = counted(mean.questions - finite.left_out, "question")
    return f"without: {number(finite.value)}, {left}"


def line_data(line: ScoreLine, beside: Beside, *, simulated: bool) -> dict[str, object]:
    """One question's scores for programs."""
    return {
        "question": line.question.id,
        "family": line.question.family,
        "kind": line.question.kind,
        "outcome": outcome_said(line.question.outcome),
        "known_at": words.whole_stamp(line.question.known_us),
        "confirmed": line.question.confirmed,
        "imputed": line.imputed,
        "covered": line.covered,
        "grades": dict(line.grades),
        "scores": [
            {
                "rule": score.rule.name,
                "label": score.rule.label,
                "value": score.value,
                "unit": score.unit,
            }
            | {"adds": score.rule.adds, "covered": score.covered}
            for score in line.scores
        ],
        "references": [_reference_data(one) for one in beside.get(line.question.id, ())],
        "simulated": simulated,
    }


def unscored_data(one: Unscored) -> dict[str, object]:
    """One resolved question without a score for programs; `why` is a word of `unscored.Why`, `says` its sentence."""
    return {
        "question": one.question.id,
        "kind": one.question.kind,
        "outcome": outcome_said(one.question.outcome),
        "why": one.why,
        "says": why_words(one.why),
    }


def _reference_data(line: ScoreLine) -> dict[str, object]:
    return {
        "name": line.forecaster,
        "covered": line.covered,
        "scores": [{"rule": score.rule.name, "value": score.value} for score in line.scores],
    }


def mean_data(mean: Mean) -> dict[str, object]:
    """One mean for programs; `value` is null where families are too few, or scores infinite in both directions."""
    return {
        "rule": mean.rule.name,
        "kind": mean.kind,
        "unit": mean.unit,
        "imputed": mean.imputed,
        "questions": mean.questions,
        "families": mean.families,
        "value": mean.value,
        "without_infinite": mean.finite.value if mean.finite else None,
        "infinite": mean.finite.left_out if mean.finite else 0,
        "plus_infinite": mean.plus if mean.shown else 0,
        "minus_infinite": mean.minus if mean.shown else 0,
    }
