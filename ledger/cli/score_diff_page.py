"""`fledger score --diff`: what changes of rule did to the past, number by number and cause by cause."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.standing.version_diff import Rescored, VersionDiff

HEADERS = ("question", "rule", "before", "after", "cause")
PLAIN = ("question", "rule", "imputed", "cause", "before", "after")


def lines(diff: VersionDiff, table: str | None) -> Iterator[str]:
    """What changed, for people; `table` shows the older numbers that did, None where there are none."""
    since = f"engine version {diff.since}"
    if table is None:
        yield f"No number of {since} comes out differently: {_counted(diff.same)} what {_it(diff.same)}, to twelve digits."
    else:
        yield f"Since {since}, {counted(len(diff.changed), 'number')} changed, cause by cause; {_counted(diff.same)} what {_it(diff.same)}."
        yield table
    for cause in dict.fromkeys(one.moves[0].cause for one in diff.new):
        counts = Counter(one.rule for one in diff.new if one.moves[0].cause == cause)
        new = ", ".join(f"{rule} on {counted(count, 'question')}" for rule, count in counts.items())
        yield f"New, there was no number ({cause}): {new}."


def _counted(count: int) -> str:
    return f"{counted(count, 'number')} {'is' if count == 1 else 'are'}"


def _it(count: int) -> str:
    return "it was" if count == 1 else "they were"


def rows(diff: VersionDiff) -> Iterator[tuple[str, ...]]:
    """One row per cause of every older number that is another one now: HEADERS."""
    for one in diff.changed:
        for move in one.moves:
            yield one.question, one.rule, _shown(move.before), _shown(move.after), move.cause


def _shown(value: float | None) -> str:
    return "none" if value is None else number(value)


def plain_rows(diff: VersionDiff) -> Iterator[tuple[object, ...]]:
    """The same for pipes, new numbers too, every number whole: PLAIN."""
    for one in diff.rescored:
        for move in one.moves:
            yield (
                one.question,
                one.rule,
                int(one.imputed),
                move.cause,
                _whole(move.before),
                _whole(move.after),
            )


def _whole(value: float | None) -> str:
    return "" if value is None else repr(value)


def data(diff: VersionDiff) -> dict[str, object]:
    """The same for programs; `before` is null for a new number."""
    return {
        "since": diff.since,
        "same": diff.same,
        "changed": [_data(one) for one in diff.changed],
        "new": [_data(one) for one in diff.new],
    }


def _data(one: Rescored) -> dict[str, object]:
    return {
        "question": one.question,
        "rule": one.rule,
        "imputed": one.imputed,
        "before": one.before,
        "after": one.after,
        "causes": [{"cause": move.cause, "before": move.before, "after": move.after} for move in one.moves],
    }
