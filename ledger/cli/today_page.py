"""`fledger today`: the page a login shell shows, and its forms for pipes and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.cli.danger_lines import danger_lines
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.record.changes import Waiting
    from ledger.record.moved import Moved
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.record.today import Today
    from ledger.record.trail import Proposal

SHOWN = 8
HASH_START = 12
CHANGES = ("resolved", "proposed", "annulled", "ambiguous", "given_up", "contested", "amended", "asked")
NEEDS = {
    "confirm": "wants to be confirmed",
    "challenge": "wants its challenge ended",
    "conflict": "wants its conflict ended",
    "given_up": "was given up; decide it, or give it a later day",
    "answer": "wants an answer",
}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """How somebody is doing: a sentence or two, and how many contradictions there are among their forecasts on one number.

    `unanswered` are open questions on which no forecast of theirs stands; `proposed` the first proposals that are not final, by
    question, and `proposed_count` how many there are.
    """

    sentences: tuple[str, ...]
    contradictions: int
    unanswered: int
    proposed: Mapping[str, Proposal]
    proposed_count: int


def doing(record: Record, page: Today, *, me: str) -> Doing:
    """No sentence is said, and numpy is not loaded, while nothing has resolved."""
    from ledger.record.filtering import filter_from
    from ledger.record.questions import by_standing, ids
    from ledger.standing.family import held_together
    from ledger.tui.views.today import MOST, open_proposals, unanswered

    now = page.now_us
    standing = by_standing(record, now_us=now)
    waiting = ids(record, now_us=now, me=me, only=filter_from("state:proposed", now_us=now))
    return Doing(
        _sentences(record, me) if standing.get("resolved") else (),
        len(held_together(record, now_us=now, me=me).contradictions),
        unanswered(record, me=me, now_us=now, open_questions=standing["open"]),
        open_proposals(record, waiting[:MOST]),
        len(waiting),
    )


def _sentences(record: Record, me: str) -> tuple[str, ...]:
    from ledger.tui.views.standing import honest_line

    return honest_line(record, me=me)


def lines(page: Today, doing: Doing, *, simulated: bool) -> Iterator[str]:
    """The page for people."""
    yield _since_line(page)
    if doing.contradictions:
        some = "contradiction" if doing.contradictions == 1 else "contradictions"
        yield f"{doing.contradictions} {some} among your forecasts on one number: fledger coherence"
    if doing.unanswered:
        yield f"{doing.unanswered} without your forecast: fledger queue"
    yield from _changed_lines(page, simulated=simulated)
    yield from _moved_lines(page, simulated=simulated)
    yield from _old_lines(page, simulated=simulated)
    yield from _ending_lines(page)
    yield from (f"Waits for you: {one.id} {NEEDS[one.need]}{_until(one)}" for one in page.waiting[:SHOWN])
    if page.waiting:
        yield "               see: fledger review"
    yield from (
        f"Proposed, not final: {id_}  {_proposal(one, page.rows.get(id_), simulated=simulated)}"
        for id_, one in list(doing.proposed.items())[:SHOWN]
    )
    yield from _source_lines(page)
    yield from (f"{one.words}  {name}" for name, one in list(page.headings.items())[:SHOWN])
    yield from (f"{'You: ' if at == 0 else '     '}{one}" for at, one in enumerate(doing.sentences))
    yield _looked_line(page)


def _proposal(one: Proposal, row: QuestionRow | None, *, simulated: bool) -> str:
    """`SIM YES, challenge to 2026-06-10, 1f0c83ab2d41`."""
    what = (
        words.outcome(one.outcome, row.unit if row else None, simulated=simulated)
        if one.outcome
        else "publishers disagree"
    )
    held = "challenged" if one.state == "challenged" else f"challenge to {words.day(one.challenge_until)}"
    return f"{what}, {held}, {one.hash[:HASH_START]}"


def _since_line(page: Today) -> str:
    counts = [f"{len(ids)} {what}" for what, ids in _changes(page) if ids]
    if page.crossed:
        count = len(page.crossed)
        counts.append(f"{count} {'value' if count == 1 else 'values'} moved past your forecast")
    whole = " · ".join(counts) or "nothing changed"
    return f"Since {words.day(page.since_us)} ({words.days_between(page.since_us, page.now_us)}): {whole}"


def _changes(page: Today) -> Iterator[tuple[str, tuple[str, ...]]]:
    for what in CHANGES:
        ids: tuple[str, ...] = getattr(page.since, what)
        yield {"given_up": "given up", "asked": "new"}.get(what, what), ids


def _changed_lines(page: Today, *, simulated: bool) -> Iterator[str]:
    for what, ids in _changes(page):
        if what != "new":
            rows = [page.rows[one] for one in ids[:SHOWN] if one in page.rows]
            yield from (
                f"  {what}  {row.id}  {_became(row, what, simulated=simulated)}".rstrip() for row in rows
            )


def _became(row: QuestionRow, what: str, *, simulated: bool) -> str:
    """What came of a question; nothing where that is what happened to it."""
    value = words.now_value(row, simulated=simulated)
    said = f"   you {words.mine(row)}" if row.mine else ""
    return f"{value if value != what else ''}{said}".strip()


def _moved_lines(page: Today, *, simulated: bool) -> Iterator[str]:
    for one in page.crossed[:SHOWN]:
        yield f"  {one.id}  {_path(one, simulated=simulated)}  {_against(one, page.now_us)}"


def _old_lines(page: Today, *, simulated: bool) -> Iterator[str]:
    for one in page.old[:SHOWN]:
        age = words.days_between(one.mine.made_at, page.now_us)
        said = f"you {words.my_words(one.mine, one.unit)}, {age} old"
        yield f"Old forecast: {one.id}  {_path(one, simulated=simulated)}  {said}"
    if len(page.old) > SHOWN:
        yield f"              and {len(page.old) - SHOWN} more; see: fledger queue"


def _path(one: Moved, *, simulated: bool) -> str:
    now = with_unit(one.now, one.unit if one.bound is not None else None)
    return words.sim(now if one.then == one.now else f"{one.then or '?'} -> {now}", simulated=simulated)


def _against(one: Moved, now_us: int) -> str:
    said = f"you {words.my_words(one.mine, None)}, {words.days_between(one.mine.made_at, now_us)} old"
    return f"{said}; {way_words(one)}"


def way_words(one: Moved) -> str:
    """How a value stands to my forecast, in words."""
    ways = {
        "above": "above your upper end",
        "below": "below your lower end",
        "turned": "turned",
        "old": "old",
    }
    return ", ".join(ways[way] for way in one.how)


def _ending_lines(page: Today) -> Iterator[str]:
    if page.ends_next:
        rows = [page.rows[one] for one in page.ends_next[:SHOWN] if one in page.rows]
        more = f" · and {len(page.ends_next) - len(rows)} more" if len(page.ends_next) > len(rows) else ""
        yield (
            "Next 30 days: " + " · ".join(f"{row.id} ends {words.day(row.closes_at)}" for row in rows) + more
        )


def _until(one: Waiting) -> str:
    by = f", by {words.day(one.until)}" if one.until is not None else ""
    return f"{by}, asks again {words.day(one.asks_again_at)}"


def _source_lines(page: Today) -> Iterator[str]:
    found = list(danger_lines(page.endangered))
    yield from (f"Sources: {said}" for said in page.unreached.words)
    yield from (f"Sources: {danger}" for danger in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"         and {len(found) - SHOWN} more; see: fledger sources"


def _looked_line(page: Today) -> str:
    last = page.health.last_at
    if last is None:
        return "Last look: never. Look now: fledger look"
    by = f" by {page.health.last_by}" if page.health.last_by else ""
    ago = (
        f"{words.days_between(last, page.now_us)} ago"
        if page.now_us - last >= words.MINUTE_US
        else "just now"
    )
    return f"Last look: {ago}{by}"


def rows(page: Today, doing: Doing, *, simulated: bool) -> Iterator[Row]:
    """The page for pipes: what, question, value, mine, when, more."""
    for what, ids in _changes(page):
        for one in ids:
            value, *rest = _cells(page.rows.get(one), simulated=simulated)
            yield what, one, value if value != what else "", *rest
    for move in page.moved:
        mine, path = words.my_words(move.mine, move.unit), _path(move, simulated=simulated)
        what = "moved" if move.crossed else "old"
        yield what, move.id, path, mine, words.day(move.mine.made_at), way_words(move)
    for id_ in page.ends_next:
        yield "ends", id_, *_cells(page.rows.get(id_), simulated=simulated)
    for need in page.waiting:
        yield "waits", need.id, "", "", words.day(need.since), NEEDS[need.need]
    for danger in page.endangered:
        yield "endangered", " ".join(danger.questions), "", "", "", *danger_lines((danger,))
    yield from (("heading", id_, "", "", "", one.words) for id_, one in page.headings.items())
    yield from _doing_rows(page, doing, simulated=simulated)
    if page.health.last_at is not None:
        yield "last look", "", "", "", words.day(page.health.last_at), page.health.last_by or ""


def _doing_rows(page: Today, doing: Doing, *, simulated: bool) -> Iterator[Row]:
    for id_, one in doing.proposed.items():
        told = _proposal(one, page.rows.get(id_), simulated=simulated)
        yield "not final", id_, told, "", words.day(one.challenge_until), one.hash
    if doing.unanswered:
        yield "unanswered", "", str(doing.unanswered), "", "", "fledger queue lists them"
    if doing.contradictions:
        yield "contradictions", "", str(doing.contradictions), "", "", "fledger coherence lists them"
    yield from (("doing", "", "", "", "", sentence) for sentence in doing.sentences)


def _cells(row: QuestionRow | None, *, simulated: bool) -> Row:
    if row is None:
        return "", "", "", ""
    return words.now_value(row, simulated=simulated), words.mine(row), words.day(row.closes_at), row.title


def data(page: Today, doing: Doing, *, simulated: bool) -> dict[str, object]:
    """The page for programs."""
    return {
        "schema": 1,
        "simulated": simulated,
        "now": words.stamp(page.now_us),
        "since": words.stamp(page.since_us),
        "changed": {what: list(ids) for what, ids in _changes(page)},
        "moved": [_moved_data(one, simulated=simulated) for one in page.crossed],
        "old": [_moved_data(one, simulated=simulated) for one in page.old],
        "ends_next": list(page.ends_next),
        "waiting": [_waiting_data(one) for one in page.waiting],
        "endangered": [
            {
                "source": one.look.source,
                "look": one.look.look,
                "said": one.look.said,
                "alarms": [
                    {
                        "kind": alarm.kind,
                        "since": words.stamp(alarm.since),
                        "was": alarm.was,
                        "became": alarm.became,
                    }
                    for alarm in one.alarms
                ],
                "questions": list(one.questions),
            }
            for one in page.endangered
        ],
        "unreached": list(page.unreached.words),
        "headings": {name: one.words for name, one in page.headings.items()},
        "unanswered": doing.unanswered,
        "not_final": [
            {"question": id_, "outcome": one.outcome, "hash": one.hash}
            | {"state": one.state, "challenge_until": words.stamp(one.challenge_until)}
            for id_, one in doing.proposed.items()
        ],
        "not_final_count": doing.proposed_count,
        "contradictions": doing.contradictions,
        "doing": list(doing.sentences),
        "last_look": words.stamp(page.health.last_at),
    }


def _waiting_data(one: Waiting) -> dict[str, object]:
    said = {"question": one.id, "need": one.need, "since": words.stamp(one.since)}
    times = {"until": words.stamp(one.until), "asks_again_at": words.stamp(one.asks_again_at)}
    return {**said, **times, **({"proposal": one.hash} if one.hash else {})}


def _moved_data(one: Moved, *, simulated: bool) -> dict[str, object]:
    return {
        "question": one.id,
        "how": list(one.how),
        "then": one.then,
        "now": one.now,
        "unit": one.unit,
        "bound": one.bound,
        "says": dict(one.mine.says),
        "made_at": words.stamp(one.mine.made_at),
        "simulated": simulated,
    }
