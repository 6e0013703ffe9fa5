"""The first lines of the list of questions, read before the ids of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.filtering import filter_from
from ledger.record.questions import id_list
from ledger.tui.views.question_lines import question_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record
    from ledger.record.questions import Order
    from ledger.tui.desk import Desk
    from ledger.tui.widgets.line_table import Row

MOST = 64
"""A page of the list."""


def first_lines(record: Record, desk: Desk, text: str, order: Order) -> Mapping[str, Row]:
    """At most MOST lines in this order of what the query line finds, by id. Raises FilterError."""
    now, me = desk.now_us, desk.me
    first = id_list(record, now_us=now, me=me, only=filter_from(text, now_us=now), order=order, most=MOST)
    return question_lines(record, first, now_us=now, me=me, zone=desk.zone)
