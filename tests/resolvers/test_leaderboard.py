"""What holds for every leaderboard, whoever is on it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.leaderboard import Board, Entry, board
from resolvers.refusal import RefusedError

MAKERS = ("openai", "google", "deepseek", "zai", "mistral")
RATINGS = st.lists(st.decimals("900", "1600", places=2), min_size=5, max_size=12, unique=True)


def ranked(ratings: list[Decimal], makers: tuple[str, ...] = MAKERS) -> list[Entry]:
    """Entries by falling rating, whose makers take turns."""
    return [
        Entry(f"model-{place}", makers[place % len(makers)], rating, place + 1, f"rows[{place}]")
        for place, rating in enumerate(sorted(ratings, reverse=True))
    ]


def told(found: Board) -> tuple[object, ...]:
    return found.gap_points, found.gap_pct, found.top_bloc, found.china.first.rank, found.us.first.rank


@given(RATINGS, st.permutations(MAKERS))
def test_the_order_of_the_rows_does_not_matter(ratings: list[Decimal], makers: list[str]) -> None:
    entries = ranked(ratings, tuple(makers))
    assert told(board(entries)) == told(board(entries[::-1]))


@given(RATINGS, st.permutations(MAKERS))
def test_the_side_that_leads_has_the_sign_of_the_gap(ratings: list[Decimal], makers: list[str]) -> None:
    found = board(ranked(ratings, tuple(makers)))
    assert (found.gap_points > 0) == (found.us.first.rank < found.china.first.rank)
    assert (found.gap_pct > 0) == (found.gap_points > 0)
    assert found.top_bloc != "China" or found.gap_points < 0


@given(RATINGS, st.integers(0, 4))
def test_an_unknown_maker_is_refused_exactly_where_it_is_as_good_as_a_side(
    ratings: list[Decimal], place: int
) -> None:
    entries = ranked(ratings)  # the best Chinese model is third
    as_good_as = entries[place]
    mixed = [*entries, Entry("anvil", "acme", as_good_as.rating, as_good_as.rank, "rows[?]")]
    if place <= 2:
        with pytest.raises(RefusedError, match="'anvil' of 'acme'"):
            board(mixed)
    else:
        assert told(board(mixed)) == told(board(entries))


@pytest.mark.parametrize(
    ("rating", "rank"),
    [("1200", 90), ("1300", 90), ("900", 3), ("900", 2)],
    ids=["rated as high", "rated higher", "placed as high", "placed higher"],
)
def test_a_rating_or_a_place_alone_can_decide(rating: str, rank: int) -> None:
    sides = [
        Entry("gpt", "openai", Decimal(1400), 1, "rows[0]"),
        Entry("glm", "zai", Decimal(1200), 3, "rows[1]"),
    ]
    with pytest.raises(RefusedError, match="'anvil' of 'acme'"):
        board([*sides, Entry("anvil", "acme", Decimal(rating), rank, "rows[2]")])
    assert board([*sides, Entry("anvil", "acme", Decimal(1199), 4, "rows[2]")]).china.first.rank == 3
