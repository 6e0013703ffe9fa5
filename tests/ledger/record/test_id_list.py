"""A list of ids kept as one text is the same sequence as a tuple of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.record.id_list import BETWEEN, IdList

IDS = st.lists(st.text(alphabet="ab-é1", min_size=1, max_size=5), max_size=20, unique=True)


@given(ids=IDS, turned=st.booleans())
def test_it_reads_as_the_tuple_does(ids: list[str], *, turned: bool) -> None:
    kept = IdList(BETWEEN.join(ids), turned=turned)
    meant = tuple(reversed(ids)) if turned else tuple(ids)
    assert tuple(kept) == meant
    assert len(kept) == len(meant)
    assert [kept.index(one) for one in meant] == list(range(len(meant)))
    assert tuple(kept.turned) == meant[::-1]
    for start in range(-2, len(ids) + 2):
        assert tuple(kept[start : start + 3]) == meant[start : start + 3]
        if -len(ids) <= start < len(ids):
            assert kept[start] == meant[start]


@given(ids=IDS, other=st.text(alphabet="ab-é1", max_size=6))
def test_what_is_not_in_it_has_no_place(ids: list[str], other: str) -> None:
    kept = IdList(BETWEEN.join(ids))
    assert (other in kept) == (other in ids)
    if other not in ids:
        with pytest.raises(ValueError):  # noqa: PT011 as a tuple raises it
            kept.index(other or "nothing")
    with pytest.raises(IndexError):
        kept[len(ids)]
