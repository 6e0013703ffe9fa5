"""The tables of a question file, `format = 1`, key by key. Shapes only: what they mean is checked elsewhere.

Every key may be missing here, so that one wrong key never hides another problem; `needs` names those that must be
there, and `exactly_one` those of which one must.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ledger.questions.field_types import (
    Count,
    DatedQuantile,
    Day,
    Days,
    Digits,
    Duration,
    Edge,
    Format,
    Id,
    Line,
    LookName,
    Moment,
    Number,
    Prose,
    Quantile,
    Tag,
    Title,
    Url,
    Word,
)
from ledger.questions.publication import PublicationKind
from ledger.questions.question import About, Certainty, Kind, Proxy, Stance
from ledger.questions.rule import AtGiveUp, ConfirmedBy, Vintage

Few = Field(min_length=1, max_length=100)


class Table(BaseModel):
    """What all tables share: closed, strict, frozen, keys by the names of the file."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, validate_by_name=False, validate_by_alias=True
    )
    needs: ClassVar[tuple[str, ...]] = ()
    exactly_one: ClassVar[tuple[str, ...]] = ()


class ObjectionTable(Table):
    """`[[claim.objection]]`: what somebody holds against the claim."""

    needs = ("by", "about", "quote")
    by: Id | None = None
    about: About | None = None
    quote: Line | None = None


class ClaimTable(Table):
    """`[claim]`: whose words the question measures."""

    needs = ("publication", "stance", "said_by")
    publication: Id | None = None
    place: Count | None = None
    stance: Stance | None = None
    condition: Line | None = None
    condition_question: Id | None = None
    proxy: Proxy | None = None
    proxy_note: Line | None = None
    where: Line | None = None
    said_by: Line | None = None
    repeated_by: Annotated[list[Line], Few] | None = None
    quote: Line | None = None
    paraphrase: Line | None = None
    hedge: Line | None = None
    certainty: Certainty | None = None
    caveat: Line | None = None
    objection: Annotated[list[ObjectionTable], Few] | None = None


class IntervalTable(Table):
    """A central interval with the level its source stated."""

    needs = ("level", "lower", "upper")
    level: Number | None = None
    lower: Number | None = None
    upper: Number | None = None


class StatedRangeTable(Table):
    """A range without a level; `situations` says that its ends are two different situations."""

    needs = ("lower", "upper")
    lower: Number | None = None
    upper: Number | None = None
    situations: bool | None = None


class ForecastTable(Table):
    """`[[forecast]]`: what a publication said, in its own words and at most one stated form."""

    needs = ("by", "made_at")
    by: Line | None = None
    made_at: Moment | None = None
    words: Line | None = None
    imputed: bool | None = None
    probability: Number | None = None
    options: dict[Line, Number] | None = None
    quantiles: Annotated[list[Quantile], Few] | None = None
    interval: IntervalTable | None = None
    range: StatedRangeTable | None = None
    point: Number | None = None
    dates: Annotated[list[DatedQuantile], Few] | None = None
    statement: bool | None = None


class OptionTable(Table):
    """`[[option]]`: a label with bounds, or with the texts that mean it, or with neither for people to choose."""

    needs = ("label",)
    label: Line | None = None
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    is_one_of: Annotated[list[Line], Few] | None = None


class HeldForTable(Table):
    """A test must hold for so many days running."""

    needs = ("days",)
    days: Annotated[int, Field(ge=1, le=3660)] | None = None
    may_miss: Annotated[int, Field(ge=0, le=3660)] | None = None


class TestTable(Table):
    """A test: a comparison, a list of texts, an event, or a combination of tests."""

    look: LookName | None = None
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    is_one_of: Annotated[list[Line], Few] | None = None
    happened: bool | None = None
    held_for: HeldForTable | None = None
    all_of: Annotated[list[TestTable], Few] | None = Field(default=None, alias="all")
    any_of: Annotated[list[TestTable], Few] | None = Field(default=None, alias="any")
    not_of: TestTable | None = Field(default=None, alias="not")


class WindowTable(Table):
    """Which days decide."""

    exactly_one = ("at", "over", "any_day")
    at: Day | None = None
    over: Days | None = None
    any_day: Days | None = None
    max_gap: Duration | None = None


