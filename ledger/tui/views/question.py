"""What one question's page shows at once: where it stands, the value now, me and the others. The rest is in `behind`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.says_stored import says_from
from ledger.questions.says_words import says_words
from ledger.record.bound import Bound, bound
from ledger.record.detail import QuestionDetail, detail
from ledger.record.ended import stating_publications
from ledger.record.forecasts import ForecastRow, of_question
from ledger.record.hidden import is_hidden
from ledger.record.markets import MarketRow, markets_of
from ledger.record.rehearsals import history
from ledger.record.seen import Seen
from ledger.record.trail import Proposal, proposals, resolutions
from ledger.resolution.people.whose_word import is_alone
from ledger.standing.crowd import Crowd, crowd
from ledger.tui.views.course import MOST, Points, own_points
from ledger.tui.views.family import FamilyView, read_family
from ledger.tui.wording import ENDED

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.questions.question import Question
    from ledger.record.opening import Record
    from ledger.record.questions import IfToday, QuestionRow

LONGEST_HISTORY = 5_000
WAITING = frozenset({"open", "challenged"})
"""The states of a proposal that is not final."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`history` and `mine` are oldest first, thinned to what a chart can show. `stated` is what publications said.

    `hidden`: the publication's figure and the crowd are not shown yet. `then` is my forecast when the outcome was known, None
    before; the crowd is that of then, too. `bound` is set where mine was made on an older version, `why` where an end has a
    reason.
    """

    detail: QuestionDetail
    question: Question
    now_us: int
    me: str
    history: tuple[IfToday, ...]
    mine: Points
    then: ForecastRow | None
    bound: Bound | None
    stated: tuple[ForecastRow, ...]
    crowd: Crowd
    waiting: Proposal | None
    why: str | None
    hidden: bool
    simulated: bool
    alone: bool
    """Whether one person at most has acted in this ledger; asked for only where a proposal waits, as it counts every forecaster."""
    family: FamilyView
    markets: tuple[MarketRow, ...] = ()

    @property
    def takes_forecasts(self) -> bool:
        """Whether it can be forecast still."""
        return self.row.takes_forecasts(self.now_us)

    @property
    def row(self) -> QuestionRow:
        """The question's line in lists."""
        return self.detail.row

    @property
    def seen(self) -> Seen:
        """What who reads this has before them, to act on that and nothing else."""
        return Seen(self.detail.version, self.row.mine)

    @property
    def my_words(self) -> str | None:
        """My forecast in words, while it stands."""
        mine = self.row.mine
        return None if mine is None or mine.over else says_words(says_from(mine.says), self.row.unit)


def read_question(record: Record, question: str, *, now_us: int, me: str, revealed: bool) -> QuestionView:
    """The view of one question. Raises UnknownQuestionError."""
    found = detail(record, question, now_us=now_us, me=me)
    stating = stating_publications(record)
    known = found.row.known_at if found.row.outcome is not None else None
    made_on = bound(record, question, me)
    waiting = _waiting(record, found.row)
    return QuestionView(
        detail=found,
        question=found.question(),
        now_us=now_us,
        me=me,
        history=history(record, question, limit=LONGEST_HISTORY, most=MOST),
        mine=own_points(record, question, me),
        then=_newest(record, question, me, until=known) if known is not None else None,
        bound=made_on if made_on is not None and made_on.is_behind else None,
        stated=_stated(record, question, stating),
        crowd=crowd(record, question, now_us=known or now_us, publications=stating),
        waiting=waiting,
        why=_why(record, found.row),
        hidden=is_hidden(found.row, now_us=now_us, revealed=revealed),
        simulated=record.simulated,
        alone=waiting is not None and is_alone(record),
        markets=markets_of(record, question),
        family=read_family(record, question, now_us=now_us, me=me),
    )


def _newest(record: Record, question: str, me: str, *, until: int) -> ForecastRow | None:
    return next(iter(of_question(record, question, by=me, until=until, limit=1)), None)


def _stated(record: Record, question: str, stating: Collection[str]) -> tuple[ForecastRow, ...]:
    """Oldest first."""
    found = [one for name in stating for one in of_question(record, question, by=name)]
    return tuple(sorted(found, key=lambda one: (one.made_at, one.forecast)))


def _why(record: Record, row: QuestionRow) -> str | None:
    """The reason for the end that holds."""
    held = [one for one in resolutions(record, row.id) if one.effective] if row.stands in ENDED else []
    return held[-1].reason if held else None


def _waiting(record: Record, row: QuestionRow) -> Proposal | None:
    """The proposal that is not final, if there is one."""
    if row.stands in ENDED:
        return None
    held = [one for one in proposals(record, row.id) if one.state in WAITING]
    return held[-1] if held else None
