"""A `[[market]]` is read, kept and compared like any plain words of a file, and bends nothing of the rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from ledger.questions.amendment import Plain, compare
from ledger.questions.reading import question_from_said

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]

MARKET = """
[[market]]
source = "bets"
params = { slug = "will-it" }
differs = "any benchmark counts there"
"""


def test_a_market_is_read_with_its_usual_value_and_is_no_part_of_the_rule(
    catalogue_of: Files, good: Mapping[str, str]
) -> None:
    catalogue = catalogue_of(bare=good["binary"], it=good["binary"] + MARKET)
    assert catalogue.problems == ()
    [market] = catalogue.questions["it"].markets
    assert (market.use.name, market.use.value, dict(market.use.params)) == (
        "bets",
        "chance_pct",
        {"slug": "will-it"},
    )
    assert (market.differs, market.url) == ("any benchmark counts there", None)
    assert catalogue.questions["it"].rule == catalogue.questions["bare"].rule


def test_what_is_stored_gives_the_same_market_again(catalogue_of: Files, good: Mapping[str, str]) -> None:
    asked = catalogue_of(it=good["binary"] + MARKET + 'url = "https://example.org/x"\n').questions["it"]
    stored = json.loads(json.dumps(asked.said))
    assert question_from_said("it", stored) == asked
    assert stored["market"][0]["url"] == "https://example.org/x"


def test_another_market_is_an_amendment_of_plain_words(catalogue_of: Files, good: Mapping[str, str]) -> None:
    asked = catalogue_of(bare=good["binary"], it=good["binary"] + MARKET).questions
    assert compare(asked["bare"].said, asked["it"].said) == Plain(("market",))
    other = json.loads(json.dumps(asked["it"].said))
    other["market"][0]["differs"] = "nothing to speak of"
    assert compare(asked["it"].said, other) == Plain(("market",))


@pytest.mark.parametrize(
    ("kind", "old", "new", "rule", "key"),
    [
        ("binary", 'differs = "any benchmark counts there"\n', "", "missing-key", "market[0].differs"),
        ("binary", 'source = "bets"\n', "", "missing-key", "market[0].source"),
        ("binary", '"bets"', '"best"', "unknown-source", "market[0].source"),
        ("binary", '"bets"', '"bets"\nvalue = "chance"', "unknown-value", "market[0].value"),
        ("binary", '"bets"', '"bets"\nvalue = "settled_on"', "market-value", "market[0].value"),
        ("binary", '"bets"', '"index"\nvalue = "lag"', "market-value", "market[0].value"),
        ("binary", '"bets"', '"bill"', "source-params", "market[0].params.number"),
        ("binary", "differs =", "differ =", "unknown-key", "market[0].differ"),
        ("numeric", "", "", "kind-key", "market"),
        ("multiple_choice", "", "", "kind-key", "market"),
        ("date", "", "", "kind-key", "market"),
    ],
)
def test_what_is_wrong_with_a_market_is_a_problem_in_its_place(
    catalogue_of: Files, good: Mapping[str, str], kind: str, old: str, new: str, rule: str, key: str
) -> None:
    problems = catalogue_of(it=good[kind] + MARKET.replace(old, new, 1)).problems
    assert (rule, key) in [(one.rule, one.field) for one in problems]
