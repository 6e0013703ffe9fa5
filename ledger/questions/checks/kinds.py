"""Every kind of question has keys of its own: none of another kind, all of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.question import Kind

_ONLY: dict[Key, tuple[Kind, ...]] = {
    ("range",): ("numeric", "date"),
    ("otherwise",): ("date",),
    ("ordered",): ("multiple_choice",),
    ("option",): ("multiple_choice",),
    ("resolution", "yes_if"): ("binary",),
    ("resolution", "first_day"): ("date",),
}
_NEEDS: dict[Kind, tuple[Key, ...]] = {
    "binary": (("resolution", "yes_if"),),
    "multiple_choice": (("option",),),
    "numeric": (("range",),),
    "date": (("range",), ("resolution", "first_day")),
}


def check_kind(subject: Subject) -> Iterator[Finding]:
    """Keys of other kinds, and missing ones of this kind."""
    if (kind := subject.file.kind) is None:
        return
    for key, kinds in _ONLY.items():
        if _there(subject, key) and kind not in kinds:
            wrong = f"this key belongs to a {' or '.join(kinds)} question"
            yield Finding(key, "kind-key", wrong, "leave it out, or change the kind", f'kind = "{kind}"')
    for key in _NEEDS[kind]:
        if not _there(subject, key) and subject.missing(*key):
            yield Finding(key, "missing-key", f"a {kind} question needs this key", f"add {key[-1]}")


def _there(subject: Subject, key: Key) -> bool:
    holder = subject.file if len(key) == 1 else subject.resolution
    return holder is not None and getattr(holder, str(key[-1])) is not None


def check_head(subject: Subject) -> Iterator[Finding]:
    """Who asks, and what stands in two places."""
    file = subject.file
    if file.claim is not None and file.by is not None:
        yield Finding(
            ("by",),
            "claim-or-by",
            "a claim says already whose words these are",
            "leave by out",
            shown(file.by),
        )
    if file.claim is None and file.by is None and subject.missing("claim") and subject.missing("by"):
        fix = 'add [claim], or by = "this project" or a name'
        yield Finding(("by",), "claim-or-by", "nobody asks this question", fix)
    if file.private and file.claim is not None:
        yield Finding(
            ("private",),
            "claim-or-by",
            "a publication's claim cannot be private",
            "leave private out",
            "true",
        )
    if file.supersedes == subject.id:
        yield Finding(
            ("supersedes",),
            "supersedes",
            "a question cannot supersede itself",
            "name the old one",
            shown(subject.id),
        )
    yield from _twice(subject)


def _twice(subject: Subject) -> Iterator[Finding]:
    for name in ("unit", "digits"):
        head, rule = getattr(subject.file, name), getattr(subject.resolution, name, None)
        if None not in {head, rule} and head != rule:
            key: Key = ("resolution", name)
            yield Finding(
                key,
                "said-twice",
                f"{name} stands at the top too, and differs",
                "keep one of them",
                shown(rule),
            )
