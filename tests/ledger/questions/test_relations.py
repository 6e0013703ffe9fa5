"""A question may name others: they must be there, and be numbers where numbers are subtracted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ledger.questions.amendment import Plain, compare
from ledger.questions.question import Difference

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]


def related(binary: str, of: str, less: str) -> str:
    return f'difference = {{ of = "{of}", less = "{less}" }}\n{binary}'


def told(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(problem.field, problem.rule) for problem in catalogue.problems]


def test_the_numbers_that_are_subtracted_are_kept(good: Mapping[str, str], catalogue_of: Files) -> None:
    number = good["numeric"]
    read = catalogue_of(it=related(good["binary"], "next", "this"), next=number, this=number)
    assert told(read) == []
    assert read.questions["it"].difference == Difference("next", "this")


def test_a_question_that_is_not_there_is_told(good: Mapping[str, str], catalogue_of: Files) -> None:
    read = catalogue_of(it=related(good["binary"], "next", "gone"), next=good["numeric"])
    assert told(read) == [("difference.less", "unknown-question")]


def test_only_numbers_have_a_difference(good: Mapping[str, str], catalogue_of: Files) -> None:
    read = catalogue_of(it=related(good["binary"], "day", "this"), day=good["date"], this=good["numeric"])
    assert told(read) == [("difference.of", "difference")]


def test_both_ends_must_be_named(good: Mapping[str, str], catalogue_of: Files) -> None:
    read = catalogue_of(it='difference = { of = "this" }\n' + good["binary"], this=good["numeric"])
    assert told(read) == [("difference.less", "missing-key")]


def test_a_relation_changes_nothing_in_what_is_asked(good: Mapping[str, str], catalogue_of: Files) -> None:
    numbers = {"next": good["numeric"], "this": good["numeric"]}
    plain = catalogue_of(it=good["binary"], **numbers).questions["it"].said
    joined = catalogue_of(it=related(good["binary"], "next", "this"), **numbers).questions["it"].said
    assert compare(plain, joined) == Plain(("difference",))
