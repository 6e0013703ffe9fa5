"""What others do before, between and after the check and the writing of a table: it brings nothing back, and nothing twice."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ledger.exchange.tables.report import Changed
from ledger.exchange.tables.taking import HalfImportedError, import_tables
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.verify import verify
from tests.ledger.exchange.tables.conftest import ENDED, RAIN, SAID, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MANY = 9_000
"""More rows than pass between two words about how far a check is."""


def many(**more: str) -> list[Mapping[str, str]]:
    return [
        SAID | {"made_at": f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"} | more
        for n in range(MANY)
    ]


def once(desk: Desk, act: Callable[[Journal], object]) -> Callable[[int], None]:
    """Does it on a connection of its own when the check has come so far, and never again."""
    done: list[int] = []

    def told(rows: int) -> None:
        if not done:
            done.append(rows)
            with closing(Journal.open(desk.journal.path, clock=desk.clock)) as other:
                act(other)

    return told


def own(desk: Desk, question: str = "own", **more: Any) -> None:
    """A question of this ledger."""
    said: dict[str, Any] = {
        "format": 1,
        "kind": "binary",
        "title": "Mine",
        "statement": "Will it be so?",
        "criteria": "It is so if it is.",
        "by": "ada",
        "opens_at": "2026-01-01",
        "closes_at": "2026-12-01",
        "resolves_at": "2026-12-01",
        "gives_up_at": "2026-12-31",
        "resolution": {
            "window": {"at": "2026-12-01"},
            "source": [{"name": "manual", "value": "answer"}],
            "yes_if": {"happened": True},
        },
    }
    desk.journal.append(
        kinds.QuestionAsked(question=question, version=1, file_sha256="0" * 64, said=said | more)
    )


def test_two_imports_at_once_record_every_row_once(desk: Desk) -> None:
    paths = [desk.csv("q.csv", ENDED), desk.csv("f.csv", *many())]
    report = desk.take(*paths, told=once(desk, lambda other: import_tables(other, paths, by="bob")))
    assert desk.rows("SELECT count(*), count(DISTINCT made_at) FROM now_forecasts") == [(MANY, MANY)]
    counts = (report.questions, report.forecasts, report.outcomes)
    assert [(one.new, one.already) for one in counts] == [(0, 1), (0, MANY), (0, 1)]
    assert not report.recorded
    assert verify(desk.journal.path).ok


def test_of_what_another_import_recorded_meanwhile_only_the_rest_is_new(desk: Desk) -> None:
    part = desk.csv("part.csv", *many()[:100])
    desk.take(desk.csv("q.csv", ENDED))
    told = once(desk, lambda other: import_tables(other, [part], by="bob"))
    report = desk.take(desk.csv("f.csv", *many()), told=told)
    assert (report.forecasts.new, report.forecasts.already) == (MANY - 100, 100)
    assert desk.rows("SELECT count(*), count(DISTINCT made_at) FROM now_forecasts") == [(MANY, MANY)]


def test_an_import_that_the_ledger_stops_half_way_says_what_is_recorded_and_goes_on(desk: Desk) -> None:
    own(desk)
    annul = kinds.QuestionAnnulled(question="own", revision=1, how="annulled", reason="flawed", by="ada")
    paths = [desk.csv("q.csv", ENDED), desk.csv("f.csv", *many(question="own"), SAID)]
    with pytest.raises(
        HalfImportedError, match=r"own: it is annulled.* 3 entries of this import .* stay"
    ) as stopped:
        desk.take(*paths, told=once(desk, lambda other: other.append(annul)))
    assert "nothing was recorded" not in str(stopped.value)
    assert desk.rows("SELECT count(*) FROM now_imports") == [(2,)]
    again = desk.take(*paths, skip_bad=True)
    assert (len(again.bad), again.forecasts.new, again.outcomes.new, again.questions.already) == (
        MANY,
        1,
        1,
        1,
    )


def corrected(desk: Desk, **meant: Any) -> None:
    ((seq,),) = desk.rows("SELECT forecast FROM now_forecasts")
    desk.journal.append(kinds.ForecastCorrected(forecast=seq, by="ada", reason="a slip", **meant))


def moved(desk: Desk) -> None:
    ((made_at,),) = desk.rows("SELECT made_at FROM now_forecasts")
    corrected(desk, made_at=made_at + 3_600_000_000)


def meant(desk: Desk) -> None:
    corrected(desk, says={"probability": "0.2"})


def withdrawn(desk: Desk) -> None:
    ((seq, made_at),) = desk.rows("SELECT forecast, made_at FROM now_forecasts")
    desk.journal.append(kinds.ForecastWithdrawn(forecast=seq, by="ada", at=made_at + 1))


@pytest.mark.parametrize("change", [meant, moved, withdrawn])
def test_a_forecast_withdrawn_or_corrected_is_not_brought_back_by_its_table(
    desk: Desk, change: Callable[[Desk], None]
) -> None:
    path = desk.csv("f.csv", SAID)
    desk.take(desk.csv("q.csv", RAIN), path)
    change(desk)
    for table in (path, desk.csv("longer.csv", SAID, SAID | {"forecaster": "bob"})):
        assert desk.take(table).forecasts.already == 1
    assert desk.rows("SELECT forecaster, count(*) FROM now_forecasts GROUP BY 1") == [("ada", 1), ("bob", 1)]


def test_an_end_corrected_or_taken_back_is_not_brought_back_by_its_table(desk: Desk) -> None:
    path = desk.csv("q.csv", ENDED)
    desk.take(path)
    ((seq,),) = desk.rows("SELECT seq FROM now_resolutions")
    fields: dict[str, Any] = {"question": "rain", "by": "bob", "reason": "misread"}
    known_at = desk.rows("SELECT known_at FROM now_questions")[0][0]
    (now,) = desk.journal.append(
        kinds.ResolutionCorrected(
            **fields, revision=2, corrects=seq, outcome={"yes": False}, known_at=known_at
        )
    )
    report = desk.take(path)
    assert (report.adds, report.bad, report.changed) == (0, [], [Changed("rain", "NO", "YES")])
    desk.journal.append(kinds.ResolutionWithdrawn(**fields, revision=3, corrects=now))
    report = desk.take(path)
    assert (report.adds, report.bad, report.changed) == (0, [], [Changed("rain", "open again", "YES")])
    assert desk.rows("SELECT state FROM now_questions") == [("asked",)]


def test_an_end_that_was_known_at_another_time_is_told_with_both(desk: Desk) -> None:
    path = desk.csv("q.csv", ENDED)
    assert (desk.take(path).changed, desk.take(path).changed) == ([], [])
    ((seq, known_at),) = desk.rows("SELECT seq, known_at FROM now_resolutions")
    earlier = {"outcome": {"yes": True}, "known_at": known_at - 86_400_000_000}
    desk.journal.append(
        kinds.ResolutionCorrected(
            question="rain", by="bob", reason="seen before", revision=2, corrects=seq, **earlier
        )
    )
    (found,) = desk.take(path, desk.csv("more.csv", ENDED | {"question": "snow"})).changed
    assert found.sentence == (
        "rain  stands here as known at 2026-01-04T00:00:00+00:00, and the table says known at 2026-01-05T00:00:00+00:00; "
        "what was changed here stays"
    )
    assert desk.rows("SELECT question FROM now_questions ORDER BY 1") == [("rain",), ("snow",)]


def test_a_private_question_takes_its_owners_forecasts_from_a_table_and_nobody_elses(desk: Desk) -> None:
    own(desk, private=True)
    told = [SAID | {"question": "own", "forecaster": who} for who in ("ada", "bob", "ada", "bob")]
    wrong = "this question is private, and takes the forecasts of its owner alone"
    assert desk.bad(*told) == [(3, "forecaster", wrong), (5, "forecaster", wrong)]
