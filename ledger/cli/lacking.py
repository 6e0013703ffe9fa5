"""How many open questions still have no naive forecast beside them: one line after `fledger sync` and `fledger look`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import talk
from ledger.questions.units import counted

if TYPE_CHECKING:
    from ledger.cli.frame import Frame


def talk_of_lacking(frame: Frame) -> None:
    """Say it, and by which command they get one. Nothing for those that were tried in vain lately."""
    from ledger.clock import microseconds
    from ledger.record.references import number_to_try

    with frame.record() as record:
        number = number_to_try(record, now_us=microseconds(frame.clock.now()))
    if number:
        has = "has" if number == 1 else "have"
        talk(
            f"{counted(number, 'question')} {has} no naive forecast to compare yours with: fledger references"
        )
