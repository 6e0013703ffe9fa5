"""`fledger forecast`, `withdraw`, `ask`, `note`: what the app does with keys, for the command line and for programs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit_lines, pass_frame, styles, talk
from ledger.cli.negative_numbers import NegativeNumbers
from ledger.cli.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import Any

    from ledger.acts import Saved
    from ledger.questions.family.offer import Offer
    from ledger.questions.forecast import Says
    from ledger.record.opening import Record

IMPLIED = "="
"""Typed as a value: what one's numbers on another question of the family imply."""
BY = click.option("--by", help="Whose act; else your name in the settings. Declared, not proved.")


def _acting(command: Callable[..., Any]) -> Callable[..., Any]:
    return BY(styles(pass_frame(command)))


@click.command(cls=NegativeNumbers)
@click.argument("question")
@click.argument("value", nargs=-1, required=True)
@click.option("-m", "--why", cls=Why, help="Your reason; it is played back when the question resolves.")
@click.option(
    "--made-at",
    metavar="TIME",
    help="When you really said it: 2026-11-01, or 2026-11-01T09:30Z. It is then only claimed.",
)
@click.option("--expires", metavar="TIME", help="From when it no longer stands; a day from 00:00 UTC.")
@_acting
def forecast(
    frame: Frame,
    question: str,
    value: tuple[str, ...],
    why: str | None,
    made_at: str | None,
    expires: str | None,
    by: str | None,
    style: Style | None,
) -> None:
    """Say how likely. QUESTION is an id or its unique beginning.

    VALUE is 35%, 0.35 or odds 1:2; p10 4 p50 7 p90 14 or 80% 4..14 for numbers; 20/30/50 for options; = takes what your
    numbers on another question of the family imply.
    """
    from ledger import acts

    times = (_time(made_at, "--made-at"), _time(expires, "--expires"))
    with frame.record() as record:
        name, who = _found(record, question), frame.me(by)
        says, reason = _typed(frame, record, name, " ".join(value), who, why)
        with frame.journal() as journal:
            saved = acts.forecast(
                journal,
                record,
                name,
                says,
                by=who,
                reason=reason,
                made_at=times[0],
                expires_at=times[1],
            )
        _tell_saved(saved, _implied(frame, record, saved), style)
        if style != "json":
            _tell_contradictions(frame, record, saved)


def _typed(
    frame: Frame, record: Record, question: str, text: str, who: str, why: str | None
) -> tuple[Says, str | None]:
    """What was typed, and why; of `=` the reason says where the figure is from."""
    from ledger import acts

    if text != IMPLIED:
        return acts.parse(record, question, text, frame.clock)[1], why
    from ledger.clock import microseconds
    from ledger.standing.family import entered

    says, origin = entered(record, question, now_us=microseconds(frame.clock.now()), me=who)
    return says, f"{why} ({origin})" if why else origin


def _implied(frame: Frame, record: Record, saved: Saved) -> tuple[Offer, ...]:
    """What numbers that were just saved imply for the rest of the family. A claimed time says nothing of today."""
    from ledger.questions.forecast import Interval, Quantiles

    if not isinstance(saved.says, Quantiles | Interval) or saved.grade == "claimed":
        return ()
    from ledger.clock import microseconds
    from ledger.standing.family import offers

    return offers(record, saved.question, now_us=microseconds(frame.clock.now()), me=saved.by)


def _tell_saved(saved: Saved, implied: Sequence[Offer], style: Style | None) -> None:
    emit_lines(
        style,
        lines=[f"{saved.question}: {saved.sentence}"],
        rows=[_saved_cells(saved), *(("implies", each.target.id, each.words) for each in implied)],
        data={"schema": 1, **_saved_data(saved), "implies": [_offer_data(each) for each in implied]},
    )
    if style != "json":
        _talk_saved(saved, implied)


def _talk_saved(saved: Saved, implied: Sequence[Offer]) -> None:
    if saved.grade == "claimed":
        talk("Its time is only claimed; scores leave it out unless asked for.")
    for each in implied:
        talk(offer_words(each))


def _saved_cells(saved: Saved) -> tuple[object, ...]:
    """For pipes: saved, on what, as which number, by whom, when, how that is known, what it says, what stood, from when it counts."""
    from ledger.cli.words import stamp

    said = (saved.question, saved.forecast, saved.by, stamp(saved.made_at), saved.grade, saved.words)
    return "saved", *said, saved.was_words, stamp(saved.opens_at)


