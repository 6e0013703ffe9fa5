"""Which tags count is said by a pattern, which must be one."""

from __future__ import annotations

import pytest

from resolvers.errors import BadParamsError
from resolvers.registry import make

REPO = {"repo": "orderly/ledger"}


def test_a_pattern_that_cannot_be_read_is_a_problem_of_the_file() -> None:
    with pytest.raises(BadParamsError, match="tag: cannot be read: missing"):
        make("github.releases", REPO | {"tag": "v2("})


@pytest.mark.parametrize(
    "repo", ["ledger", "orderly/ledger/releases", "orderly/../ledger", "a b/c", "a/b?x=1"]
)
def test_a_repository_is_an_owner_and_a_name(repo: str) -> None:
    with pytest.raises(BadParamsError, match="repo: is not written as it must be"):
        make("github.releases", {"repo": repo})
