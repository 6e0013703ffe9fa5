"""The panel of Calibration that asks whose, and from which forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.pages.calibration.choosing import choosing_blocks, chosen_from
from ledger.tui.screens.panel import Panel
from ledger.tui.views.calibration_wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.widgets.sheet import Sheet


class WhosePanel(Panel[Wanted]):
    """Closes with what is wanted from now on."""

    HELP = (
        "Whose calibration is shown, which forecast of each question counts, and whether questions wait for their scheduled "
        "end. Enter chooses the line under the cursor."
    )

    def __init__(self, wanted: Wanted, people: Sequence[str], me: str) -> None:
        super().__init__(choosing_blocks(wanted, people, me))
        self._wanted, self._me = wanted, me

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """This one."""
        self.dismiss(chosen_from(self._wanted, message.leads, self._me))
