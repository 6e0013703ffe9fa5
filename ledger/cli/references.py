"""`fledger references`: the naive forecasts of open questions put on the record, to be scored beside people's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, pass_frame, styles, talk
from ledger.cli.progress import counting
from ledger.questions.clean import clean_line
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.record.references import Lacking
    from ledger.resolution.looking_back.stating import Stated

NAMED = 3
"""So many questions are named beside a reason that keeps more of them from a naive forecast."""


@click.command()
@click.argument("questions", metavar="[QUESTION]...", nargs=-1)
@styles
@pass_frame
def references(frame: Frame, questions: tuple[str, ...], style: Style | None) -> None:
    """State what anybody could say without thinking: no change since last time, and the base rate of earlier times.

    For every question that can be forecast and has none, or for those named. They are computed from the past that its
    sources publish, are nobody's forecasts, and stand beside yours in fledger score. Why there are none is told a line a
    reason; --json tells it of every question.
    """
    from ledger.clock import microseconds
    from ledger.record.finding import find_question
    from ledger.record.references import lacking

    with frame.record() as record:
        every = lacking(record, now_us=microseconds(frame.clock.now()))
        named = {find_question(record, typed) for typed in questions}
    found = _state(frame, [one for one in every if not named or one.question in named])
    rows = _rows(found)
    if rows or style is not None:
        emit(style, headers=("question", "reference", "says", "from"), rows=rows, data=_data(found))
    else:
        talk("No naive forecast is stated." if found else "No naive forecast is lacking.")
    for told in without(found):
        talk(clean_line(told))


def without(found: Sequence[Stated]) -> Iterator[str]:
    """Why there is none, each reason once with the questions it keeps from one; of many, the first are named."""
    by_reason = dict[str, list[str]]()
    for one in found:
        if one.why:
            by_reason.setdefault(one.why.rstrip("."), []).append(one.question)
    for why, names in by_reason.items():
        yield f"{_named(names)}: no naive forecast: {why}."


def _named(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{counted(len(names), 'question')}, {', '.join(names[:NAMED])}{more}"


def _state(frame: Frame, wanted: Sequence[Lacking]) -> list[Stated]:
    from ledger.wiring import state_references

    with frame.journal() as journal, counting(f"of {counted(len(wanted), 'question')}") as told:
        return asyncio.run(state_references(journal, frame.settings, wanted, told=told))


def _rows(found: Sequence[Stated]) -> list[tuple[str, ...]]:
    from ledger.questions.says_words import says_words

    return [
        (
            one.question,
            made.name,
            says_words(made.says),
            f"{counted(made.windows, 'window')}, {made.days.first} to {made.days.last}",
        )
        for one in found
        for made in one.made
    ]


def _data(found: Sequence[Stated]) -> dict[str, object]:
    from ledger.questions.says_stored import says_said

    return {
        "schema": 1,
        "references": [
            {
                "question": one.question,
                "name": made.name,
                "says": says_said(made.says),
                "windows": made.windows,
                "first": made.days.first.isoformat(),
                "last": made.days.last.isoformat(),
            }
            for one in found
            for made in one.made
        ],
        "without": [{"question": one.question, "why": one.why} for one in found if one.why],
    }
