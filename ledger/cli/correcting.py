"""`fledger correct`: what was meant by a forecast that was typed wrongly, told within minutes as a marked slip."""

from __future__ import annotations

import click

from ledger.cli.frame import Frame, Style, emit_lines, pass_frame, styles
from ledger.cli.negative_numbers import NegativeNumbers


@click.command(cls=NegativeNumbers)
@click.argument("question")
@click.argument("value", nargs=-1, required=True)
@click.option("--by", help="Whose forecast; else your name in the settings. Declared, not proved.")
@styles
@pass_frame
def correct(frame: Frame, question: str, value: tuple[str, ...], by: str | None, style: Style | None) -> None:
    """Say what you meant by your last forecast on QUESTION, within 5 minutes of it.

    It stays one forecast, and the journal keeps both values: the typed one, and the slip that tells what was meant.
    """
    from ledger import acts
    from ledger.questions.saying import says_said, says_words
    from ledger.record.finding import find_question

    with frame.record() as record, frame.journal() as journal:
        name = find_question(record, question)
        _, says = acts.parse(record, name, " ".join(value), frame.clock)
        saved = acts.correct(journal, acts.last_said(record, name, by=frame.me(by)), says)
    typed = saved.typed
    emit_lines(
        style,
        lines=[f"{name}: {saved.sentence}"],
        rows=[
            ("corrected", name, saved.forecast, saved.words, says_words(typed, saved.unit) if typed else "")
        ],
        data={
            "schema": 1,
            "question": name,
            "forecast": saved.forecast,
            "says": says_said(says),
            "typed": says_said(typed) if typed is not None else None,
        },
    )
