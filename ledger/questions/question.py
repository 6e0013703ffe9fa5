"""A question, as the ledger knows it: what a file says, with its times and rule made plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from ledger.questions.forecast import Says
    from ledger.questions.rule import Rule, SourceUse, Times

Kind = Literal["binary", "multiple_choice", "numeric", "date"]
Stance = Literal["asserts", "scenario", "asks", "reports"]
Proxy = Literal["exact", "close", "loose"]
Certainty = Literal["read", "several-notes", "one-note"]
About = Literal["incentive", "frame", "evidence", "testability", "scope"]


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody holds against a claim; shown wherever the claim is, never scored."""

    by: str
    about: About
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose words a question measures, in which stance, and how near the measurement comes to them.

    `quote` is what was really written; where the text itself was not read, `paraphrase` says it in our words instead.
    `place` is which of the publication's claims it is, from 1; questions about one claim share it.
    """

    publication: str
    stance: Stance
    said_by: str
    quote: str | None = None
    paraphrase: str | None = None
    where: str | None = None
    repeated_by: tuple[str, ...] = ()
    hedge: str | None = None
    condition: str | None = None
    condition_question: str | None = None
    proxy: Proxy = "exact"
    proxy_note: str | None = None
    certainty: Certainty = "read"
    caveat: str | None = None
    objections: tuple[Objection, ...] = ()
    place: int | None = None


@dataclass(frozen=True, slots=True)
class StatedForecast:
    """A publication's forecast, in its own words. `imputed` marks a number added by a maintainer."""

    by: str
    made_at: datetime
    says: Says
    words: str | None = None
    imputed: bool = False


@dataclass(frozen=True, slots=True)
class Market:
    """A market that asks much the same, and how its wording differs. Shown beside forecasts; it decides nothing."""

    use: SourceUse
    differs: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Where a numeric answer may lie; an open end admits outcomes beyond it."""

    least: Decimal
    most: Decimal
    open_min: bool = False
    open_max: bool = False
    scale: Literal["linear", "log"] = "linear"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Where a date answer may lie, and the words for an answer after it."""

    least: date
    most: date
    otherwise: str = "later or never"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two numeric questions: the number that decides this one is that of `of` less that of `less`."""

    of: str
    less: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question in one version.

    `id` is the file's stem, for ever. `said` is the file's content as stored (only keys that were set), from which
    this value can be made again. `asker` is "this project" or a person where no publication stated it.
    """

    id: str
    kind: Kind
    title: str
    statement: str
    criteria: str
    times: Times
    rule: Rule
    said: Mapping[str, object]
    tags: tuple[str, ...] = ()
    family: str | None = None
    unit: str | None = None
    digits: int | None = None
    numbers: NumberRange | None = None
    dates: DateRange | None = None
    ordered: bool = False
    options: tuple[str, ...] = ()
    claim: Claim | None = None
    asker: str | None = None
    private: bool = False
    supersedes: str | None = None
    difference: Difference | None = None
    forecasts: tuple[StatedForecast, ...] = ()
    markets: tuple[Market, ...] = ()
    asides: tuple[str, ...] = ()

    @property
    def family_id(self) -> str:
        """The measurement this question hangs on; a question alone is its own family."""
        return self.family or self.id
