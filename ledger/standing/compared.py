"""What a score that compares people rests on, for one question: everybody's stretches of time, and each forecast's loss.

Peer scores, those of the moment it ended, and the relative score of old are all the others' mean loss less one's own:
the loss is 100 ln of the chance given to what happened, its log2, or that of a number's rule.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring import AGGREGATES, ahead_over_time, crowd_over_time, joined
from ledger.standing.attainable import certain
from ledger.standing.peers import COMPARED, PEER, RELATIVE, SPOT_PEER, compared_rule
from ledger.standing.rules import Rule, terms
from ledger.standing.scores import said_forms, scored_by
from ledger.standing.stated import at_the_end, everybodys, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ledger.record.opening import Record
    from ledger.scoring import Steps
    from ledger.standing.scored import Scored
    from ledger.standing.stated import Stated
    from ledger.standing.together import Together


POINTS = 100.0
"""What one nat is in a peer score."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One rule on one question. The first `people` groups are those of a `Together`; `base` marks who is compared with.

    `loss` (forecasts,) belongs to the forecasts `steps` were made from; `nat` is how much of it one nat is, None
    where it is no loss of chances. `lasts` is what the divisor of `steps` is
    multiplied by: 1, but for a rule that divides by the time the question really lasted. `at_us` is the moment of a
    rule of one moment, which has no time.
    """

    rule: Rule
    steps: Steps
    loss: NDArray[np.float64]
    people: int
    base: NDArray[np.bool_] | None = None
    nat: float | None = None
    lasts: float = 1.0
    at_us: int | None = None

    @property
    def question(self) -> NDArray[np.int64]:
        """(groups,) all of one question."""
        return np.zeros(self.steps.groups, dtype=np.int64)

    @property
    def of_chances(self) -> bool:
        """Whether chances are compared, and no losses of numbers."""
        return self.nat is not None

    def mean(self, others: float | None) -> float | None:
        """A mean loss, negated, as a chance or as the loss it is; None for none."""
        return None if others is None else self.had(others)

    def had(self, negated: float) -> float:
        """A loss, negated, as the chance given to what happened or as the loss it is."""
        return float(-negated if self.nat is None else math.exp(negated / self.nat))

    def attainable(self, question: Scored, group: int) -> float:
        """What certainty from T0 on had brought, beside the same others; one's own forecasts are not among them."""
        sure = certain(question)
        stood = at_the_end(sure.steps) if self.at_us is not None else sure.steps
        others = np.ones(self.steps.groups, dtype=np.bool_) if self.base is None else self.base.copy()
        others[group] = False
        ahead = ahead_over_time(
            steps=joined(first=self.steps, second=stood),
            question=np.zeros(self.steps.groups + 1, dtype=np.int64),
            loss=np.append(self.loss, 0.0),
            base=np.append(others, False),
        )
        return float(ahead[-1]) / self.lasts


def compared(record: Record, found: Together) -> Iterator[Compared]:
    """Every rule that compares people on the one question of `found`; none where nobody spoke."""
    if not found.group.size:
        return
    chances = stated(record, found)
    if chances is None:
        history = everybodys(found)
        for column in terms(history, said_forms(record, history)):
            if column.rule.name.startswith(COMPARED):
                held = scored_by(found.steps, column.said)
                yield Compared(compared_rule(column.rule), held, column.values, held.groups)
    else:
        yield from _of_chances(found, chances)


def _of_chances(found: Together, chances: Stated) -> Iterator[Compared]:
    steps, ended = chances.steps, at_the_end(chances.steps)
    with np.errstate(divide="ignore"):
        nats = -np.log(chances.given(found.group))
    at_us = int(steps.schedule.ends_us[0])
    yield Compared(PEER, steps, POINTS * nats, steps.groups, nat=POINTS)
    yield Compared(SPOT_PEER, ended, POINTS * nats, steps.groups, nat=POINTS, at_us=at_us)
    yield _relative(found, chances, nats / math.log(2.0))


def _relative(found: Together, chances: Stated, bits: NDArray[np.float64]) -> Compared:
    """Beside the community alone, which stands as one more group."""
    steps = chances.steps
    community = crowd_over_time(
        steps=steps,
        question=found.group_question,
        probabilities=chances.chances,
        aggregate=AGGREGATES["recent median"],
    )
    with np.errstate(divide="ignore"):
        theirs = -np.log2(community.probabilities[:, chances.outcome[0]])
    both = joined(first=steps, second=community.steps)
    lasted = int(steps.schedule.ends_us[0] - steps.schedule.t0_us[0])
    return Compared(
        rule=RELATIVE,
        steps=both,
        loss=np.append(bits, theirs),
        people=steps.groups,
        base=np.arange(both.groups) >= steps.groups,
        nat=1.0 / math.log(2.0),
        lasts=max(lasted, 1) / int(steps.scheduled_us[0]) if steps.scheduled_us[0] else 1.0,
    )
