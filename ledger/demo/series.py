"""Monthly questions for the simulated years, written as files like a maintainer's, so that there is something to calibrate."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIRST, LAST = date(2026, 7, 1), date(2029, 6, 1)
"""The first and the last month that is asked about."""
OPEN_FOR = timedelta(days=60)
"""How long before its month ends a question is asked."""


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity asked every month, with a threshold for each year that is no foregone conclusion."""

    id: str
    title: str
    statement: str
    window: str
    test: str
    source: str
    value: str
    unit: str
    thresholds: Mapping[int, str]
    params: str = "{}"


SERIES = (
    Series(
        "sim-eci-lag",
        "Lag of {t} months or more at the end of {month}",
        "Will the best Chinese model trail by {t} months or more on the last day of {month}?",
        "{{ at = {last} }}",
        "{{ at_least = {t} }}",
        "epoch.eci_lag",
        "lag_months",
        "months",
        {2026: "5.5", 2027: "7.0", 2028: "8.0", 2029: "9.0"},
    ),
    Series(
        "sim-eci-gap",
        "Index gap of {t} points or more at the end of {month}",
        "Will the best US model lead the best Chinese one by {t} index points or more on the last day of {month}?",
        "{{ at = {last} }}",
        "{{ at_least = {t} }}",
        "epoch.eci_lag",
        "gap_points",
        "points",
        {2026: "8.5", 2027: "9.8", 2028: "11.0", 2029: "12.0"},
    ),
    Series(
        "sim-bis-rules",
        "A BIS rule on advanced computing in {month}",
        "Will the Federal Register publish {t} or more BIS rules that mention advanced computing in {month}?",
        "{{ over = [{first}, {last}] }}",
        "{{ at_least = {t} }}",
        "federal_register.count",
        "documents",
        "documents",
        {2026: "1", 2027: "1", 2028: "1", 2029: "1"},
        '{ agencies = ["industry-and-security-bureau"], type = "RULE", term = "\\"advanced computing\\"" }',
    ),
)
"""The quantities asked about."""

FILE = """\
format = 1
kind = "binary"
title = "SIM {title}"
statement = "{statement} (Invented data.)"
tags = ["simulated", "monthly"]
by = "this project"
family = "{id}"
opens_at = {opens}
closes_at = {last}
resolves_at = {after}
gives_up_at = {gives_up}
criteria = "By the simulated {source}, {value}, as first complete after the month. Invented data."

[resolution]
window = {window}
unit = "{unit}"
digits = {digits}
yes_if = {test}
challenge_for = "24h"

[[resolution.source]]
name = "{source}"
value = "{value}"
params = {params}
"""


def months() -> Iterator[date]:
    """The first days of the months asked about."""
    day = FIRST
    while day <= LAST:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def write_due(folder: Path, today: date) -> int:
    """Write the files of the months that are asked about by now; how many were new."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for first in months():
        last = first.replace(day=monthrange(first.year, first.month)[1])
        if last - OPEN_FOR <= today:
            written += sum(_write(folder, series, first, last) for series in SERIES)
    return written


def _write(folder: Path, series: Series, first: date, last: date) -> bool:
    name = f"{series.id}-{first:%Y-%m}"
    path = folder / f"{name}.toml"
    if path.exists():
        return False
    said = {"t": series.thresholds[first.year], "month": f"{first:%B %Y}", "first": first, "last": last}
    text = FILE.format(
        id=name,
        title=series.title.format(**said),
        statement=series.statement.format(**said),
        opens=last - OPEN_FOR,
        last=last,
        after=last + timedelta(days=2),
        gives_up=last + timedelta(days=90),
        source=series.source,
        value=series.value,
        window=series.window.format(**said),
        unit=series.unit,
        digits=len(series.thresholds[first.year].partition(".")[2]),
        test=series.test.format(**said),
        params=series.params,
    )
    path.write_text(text, encoding="utf-8")
    return True
