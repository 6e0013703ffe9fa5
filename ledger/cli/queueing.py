"""`fledger queue`: what waits for a forecast of mine, in the order to go through it, and why. The app walks it with n."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.frame import Frame, Style, emit, pass_frame, styles, talk

if TYPE_CHECKING:
    from ledger.record.queue import Stop

HEADERS = ("question", "title", "is", "why")


@click.command()
@click.option("--by", help="Whose forecasts; else your name in the settings.")
@styles
@pass_frame
def queue(frame: Frame, by: str | None, style: Style | None) -> None:
    """What waits for a forecast of yours, and why: new questions first, then forecasts that moved or grew old."""
    from ledger.clock import microseconds
    from ledger.record.queue import queue as waiting

    with frame.record() as record:
        stops = waiting(record, now_us=microseconds(frame.clock.now()), me=frame.me(by))
        simulated = record.simulated
    emit(
        style,
        headers=HEADERS,
        rows=[_row(stop, simulated=simulated) for stop in stops],
        data={
            "schema": 1,
            "count": len(stops),
            "queue": [_data(stop, simulated=simulated) for stop in stops],
        },
    )
    if style is None and not stops:
        talk("Nothing waits for you: every open question has your forecast, and none grew old.")


def _row(stop: Stop, *, simulated: bool) -> tuple[str, ...]:
    return (
        stop.question,
        stop.title,
        stop.tag,
        ("SIM " if simulated and not stop.is_new else "") + stop.words,
    )


def _data(stop: Stop, *, simulated: bool) -> dict[str, object]:
    said = {"question": stop.question, "title": stop.title, "is": stop.tag, "why": stop.words}
    return {**said, "simulated": simulated}