class ConfirmationsTable(Table):
    """So many readings that agree, each at least `apart` after the one before."""

    needs = ("readings", "apart")
    readings: Annotated[int, Field(ge=2, le=100)] | None = None
    apart: Duration | None = None


class AnnulTable(Table):
    """One closed reason to annul."""

    exactly_one = ("discontinued", "identity_changed", "premise_failed")
    discontinued: LookName | None = None
    identity_changed: LookName | None = None
    premise_failed: Literal[True] | None = None


class SourceTable(Table):
    """`[[resolution.source]]`: one source, the value it gives, and its params."""

    needs = ("name", "value")
    name: Word | None = None
    value: Word | None = None
    params: dict[str, Any] | None = None
    fallback: bool | None = None


class LookTable(Table):
    """`[resolution.look.NAME]`: one more quantity, with its own sources."""

    needs = ("source",)
    source: Annotated[list[SourceTable], Few] | None = None


class ResolutionTable(Table):
    """`[resolution]`: the rule."""

    needs = ("window",)
    window: WindowTable | None = None
    yes_if: TestTable | None = None
    first_day: TestTable | None = None
    unit: Word | None = None
    digits: Digits | None = None
    vintage: Vintage | None = None
    as_of_after: Day | None = None
    quorum: Count | None = None
    tolerance: Number | None = None
    fallback_after: Duration | None = None
    confirmations: ConfirmationsTable | None = None
    confirmed_by: ConfirmedBy | None = None
    challenge_for: Duration | None = None
    annul_if: Annotated[list[AnnulTable], Few] | None = None
    at_give_up: AtGiveUp | None = None
    source: Annotated[list[SourceTable], Few] | None = None
    look: dict[LookName, LookTable] | None = None


class RangeTable(Table):
    """`range`: where an answer may lie, in numbers or in days."""

    needs = ("min", "max")
    min: Edge | None = None
    max: Edge | None = None
    open_min: bool | None = None
    open_max: bool | None = None
    scale: Literal["linear", "log"] | None = None


class MarketTable(Table):
    """`[[market]]`: what other people would bet on much the same; shown beside one's own forecast, never part of the rule."""

    needs = ("source", "differs")
    source: Word | None = None
    value: Word | None = None
    params: dict[str, Any] | None = None
    differs: Line | None = None
    url: Url | None = None


class AsideTable(Table):
    """`[[aside]]`: a remark of the maintainer's, marked as such."""

    needs = ("text",)
    text: Prose | None = None


class DifferenceTable(Table):
    """`difference`: the number that decides this question is that of one numeric question less that of another."""

    needs = ("of", "less")
    of: Id | None = None
    less: Id | None = None


class QuestionFile(Table):
    """A question file."""

    needs = (
        "format",
        "kind",
        "title",
        "statement",
        "criteria",
        "opens_at",
        "resolves_at",
        "gives_up_at",
        "resolution",
    )
    format: Format | None = None
    kind: Kind | None = None
    title: Title | None = None
    statement: Line | None = None
    tags: Annotated[list[Tag], Few] | None = None
    unit: Word | None = None
    digits: Digits | None = None
    range: RangeTable | None = None
    otherwise: Line | None = None
    ordered: bool | None = None
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    resolves_at: Moment | None = None
    gives_up_at: Moment | None = None
    criteria: Prose | None = None
    family: Id | None = None
    by: Line | None = None
    private: bool | None = None
    supersedes: Id | None = None
    difference: DifferenceTable | None = None
    claim: ClaimTable | None = None
    forecast: Annotated[list[ForecastTable], Few] | None = None
    option: Annotated[list[OptionTable], Few] | None = None
    resolution: ResolutionTable | None = None
    market: Annotated[list[MarketTable], Few] | None = None
    aside: Annotated[list[AsideTable], Few] | None = None


class PublicationTable(Table):
    """One table of publications.toml; its name is the publication's id."""

    needs = ("title", "by", "kind", "read")
    title: Line | None = None
    by: Line | None = None
    kind: PublicationKind | None = None
    published_on: Day | None = None
    url: Url | None = None
    read: Line | None = None
    interest: Line | None = None
    aliases: Annotated[list[Line], Few] | None = None
