"""If it resolved today: the question's sources read now, and the rule evaluated as if its window ended now.

Nothing is written. A renamed column, a dead address or a changed unit shows here years before the deadline.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.resolution.looking.look import by_hand, source_of, take
from ledger.resolution.looking.rehearsal import Looked, evaluate
from ledger.resolution.rule.spans import rehearsing
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ledger.questions.question import Question
    from ledger.questions.rule import SourceUse
    from ledger.resolution.looking.rehearsal import Rehearsal
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Fetch, Source


async def rehearse(question: Question, today: date, fetch: Fetch) -> Rehearsal:
    """Look at every source of a question now, and evaluate its rule. Writes nothing."""
    uses = [(name, use) for name, uses in question.rule.looks.items() for use in uses if not by_hand(use)]
    days = rehearsing(question.rule.window, today)
    found = await asyncio.gather(*(look_now(name, use, days, fetch) for name, use in uses))
    return evaluate(question, [looked for several in found for looked in several])


async def look_now(
    name: str, use: SourceUse, days: Sequence[Days], fetch: Fetch, part: Days | None = None
) -> tuple[Looked, ...]:
    """One source over the first of these spans that it can read; after a part, also over the last time.

    `part` is a stretch of the window that is long over: a source of whole quarters is asked for it too, for what it lacks.
    """
    source = source_of(use)
    if isinstance(source, Unusable):
        return (Looked(name, use, {}, "", 0, days[0], source, ()),)
    looked: list[Looked] = []
    for each in days:
        looked.append(await _look(name, use, source, each, fetch))
        if not _goes_on(looked[-1]):
            break
    readings = [one for one in looked if isinstance(one.answer, Reading)]
    found = tuple(readings) or (_telling(looked),)
    lacks = await _look(name, use, source, part, fetch) if part and _of_whole_spans(looked) else None
    return (replace(found[0], lacks=_lacks(lacks)), *found[1:])


def _of_whole_spans(looked: Sequence[Looked]) -> bool:
    """Whether the source could not read the window so far, and did read the same span last time: it tells of whole quarters."""
    refused = [one for one in looked if one.days.stands == "so_far" and isinstance(one.answer, Unusable)]
    last = looked[-1]
    return bool(refused) and last.days.stands == "last_time" and isinstance(last.answer, Reading)


def _lacks(one: Looked | None) -> str:
    match one.answer if one else None:
        case NotYet(reason) | Unusable(_, reason):
            return reason
        case Reading() | None:
            return ""


def _goes_on(one: Looked) -> bool:
    """Whether to try other days: after a part of the window, or where only these days were the trouble.

    Not where a series has stopped or changed: an older span that can still be read would hide it.
    """
    match one.answer:
        case Reading():
            return one.days.stands == "so_far"
        case NotYet():
            return True
        case Unusable(why, _):
            return why == "incomplete"


async def _look(name: str, use: SourceUse, source: Source, days: Days, fetch: Fetch) -> Looked:
    clock = asyncio.get_running_loop().time
    began = clock()
    answer, evidence = await take(source, days.span, fetch)
    took = round((clock() - began) * 1_000_000)
    return Looked(name, use, source.offers, source.publisher, source.version, days, answer, evidence, took)


def _telling(looked: Sequence[Looked]) -> Looked:
    """Of several refusals the first that is about the data, not about the days that were asked for."""
    about_data = [
        one for one in looked if not (isinstance(one.answer, Unusable) and one.answer.why == "incomplete")
    ]
    return about_data[0] if about_data else looked[-1]
