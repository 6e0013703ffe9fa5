"""What a decision must know of the record: questions that are not ended, readings by look, proposals.

Read inside the transaction that writes the decision, so that what was decided on still holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from json import dumps
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam, text

from ledger.clock import moment
from ledger.journal import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

QUESTION = (
    "SELECT question, version, said, state, proposal, revision, private, file_sha256, version_at"
    " FROM now_questions"
)
ONE = text(f"{QUESTION} WHERE question = :question")
SOME = text(f"{QUESTION} WHERE question IN (SELECT value FROM json_each(:some)) ORDER BY question")
HEADS = text("""
SELECT question, version, state, revision FROM now_questions WHERE question IN (SELECT value FROM json_each(:some))""")
OPEN_IDS = text(
    "SELECT question FROM now_questions WHERE state NOT IN ('resolved', 'annulled') ORDER BY question"
)
READINGS = text(
    "SELECT seq, look, said FROM now_readings WHERE look IN :looks ORDER BY taken_at, seq"
).bindparams(bindparam("looks", expanding=True))
BY_SEQ = text(
    "SELECT seq, look, said FROM now_readings WHERE seq IN :seqs ORDER BY taken_at, seq"
).bindparams(bindparam("seqs", expanding=True))
OF_DAYS = text("""
SELECT seq, look, said FROM now_readings WHERE look = :look AND covers_first = :first AND covers_last = :last
ORDER BY taken_at DESC, seq DESC LIMIT 1""")
NEWEST_BYTES = text(
    "SELECT max(seq) FROM now_evidence WHERE request = :request AND sha256 = :sha256 AND erased = 0"
)
PROPOSAL = """
SELECT hash, seq, question, version, basis, outcome, value, known_at, readings, evidence, decided_at, challenge_until,
who, state FROM now_proposals"""
WINDOW_OVER = text(f"""{PROPOSAL} WHERE state = 'open' AND challenge_until <= :now
AND hash IN (SELECT proposal FROM now_questions WHERE state = 'proposed') ORDER BY seq""")
BEFORE_US = text(
    f"{PROPOSAL} WHERE hash IN (SELECT proposal FROM now_questions WHERE state = 'proposed') ORDER BY seq"
)
LIKE = text(f"{PROPOSAL} WHERE hash LIKE :prefix ORDER BY seq LIMIT 3")
RULED = text(f"{PROPOSAL} WHERE basis IN ('rule', 'conflict') ORDER BY seq")
CONFIRMED = text("""
SELECT who, at FROM now_confirmations WHERE hash = :hash AND what = 'confirmed' AND seq > coalesce(
  (SELECT max(l.seq) FROM now_confirmations AS l WHERE l.hash = :hash AND l.what = 'challenge_lapsed'), 0)
ORDER BY seq""")
PEOPLE = text(facts.PEOPLE)
VERSION = text("SELECT said FROM now_versions WHERE question = :question AND version = :version")
ENTRY = text("SELECT body FROM log_entries WHERE seq = :seq")
BYTES = text("SELECT size, coding, body FROM log_evidence WHERE sha256 = :sha256")
FORECASTS = text(
    "SELECT forecaster, made_at, says, grade FROM now_forecasts WHERE question = :question ORDER BY forecast"
)
ASKED_SO = """
JOIN now_questions AS q ON q.question = {of}.question
WHERE {of}.question IN (SELECT value FROM json_each(:some)) AND EXISTS (
  SELECT 1 FROM now_versions AS v WHERE v.question = q.question AND v.version = {version}
  AND json_extract(v.said, '$.criteria') IS json_extract(q.said, '$.criteria')
  AND json_extract(v.said, '$.resolution') IS json_extract(q.said, '$.resolution'))"""
"""Only what was taken back while the question had the criteria and the rule that it has now."""
TAKEN_BACK = text(f"""
SELECT p.question, p.basis AS how, p.outcome, c.at FROM now_confirmations AS c JOIN now_proposals AS p ON p.hash = c.hash
{ASKED_SO.format(of="p", version="p.version")}
AND (c.what IN ('rejected', 'upheld') OR (c.what = 'challenged' AND p.state = 'replaced'))
UNION ALL
SELECT ended.question, ended.how, ended.outcome, later.at
FROM now_resolutions AS later JOIN now_resolutions AS ended ON ended.superseded_by = later.seq
{ASKED_SO.format(of="ended", version="(SELECT max(w.version) FROM now_versions AS w WHERE w.question = q.question AND w.seq < later.seq)")}
AND ended.how <> 'withdrawn'
ORDER BY 4""")
CHALLENGED = text(f"""{PROPOSAL} AS p
WHERE state = 'challenged' AND hash IN (SELECT proposal FROM now_questions WHERE state = 'contested')
AND (SELECT max(at) FROM now_confirmations AS c WHERE c.hash = p.hash AND c.what = 'challenged') <= :before
ORDER BY seq""")
CHALLENGE = text("""
SELECT said, seq FROM now_confirmations WHERE hash = :hash AND what = 'challenged' ORDER BY seq DESC LIMIT 1""")
NEWEST = text("SELECT hash FROM now_proposals WHERE question = :question ORDER BY seq DESC LIMIT 1")
LAPSED = text("SELECT count(*) FROM now_confirmations WHERE hash = :hash AND what = 'challenge_lapsed'")
END = text("""
SELECT seq, how, outcome, known_at FROM now_resolutions
WHERE question = :question AND superseded_by IS NULL AND how != 'withdrawn'""")
LAST_AT = text("SELECT at FROM log_entries ORDER BY seq DESC LIMIT 1")
IN_STONE = text("""
SELECT (SELECT count(*) FROM now_proposals WHERE question = :question)
+ (SELECT count(*) FROM now_resolutions WHERE question = :question)""")


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the record has it now; `said` is its newest version's content."""

    question: str
    version: int
    said: dict[str, Any]
    state: str
    proposal: str | None
    revision: int
    private: bool
    file_sha256: str
    version_at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """Where a question stands: its newest version, its state, how many ends it had."""

    version: int
    state: str
    revision: int


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading that counts; `said` is the body of its entry."""

    seq: int
    look: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal; `outcome` in its stored form. Times are aware UTC."""

    hash: str
    seq: int
    question: str
    version: int
    basis: str
    outcome: dict[str, Any] | None
    value: str | None
    known_at: datetime | None
    readings: tuple[int, ...]
    evidence: tuple[int, ...]
    decided_at: datetime
    challenge_until: datetime
    who: str | None
    state: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An end that a person rejected while it was proposed, contested until another took its place, or replaced after it held.

    `how` is the proposal's basis or how it had ended; `outcome` in its stored form, None for a conflict or an annulment.
    """

    how: str
    outcome: dict[str, Any] | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EndRow:
    """The end that holds; `outcome` in its stored form, None for an annulment. `known_at` is in microseconds UTC."""

    seq: int
    how: str
    outcome: dict[str, Any] | None
    known_at: int | None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What was said on a question, as far as a file's forecasts are compared with it."""

    forecaster: str
    made_at: int
    grade: str
    says: dict[str, Any] = field(default_factory=dict)


