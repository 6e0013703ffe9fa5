"""The query line: a few words that narrow a list of questions. Text in, SQL with bound values out.

    lead tag:eci state:open by:mira source:epoch stance:scenario ends<30d p>80% -tag:imputed

A plain word must stand in the title, the id, a tag, the statement, an aside, or what was claimed or objected. `-` before
a term turns it round. Everything a person types is a bound value; only our own column names reach the SQL.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from ledger.clock import microseconds
from ledger.errors import UsageError
from ledger.questions.question import Kind, Stance
from ledger.record.hidden import UNANSWERED, has_figure
from ledger.record.to_answer import TO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

HOUR = 3_600_000_000
UNITS = {"h": HOUR, "d": 24 * HOUR, "w": 7 * 24 * HOUR, "m": 30 * 24 * HOUR, "y": 365 * 24 * HOUR}
NOT_ENDED = "q.state NOT IN ('resolved', 'annulled')"

LEFT_AS = "CASE WHEN q.state = 'annulled' AND q.ended_how = 'ambiguous' THEN 'ambiguous' ELSE q.state END"
"""What entries left `now_questions q` as; one state of the journal holds what was annulled and what is ambiguous."""

STATES: Mapping[str, str] = {
    "open": f"({NOT_ENDED} AND q.opens_at <= :now AND q.closes_at >= :now)",
    "upcoming": f"({NOT_ENDED} AND q.opens_at > :now)",
    "closed": f"({NOT_ENDED} AND q.closes_at < :now)",
    "due": f"({NOT_ENDED} AND q.closes_at < :now AND q.resolves_at <= :now)",
    "waiting": f"(q.state IN ('proposed', 'contested', 'given_up') OR {TO_ANSWER})",
    "ended": "q.state IN ('resolved', 'annulled')",
    "asked": "q.state = 'asked'",
    "proposed": "q.state = 'proposed'",
    "contested": "q.state = 'contested'",
    "given-up": "q.state = 'given_up'",
    "resolved": "q.state = 'resolved'",
    "annulled": "(q.state = 'annulled' AND q.ended_how <> 'ambiguous')",
    "ambiguous": "(q.state = 'annulled' AND q.ended_how = 'ambiguous')",
}
"""What `state:` takes. The first five depend on the clock; the others are as entries left them."""

SAME_STATE = {
    "given_up": "given-up",
    "challenged": "contested",
    "disputed": "contested",
    "settled": "resolved",
    "void": "annulled",
    "voided": "annulled",
    "n/a": "annulled",
    "na": "annulled",
    "cancelled": "annulled",
}
"""Words that other places use for the same state."""

_GONE = "min(coalesce(f.ended_at, f.expires_at), coalesce(f.expires_at, f.ended_at))"
_UNTIL = "min(:now, q.closes_at, coalesce(q.known_at, q.closes_at))"


def _newest(what: str, who: str) -> str:
    return (
        f"(SELECT {what} FROM now_forecasts f"
        f" WHERE f.question = q.question AND f.forecaster = {who} AND f.made_at <= :now"
        " ORDER BY f.made_at DESC, f.forecast DESC LIMIT 1)"
    )


def standing(who: str) -> str:
    """Whether a forecast of somebody stands on `now_questions q`, or stood until it ended; NULL where they never spoke."""
    return _newest(f"coalesce({_GONE} > {_UNTIL}, 1)", who)


CHANCE = _newest(f"CASE WHEN coalesce({_GONE} > {_UNTIL}, 1) THEN f.probability END", ":me")
"""The probability in my newest forecast on a question while that stands, for `p` and for sorting."""

KINDS: tuple[Kind, ...] = get_args(Kind)
STANCES: tuple[Stance, ...] = get_args(Stance)

IN_WORDS = ("statement", "quote", "paraphrase", "hedge", "condition", "text")
"""The keys in `said` of words to be found by: the statement, what was claimed and objected, and the asides."""


VEILED = ("$.claim.quote", "$.claim.paraphrase")
"""Where in `said` figures are covered until somebody answered."""


class FilterError(UsageError):
    """A term of the query line cannot be meant; the sentence says what can."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on `now_questions q` with its bound values; `:now` and `:me` are bound by the query.

    `text` is what was typed, `people` are the names in it that must have forecast something.
    """

    where: str = "1"
    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    people: tuple[str, ...] = ()


EVERYTHING = Filter()


def filter_from(text: str, *, now_us: int, revealed: Collection[str] = ()) -> Filter:
    """The condition a query line means at this moment. Raises FilterError.

    Figures in what was claimed are not found while they are covered; `revealed` are questions whose figures are shown.
    """
    reading = _Reading(now_us, revealed)
    conditions = [reading.term(word) for word in _words(text)]
    return Filter(" AND ".join(conditions) or "1", reading.values, text.strip(), tuple(reading.people))


def _words(text: str) -> list[str]:
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escape = True, "", '"', ""
    try:
        return list(lexer)
    except ValueError as error:
        raise FilterError('A quotation mark is open; close it with another ".') from error


class _Reading:
    """Turns terms into conditions and collects their values under names of its own."""

    def __init__(self, now_us: int, revealed: Collection[str]) -> None:
        self.now_us = now_us
        self.revealed = revealed
        self.values: dict[str, object] = {}
        self.people: list[str] = []
        self.keys: Mapping[str, Callable[[str], str]] = {
            "tag": self._tag,
            "state": self._state,
            "by": self._by,
            "source": self._source,
            "stance": lambda text: f"q.stance = {self._bind(_one_of('stance', text.lower(), STANCES))}",
            "kind": lambda text: (
                f"q.kind = {self._bind(_one_of('kind', text.lower().replace('-', '_'), KINDS))}"
            ),
            "family": lambda text: f"q.family = {self._bind(text)}",
            "from": lambda text: f"q.publication = {self._bind(text)}",
        }

    def term(self, word: str) -> str:
        """The condition of one term."""
        if word.startswith("-") and len(word) > 1:
            return f"NOT coalesce({self._positive(word[1:])}, 0)"
        return self._positive(word)

    def _positive(self, word: str) -> str:
        if compared := re.fullmatch(r"([A-Za-z]+)(<=|>=|<|>)(.*)", word):
            return self._compared(compared[1].lower(), compared[2], compared[3])
        key, colon, value = word.partition(":")
        if colon and key.isascii() and key.isalpha():
            return self._keyed(key.lower(), value)
        return self._plain(word)

    def _bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _like(self, text: str) -> str:
        escaped = re.sub(r"([\\%_])", r"\\\1", text)
        return f"LIKE {self._bind(f'%{escaped}%')} ESCAPE '\\'"

    def _plain(self, word: str) -> str:
        like = self._like(word)
        return f"(q.title {like} OR q.question {like} OR q.tags {like} OR {self._told(word)})"

    def _told(self, word: str) -> str:
        # the word as JSON spells it is the cheap sieve; only rows that hold it anywhere are taken apart
        sieve = self._like(json.dumps(word, ensure_ascii=False)[1:-1])
        keys = ", ".join(f"'{key}'" for key in IN_WORDS)
        words = f"SELECT 1 FROM json_tree(q.said) w WHERE w.key IN ({keys}) AND w.atom {self._like(word)}"
        if has_figure(word):
            self.values["revealed"] = json.dumps(sorted(self.revealed))
            words += f" AND (w.fullkey NOT IN {VEILED} OR NOT {UNANSWERED})"
        return f"(q.said {sieve} AND EXISTS ({words}))"

    def _keyed(self, key: str, value: str) -> str:
        if key not in self.keys:
            raise FilterError(
                f"There is no filter {key}:.{_near(key, [*self.keys])} There are: {_listed(self.keys)}"
            )
        if not value:
            raise FilterError(f"{key}: needs a word after the colon.")
        return self.keys[key](value)

    def _tag(self, text: str) -> str:
        return f"EXISTS (SELECT 1 FROM json_each(q.tags) t WHERE t.value = {self._bind(text)})"

    def _state(self, text: str) -> str:
        name = SAME_STATE.get(text.lower(), text.lower())
        return STATES[_one_of("state", name, STATES)]

    def _by(self, text: str) -> str:
        self.people += [text] if text != "me" else []
        return standing(":me" if text == "me" else self._bind(text))

    def _source(self, text: str) -> str:
        # instr is the cheap sieve; the tree walk then sees only rows that hold the text at all
        value = self._bind(text)
        names = "SELECT 1 FROM json_tree(q.said, '$.resolution') s WHERE s.key = 'name'"
        return f"(instr(q.said, {value}) AND EXISTS ({names} AND instr(s.atom, {value}) = 1))"

    def _compared(self, key: str, sign: str, value: str) -> str:
        if key == "ends":
            return f"q.closes_at {sign} {self._bind(self._moment(value))}"
        if key in {"p", "chance"}:
            return f"{CHANCE} {sign} {self._bind(_probability(value))}"
        raise FilterError(f"{key} cannot be compared; ends<30d and p>80% can.")

    def _moment(self, text: str) -> int:
        if ahead := re.fullmatch(r"(\d{1,5})([hdwmy])", text):
            return self.now_us + int(ahead[1]) * UNITS[ahead[2]]
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise FilterError(
                f"{text!r} behind ends: write a length of time (30d, 2w, 6m) or a day (2027-01-01)."
            ) from error
        return microseconds(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _probability(text: str) -> float:
    number = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%?)", text)
    value = float(number[1]) / (100 if number[2] else 1) if number else -1.0
    if not 0 <= value <= 1:
        raise FilterError(f"{text!r} behind p: write a chance as 80% or 0.8.")
    return value


def _one_of(key: str, word: str, known: Collection[str]) -> str:
    """The word itself. Raises FilterError, with the list, for one that is not known."""
    if word not in known:
        raise FilterError(
            f"There is no {key} {word!r}.{_near(word, [*known])} There are: {', '.join(known)}."
        )
    return word


def _near(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f" Did you mean {close[0]}?" if close else ""


def _listed(keys: Mapping[str, object]) -> str:
    return ", ".join(f"{key}:" for key in keys) + ", ends<30d, p>80%."
