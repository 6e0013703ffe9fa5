"""A claim must say enough that nobody is credited or blamed for what they did not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.tables import ClaimTable

_CLAIM = "claim"


def check_claim(subject: Subject) -> Iterator[Finding]:
    """Condition, note on the proxy, words, and names that are known."""
    if (claim := subject.file.claim) is None:
        return
    yield from _condition(subject, claim)
    yield from _words(subject, claim)
    if claim.publication is not None:
        yield from known_name(subject, (_CLAIM, "publication"), claim.publication)
    for index, objection in enumerate(claim.objection or []):
        if objection.by is not None:
            yield from known_name(subject, (_CLAIM, "objection", index, "by"), objection.by)


def known_name(subject: Subject, key: Key, name: str) -> Iterator[Finding]:
    """A finding when `name` stands for no publication of the folder."""
    if name not in subject.names:
        fix = f"{nearest(name, subject.names)}; a new one gets a table in publications.toml"
        yield Finding(
            key, "unknown-publication", "no publication of this folder has this name", fix, shown(name)
        )


def _condition(subject: Subject, claim: ClaimTable) -> Iterator[Finding]:
    if claim.stance == "scenario":
        if claim.condition is None and subject.missing(_CLAIM, "condition"):
            fix = "add condition = ..., in words: what would have to be so"
            yield Finding((_CLAIM, "condition"), "condition", "a scenario needs its condition", fix)
        if claim.condition_question == subject.id:
            fix = "name the question that decides the condition"
            yield Finding(
                (_CLAIM, "condition_question"), "condition", "a question is not its own condition", fix
            )
        return
    for name in ("condition", "condition_question"):
        if claim.stance is not None and getattr(claim, name) is not None:
            fix = 'leave it out, or write stance = "scenario"'
            yield Finding(
                (_CLAIM, name), "condition", "only a scenario has a condition", fix, shown(claim.stance)
            )


def _words(subject: Subject, claim: ClaimTable) -> Iterator[Finding]:
    if (
        claim.proxy in {"close", "loose"}
        and claim.proxy_note is None
        and subject.missing(_CLAIM, "proxy_note")
    ):
        fix = "add proxy_note = ..., how the rule differs from the words"
        yield Finding((_CLAIM, "proxy_note"), "proxy-note", f"a {claim.proxy} proxy needs a note", fix)
    both = claim.quote, claim.paraphrase
    if both == (None, None) and subject.missing(_CLAIM, "quote") and subject.missing(_CLAIM, "paraphrase"):
        fix = "add quote = ..., or paraphrase = ... where the text itself was not read"
        yield Finding((_CLAIM, "quote"), "claim-words", "the claim's words are missing", fix)