def question_row(connection: Connection, question: str) -> QuestionRow | None:
    """One question; None when there is none of that id."""
    row = connection.execute(ONE, {"question": question}).first()
    return _question(row) if row else None


def questions_by_id(connection: Connection, questions: Sequence[str]) -> list[QuestionRow]:
    """These questions, ended or not, by id."""
    return [_question(row) for row in connection.execute(SOME, {"some": dumps(list(questions))})]


def heads_of(connection: Connection, questions: Sequence[str]) -> dict[str, Head]:
    """Where these questions stand, without their content."""
    rows = connection.execute(HEADS, {"some": dumps(list(questions))})
    return {str(question): Head(*rest) for question, *rest in rows}


def open_ids(connection: Connection) -> list[str]:
    """The ids of every question that has not ended."""
    return [str(question) for (question,) in connection.execute(OPEN_IDS)]


def _question(row: Sequence[Any]) -> QuestionRow:
    question, version, said, state, proposal, revision, private, file_sha256, version_at = row
    return QuestionRow(
        *(question, version, orjson.loads(said), state, proposal, revision),
        *(bool(private), file_sha256, moment(version_at)),
    )


def readings_of(connection: Connection, looks: Iterable[str]) -> list[ReadingRow]:
    """Every reading of these looks, oldest first."""
    keys = list(looks)
    return [_reading(row) for row in connection.execute(READINGS, {"looks": keys})] if keys else []


def readings_by_seq(connection: Connection, seqs: Sequence[int]) -> list[ReadingRow]:
    """The readings with these numbers, oldest first."""
    return [_reading(row) for row in connection.execute(BY_SEQ, {"seqs": list(seqs)})] if seqs else []


def _reading(row: Sequence[Any]) -> ReadingRow:
    seq, look, said = row
    return ReadingRow(seq, look, orjson.loads(said))


def newest_of_days(connection: Connection, look: str, first: str, last: str) -> ReadingRow | None:
    """The newest reading of a look that speaks for exactly these days (ISO)."""
    row = connection.execute(OF_DAYS, {"look": look, "first": first, "last": last}).first()
    return _reading(row) if row else None


def newest_with_bytes(connection: Connection, request: str, sha256: str) -> int | None:
    """The newest kept request that brought these very bytes."""
    row = connection.execute(NEWEST_BYTES, {"request": request, "sha256": sha256}).first()
    return row[0] if row else None


def taken_back_of(connection: Connection, questions: Sequence[str]) -> dict[str, list[TakenBack]]:
    """What people took back of these questions as they are asked now, oldest first, by id; none where nothing was."""
    found: dict[str, list[TakenBack]] = {}
    rows = connection.execute(TAKEN_BACK, {"some": dumps(list(questions))})
    for question, how, outcome, at in rows:
        one = TakenBack(how, orjson.loads(outcome) if outcome else None, moment(at))
        found.setdefault(str(question), []).append(one)
    return found


