"""`fledger claims`: what publications said, and what may be said of it now."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.outcome import outcome_said
from ledger.tui.pages.hiding import veiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.questions.publication import Publication
    from ledger.standing.publications.claims import ClaimLine
    from ledger.standing.publications.tally import Tally
    from ledger.standing.publications.verdict import Verdict

HEADERS = ("question", "their words, and who said them", "stance", "now", "you", "crowd", "state")
WHOLE = HEADERS[1:]
"""All but the id: words and numbers that say something else when they are cut. They wrap."""
PLAIN = (
    *("question", "their words", "said by", "stance", "proxy"),
    *("now", "you", "crowd", "state", "what may be said"),
)
"""The columns of `--plain`."""


def rows(
    lines: Sequence[ClaimLine], *, simulated: bool, hidden: frozenset[str] = frozenset()
) -> Iterator[tuple[str, ...]]:
    """One row per claim, for people: the columns of HEADERS. The stance has the proxy with it, the state what may be said.

    `hidden` are ids of questions whose claim and crowd are covered.
    """
    for line in lines:
        row = line.row
        said = "; ".join(one for one in _briefly(line, simulated=simulated) if one != row.stands)
        yield (
            row.id,
            f"{veiled(_quoted(line), hidden=row.id in hidden)}, {line.claim.said_by}",
            f"{line.claim.stance} ({line.claim.proxy})",
            words.now_value(row, simulated=simulated),
            words.mine(row),
            _crowd(line, "none", hidden=row.id in hidden),
            f"{row.stands}: {said}" if said else row.stands,
        )


def plain_rows(
    lines: Sequence[ClaimLine], *, simulated: bool, hidden: frozenset[str] = frozenset()
) -> Iterator[tuple[str, ...]]:
    """One row per claim, for pipes: the columns of PLAIN, covered as in `rows`."""
    for line in lines:
        claim, row = line.claim, line.row
        yield (
            *(row.id, veiled(_quoted(line), hidden=row.id in hidden)),
            *(claim.said_by, claim.stance, claim.proxy),
            *(words.now_value(row, simulated=simulated), words.mine(row)),
            *(_crowd(line, line.crowd.words(row.unit), hidden=row.id in hidden), row.stands),
            "; ".join(_said(line, simulated=simulated)),
        )


def _said(line: ClaimLine, *, simulated: bool) -> Iterator[str]:
    """What may be said, and where the question is heading when its sources leave it."""
    yield from (verdict_words(one, simulated=simulated) for one in line.verdicts)
    if line.row.heading:
        yield line.row.heading.words


def _briefly(line: ClaimLine, *, simulated: bool) -> Iterator[str]:
    """The same without the condition of what was not tested: it is a sentence of its own."""
    from ledger.standing.publications.verdict import NotTested

    tested = [one for one in line.verdicts if not isinstance(one, NotTested)]
    if len(tested) < len(line.verdicts):
        yield "not tested"
    yield from _said(replace(line, verdicts=tuple(tested)), simulated=simulated)


def _crowd(line: ClaimLine, none: str, *, hidden: bool) -> str:
    if line.crowd.middle is None:
        return none
    return "hidden" if hidden else line.crowd.words(line.row.unit)


def _quoted(line: ClaimLine) -> str:
    return f"{line.words} (our words)" if line.paraphrased else f'"{line.words}"'


def verdict_words(verdict: Verdict, *, simulated: bool) -> str:
    """What may be said, marked where the outcome behind it was made up."""
    from ledger.standing.publications.verdict import NotTested, StillOpen

    rests = not isinstance(verdict, NotTested | StillOpen)
    return words.sim(verdict.words(), simulated=simulated and rests)


def head(
    tallies: Sequence[Tally], lines: Sequence[ClaimLine], publications: Mapping[str, Publication]
) -> Iterator[str]:
    """The tally, and the interest of everybody whose claims are shown."""
    yield (
        " · ".join(tally.words() for tally in tallies)
        or "No claims in this ledger yet. Take them in with: fledger sync"
    )
    for id_ in dict.fromkeys(line.claim.publication for line in lines):
        known = publications.get(id_)
        if known is not None and known.interest:
            yield f"{known.by}, interest: {known.interest}"
        if known is not None:
            yield f"{known.by}, {known.title}. How far it was read: {known.read}"


def data(line: ClaimLine, *, simulated: bool, hidden: bool = False) -> dict[str, object]:
    """One claim for programs. While it is `hidden`, the crowd's figure is null and those of its words are covered."""
    row = line.row
    return {
        "question": row.id,
        "title": row.title,
        "hidden": hidden,
        **_claimed(line, hidden=hidden),
        "now": row.today.value if row.today else None,
        "would_resolve": row.today.would if row.today else None,
        "unit": row.unit,
        "outcome": outcome_said(line.outcome) if line.outcome is not None else None,
        "you": dict(row.mine.says) if row.mine else None,
        "crowd": {"forecasters": line.crowd.forecasters, "middle": None if hidden else line.crowd.middle},
        "state": row.stands,
        "heading": row.heading.words if row.heading else None,
        "verdicts": [verdict_data(one) for one in line.verdicts],
        "simulated": simulated,
    }


def _claimed(line: ClaimLine, *, hidden: bool) -> dict[str, object]:
    """What was claimed, by whom and how firmly."""
    claim = line.claim
    return {
        "publication": claim.publication,
        "place": claim.place,
        "words": veiled(line.words, hidden=hidden),
        "paraphrased": line.paraphrased,
        "said_by": claim.said_by,
        "repeated_by": list(claim.repeated_by),
        "stance": claim.stance,
        "hedge": claim.hedge,
        "condition": claim.condition,
        "proxy": claim.proxy,
        "proxy_note": claim.proxy_note,
        "certainty": claim.certainty,
        "objections": [asdict(one) for one in claim.objections],
    }


def tally_data(tally: Tally) -> dict[str, object]:
    """What one source said, counted, for programs."""
    return {**asdict(tally), "words": tally.words()}


def verdict_data(verdict: Verdict) -> dict[str, object]:
    """One verdict for programs, with what follows from its numbers and its words."""
    from ledger.standing.publications.verdict import bearing

    kind = {"kind": type(verdict).__name__, "reach": bearing(verdict)}
    return {**kind, **asdict(verdict), **_derived(verdict), "words": verdict.words()}


def _derived(verdict: Verdict) -> dict[str, object]:
    """What follows from a verdict's own numbers: the error of a point beside that of no change, the width of a range."""
    from ledger.standing.publications.verdict import PointError, RangeResult, TwoPoints

    if isinstance(verdict, PointError):
        naive = verdict.reference
        beside = {"error": naive.error, "ratio": naive.ratio} if naive else None
        return {"error": verdict.error, "ratio": verdict.ratio, "beside_no_change": beside}
    if isinstance(verdict, TwoPoints):
        ends = {"first": verdict.first, "second": verdict.second}
        return {name: {**asdict(one), **_derived(one)} for name, one in ends.items()}
    if isinstance(verdict, RangeResult):
        return {"width": verdict.width}
    return {}
