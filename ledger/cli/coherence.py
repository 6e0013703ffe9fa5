"""`fledger coherence`: what does not go together among somebody's standing forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, table, talk
from ledger.cli.reading import now_us, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.held import Apart, Held

CONTRADICTS = 6
"""The exit code when something contradicts: only the forecaster can say which of the two they mean."""

HEADERS = ("off", "kind", "what does not go together", "what mends it")


@click.command()
@click.option("--by", help="Whose forecasts; else yours.")
@styles
@pass_frame
def coherence(frame: Frame, by: str | None, style: Style | None) -> None:
    """Every contradiction among your standing forecasts on questions that one number decides.

    Ends with 6 where something contradicts. What is only apart from straight lines through your quantiles is shown, and
    contradicts nothing.
    """
    from ledger.standing.family import held_together

    with frame.record() as record:
        who = frame.me(by)
        found = held_together(record, now_us=now_us(frame), me=who)
    if style == "json":
        emit_json(_data(found, who))
    elif style == "plain":
        emit(style, headers=(), rows=_rows(found), data=None)
    else:
        say([table(HEADERS, _rows(found))] if found.contradictions or found.apart else [])
        talk(_summary(found, who))
    finish(CONTRADICTS if found.contradictions else 0)


def _rows(found: Held) -> Iterator[tuple[str, ...]]:
    from ledger.questions.family.told import mend, points, sentence

    for kind, some in (("contradicts", found.contradictions), ("apart", found.apart)):
        for each in some:
            yield points(each), kind, sentence(each), mend(each)


def _summary(found: Held, who: str) -> str:
    from ledger.questions.units import counted

    if not found.together:
        return f"{who} has no two forecasts on questions that one number decides."
    wrong = (
        counted(len(found.contradictions), "contradiction") if found.contradictions else "nothing contradicts"
    )
    apart = f", {len(found.apart)} apart from straight lines" if found.apart else ""
    return f"{counted(found.together, 'forecast')} of {who} hang together: {wrong}{apart}."


def _data(found: Held, who: str) -> dict[str, object]:
    return {
        "schema": 1,
        "forecaster": who,
        "together": found.together,
        "contradictions": [_one(each) for each in found.contradictions],
        "apart": [_one(each) for each in found.apart],
    }


def _one(found: Contradiction | Apart) -> dict[str, object]:
    from ledger.questions.family.told import mend, sentence

    return {"off": found.off, **_parts(found), "words": sentence(found), "mend": mend(found)}


def _parts(found: Contradiction | Apart) -> dict[str, object]:
    from ledger.questions.family.coherence import Outside, TooLittle, TooMuch
    from ledger.questions.family.held import Apart

    match found:
        case Outside(question, label, _, said, least, most, against):
            room = {"said": said, "least": least, "most": most}
            return {"kind": "outside", "question": question, "label": label, "against": list(against), **room}
        case TooMuch(questions, total):
            return {"kind": "too_much", "questions": list(questions), "total": total}
        case TooLittle(questions, total):
            return {"kind": "too_little", "questions": list(questions), "total": total}
        case Apart(question, label, said, implied, against):
            figures = {"said": said, "implied": implied}
            return {"kind": "apart", "question": question, "label": label, "against": [against], **figures}
