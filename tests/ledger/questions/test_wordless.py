"""A question without its words says everything that other files may clash with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.every import answered
from ledger.questions.lint.linked import linked
from ledger.questions.reading import question_from_said
from ledger.questions.relations import relations
from ledger.questions.wordless import WORDS, wordless

SHIPPED = read_catalogue([FOLDER]).questions


@pytest.mark.parametrize(
    "name", ["us-lead-months-2028", "huawei-share-2027-lower-than-2026", "metr-horizon-2028"]
)
def test_only_words_are_missing(name: str) -> None:
    whole = SHIPPED[name]
    short = question_from_said(name, wordless(whole.said))
    assert all(getattr(short, word) == "" for word in WORDS)
    words = {word: getattr(whole, word) for word in WORDS}
    assert replace(short, **words, said=whole.said, tags=whole.tags, claim=whole.claim) == whole


def test_it_hangs_together_with_others_as_before() -> None:
    for name, whole in SHIPPED.items():
        short = question_from_said(name, wordless(whole.said))
        assert linked(short) == linked(whole)
        assert answered(short) == answered(whole)
        assert list(relations(short, {})) == list(relations(whole, {}))
