"""How far ahead of the others on the same questions a forecaster was: peer scores, where there are peers.

The others are people, with what they really said: publications have no score, naive forecasts are nobody's, numbers
added by us were said by nobody, and a private question has one forecaster alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring import (
    AGGREGATES,
    ahead_over_time,
    crowd_over_time,
    legacy_relative,
    peer_over_time,
    time_covered,
)
from ledger.standing.histories import USUAL
from ledger.standing.rules import Rule, terms
from ledger.standing.scores import Score, said_forms, scored_by
from ledger.standing.stated import at_the_end, everybodys, stated
from ledger.standing.together import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.histories import Choice
    from ledger.standing.scores import ScoreLine
    from ledger.standing.stated import Stated
    from ledger.standing.together import Together

PEER = Rule("peer", "peer score (100 ln, higher is better)", "points")
SPOT_PEER = Rule("spot_peer", "peer score when it ended (100 ln, higher is better)", "points", usual=False)
RELATIVE = Rule("relative", "relative to the community (bits, higher is better)", "points", usual=False)

FEWEST = 3
"""You and two others. Two people may compare themselves, if they ask for it."""
PAIR = 2

COMPARED = ("wis ", "crps ")
"""The losses of numbers and dates in which people are compared: over the whole of what was said, at the same levels."""


def with_peers(
    record: Record,
    lines: Sequence[ScoreLine],
    *,
    choice: Choice = USUAL,
    fewest: int = FEWEST,
    only: str | None = None,
) -> tuple[ScoreLine, ...]:
    """The lines with peer scores added, on questions on which at least `fewest` people spoke, oneself among them.

    Lines of numbers added by us stay as they are. `only` names the question that all lines are of.
    """
    return with_peers_of(record, lines, lambda kind: together(record, kind, choice=choice, only=only), fewest)


def with_peers_of(
    record: Record, lines: Sequence[ScoreLine], everybodys: Callable[[str], Together], fewest: int = FEWEST
) -> tuple[ScoreLine, ...]:
    """The same beside those that `everybodys` gives for a kind."""
    if not any(line.covered and not line.imputed for line in lines):
        return tuple(lines)
    kinds = dict.fromkeys(line.question.kind for line in lines if not line.imputed)
    found: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for kind in kinds:
        everybody = everybodys(kind)
        for group, score in peer_scores(record, everybody, fewest=fewest):
            question, who = everybody.group_question[group], everybody.group_forecaster[group]
            found[everybody.forecasters[who], everybody.questions[question].id].append(score)
    return tuple(
        line
        if line.imputed
        else replace(line, scores=(*line.scores, *found[line.forecaster, line.question.id]))
        for line in lines
    )


def peer_scores(record: Record, found: Together, *, fewest: int = FEWEST) -> Iterator[tuple[int, Score]]:
    """Every group's peer scores, rule by rule; none for groups that covered no time, or with too few others."""
    chances = stated(record, found)
    if chances is None:
        yield from _of_losses(record, found, fewest)
    elif found.group.size:
        yield from _of_chances(found, chances, fewest)


def _of_chances(found: Together, chances: Stated, fewest: int) -> Iterator[tuple[int, Score]]:
    given, question = chances.given(found.group), found.group_question
    ended = at_the_end(chances.steps)
    numbers = {
        PEER: (peer_over_time(steps=chances.steps, question=question, given=given), chances.steps),
        SPOT_PEER: (peer_over_time(steps=ended, question=question, given=given), ended),
        RELATIVE: (_relative(found, chances, given), chances.steps),
    }
    for rule, (values, steps) in numbers.items():
        yield from _shown(rule, None, values, steps, question, fewest)


def _relative(found: Together, chances: Stated, given: NDArray[np.float64]) -> NDArray[np.float64]:
    community = crowd_over_time(
        steps=chances.steps,
        question=found.group_question,
        probabilities=chances.chances,
        aggregate=AGGREGATES["recent median"],
    )
    first = np.searchsorted(found.group_question, community.question)
    happened = chances.outcome[first][community.steps.group]
    return legacy_relative(
        steps=chances.steps,
        question=found.group_question,
        given=given,
        crowd=community.steps,
        crowd_question=community.question,
        crowd_given=np.take_along_axis(community.probabilities, happened[:, None], axis=1)[:, 0],
    )


def _of_losses(record: Record, found: Together, fewest: int) -> Iterator[tuple[int, Score]]:
    history = everybodys(found)
    for column in terms(history, said_forms(record, history)):
        if column.rule.name.startswith(COMPARED):
            held = scored_by(found.steps, column.said)
            ahead = ahead_over_time(steps=held, question=found.group_question, loss=column.values)
            rule = compared_rule(column.rule)
            units = [one.unit if rule.unit == "" else rule.unit for one in history.questions]
            yield from _shown(rule, units, ahead, held, found.group_question, fewest)


def compared_rule(rule: Rule) -> Rule:
    """The rule that compares people by the losses of another."""
    better = rule.label.replace("lower is better", "higher is better")
    return Rule(f"peer {rule.name}", f"peer {better}", "points", rule.unit)


def _shown(
    rule: Rule,
    units: Sequence[str | None] | None,
    values: NDArray[np.float64],
    steps: Steps,
    question: NDArray[np.int64],
    fewest: int,
) -> Iterator[tuple[int, Score]]:
    """The numbers of those who covered any time, where enough did."""
    covered = time_covered(steps=steps)
    spoke = np.flatnonzero(covered > 0)
    speak = np.bincount(question[spoke], minlength=1)
    for group in spoke[speak[question[spoke]] >= fewest].tolist():
        unit = None if units is None else units[group]
        yield group, Score(rule, float(values[group]), unit, float(covered[group]))
