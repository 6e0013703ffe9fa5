"""`fledger status`: the ledger's health for people, pipes and monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.danger_lines import danger_lines
from ledger.errors import NeedsPersonError
from ledger.questions.clean import clean_line
from ledger.questions.units import counted
from ledger.record.status import YEAR_US

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.status import Status

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
LIFETIME = 100
"""Years; a disk that lasts longer is not told of."""
MONTHS_TOLD = 24
"""Months from which on years are told."""


def lines(found: Status) -> Iterator[str]:
    """For people."""
    yield f"Ledger     {found.path}{' (simulated)' if found.simulated else ''}"
    yield f"Head       {counted(found.head.size, 'entry', 'entries')}, root {found.head.root}"
    yield f"Questions  {_counts(found)}"
    if found.overdue:
        yield f"           {_overdue(found.overdue)}"
    yield f"Looks      {found.health.looks}, {found.health.due} due, {found.health.failing} failing"
    yield from (f"           {danger}" for danger in danger_lines(found.endangered))
    yield f"Daemon     {_daemon(found)}"
    for name, one in found.failed.items():
        yield f"           {name} has failed for {words.days_between(one.at, found.now_us)}: {clean_line(one.value)}"
    if found.clock_doubt:
        yield f"Clock      in doubt: {found.clock_doubt}"
    yield f"Disk       {_disk(found)}"
    if found.waiting:
        yield f"Waiting    {counted(found.waiting, 'question')} for a person; see: fledger today"


def _counts(found: Status) -> str:
    return (
        ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in found.by_state.items() if count)
        or "none"
    )


def _overdue(number: int) -> str:
    one = "1 question is past its last day and still asked"
    return one if number == 1 else f"{number} questions are past their last day and still asked"


def _daemon(found: Status) -> str:
    if found.daemon is None:
        return "never seen"
    silent = ", silent" if found.daemon_silent else ""
    return f"last heard {words.days_between(found.daemon.at, found.now_us)} ago{silent}"


def _disk(found: Status) -> str:
    growth = f", {_size(found.growth)} a year" if found.growth is not None else ""
    low = ", low" if found.disk_low else ""
    return f"{_size(found.disk)}{growth}; {_size(found.free)} free{_full(found.full_in_us)}{low}"


def _full(full_in_us: int | None) -> str:
    """When the disk is full, where that is within a lifetime."""
    if full_in_us is None or full_in_us > LIFETIME * YEAR_US:
        return ""
    months = round(12 * full_in_us / YEAR_US)
    when = counted(months, "month") if months < MONTHS_TOLD else f"{months / 12:.0f} years"
    return f", full in about {when}"


def _size(size: int) -> str:
    return f"{size / GIBIBYTE:.1f} GiB" if size >= GIBIBYTE else f"{size / MEBIBYTE:.1f} MiB"


def exit_code(found: Status) -> int:
    """For monitors: 1 when something is not well, else 6 when a question waits for a person, else 0."""
    if not found.well:
        return 1
    return NeedsPersonError.exit_code if found.waiting else 0


def rows(found: Status) -> Iterator[tuple[object, ...]]:
    """For pipes: name and value."""
    for name, value in data(found).items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", of) for part, of in value.items())
        elif not isinstance(value, list):
            yield name, value


def data(found: Status) -> dict[str, object]:
    """For monitors."""
    heard = found.daemon.at if found.daemon else None
    return {
        "schema": 1,
        "ledger": str(found.path),
        "ledger_id": found.ledger_id,
        "simulated": found.simulated,
        "well": found.well,
        "head": {"size": found.head.size, "root": found.head.root},
        "questions": dict(found.by_state),
        "standing": dict(found.by_standing),
        "looks": {"known": found.health.looks, "due": found.health.due, "failing": found.health.failing}
        | {"last_at": words.stamp(found.health.last_at), "last_by": found.health.last_by},
        "endangered": [
            {"source": one.look.source, "said": one.look.said, "questions": list(one.questions)}
            for one in found.endangered
        ],
        "daemon": {"heard_at": words.stamp(heard), "silent": found.daemon_silent},
        "failed_duties": [
            {"duty": name, "said": one.value, "since": words.stamp(one.at)}
            for name, one in found.failed.items()
        ],
        "overdue": found.overdue,
        "clock": {"doubt": found.clock_doubt},
        "disk": {"bytes": found.disk, "bytes_a_year": found.growth, "free": found.free, "low": found.disk_low}
        | {"full_in_years": found.full_in_us / YEAR_US if found.full_in_us is not None else None},
        "waiting": found.waiting,
    }
