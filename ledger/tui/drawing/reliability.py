"""What was said against what happened: a point a group, its interval as an unequal bar, luck's band, counts below.

A group that luck does not explain has a sign of its own, so that colour is never needed to see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.drawing.unit_square import UnitSquare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.calibration.groups import Group
    from ledger.tui.ink import Line


def draw_reliability(
    groups: Sequence[Group], width: int, height: int, *, selected: int | None = None, ascii_only: bool = False
) -> list[Line]:
    """`height` lines of `width` cells; nothing without groups or where a square has no room."""
    if not groups or not UnitSquare.fits(width, height):
        return []
    chart = _Chart(width, height, [group.said for group in groups], ascii_only=ascii_only)
    chart.axes()
    chart.diagonal()
    chart.band(groups)
    for at, group in enumerate(groups):
        chart.group(group, selected=at == selected)
    most = max(group.forecasts for group in groups)
    counts = [(group.said, str(group.forecasts), group.forecasts / most) for group in groups]
    chart.counts(counts, selected=selected)
    return chart.canvas.lines()


class _Chart(UnitSquare):
    def band(self, groups: Sequence[Group]) -> None:
        """Where luck puts a group whose chances are right: beside its bar, and never over the diagonal."""
        for group in groups:
            for x in (self.x(group.said) - 1, self.x(group.said) + 1):
                if 0 <= self.share(x) <= 1:
                    self._shade(x, group)

    def share(self, x: int) -> float:
        """The share of a column; outside 0 to 1 beyond the square."""
        return (x - self.x(0.0)) / (self.wide - 1)

    def _shade(self, x: int, group: Group) -> None:
        for y in self.between(group.luck_low, group.luck_high):
            if y != self.y(self.share(x)):
                self.canvas.put(x, y, self.sign("░", ":"), "muted")

    def group(self, group: Group, *, selected: bool) -> None:
        """Its bar and its point."""
        x, top, bottom = self.x(group.said), self.y(group.high), self.y(group.low)
        for y in range(top, bottom + 1):
            self.canvas.put(x, y, self.sign("│", "|"), "value")
        if top != bottom:
            self.canvas.put(x, top, self.sign("┬", "-"), "value")
            self.canvas.put(x, bottom, self.sign("┴", "-"), "value")
        point = self.sign("●", "o") if group.explained else self.sign("◆", "x")
        self.canvas.put(x, self.y(group.happened), point, "good" if group.explained else "warn")
        if selected:
            self.mark(x, self.y(group.happened))
