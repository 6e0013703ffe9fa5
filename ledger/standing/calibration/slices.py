"""Calibration by tag, by how far ahead, by period, by origin, or by forecaster: a line for each slice.

A slice below thirty families is counted and nothing more: what it would show is luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ledger.record.ended import question_ends, stating_publications
from ledger.record.labels import labels
from ledger.record.people import names
from ledger.scoring import Stage, brier_score, calibrated_brier, happened_range, mean_score, stage
from ledger.standing.calibration.report import columns_of
from ledger.standing.calibration.taken import read, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ledger.record.labels import Labels
    from ledger.record.opening import Record
    from ledger.scoring import LuckRange
    from ledger.standing.calibration.names import By, Which
    from ledger.standing.calibration.taken import Said
    from ledger.standing.histories import Choice

OURSELVES = "this project"
IMPORTED = "imported"
"""Where a question is from that a table of another project brought."""
UNTAGGED = "no tag"
MICROSECONDS = 1_000_000
DAY_US = 86_400 * MICROSECONDS
AHEAD = (
    (7, "under a week"),
    (30, "a week to a month"),
    (91, "a month to a quarter"),
    (365, "a quarter to a year"),
)
FARTHEST = "over a year"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a slice that is large enough shows; families weigh one.

    `happened` of `families` did, `expected` should have; `brier` is the mean Brier score (0-1), `calibrated` that of
    one exactly as calibrated as claimed.
    """

    happened: float
    expected: LuckRange
    brier: float
    calibrated: LuckRange


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of what was said. `shown` is None below thirty families, unless more was asked for than they bear."""

    name: str
    said: tuple[Said, ...]
    families: int
    shown: Shown | None

    @property
    def questions(self) -> int:
        """How many questions it has."""
        return len(self.said)


def slices(record: Record, kept: Sequence[Said], by: By, *, anyway: bool = False) -> tuple[Slice, ...]:
    """The slices of what was taken, by name, times in their order. A question with two tags is in two slices."""
    named = _namer(record, by)
    found: dict[str, list[Said]] = {}
    for one in kept:
        for name in named(one):
            found.setdefault(name, []).append(one)
    return tuple(slice_of(name, found[name], anyway=anyway) for name in sorted(found, key=_place))


def by_forecaster(
    record: Record, *, choice: Choice, which: Which, ended_by_us: int | None = None, anyway: bool = False
) -> tuple[Slice, ...]:
    """A slice for every forecaster, by name. Publications have none."""
    ends, stated = question_ends(record), stating_publications(record)
    found = (
        (name, said(read(record, name, choice=choice, ends=ends).histories, which))
        for name in names(record)
        if name not in stated
    )
    kept = ((name, [one for one in every if _ended(one, ended_by_us)]) for name, every in found)
    return tuple(slice_of(name, some, anyway=anyway) for name, some in kept if some)


def slice_of(name: str, kept: Sequence[Said], *, anyway: bool) -> Slice:
    """One slice."""
    columns = columns_of(kept)
    probability, family = columns["probability"], columns["family"]
    families = len(set(family.tolist()))
    if not anyway and stage(families=families) in {Stage.LIST, Stage.SUMMARY}:
        return Slice(name, tuple(kept), families, None)
    happened = columns["occurred"].astype(float)
    return Slice(
        name,
        tuple(kept),
        families,
        Shown(
            happened=mean_score(score=happened, family=family) * families,
            expected=happened_range(probability=probability, family=family),
            brier=mean_score(score=brier_score(probability=probability, occurred=happened), family=family),
            calibrated=calibrated_brier(probability=probability, family=family),
        ),
    )


def _ended(one: Said, by_us: int | None) -> bool:
    return by_us is None or one.question.closes_us <= by_us


def _namer(record: Record, by: By) -> Callable[[Said], Iterable[str]]:
    match by:
        case "tag":
            tags = {question: one.tags for question, one in labels(record).items()}
            return lambda one: tags.get(one.question.id) or (UNTAGGED,)
        case "origin":
            origins = {question: _origin(one) for question, one in labels(record).items()}
            return lambda one: (origins.get(one.question.id, OURSELVES),)
        case "ahead":
            return lambda one: (_ahead(one),)
        case "made":
            return lambda one: (quarter(one.made_us),)
        case "known":
            return lambda one: (quarter(one.question.known_us),)
        case "end":
            return lambda one: (quarter(one.question.closes_us),)


def _origin(one: Labels) -> str:
    return one.publication or (IMPORTED if one.imported else OURSELVES)


def _ahead(one: Said) -> str:
    days = (one.question.closes_us - one.made_us) / DAY_US
    return next((name for most, name in AHEAD if days < most), FARTHEST)


def quarter(at_us: int) -> str:
    """The quarter of a moment, in UTC.

    >>> quarter(0)
    '1970 Q1'
    """
    at = datetime.fromtimestamp(at_us // MICROSECONDS, UTC)
    return f"{at.year} Q{(at.month + 2) // 3}"


def _place(name: str) -> tuple[int, str]:
    order = [*(one for _, one in AHEAD), FARTHEST]
    return (order.index(name), "") if name in order else (0, name)
