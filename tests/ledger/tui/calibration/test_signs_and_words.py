"""The sign on a bar of numbers says what its sentence says, of the figures as they are printed."""

from __future__ import annotations

import numpy as np
import pytest

from ledger.scoring import LuckRange, Stage
from ledger.standing.calibration.numbers import Level, NumbersCalibration
from ledger.tui.blocks import lay
from ledger.tui.ink import plain
from ledger.tui.pages.calibration.numbers import numbers_page
from ledger.tui.pages.calibration.spread import Drawing

FALLEN = np.array([0.304, 0.1, 0.196, 0.3, 0.1])
LUCK = LuckRange(8.0, 4.0, 12.0)


def _shown(levels: tuple[Level, ...], selected: int) -> list[str]:
    report = NumbersCalibration("mira", "middle", Stage.GROUPS, 40, 0, (), levels, (), FALLEN, LUCK)
    page = numbers_page(report, Drawing(20, selected=selected), simulated=False)
    return [plain(one.text) for one in lay(page.chart, 140)]


def test_what_lies_just_beyond_luck_has_figures_that_show_it() -> None:
    shown = _shown((), 0)
    assert "30.4 % of 40 values fell at 0-20 % of what was said; luck gives 10 % to 30 %: beyond" in shown[0]
    assert ["◆" in line for line in shown[1:6]] == [True, False, False, False, False]


@pytest.mark.parametrize(("inside", "beyond"), [(1 / 49 * 49, False), (0.5, True)])
def test_a_count_at_the_end_of_its_range_lies_within_by_sign_and_word(inside: float, beyond: bool) -> None:
    level = Level(0.1, 49, 49, inside, LuckRange(4.9, 1.0, 9.0), None, None)
    *_, words, bar = [line for line in _shown((level,), 5) if "10 %" in line and "0-" not in line]
    assert ("fewer than expected" in words) == ("◆" in bar) == beyond
