"""One look at a source that was taken to try it: how it ended, its values, its days and its requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import Style, emit_lines, table, talk
from ledger.cli.words import sim
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.resolution.looking.rehearsal import Looked

NOTHING: Mapping[str, object] = {}


def state_of(looked: Looked) -> str:
    """`reading`, `not_yet` or `unusable`."""
    from ledger.resolution.looking.keeping import answer_kind

    return answer_kind(looked.answer)


def tried(looked: Looked) -> dict[str, object]:
    """What one look at a source gave, as JSON."""
    from ledger.resolution.looking.rehearsal_json import evidence_json, reading_json, span_json
    from ledger.resolution.rule.taken import trouble_words
    from resolvers.source import Reading

    answer = looked.answer
    nothing = dict.fromkeys(("values", "exact", "units", "as_of", "covers", "where"))
    is_reading = isinstance(answer, Reading)
    return {
        "schema": 1,
        "source": looked.use.name,
        "params": dict(looked.use.params),
        "span": span_json(looked.days.span),
        "state": state_of(looked),
        **(reading_json(answer, looked.offers) if isinstance(answer, Reading) else nothing),
        "evidence": evidence_json(looked.evidence),
        "reason": None if is_reading else trouble_words(answer),  # type: ignore[arg-type]  # no reading
    }


def print_tried(
    looked: Looked, style: Style | None, *, simulated: bool = False, more: Mapping[str, object] = NOTHING
) -> None:
    """What one look gave, with `more` in its JSON; for people its values are on stdout, the days and requests talk."""
    rows = tried_rows(looked, simulated=simulated)
    emit_lines(
        style, lines=_tried_lines(looked, simulated=simulated), rows=rows, data={**tried(looked), **more}
    )
    if style is None:
        _talk_days(looked)


def _tried_lines(looked: Looked, *, simulated: bool) -> Iterator[str]:
    said = tried(looked)
    if said["reason"]:
        yield f"{said['source']}  {said['state']}: {clean_line(str(said['reason']))}"
    else:
        yield table(("value", "now", "unit", "where"), _values(looked, simulated=simulated))


def tried_rows(looked: Looked, *, simulated: bool = False) -> Iterator[tuple[object, ...]]:
    """For pipes: how the look ended and over which days, or why there is no reading; then its values and its requests."""
    from resolvers.source import Reading

    answer, name = looked.answer, looked.use.name
    if isinstance(answer, Reading):
        yield "reading", name, answer.covers.first, answer.covers.last, answer.as_of
    else:
        yield state_of(looked).replace("_", " "), name, tried(looked)["reason"]
    yield from (("value", *each) for each in _values(looked, simulated=simulated))
    yield from (("request", each.request.url, each.sha256) for each in looked.evidence)


def _values(looked: Looked, *, simulated: bool) -> list[tuple[str, str, str | None, str | None]]:
    """Each value of a reading as to be shown, with its unit and where it stands; none without a reading."""
    from ledger.resolution.looking.rehearsal_json import shown
    from resolvers.source import Reading

    answer = looked.answer
    if not isinstance(answer, Reading):
        return []
    return [
        (
            name,
            sim(str(shown(value, looked.offers.get(name))), simulated=simulated),
            answer.units.get(name),
            answer.where.get(name),
        )
        for name, value in answer.values.items()
    ]


def _talk_days(looked: Looked) -> None:
    from resolvers.source import Reading

    answer = looked.answer
    if isinstance(answer, Reading):
        talk(f"covers {answer.covers.first} to {answer.covers.last}, as of {answer.as_of}; {_came(looked)}")


def _came(looked: Looked) -> str:
    return ", ".join(f"{each.request.url} ({each.sha256[:12]})" for each in looked.evidence)
