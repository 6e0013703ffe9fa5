"""Advice looks into every part of a test, stands on its line, and can be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.lint.boundary import sides_told
from ledger.questions.lint.draft import Drafts
from ledger.questions.lint.every import advice, lint
from ledger.questions.lint.numbers_in import numbers_in
from ledger.questions.new_file import UNWRITTEN, new_file
from ledger.questions.question import Question
from ledger.questions.question_file import Around, parsed_question
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.toml_file import Parsed, parse_toml

if TYPE_CHECKING:
    from decimal import Decimal

    from ledger.questions.catalogue import Catalogue
    from ledger.questions.known_sources import Sources

Files = Callable[..., "Catalogue"]
TEST = "yes_if = { at_least = 12.0 }"


class NoSources:
    """None can be loaded any more."""

    def names(self) -> Sequence[str]:
        return ()

    def known(self, name: str, params: Mapping[str, object]) -> None:
        del name, params

    def declared(self, name: str) -> None:
        del name


def fields(catalogue: Catalogue, sources: Sources, rule: str) -> list[str]:
    return [each.field for each in advice(catalogue, sources) if each.rule == rule]


def test_every_part_of_a_test_is_looked_at(
    good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    parts = "{ all = [{ above = 71 }, { any = [{ below = 72 }, { not = { at_most = 73 } }] }] }"
    catalogue = catalogue_of(it=good["binary"].replace(TEST, f"yes_if = {parts}"))
    assert fields(catalogue, sources, "threshold") == [
        "resolution.yes_if.all[0].above",
        "resolution.yes_if.all[1].any[0].below",
        "resolution.yes_if.all[1].any[1].not.at_most",
    ]


def test_a_first_day_is_compared_too(good: Mapping[str, str], catalogue_of: Files, sources: Sources) -> None:
    text = good["date"].replace("happened = true", "above = 71").replace("enacted_on", "lag")
    text = re.sub(r'name = "bill"\n|params = .*\n', "", text).replace(
        'value = "lag"', 'name = "index"\nvalue = "lag"'
    )
    assert fields(catalogue_of(it=text), sources, "threshold") == ["resolution.first_day.above"]


def test_options_that_are_texts_have_no_unit_and_no_digits(
    good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    text = re.sub(r"(at_most|at_least) = \d+", r'is_one_of = ["\1"]', good["multiple_choice"])
    text = text.replace("above = 0\nbelow = 12", 'is_one_of = ["b"]').replace('"lag"', '"best"')
    catalogue = catalogue_of(it=text, other=good["multiple_choice"])
    found = [(each.path.stem, each.rule) for each in advice(catalogue, sources)]
    assert ("other", "rounding") in found
    assert ("it", "rounding") not in found
    assert ("it", "unit-words") not in found


def test_a_source_that_cannot_be_loaded_is_passed_over(good: Mapping[str, str], catalogue_of: Files) -> None:
    question = catalogue_of(it=good["numeric"]).questions["it"]
    rules = {finding.rule for finding in lint(question, Drafts(NoSources()))}
    assert not rules & {"unit-words", "no-fallback", "revisions"}


def test_an_aside_answers_its_own_rule_and_needs_a_reason(
    good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    plain = good["numeric"]
    assert fields(catalogue_of(it=plain), sources, "no-fallback")
    answered = plain + '\n[[aside]]\ntext = "[no-fallback] It has been there since 1880."\n'
    assert not fields(catalogue_of(it=answered), sources, "no-fallback")
    bare = plain + '\n[[aside]]\ntext = "[no-fallback]"\n'
    assert fields(catalogue_of(it=bare), sources, "no-fallback")


def test_an_aside_answers_for_a_near_duplicate(
    good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    twin = good["date"].replace("private = true\n", "")
    assert fields(catalogue_of(it=twin, other=twin), sources, "near-duplicate") == ["title"]
    (told,) = [
        each for each in advice(catalogue_of(it=twin, other=twin), sources) if each.rule == "near-duplicate"
    ]
    assert (told.path.stem, "it" in told.wrong, "100% alike" in told.wrong) == ("other", True, True)
    answer = '\n[[aside]]\ntext = "[near-duplicate] Another bill of the same name."\n'
    assert not fields(catalogue_of(it=twin, other=twin + answer), sources, "near-duplicate")


def test_what_nobody_has_written_yet_is_told_so_and_nothing_else(
    catalogue_of: Files, sources: Sources
) -> None:
    text = new_file(RegisteredSources(), date(2026, 11, 23), source="manual")
    catalogue = catalogue_of(it=text, other=text)
    assert {each.rule for each in advice(catalogue, sources)} == {"unwritten"}
    left = ["title", "statement", "criteria", "resolution.source[0].params.ask"]
    assert fields(catalogue, sources, "unwritten") == [*left, *left]


def test_what_is_left_of_a_template_is_told_beside_the_rest(catalogue_of: Files, sources: Sources) -> None:
    text = new_file(RegisteredSources(), date(2026, 11, 23), source="manual")
    written = text.replace(UNWRITTEN, "The merger")
    told = {each.rule for each in advice(catalogue_of(it=written, other=written), sources)}
    assert told == {"unwritten", "no-source", "near-duplicate"}


@pytest.mark.parametrize(
    ("source", "param"),
    [("epoch.chip_multiple", "above"), ("doj.press_releases", "title"), ("manual", "ask")],
)
def test_a_param_to_fill_in_is_told(source: str, param: str) -> None:
    sources = RegisteredSources()
    parsed = parse_toml(new_file(sources, date(2026, 11, 23), source=source).encode())
    assert isinstance(parsed, Parsed)
    question = parsed_question("it", parsed, Around())
    assert isinstance(question, Question)
    told = [finding.key for finding in lint(question, Drafts(sources)) if "params" in finding.key]
    assert told == [("resolution", "source", 0, "params", param)]


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["", " million", " thousand", "%"]))
def test_a_number_is_found_however_the_sentence_goes_on(number: Decimal, after: str) -> None:
    assert number in numbers_in(f"at least {number:,}{after} of them by 2029-01-15")


def test_a_day_is_no_number() -> None:
    assert numbers_in("by 2029-01-15") == frozenset()


def test_words_for_one_side_are_not_taken_for_the_other() -> None:
    assert sides_told("12 or above") == {"itself and up"}
    assert sides_told("more than 12, not more than 24") == {"only above", "itself and down"}
    assert sides_told("fewer than 12") == {"only below"}
