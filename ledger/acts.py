"""What a person does to a ledger: forecast, take a slip back, withdraw, reaffirm, note, ask.

The command line and the app share these. Each is one journal entry (or none, and an error with a sentence), so
nothing here is half done. Who acts is declared, not proved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from ledger.clock import microseconds, moment
from ledger.errors import LedgerError, UsageError
from ledger.journal.names import tidy
from ledger.journal.saved import Saved as Saved  # noqa: PLC0414 who acts takes it from here
from ledger.slips import NothingToCorrectError, leaf_of, slip, what_stands

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from pydantic import JsonValue

    from ledger.clock import Clock
    from ledger.journal.append import Journal
    from ledger.journal.entries import ForecastCorrected
    from ledger.journal.intake import SyncReport
    from ledger.questions.forecast import Grade, Says
    from ledger.questions.question import Kind, NumberRange, Question
    from ledger.record.bound import Bound
    from ledger.record.detail import QuestionDetail
    from ledger.record.finding import TakenIds
    from ledger.record.opening import Record
    from ledger.record.seen import Seen
    from ledger.settings import Settings


class NotTheirWordsError(UsageError):
    """Somebody would speak in the name of a publication."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is a publication: what it said stands in the question files, and nobody speaks in its name."
        )


class NoForecastError(UsageError):
    """There is no forecast of that person on that question."""

    def __init__(self, question: str, by: str) -> None:
        super().__init__(
            f"{by} has no forecast on {question}. Make one with: fledger forecast {question} 35%"
        )


class WithdrawnTooLateError(UsageError):
    """What would be withdrawn is scored already, or will be as it stands: the question takes no more forecasts."""

    def __init__(self, question: str, stands: str, *, ended: bool) -> None:
        way = f'. Its end is taken back with: fledger review withdraw {question} --why "..."'
        super().__init__(f"{question} is {stands}: your forecast stays as it was{way if ended else ''}")


