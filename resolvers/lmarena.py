"""`lmarena.text`: where the best Chinese and the best US model stand on LMArena's text leaderboard.

The leaderboard is a data set at Hugging Face, read through its datasets server by pages of a hundred rows. People compare
two answers without knowing whose they are; ratings are fitted to all their votes, and published about once a week.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, get_args

from resolvers import vendors
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document, shown
from resolvers.leaderboard import Board, Entry, board
from resolvers.next_page import MOST_PAGES
from resolvers.refusal import RefusedError
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    NotYet,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Value,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

URL = "https://datasets-server.huggingface.co/filter"
DATASET = "lmarena-ai/leaderboard-dataset"
PER_PAGE = 100
OLDEST_NEWS = timedelta(days=45)
"""A leaderboard is refreshed about once a week; one that is older is no longer kept up."""

LEAST_BEST, MOST_BEST = Decimal(500), Decimal(5000)
"""Between these the best rating lies, or it is on another scale: a beginner's is 1,000, and the best stood at 1,500 in 2026."""

_PUBLISHED = "leaderboard_publish_date"


@dataclass(frozen=True, slots=True)
class Text:
    """The newest leaderboard, which speaks for every day from its publish date to the fetch.

    Only rows of the newest publish date count; it is `as_of`. Refused when it is younger than the day asked for, or 45 days older;
    when a maker is unknown whose model could decide; when a page is missing or of another table. Without ranks a place is counted by rating.
    """

    category: str = "overall"

    name: ClassVar[str] = "lmarena.text"
    # The table's number as well: with another name in it the same bytes are read differently.
    version: ClassVar[int] = 300 + vendors.VERSION
    publisher: ClassVar[str] = "LMArena"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "Places and ratings of the best Chinese and US models on LMArena's text leaderboard."
    )
    home: ClassVar[str] = "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "any_day"})
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = {
        "chinese_rank": Offer(
            "level", digits=0, about="best place of a Chinese organisation's model", jumpy=True
        ),
        "us_rank": Offer("level", digits=0, about="best place of a US organisation's model", jumpy=True),
        "gap_points": Offer(
            "level", "points", digits=1, about="rating of the best US model less that of the best Chinese one"
        ),
        "gap_pct": Offer("level", "percent", about="the gap in percent of the Chinese model's rating"),
        "top_bloc": Offer(
            "level",
            about="whose model is in the first place: China, US or other",
            jumpy=True,
            texts=get_args(vendors.Country),
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "category": Param(
            "Category of the leaderboard, such as overall, coding or hard_prompts",
            required=False,
            default="overall",
            pattern="[a-z0-9_]{1,60}",
        ),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read every page of the newest leaderboard."""
        try:
            pages = yield from self._pages()
            return self._answer(pages, span)
        except RefusedError as refused:
            return refused.answer

    def _request(self, offset: int) -> Request:
        query = (
            ("dataset", DATASET),
            ("config", "text"),
            ("split", "latest"),
            ("where", f"\"category\"='{self.category}'"),
            ("offset", str(offset)),
            ("length", str(PER_PAGE)),
        )
        return Request(URL, query, accept="application/json")

    def _pages(self) -> Generator[Request, Evidence, list[tuple[Evidence, Fields]]]:
        """Every page, the first one first. Raises RefusedError when they are not pages of one table."""
        pages: list[tuple[Evidence, Fields]] = []
        read, stated = 0, 1
        while read < stated:
            if len(pages) == MOST_PAGES:
                raise RefusedError("incomplete", f"There are more than {MOST_PAGES} pages: {stated} rows.")
            page = yield self._request(read)
            reply = _usable(Fields(document(page.body).values, f"page[{len(pages)}]" if pages else ""))
            rows, total = len(reply.tables("rows")), reply.whole("num_rows_total")
            if pages and total != stated:
                raise RefusedError(
                    "incomplete", f"The table changed between pages: {stated} rows, then {total}."
                )
            if not rows:
                raise RefusedError("incomplete", f"{read} rows were sent where {total} were stated.")
            pages.append((page, reply))
            read, stated = read + rows, total
        return pages

    def _answer(self, pages: Sequence[tuple[Evidence, Fields]], span: Span) -> Answer:
        covers = spoken_for(span, until=day_of(min(seen_at(page) for page, _ in pages)))
        if isinstance(covers, NotYet):
            return covers
        _check_numbers([entry for _, reply in pages for entry in reply.tables("rows")])
        by_page = [rows for _, reply in pages if (rows := self._rows(reply))]
        if not by_page:
            raise RefusedError("incomplete", f"No row is of the category {self.category}.")
        published = _published(by_page)
        rows = [row for page in by_page for row in page if row.day(_PUBLISHED) == published]
        return self._reading(covers, published, rows)

    def _rows(self, reply: Fields) -> list[Fields]:
        rows = [_whole_row(entry) for entry in reply.tables("rows")]
        return [row for row in rows if row.text("category") == self.category]

    def _reading(self, covers: Span, published: date, rows: Sequence[Fields]) -> Reading:
        ranked = any(row.has("rank") for row in rows)
        entries = _entries(rows, ranked=ranked)
        _check_scale(entries)
        found = board(entries)
        _check_age(published, covers.last)
        values = _values(found)
        by_rating = "" if ranked else ", places by rating"
        return Reading(
            values,
            {name: unit for name in values if (unit := self.offers[name].unit)},
            as_of=published,
            covers=covers,
            identity=f"LMArena text, {self.category}{by_rating}; vendors {vendors.VERSION}",
            where=_where(found),
        )


def _usable(reply: Fields) -> Fields:
    if reply.has("error"):
        raise RefusedError("down", f"The datasets server refuses: {shown(reply.values['error'])}.")
    if reply.values.get("partial") is True:
        raise RefusedError("incomplete", "The datasets server holds only a part of the table.")
    return reply


def _whole_row(entry: Fields) -> Fields:
    if entry.values.get("truncated_cells"):
        cells = shown(entry.values["truncated_cells"])
        raise RefusedError("incomplete", f"{entry.at('truncated_cells')} names cells cut short: {cells}.")
    return entry.table("row")


def _check_numbers(entries: Sequence[Fields]) -> None:
    """Raises RefusedError for a row that came twice: another one did not come, as there are no more than were stated.

    The numbers are those of the whole data set, so that the rows of one category have holes between them.
    """
    numbers = Counter(entry.whole("row_idx") for entry in entries if entry.has("row_idx"))
    for number, times in numbers.most_common(1):
        if times > 1:
            raise RefusedError("incomplete", f"The row_idx {number} came {times} times; the pages overlap.")


def _published(pages: Sequence[Sequence[Fields]]) -> date:
    """The newest publish date. Raises RefusedError where it is not the same on every page."""
    first, *others = [max(row.day(_PUBLISHED) for row in rows) for rows in pages]
    for other in others:
        if other != first:
            raise RefusedError("incomplete", f"One page is of {first}, a later one of {other}.")
    return first


def _check_age(published: date, day: date) -> None:
    if published > day:
        raise RefusedError(
            "incomplete", f"The leaderboard of {published} is there, no longer the one that stood on {day}."
        )
    if day - published > OLDEST_NEWS:
        raise RefusedError(
            "stale",
            f"The newest leaderboard is of {published}, more than {OLDEST_NEWS.days} days before {day}.",
        )


def _check_scale(entries: Sequence[Entry]) -> None:
    best = max(entry.rating for entry in entries)
    if not LEAST_BEST <= best <= MOST_BEST:
        usual = f"{LEAST_BEST} to {MOST_BEST}"
        raise RefusedError(
            "identity_changed", f"The best rating is {best}, not within {usual}: another scale."
        )


def _entries(rows: Sequence[Fields], *, ranked: bool) -> list[Entry]:
    ratings = [row.number("rating") for row in rows]
    rising = sorted(ratings)
    return [
        _entry(row, rating, row.whole("rank") if ranked else 1 + len(rising) - bisect_right(rising, rating))
        for row, rating in zip(rows, ratings, strict=True)
    ]


def _entry(row: Fields, rating: Decimal, rank: int) -> Entry:
    if rating <= 0 or rank < 1:
        raise RefusedError("shape_changed", f"{row.path} has the rating {rating} and the rank {rank}.")
    maker = row.text("organization") if row.has("organization") and row.values["organization"] != "" else ""
    return Entry(row.text("model_name"), maker, rating, rank, row.path)


def _values(found: Board) -> dict[str, Value]:
    return {
        "chinese_rank": Decimal(found.china.first.rank),
        "us_rank": Decimal(found.us.first.rank),
        "gap_points": found.gap_points,
        "gap_pct": found.gap_pct,
        "top_bloc": found.top_bloc,
    }


def _where(found: Board) -> dict[str, str]:
    gap = f"{_words(found.us.best)} less {_words(found.china.best)}"
    return {
        "chinese_rank": _words(found.china.first),
        "us_rank": _words(found.us.first),
        "gap_points": gap,
        "gap_pct": gap,
        "top_bloc": ", ".join(map(_words, found.leaders[:3])),
    }


def _words(entry: Entry) -> str:
    return f"{entry.path} ({shown(entry.model)})"
