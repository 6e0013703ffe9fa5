"""`fledger coherence`: what does not go together among somebody's standing forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, table, talk
from ledger.cli.reading import now_us, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.questions.family.closest import Together
    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.held import Apart, Held

CONTRADICTS = 6
"""The exit code when something contradicts: only the forecaster can say which of the two they mean."""

HEADERS = ("off", "kind", "what does not go together", "what mends it")
CLOSEST = ("question", "you said", "closest", "what says it")


@click.command()
@click.option("--by", help="Whose forecasts; else yours.")
@styles
@pass_frame
def coherence(frame: Frame, by: str | None, style: Style | None) -> None:
    """Every contradiction among your standing forecasts on questions that one number decides.

    Ends with 6 where something contradicts, and lists the closest forecasts that go together: numbers stay, chances move as
    little as they can. What is only apart from straight lines through your quantiles is shown, and contradicts nothing.
    """
    from ledger.standing.family import closest_together, held_together

    with frame.record() as record:
        who = frame.me(by)
        found = held_together(record, now_us=now_us(frame), me=who)
        closest = closest_together(record, now_us=now_us(frame), me=who) if found.contradictions else ()
    if style == "json":
        emit_json(_data(found, closest, who))
    elif style == "plain":
        moves = ((each[0], "closest", f"{each[1]} -> {each[2]}", each[3]) for each in _moves(closest))
        emit(style, headers=(), rows=[*_rows(found), *moves], data=None)
    else:
        say([table(HEADERS, _rows(found))] if found.contradictions or found.apart else [])
        moved = list(_moves(closest))
        say(["", table(CLOSEST, moved)] if moved else [])
        talk(_summary(found, who))
        for each in closest:
            if not each.closest:
                talk(f"No chances were found that mend all of {_names(each)}: say one of them anew.")
    finish(CONTRADICTS if found.contradictions else 0)


def _rows(found: Held) -> Iterator[tuple[str, ...]]:
    from ledger.questions.family.told import mend, points, sentence

    for kind, some in (("contradicts", found.contradictions), ("apart", found.apart)):
        for each in some:
            yield points(each), kind, sentence(each), mend(each)


def _moves(closest: Sequence[Together]) -> Iterator[tuple[str, ...]]:
    """What moves in the closest forecasts that go together: the columns of CLOSEST."""
    from ledger.questions.family.told import command
    from ledger.questions.says_words import says_words

    for group in closest:
        for each in group.answers:
            if (to := group.closest.get(each.question.id)) is not None:
                name = each.question.id
                yield name, says_words(each.says), says_words(to), command(name, to)


def _names(group: Together) -> str:
    from ledger.questions.family.told import listed

    return listed([each.question.id for each in group.answers])


def _summary(found: Held, who: str) -> str:
    from ledger.questions.units import counted

    if not found.together:
        return f"{who} has no two forecasts on questions that one number decides."
    wrong = (
        counted(len(found.contradictions), "contradiction") if found.contradictions else "nothing contradicts"
    )
    apart = f", {len(found.apart)} apart from straight lines" if found.apart else ""
    return f"{counted(found.together, 'forecast')} of {who} hang together: {wrong}{apart}."


def _data(found: Held, closest: Sequence[Together], who: str) -> dict[str, object]:
    from ledger.questions.says_stored import says_said

    return {
        "schema": 1,
        "forecaster": who,
        "together": found.together,
        "contradictions": [_one(each) for each in found.contradictions],
        "apart": [_one(each) for each in found.apart],
        "closest": [
            {"question": name, "says": says_said(to)}
            for group in closest
            for name, to in group.closest.items()
        ],
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