class BoundAlreadyError(UsageError):
    """A forecast stands for the newest version already."""

    def __init__(self, question: str, version: int) -> None:
        super().__init__(f"Your forecast on {question} holds for version {version}, the newest, already.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one's own that is in the journal, its file, and the first forecast on it if there was one."""

    question: str
    path: str
    saved: Saved | None


def forecast(
    journal: Journal,
    record: Record,
    question: str,
    says: Says,
    *,
    by: str,
    reason: str | None = None,
    made_at: datetime | None = None,
    expires_at: datetime | None = None,
    seen: Seen | None = None,
) -> Saved:
    """Put a distribution on a question. With `made_at` its time is only claimed; without, it is seen now. One that is said
    before the question opens stands, and counts from then.

    `seen` is what was read, where the words must still be those. Raises UnknownQuestionError, NotTheirWordsError where
    `by` is a publication, OtherWordsError, UsageError, JournalError.
    """
    from ledger.journal.entries import ForecastMade
    from ledger.journal.refused import NoMoreForecastsError
    from ledger.questions.saying import check_says

    now, by = journal.clock.now(), _somebody(record, by)
    found = _detail(record, question, now, by)
    if made_at is None and not found.row.takes_forecasts(microseconds(now)):
        raise NoMoreForecastsError(question, found.row.stands, moment(found.row.closes_at))
    if seen is not None:
        seen.check_words(question, found.version)
    if wrong := check_says(says, found.question()):
        raise UsageError(" ".join(wrong))
    at = microseconds(_past(made_at, now) if made_at else now)
    grade: Grade = "claimed" if made_at else "seen"
    entry = ForecastMade(
        question=question,
        version=found.version,
        by=by,
        made_at=at,
        grade=grade,
        says=_stored(says),
        reason=reason or None,
        expires_at=microseconds(_to_come(expires_at, now)) if expires_at else None,
    )
    (seq,) = journal.append(entry)
    row = found.row
    early = row.opens_at if microseconds(now) < row.opens_at else None
    leaf, was = leaf_of(record, seq), _standing(found)
    return Saved(seq, leaf, question, by, at, grade, says, was, row.unit, opens_at=early)


def undo(journal: Journal, saved: Saved) -> str:
    """Take back within minutes what was corrected last, else the forecast: a marked slip, or the end of a first one.

    Gives the sentence to show. Raises as `slips.slip`.
    """
    from ledger.journal.entries import ForecastWithdrawn

    with slip(journal, saved) as (tx, before):
        said = saved.typed or before
        end = ForecastWithdrawn(forecast=saved.forecast, by=saved.by, at=saved.made_at)
        tx.append(_corrected(saved, said) if said is not None else end)
    gone = saved.typed is None and saved.was not in (None, before)
    also = f"{saved.was_words} before it stands no more · " if gone else ""
    return f"taken back {saved.words} on {saved.question} · {also}{what_stands(journal, saved)}"


def _corrected(saved: Saved, says: Says) -> ForecastCorrected:
    from ledger.journal.entries import ForecastCorrected

    return ForecastCorrected(forecast=saved.forecast, by=saved.by, says=_stored(says), reason="slip")


def last_said(record: Record, question: str, *, by: str) -> Saved:
    """The newest forecast of somebody on a question, to be corrected. Raises NoForecastError where none stands."""
    from ledger.record.forecasts import of_question

    newest = next(iter(of_question(record, question, by=tidy(by), limit=1)), None)
    if newest is None or newest.ended_at is not None:
        raise NoForecastError(question, by)
    return Saved(
        newest.forecast,
        leaf_of(record, newest.forecast),
        question,
        newest.forecaster,
        newest.recorded_at,
        cast("Grade", newest.grade),
        _says(newest.says),
        None,
    )


def correct(journal: Journal, saved: Saved, says: Says) -> Saved:
    """Say what was meant by a forecast that was typed wrongly, within minutes: a marked slip, no second forecast.

    Raises NothingToCorrectError where that is what it says, and as `undo`.
    """
    if says == saved.says:
        raise NothingToCorrectError(saved.question, saved.words)
    with slip(journal, saved) as (tx, _):
        tx.append(_corrected(saved, says))
    return replace(saved, says=says, typed=saved.says)


def withdraw(journal: Journal, record: Record, question: str, *, by: str, seen: Seen | None = None) -> int:
    """End one's forecast on a question now, the one that was `seen` if that is given; what it earned stays.

    Gives the forecast's seq. Raises NoForecastError, WithdrawnTooLateError, OtherForecastError.
    """
    from ledger.journal.entries import ForecastWithdrawn

    now, by = journal.clock.now(), _somebody(record, by)
    row = _detail(record, question, now, by).row
    ended = row.state in {"resolved", "annulled"}
    if ended or microseconds(now) > row.closes_at:
        raise WithdrawnTooLateError(question, row.stands, ended=ended)
    mine = row.mine
    if mine is None or mine.over:
        raise NoForecastError(question, by)
    if seen is not None:
        seen.check_mine(question, mine)
    journal.append(ForecastWithdrawn(forecast=mine.forecast, by=by, at=microseconds(now)))
    return mine.forecast


def reaffirm(journal: Journal, record: Record, question: str, *, by: str, seen: Seen | None = None) -> Saved:
    """Say the same again today: a new forecast with the old distribution, bound to the newest version.

    `seen` is what was read, where forecast and words must still be those. Raises NoForecastError, OtherForecastError,
    and as `forecast` does.
    """
    by = _somebody(record, by)
    mine = _detail(record, question, journal.clock.now(), by).row.mine
    if mine is None:
        raise NoForecastError(question, by)
    if seen is not None:
        seen.check_mine(question, mine)
    return forecast(journal, record, question, _says(mine.says), by=by, reason=mine.reason, seen=seen)


def bind(journal: Journal, record: Record, question: str, *, by: str) -> Bound:
    """Let one's newest forecast hold for the newest version too, as it was made; gives what it was bound to before.

    Raises NoForecastError, BoundAlreadyError, NotTheirWordsError, JournalError.
    """
    from ledger.journal.entries import ForecastReaffirmed
    from ledger.record.bound import bound

    by = _somebody(record, by)
    found = bound(record, question, by)
    if found is None:
        raise NoForecastError(question, by)
    if not found.is_behind:
        raise BoundAlreadyError(question, found.newest)
    journal.append(ForecastReaffirmed(forecast=found.forecast, by=by, version=found.newest))
    return found


def note(journal: Journal, question: str, text: str, *, by: str, badly_worded: bool = False) -> int:
    """Write a remark on a question; `badly_worded` tells its maintainer. Gives the entry's seq."""
    from ledger.journal.entries import NoteAdded

    if not text.strip():
        raise UsageError("A note needs words.")
    (seq,) = journal.append(
        NoteAdded(question=question, by=tidy(by), text=text.strip(), badly_worded=badly_worded)
    )
    return seq


def parse(record: Record, question: str, text: str, clock: Clock) -> tuple[Question, Says]:
    """A question of the ledger and what `text` says about it. Raises UnknownQuestionError, SayingError."""
    from ledger.questions.saying import parse_says

    asked = _detail(record, question, clock.now(), "").question()
    return asked, parse_says(text, asked)


@dataclass(frozen=True, slots=True)
class _YesOrNo:
    """What decides how an answer to a question of one's own is written."""

    kind: Kind = "binary"
    options: tuple[str, ...] = ()
    numbers: NumberRange | None = None


def ask(
    journal: Journal,
    settings: Settings,
    title: str,
    by_day: date,
    *,
    by: str,
    chance: str | None = None,
    reason: str | None = None,
    private: bool = True,
) -> Asked:
    """Ask a yes-or-no question of one's own, answered by oneself: its file, its entry, and a first forecast.

    The file stands in the home's `forecasts/mine/`, to be edited and kept. `chance` is checked before anything is
    written. Raises UsageError, JournalError; then the file is taken away again.
    """
    from ledger.journal.intake import sync
    from ledger.questions.catalogue import read_catalogue
    from ledger.questions.saying import parse_says
    from ledger.questions.scaffold import asked_file
    from ledger.record.opening import Record

    says = parse_says(chance, _YesOrNo()) if chance else None
    folder = settings.mine / "mine"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Record.open(journal.path) as record:
        name, text = asked_file(title, by_day, by, journal.clock.now(), _taken(record, settings))
        path = folder / f"{name}.toml"
        path.write_text(text if private else text.replace("private = true\n", ""), encoding="utf-8")
        try:
            _taken_in(sync(journal, read_catalogue([path]), by=by), name)
        except LedgerError:
            path.unlink()
            raise
        saved = forecast(journal, record, name, says, by=by, reason=reason) if says else None
    return Asked(name, str(path), saved)


class NotTakenError(LedgerError):
    """A question of one's own could not be taken into the ledger."""

    def __init__(self, question: str, because: str) -> None:
        super().__init__(f"{question} was not taken: {because}")


def _taken_in(report: SyncReport, name: str) -> None:
    if name not in report.asked:
        raise NotTakenError(name, report.refused.get(name, "its file has a problem; see fledger check"))


def _taken(record: Record, settings: Settings) -> TakenIds:
    from ledger.record.finding import TakenIds

    return TakenIds(record, {path.stem for path in settings.mine.rglob("*.toml")})


def _detail(record: Record, question: str, now: datetime, by: str) -> QuestionDetail:
    from ledger.record.detail import detail

    return detail(record, question, now_us=microseconds(now), me=by)


def _standing(found: QuestionDetail) -> Says | None:
    mine = found.row.mine
    return None if mine is None or mine.over else _says(mine.says)


def _says(said: Mapping[str, object]) -> Says:
    from ledger.questions.saying import says_from

    return says_from(said)


def _stored(says: Says) -> dict[str, JsonValue]:
    from ledger.questions.saying import says_said

    return cast("dict[str, JsonValue]", says_said(says))


def _somebody(record: Record, by: str) -> str:
    """The name as it is recorded. Raises NotTheirWordsError for a publication."""
    from ledger.journal.names import person
    from ledger.record.ended import stating_publications

    name = tidy(by)
    if person(name) in map(person, stating_publications(record)):
        raise NotTheirWordsError(name)
    return name


def _to_come(expires_at: datetime, now: datetime) -> datetime:
    if expires_at <= now:
        raise UsageError(f"{expires_at:%Y-%m-%d %H:%M %Z} has passed; a forecast runs out later than now.")
    return expires_at


def _past(made_at: datetime, now: datetime) -> datetime:
    if made_at > now:
        raise UsageError(f"{made_at:%Y-%m-%d %H:%M %Z} has not come yet; a forecast is made now or earlier.")
    return made_at
