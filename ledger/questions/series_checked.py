"""What `fledger check --strict` would say of files that are not yet written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.lint.draft import Drafts
from ledger.questions.lint.every import answered, lint, together
from ledger.questions.lint.families import across
from ledger.questions.lint.linked import linked
from ledger.questions.lint.near_duplicates import compared, near_duplicates
from ledger.questions.problem import Problem
from ledger.questions.publications import Publications
from ledger.questions.question import Question
from ledger.questions.question_file import Around, parsed_question, problems, unreadable
from ledger.questions.toml_file import NotToml, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ledger.questions.publication import Publication
    from ledger.questions.series import Sibling


def wrong_with(
    folder: Path, siblings: Iterable[Sibling], publications: Mapping[str, Publication]
) -> list[Problem]:
    """Every problem of the files as they would lie in `folder`, and all advice on their words."""
    around, wrong = Around(Publications(publications).names()), list[Problem]()
    good = dict[str, Question]()
    texts = {each.id: each.text for each in siblings}
    for name, text in texts.items():
        path, parsed = folder / f"{name}.toml", parse_toml(text.encode())
        if isinstance(parsed, NotToml):
            wrong.append(unreadable(path, parsed))
            continue
        question = parsed_question(name, parsed, around)
        if isinstance(question, list):
            wrong += problems(path, text, question)
        else:
            good[name] = question
    drafts, twins = Drafts(around.sources), near_duplicates(map(compared, good.values()))
    families = across(map(linked, good.values()), good.__getitem__)
    for name, question in good.items():
        others = together(twins.get(name), families.get(name, []), answered(question))
        found = [*lint(question, drafts), *others]
        wrong += problems(folder / f"{name}.toml", texts[name], found)
    return wrong
