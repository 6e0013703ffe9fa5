"""What the saved cases of `lmarena.text` cannot show: a leaderboard without end."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.next_page import MOST_PAGES
from resolvers.offline import answer
from resolvers.source import Evidence, Request, Span, Unusable

DAY = date(2026, 12, 31)


def test_a_leaderboard_of_too_many_pages_is_no_answer() -> None:
    asked: list[str] = []

    def kept(request: Request) -> Evidence:
        offset = dict(request.query)["offset"]
        asked.append(offset)
        row = {"model_name": f"gpt-{offset}", "organization": "openai", "rating": 1400, "category": "overall"}
        told = {"rows": [{"row": row}], "num_rows_total": 10_000, "partial": False}
        body = json.dumps(told).encode()
        return Evidence(
            request, hashlib.sha256(body).hexdigest(), body, 200, datetime(2026, 12, 31, 20, tzinfo=UTC)
        )

    got = answer(registry.make("lmarena.text", {}), Span(DAY, DAY), kept)
    assert got == Unusable("incomplete", f"There are more than {MOST_PAGES} pages: 10000 rows.")
    assert asked == [str(offset) for offset in range(MOST_PAGES)]


@pytest.mark.parametrize("category", ["over all", "overall' OR '1'='1", 'x"', "", "x" * 61])
def test_a_category_cannot_say_more_than_its_name(category: str) -> None:
    with pytest.raises(BadParamsError, match="category"):
        registry.make("lmarena.text", {"category": category})
