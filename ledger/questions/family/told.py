"""What does not go together, in a sentence: what was said, what is left for it, how far off, and what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.family.coherence import Outside, TooLittle, TooMuch
from ledger.questions.family.held import Apart
from ledger.questions.family.room import room
from ledger.questions.forecast import Chance, Chances
from ledger.questions.says_words import number_words, percent_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.part import Part

POINTS = 100


def sentence(found: Contradiction | Apart) -> str:
    """What does not go together.

    >>> from decimal import Decimal
    >>> sentence(TooMuch(("a", "b", "c"), Decimal("1.2")))
    'a, b and c exclude each other, and add up to 120 %'
    """
    match found:
        case Outside(question, label, part, said, least, most, against):
            what = f"{percent_words(said)}{_of(label, part)}"
            return (
                f"{question}: you said {what}; what you said on {listed(against)} leaves {room(least, most)}"
            )
        case TooMuch(questions, total):
            return f"{listed(questions)} exclude each other, and add up to {percent_words(total)}"
        case TooLittle(questions, total):
            return f"one of {listed(questions)} must come, and they add up to {percent_words(total)}"
        case Apart(question, label, said, implied, against):
            which = f"{percent_words(said)}{f' for {label}' if label != 'YES' else ''}"
            return f"{question}: you said {which}; your numbers on {against} imply {percent_words(implied)} in straight lines"


def mend(found: Contradiction | Apart) -> str:
    """What to change; a command where one question alone would do."""
    match found:
        case Outside(question, "YES", _, said, least, most, against):
            nearest = least if said < least else most
            return f"fledger forecast {question} {typed(nearest)}, or change {listed(against)}"
        case Outside(question, _, _, _, _, _, against):
            return f"change {question} or {listed(against)}"
        case TooMuch() | TooLittle():
            way = "lower" if isinstance(found, TooMuch) else "raise"
            return f"{way} them by {points(found)} together"
        case Apart(question, "YES"):
            return f"fledger forecast {question} = takes the figure"
        case Apart(question, _, _, _, against):
            return f"change {question} or {against}, if you mean the line"


def points(found: Contradiction | Apart) -> str:
    """How far off, in points.

    >>> from decimal import Decimal
    >>> points(TooMuch(("a", "b", "c"), Decimal("1.2"))), points(TooMuch(("a", "b"), Decimal("1.01")))
    ('20 points', '1 point')
    """
    number = number_words((found.off * POINTS).quantize(found.off))
    return f"{number} {'point' if number == '1' else 'points'}"


def typed(chance: Decimal) -> str:
    """A chance as it is typed: `35%`."""
    return percent_words(chance).replace(" ", "")


def command(question: str, says: Chance | Chances) -> str:
    """What says a forecast in the shell.

    >>> from decimal import Decimal
    >>> command("who", Chances((("a", Decimal("0.2")), ("b", Decimal("0.8")))))
    'fledger forecast who 20/80'
    """
    match says:
        case Chance(probability):
            return f"fledger forecast {question} {typed(probability)}"
        case Chances(options):
            return f"fledger forecast {question} {'/'.join(number_words(share * POINTS) for _, share in options)}"


def listed(names: Sequence[str]) -> str:
    """Names as people say them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _of(label: str, part: Part) -> str:
    if label:
        return "" if label == "YES" else f" for {label}"
    return f" below {number_words(part.stretches[-1][1])}"
