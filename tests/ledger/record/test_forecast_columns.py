"""Columns for scores: sorted, complete across pages, with times and grades as the record has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger.journal.facts import Facts
from ledger.questions.outcome import YesNo
from ledger.record import column_rows
from ledger.record.claims import claimed, publications, value_known_on
from ledger.record.columns import GRADES, NEVER, every_forecast, forecast_columns
from ledger.record.ended import question_ends, stating_publications
from ledger.record.packed import packed_path
from ledger.record.people import forecasts_of

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def test_rows_are_sorted_by_question_time_and_seq(world: World) -> None:
    world.ask("b")
    world.ask("a")
    world.go(2)
    third = world.say("a", p="0.3")
    second = world.say("b", p="0.2")
    first = world.say("b", made_at=world.at(1), p="0.1", grade="documented")
    world.say("a", by="tom")
    with world.record() as record:
        found = forecast_columns(record, "mira")
        numbers = {end.id: end.number for end in question_ends(record)}
    assert found.forecast.tolist() == [first, second, third]
    assert found.question.tolist() == [numbers["b"], numbers["b"], numbers["a"]]
    assert [GRADES[grade] for grade in found.grade] == ["documented", "seen", "seen"]
    assert found.probability.tolist() == [0.1, 0.2, 0.3]


def test_the_end_of_a_forecast_is_the_first_of_withdrawal_and_expiry(world: World) -> None:
    world.ask("a")
    world.say("a")
    expiring = world.say("a", expires_at=world.at(3))
    both = world.say("a", expires_at=world.at(3))
    world.move(days=1)
    world.withdraw(both)
    with world.record() as record:
        found = forecast_columns(record, "mira", only="a")
    assert found.gone_us.tolist() == [NEVER, world.at(3), world.now]
    assert expiring in found.forecast


def test_words_have_no_probability(world: World) -> None:
    world.ask("a")
    world.say("a", says={"words": True}, words="likely", imputed=True)
    with world.record() as record:
        found = forecast_columns(record, "mira")
    assert np.isnan(found.probability).tolist() == [True]
    assert found.imputed.tolist() == [True]


def test_every_page_is_read(world: World) -> None:
    world.ask("a")
    with world.journal.transaction() as tx:
        tx.database.executemany(
            "INSERT INTO now_forecasts (forecast, question, version, forecaster, made_at, recorded_at, grade, says,"
            " probability, imputed) VALUES (1 - ?, 'a', 1, 'mira', ?, 5, 'seen', '{}', 0.5, 0)",
            ((number, number) for number in range(column_rows.PAGE + 5)),
        )
    with world.record() as record:
        found = forecast_columns(record, "mira")
    assert found.made_us.tolist() == list(range(column_rows.PAGE + 5))


def test_nobody_has_empty_columns(world: World) -> None:
    with world.record() as record:
        found = forecast_columns(record, "nobody")
    assert found.forecast.shape == (0,)


def test_everybodys_forecasts_are_those_of_each_sorted_by_question_time_and_seq(world: World) -> None:
    world.ask("b")
    world.ask("a")
    for day, (question, name) in enumerate([("a", "tom"), ("b", "mira"), ("b", "tom"), ("b", "ada")]):
        world.go(day)
        world.say(question, f"0.{day + 1}", name)
    world.say("b", "0.9", "mira", made_at=world.at(3), imputed=True)
    with world.record() as record:
        found, one = every_forecast(record), every_forecast(record, only="a")
        alone = {name: forecast_columns(record, name) for name in found.names}
    assert found.names == ("ada", "mira", "tom")
    assert [found.names[place] for place in found.forecaster] == ["mira", "tom", "ada", "mira", "tom"]
    assert found.forecasts.probability.tolist() == [0.2, 0.3, 0.4, 0.9, 0.1]
    for place, name in enumerate(found.names):
        theirs = found.only(found.forecaster == place).forecasts
        assert found.of(name).forecast.tolist() == theirs.forecast.tolist()
        assert theirs.forecast.tolist() == alone[name].forecast.tolist()
        assert theirs.version.tolist() == [1] * theirs.forecast.size
    assert (one.names, one.forecasts.probability.tolist()) == (("tom",), [0.1])
    assert found.of("nobody").forecast.size == 0


def test_somebodys_forecasts_are_counted_no_further_than_asked(world: World) -> None:
    world.ask("a")
    for _ in range(3):
        world.say("a")
    with world.record() as record:
        assert [
            forecasts_of(record, who, most=most) for who, most in (("mira", 2), ("mira", 9), ("tom", 9))
        ] == [2, 3, 0]


def test_who_made_many_has_the_same_columns_from_the_packed_file(world: World) -> None:
    world.ask("a")
    world.say("a", "0.1", "tom")
    for p in ("0.2", "0.3", "0.4"):
        world.move(minutes=1)
        world.say("a", p)
    with world.record() as record:
        alone = forecast_columns(record, "mira", worth=4)
        assert not packed_path(world.path).exists()
        found = [forecast_columns(record, "mira", worth=3) for _ in range(2)]
    assert packed_path(world.path).is_file()
    assert [one.forecast.tolist() for one in found] == [alone.forecast.tolist()] * 2
    assert alone.probability.tolist() == [0.2, 0.3, 0.4]


def test_a_ledger_without_a_forecast_has_empty_columns(world: World) -> None:
    with world.record() as record:
        found = every_forecast(record)
    assert (found.names, found.forecaster.shape, found.forecasts.forecast.shape) == ((), (0,), (0,))


def test_a_questions_end_carries_what_scores_need(world: World) -> None:
    world.ask("yes", private=True, by="tom")
    world.ask("number", kind="numeric")
    world.move(days=1)
    world.resolve("yes")
    with world.record() as record:
        yes, number = question_ends(record)
        (only,) = question_ends(record, only="number")
    assert (yes.outcome, yes.known_at, yes.how, yes.asker, yes.said) == (
        YesNo(yes=True),
        world.now,
        "resolved",
        "tom",
        None,
    )
    assert (number.outcome, number.asker, number.unit) == (None, None, "months")
    assert number.said is not None
    assert only == number


def test_publications_are_those_whose_words_stand_in_files(world: World) -> None:
    stated = [{"by": "lab", "made_at": "2026-05-14", "point": "4"}]
    world.ask("a", kind="numeric", claim={"publication": "paper-2"}, forecast=stated)
    world.ask("b", claim={"publication": "paper-1"})
    world.ask("c", forecast=[{"by": "mira", "made_at": "2026-05-14", "probability": "0.5"}])
    with world.record() as record:
        assert stating_publications(record) == {"lab", "paper-1", "paper-2", "mira"}
        assert publications(record) == ("paper-2", "paper-1")
        assert list(claimed(record)) == ["a", "b"]
        assert list(claimed(record, "paper-1")) == ["b"]


def test_a_publication_stays_one_and_the_journals_rules_say_the_same(world: World) -> None:
    stated = [{"by": "lab", "made_at": "2026-05-14", "probability": "0.5"}]
    world.ask("a", claim={}, forecast=stated)
    world.ask("b", forecast=[stated[0] | {"by": "council"}])
    world.amend("a", claim={})
    world.amend("a")
    world.amend("b", title="Other")
    with world.record() as record:
        found = stating_publications(record)
    assert found == {"lab", "paper-1", "council"}
    with world.journal.transaction() as tx:
        facts = Facts(tx.database)
        assert {name for name in (*found, "mira", "tom") if facts.is_publication(name)} == found


def test_the_value_known_on_a_day_is_the_newest_whose_data_reach_no_further(world: World) -> None:
    world.ask("a")
    for day, value in (("2026-05-01", "1"), ("2026-05-10", "2"), ("2026-05-20", "3")):
        world.rehearse("a", day, value=value)
    with world.record() as record:
        assert value_known_on(record, "a", "2026-05-14") == 2.0
        assert value_known_on(record, "a", "2026-04-01") is None