def last_entry_at(connection: Connection) -> datetime:
    """When the newest entry was recorded."""
    return moment(connection.execute(LAST_AT).scalar_one())


def past_their_window(connection: Connection, now_us: int) -> list[ProposalRow]:
    """The proposals before us whose challenge window has ended unchallenged."""
    return [_proposal(row) for row in connection.execute(WINDOW_OVER, {"now": now_us})]


def before_us(connection: Connection) -> list[ProposalRow]:
    """Every proposal of a question that is proposed, oldest first."""
    return [_proposal(row) for row in connection.execute(BEFORE_US)]


def proposals_like(connection: Connection, prefix: str) -> list[ProposalRow]:
    """Up to three proposals whose hash begins so."""
    return [_proposal(row) for row in connection.execute(LIKE, {"prefix": f"{prefix}%"})]


def ruled(connection: Connection) -> list[ProposalRow]:
    """Every proposal that the rule made, oldest first: outcomes, and conflicts it left to people."""
    return [_proposal(row) for row in connection.execute(RULED)]


def _proposal(row: Sequence[Any]) -> ProposalRow:
    sha256, seq, question, version, basis, outcome, value, known_at, readings, evidence, *rest = row
    decided_at, challenge_until, who, state = rest
    return ProposalRow(
        hash=sha256,
        seq=seq,
        question=question,
        version=version,
        basis=basis,
        outcome=orjson.loads(outcome) if outcome else None,
        value=value,
        known_at=moment(known_at) if known_at is not None else None,
        readings=tuple(orjson.loads(readings)),
        evidence=tuple(orjson.loads(evidence)),
        decided_at=moment(decided_at),
        challenge_until=moment(challenge_until),
        who=who,
        state=state,
    )


def confirmations_of(connection: Connection, sha256: str) -> list[tuple[str, datetime]]:
    """Who stands behind a proposal, and since when; a word from before a challenge that lapsed counts no more."""
    return [(str(who), moment(at)) for who, at in connection.execute(CONFIRMED, {"hash": sha256})]


def challenged_before(connection: Connection, until_us: int) -> list[ProposalRow]:
    """The proposals whose newest challenge, not decided yet, was made by then; oldest first."""
    return [_proposal(row) for row in connection.execute(CHALLENGED, {"before": until_us})]


def challenge_of(connection: Connection, sha256: str) -> dict[str, Any] | None:
    """The body of the newest challenge to a proposal; None where nobody challenged it."""
    row = connection.execute(CHALLENGE, {"hash": sha256}).first()
    return dict(orjson.loads(row[0])) if row else None


def challenge_seq(connection: Connection, sha256: str) -> int | None:
    """The seq of the newest challenge to a proposal; None where nobody challenged it."""
    row = connection.execute(CHALLENGE, {"hash": sha256}).first()
    return row[1] if row else None


def newest_proposal(connection: Connection, question: str) -> str | None:
    """The hash of the newest proposal for a question, whatever became of it; None where there was none."""
    row = connection.execute(NEWEST, {"question": question}).first()
    return str(row[0]) if row else None


def is_lapsed(connection: Connection, sha256: str) -> bool:
    """Whether nobody decided a challenge to a proposal."""
    return bool(connection.execute(LAPSED, {"hash": sha256}).scalar_one())


def effective_end(connection: Connection, question: str) -> EndRow | None:
    """The end of a question that holds; None while it has none, and where it was taken back."""
    row = connection.execute(END, {"question": question}).first()
    return EndRow(row[0], row[1], orjson.loads(row[2]) if row[2] else None, row[3]) if row else None


def people(connection: Connection) -> frozenset[str]:
    """Everybody who has acted in this ledger; a publication has not."""
    return frozenset(str(who) for (who,) in connection.execute(PEOPLE))


def version_said(connection: Connection, question: str, version: int) -> dict[str, Any] | None:
    """What a question said in a version; None when it had none of that number."""
    row = connection.execute(VERSION, {"question": question, "version": version}).first()
    return dict(orjson.loads(row[0])) if row else None


def entry_data(connection: Connection, seq: int) -> Mapping[str, Any]:
    """The body of an entry as it is kept; empty when there is none."""
    row = connection.execute(ENTRY, {"seq": seq}).first()
    return dict(orjson.loads(row[0])["data"]) if row else {}


def bytes_of(connection: Connection, sha256: str) -> tuple[int, str, bytes] | None:
    """Kept bytes as stored (size, coding, body); None when they were erased or never kept."""
    row = connection.execute(BYTES, {"sha256": sha256}).first()
    return (row[0], row[1], row[2]) if row and row[2] is not None else None


def forecasts_of(connection: Connection, question: str) -> list[ForecastRow]:
    """Every forecast on a question, as recorded, oldest first."""
    rows = connection.execute(FORECASTS, {"question": question})
    return [ForecastRow(who, made_at, grade, orjson.loads(says)) for who, made_at, says, grade in rows]


def is_in_stone(connection: Connection, question: str) -> bool:
    """Whether a question ever had a proposal or a resolution."""
    row = connection.execute(IN_STONE, {"question": question}).one()
    return bool(row[0])
