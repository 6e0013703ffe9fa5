"""Crowds as forecasters of their own: score lines of what everybody said together, for standing beside people's.

A crowd is nobody. Its name holds a space that no person's name can hold, it is ranked nowhere, and it is in no
crowd itself. It speaks while at least two people do.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from ledger.questions.forecast import Chances
from ledger.questions.says_stored import says_said
from ledger.record.columns import NEVER, ForecastColumns
from ledger.scoring import AGGREGATES, crowd_over_time, joined, peer_over_time, time_covered
from ledger.standing.crowd import FEWEST
from ledger.standing.histories import History
from ledger.standing.peers import PEER
from ledger.standing.scored import Options
from ledger.standing.scores import Score, lines_of
from ledger.standing.stated import stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Aggregate, Crowd
    from ledger.standing.scored import Scored
    from ledger.standing.scores import ScoreLine
    from ledger.standing.stated import Stated
    from ledger.standing.together import Together

NO_BREAK = "\N{NO-BREAK SPACE}"


def crowd_name(aggregate: str) -> str:
    """What a crowd is called: `crowd median`, with a no-break space, which `entries.Person` refuses in a name."""
    return f"crowd{NO_BREAK}{aggregate}"


def crowd_lines(
    record: Record, found: Together, *, aggregates: Mapping[str, Aggregate] = AGGREGATES
) -> tuple[ScoreLine, ...]:
    """The lines of each crowd on each question on which two people spoke at once, peer scores against all of them.

    None for questions of numbers and dates. The lines are of the kind of a person's, and belong beside them unranked.
    """
    chances = stated(record, found)
    if chances is None or not found.group.size:
        return ()
    return tuple(
        line for name, aggregate in aggregates.items() for line in _lines(found, chances, name, aggregate)
    )


def _lines(found: Together, chances: Stated, name: str, aggregate: Aggregate) -> tuple[ScoreLine, ...]:
    said = crowd_over_time(
        steps=chances.steps,
        question=found.group_question,
        probabilities=chances.chances,
        aggregate=aggregate,
        fewest=FEWEST,
    )
    questions = tuple(found.questions[place] for place in said.question.tolist())
    history = _history(crowd_name(name), found.kind, questions, said)
    says = {} if found.kind == "binary" else _says(history, said)
    peers, covered = _peers(found, chances, said), time_covered(steps=said.steps)
    return tuple(
        replace(line, scores=(*line.scores, Score(PEER, float(peer), None, float(share))))
        for line, peer, share in zip(lines_of(history, says), peers, covered, strict=True)
        if share > 0
    )


def _history(name: str, kind: str, questions: tuple[Scored, ...], said: Crowd) -> History:
    rows = said.steps.row.size
    numbers = np.array([one.number for one in questions], dtype=np.int64)
    binary = kind == "binary"
    forecasts = ForecastColumns(
        question=numbers[said.steps.group],
        forecast=np.arange(rows),
        made_us=said.steps.from_us,
        gone_us=np.full(rows, NEVER),
        probability=said.probabilities[:, 1] if binary else np.full(rows, np.nan),
        version=np.ones(rows, dtype=np.int32),
        grade=np.zeros(rows, dtype=np.int8),
        imputed=np.zeros(rows, dtype=np.bool_),
    )
    return History(name, kind, False, questions, forecasts, said.steps.group, said.steps)


def _says(history: History, said: Crowd) -> dict[int, Mapping[str, object]]:
    """What the crowd said of options, in the stored form, by row."""
    found: dict[int, Mapping[str, object]] = {}
    for row, group in enumerate(said.steps.group.tolist()):
        match history.questions[group].scale:
            case Options(labels):
                chances = zip(labels, said.probabilities[row].tolist(), strict=False)
                found[row] = says_said(Chances(tuple((label, Decimal(chance)) for label, chance in chances)))
            case _:
                continue
    return found


def _peers(found: Together, chances: Stated, said: Crowd) -> NDArray[np.float64]:
    """How far ahead of all the people each crowd was."""
    first = np.searchsorted(found.group_question, said.question)
    happened = chances.outcome[first][said.steps.group]
    given = np.take_along_axis(said.probabilities, happened[:, None], axis=1)[:, 0]
    scores = peer_over_time(
        steps=joined(first=chances.steps, second=said.steps),
        question=np.concatenate([found.group_question, said.question]),
        given=np.concatenate([chances.given(found.group), given]),
    )
    return scores[chances.steps.groups :]
