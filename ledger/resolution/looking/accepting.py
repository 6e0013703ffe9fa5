"""Taking what a look reads now as right, as a person saw it: those alarms are over, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.journal.alarms import holding
from ledger.journal.work import accept_identity
from ledger.record.alarms import COMPARED
from ledger.resolution.looking.health import accepted

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.journal.alarms import AlarmKind
    from ledger.journal.append import Journal
    from ledger.record.alarms import Alarm


class OtherAlarmsError(UsageError):
    """A person would accept what a look reads, and it reads something else than they saw."""

    def __init__(self) -> None:
        super().__init__(
            "The alarms of this look are not what you saw any more: nothing was accepted. "
            "Open it again to see what it reads now."
        )


def accept_alarms(
    journal: Journal, look: str, seen: Collection[Alarm] | None = None
) -> tuple[AlarmKind, ...]:
    """The kinds that are over; series and unit as they are read now are what later looks are compared with.

    `seen` are the alarms of this look that a person read, where no others may be accepted; None accepts what holds. Work
    state only: the journal has no entry of it. Raises OtherAlarmsError.
    """
    with journal.transaction() as tx:
        held = holding(tx.connection, look).values()
        told = {(one.kind, one.was, one.became) for one in held if one.kind in COMPARED}
        if seen is not None and told != {(one.kind, one.was, one.became) for one in seen if one.acceptable}:
            raise OtherAlarmsError
        accept_identity(tx.connection, look)
        return accepted(tx.connection, look)