def _tell_contradictions(frame: Frame, record: Record, saved: Saved) -> None:
    """What the forecast that was just saved contradicts; nothing where all goes together."""
    from ledger.clock import microseconds
    from ledger.questions.family.told import mend, sentence
    from ledger.standing.family import held_together

    found = held_together(record, now_us=microseconds(frame.clock.now()), me=saved.by)
    for each in found.about(saved.question):
        talk(f"contradicts: {sentence(each)}. To mend it: {mend(each)}")


def offer_words(made: Offer) -> str:
    """What numbers imply for one more question, and how to take it."""
    from ledger.questions.clean import clean_line

    title, name = clean_line(made.target.title), made.target.id
    if made.says is None:
        return f'your numbers leave {made.words} for "{title}" ({name}); beyond your outermost quantiles there is no figure'
    return f'your numbers imply {made.words} for "{title}" ({name}): fledger forecast {name} ='


def _offer_data(made: Offer) -> dict[str, object]:
    from ledger.questions.saying import says_said

    leaves = {label: {"least": least, "most": most} for label, (least, most) in made.leaves.items()}
    says = says_said(made.says) if made.says is not None else None
    return {"question": made.target.id, "says": says, "leaves": leaves}


def _saved_data(saved: Saved) -> dict[str, object]:
    from ledger.clock import moment
    from ledger.questions.saying import says_said

    return {
        "question": saved.question,
        "forecast": saved.forecast,
        "by": saved.by,
        "made_at": moment(saved.made_at).isoformat(),
        "grade": saved.grade,
        "says": says_said(saved.says),
        "was": says_said(saved.was) if saved.was is not None else None,
        "counts_from": moment(saved.opens_at).isoformat() if saved.opens_at is not None else None,
    }


def _found(record: Record, typed: str) -> str:
    from ledger.record.finding import find_question

    return find_question(record, typed)


def _time(text: str | None, option: str) -> datetime | None:
    from ledger.questions.typed_moment import NotAMomentError, typed_moment

    if text is None:
        return None
    try:
        return typed_moment(text)
    except NotAMomentError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


@click.command()
@click.argument("question")
@_acting
def withdraw(frame: Frame, question: str, by: str | None, style: Style | None) -> None:
    """End your forecast on QUESTION now. What it earned until now stays."""
    from ledger import acts

    with frame.record() as record, frame.journal() as journal:
        name = _found(record, question)
        seq = acts.withdraw(journal, record, name, by=frame.me(by))
    emit_lines(
        style,
        lines=[f"{name}: forecast #{seq} ends now"],
        rows=[("withdrawn", name, seq)],
        data={"schema": 1, "question": name, "withdrawn": seq},
    )


@click.command(cls=NegativeNumbers)
@click.argument("title")
@click.argument("chance", required=False)
@click.option("--by", "by_day", metavar="DATE", required=True, help="The last day on which it may happen.")
@click.option("-m", "--why", cls=Why, help="Your reason for the chance.")
@click.option(
    "--private/--public", default=True, show_default=True, help="Kept out of the export of forecasts."
)
@styles
@pass_frame
def ask(
    frame: Frame,
    title: str,
    chance: str | None,
    by_day: str,
    why: str | None,
    style: Style | None,
    *,
    private: bool,
) -> None:
    """Ask a yes-or-no question of your own and say how likely: fledger ask "Will ...?" --by 2027-03-01 20%."""
    from ledger import acts

    day = _day(by_day)
    with frame.journal() as journal:
        asked = acts.ask(
            journal, frame.settings, title, day, by=frame.me(), chance=chance, reason=why, private=private
        )
    saved = asked.saved
    emit_lines(
        style,
        lines=[f"{asked.question}: {saved.sentence if saved else 'asked'}"],
        rows=[("asked", asked.question, asked.path), *([_saved_cells(saved)] if saved else [])],
        data={
            "schema": 1,
            "question": asked.question,
            "file": asked.path,
            "forecast": _saved_data(saved) if saved else None,
        },
    )
    if style != "json":
        talk(f"Its file: {asked.path}. You answer it: fledger answer {asked.question} yes|no")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write 2027-03-01.", param_hint="--by") from error


@click.command()
@click.argument("question")
@click.argument("text")
@click.option("--badly-worded", is_flag=True, help="Tell its maintainer that the question is badly worded.")
@_acting
def note(
    frame: Frame, question: str, text: str, by: str | None, style: Style | None, *, badly_worded: bool
) -> None:
    """Write a remark on QUESTION into the journal, where it stays."""
    from ledger import acts

    with frame.record() as record, frame.journal() as journal:
        name = _found(record, question)
        seq = acts.note(journal, name, text, by=frame.me(by), badly_worded=badly_worded)
    emit_lines(
        style,
        lines=[f"{name}: noted (#{seq})"],
        rows=[("noted", name, seq)],
        data={"schema": 1, "question": name, "note": seq},
    )
