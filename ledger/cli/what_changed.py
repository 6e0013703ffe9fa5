"""What differs between two versions of a question file, for a reviewer: amendment or another meaning, word by word."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ledger.cli.markdown import code, escaped
from ledger.questions.amendment import Meaning, Plain, Same, compare
from ledger.questions.publication import Publication
from ledger.questions.said_diff import said_diff
from ledger.questions.word_diff import word_diff

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.question import Question
    from ledger.questions.said_diff import Pieces

_MARKS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
_LONGEST = 200


def changed_lines(before: Question, now: Question) -> Iterator[str]:
    """What kind of change it is, then a line for each key that differs."""
    yield _kind(before, now)
    for key, pieces in said_diff(before.said, now.said):
        yield f"- {code(key)}: {_marked(pieces)}"


def publication_lines(before: Mapping[str, Publication], now: Mapping[str, Publication]) -> Iterator[str]:
    """A line for each publication that came, went or is described otherwise."""
    for name in {**before, **now}:
        old, new = before.get(name), now.get(name)
        if old is None and new is not None:
            yield f"- new: {code(name)}, {escaped(new.title)} by {escaped(new.by)}"
        elif new is None:
            yield f"- gone: {code(name)}"
        elif old is not None:
            yield from _publication(old, new)


def _publication(old: Publication, new: Publication) -> Iterator[str]:
    for each in fields(Publication):
        was, now = getattr(old, each.name), getattr(new, each.name)
        if was != now:
            yield f"- {code(f'{old.id}.{each.name}')}: {_marked(word_diff(_plain(was), _plain(now)))}"


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _kind(before: Question, now: Question) -> str:
    if before.id != now.id:
        return (
            f"**Another id is another question.** {code(before.id)} stays asked where it was; "
            f"{code(now.id)} is new and may say `supersedes`.\n"
        )
    match compare(before.said, now.said):
        case Same():
            return "It says the same as before.\n"
        case Plain(keys):
            return f"**Amendment** of {_listed(keys)}. Forecasts stay with the version they were made on.\n"
        case Meaning(keys):
            return (
                f"**The meaning changed** ({_listed(keys)}): where somebody has relied on it, this needs a new file "
                "with `supersedes`.\n"
            )


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(map(code, keys))


def _marked(pieces: Pieces) -> str:
    """What went and what came; what stayed is shortened in the middle, where it is long."""
    return "".join(
        _MARKS[op].format(escaped(_shortened(text) if op == "same" else text)) for op, text in pieces
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} […] {text[-_LONGEST // 2 :]}"
