"""The fifteen causes that broke other resolvers, each with a test that shows that it cannot happen here.

docs/what-broke-others.md tells each in words, and where more of it is held.
"""

from __future__ import annotations

import ast
import asyncio
import re
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger.journal.verify import verify
from ledger.questions.catalogue import read_catalogue
from ledger.questions.reading import NotAQuestionError
from ledger.resolution.looking_back.replay import replay
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.challenges import Challenge, challenge, reject_challenge
from ledger.resolution.people.confirm import confirm, confirm_due

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "what-broke-others.md").read_text(encoding="utf-8")
FILE = """\
format = 1
kind = "binary"
title = "A value of 12"
statement = "Will the value reach 12?"
criteria = "The value as published by Example."
by = "this project"
opens_at = 2026-01-01
closes_at = 2026-03-31
resolves_at = 2026-04-10
gives_up_at = 2026-06-30

[resolution]
window = { over = [2026-01-01, 2026-03-31] }
yes_if = { at_least = 12 }

[[resolution.source]]
name = "http_json"
value = "value"
params = { url = "https://data.example.org/{last}", select = "value", nature = "total" }
"""
LIVE = {"url": "https://data.example.org/value", "select": "value", "as_of": "as_of", "max_age": 365}


def problems(tmp_path: Path, old: str, new: str) -> list[str]:
    """What the check says of the file above with one change: `line  field  rule`."""
    assert old in FILE
    path = tmp_path / "a-question.toml"
    path.write_text(FILE.replace(old, new))
    return [f"{each.line} {each.field} {each.rule}" for each in read_catalogue([path]).problems]


def source(**params: Any) -> dict[str, Any]:
    return {"source": [{"name": "http_json", "value": "value", "params": {**LIVE, **params}}]}


def proposed(ledger: Any, value: float = 12.5, **rule: Any) -> str:
    """The hash of a proposal that the rule made on the day the question may first be decided."""
    ledger.ask(resolution=rule)
    ledger.now("2026-04-10T12:00")
    ledger.world.says(value, "2026-03-31")
    (made,) = ledger.sweep().proposed
    return str(made.hash)


def test_1_what_is_confirmed_is_what_is_written_whatever_the_source_says_by_then(ledger: Any) -> None:
    digest = proposed(ledger, 12.5, confirmed_by="one_person", challenge_for="72h")
    ledger.world.says(3, "2026-03-31")
    ledger.now("2026-04-14T12:00")
    ledger.sweep()
    confirm(ledger.journal, digest, "ann")
    (resolved,) = confirm_due(ledger.journal)
    assert ledger.one("SELECT outcome, value FROM now_resolutions WHERE seq = ?", resolved.seq) == (
        '{"yes":true}',
        "12.5",
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("yes_if = { at_least = 12 }", "yes_if = { atleast = 12 }", 14),
        ("yes_if = { at_least = 12 }", "yes_if = { at_least = 12, or = 3 }", 14),
        ("yes_if = { at_least = 12 }", 'yes_if = { at_least = "rand\\"range" }', 14),
        ('select = "value", nature', 'selected = "value", nature', 19),
    ],
)
def test_2_a_rule_that_cannot_be_read_whole_is_a_problem_with_its_line_and_asks_nothing(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    assert problems(tmp_path, "format = 1", "format = 1") == []
    found = problems(tmp_path, old, new)
    assert found
    assert all(said.startswith(f"{line} resolution.") for said in found), found


def test_3_an_unknown_word_of_a_rule_is_no_question_and_never_no(makes: Any) -> None:
    rules: list[dict[str, Any]] = [
        {"yes_if": {"near": "12"}},
        {"yes_if": {"at_least": "12", "nearly": True}},
        {"yes_if": {"all": [{"at_least": "12"}], "xor": []}},
        {"yes_if": {}},
        {"yes_if": {"look": "main"}},
        {"weigh_by": "size"},
    ]
    for rule in rules:
        with pytest.raises(NotAQuestionError):
            makes.question(rule)


@pytest.mark.parametrize(
    "module", ["any_day", "compare", "decide", "judge", "logic", "marks", "one_span", "picks", "taken_back"]
)
def test_3_nothing_that_decides_has_a_branch_for_all_the_rest(module: str) -> None:
    tree = ast.parse((ROOT / "ledger" / "resolution" / "rule" / f"{module}.py").read_text(encoding="utf-8"))
    cases = [node for node in ast.walk(tree) if isinstance(node, ast.match_case)]
    assert not [
        case for case in cases if isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
    ]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"value": null}', b'{"value": 3', b'{"values": 3}', b"[]"]
)
def test_4_absence_in_whatever_form_asks_a_person_at_the_end_and_never_says_no(
    ledger: Any, body: bytes
) -> None:
    ledger.ask(resolution=source())
    for when in (
        "2026-04-10T12:00",
        "2026-05-20T12:00",
        "2026-06-30T23:59",
        "2026-07-01T12:00",
        "2026-07-03T12:00",
    ):
        ledger.now(when)
        ledger.world.breaks(body)
        ledger.sweep({"q"})
    assert ledger.state() == "given_up"
    assert ledger.all("SELECT * FROM now_proposals") == []


def test_5_a_wrong_prediction_becomes_wrong_also_after_a_failure_that_passed(ledger: Any) -> None:
    ledger.ask(resolution={**source(), "challenge_for": "24h"})
    ledger.now("2026-04-10T12:00")
    ledger.world.breaks(status=500)
    ledger.sweep()
    ledger.now("2026-04-11T12:00")
    ledger.world.says(3, "2026-03-31")
    ledger.sweep()
    ledger.now("2026-04-13T12:00")
    confirm_due(ledger.journal)
    assert ledger.one("SELECT state, outcome FROM now_questions") == ("resolved", '{"yes":false}')


def test_6_a_later_revision_moves_nothing_and_a_weekend_is_read_within_a_stated_age(ledger: Any) -> None:
    window = {"window": {"at": "2026-02-01"}}  # a Sunday
    param = {"url": "https://data.example.org/value?to={last}"}
    for name, age in (("fresh", 3), ("stale", 1)):
        ledger.ask(name, {**source(**param, max_age=age), **window}, resolves_at="2026-02-02")
    ledger.now("2026-02-02T12:00")
    ledger.world.says(13, "2026-01-30")
    report = ledger.sweep()
    assert [each.question for each in report.proposed] == ["fresh"]
    assert "stale" in report.waits["stale"]
    ledger.world.says(3, "2026-02-01")
    ledger.now("2026-02-06T12:00")
    ledger.sweep({"fresh"})
    confirm_due(ledger.journal)
    assert ledger.one("SELECT outcome FROM now_resolutions WHERE question = 'fresh'") == ('{"yes":true}',)


@pytest.mark.parametrize("series", ["EUR", "split 10:1", "XYZ"])
def test_7_another_unit_split_or_name_of_the_series_decides_nothing(ledger: Any, series: str) -> None:
    rule = {**source(identity="series"), "confirmations": {"readings": 2, "apart": "7d"}}
    ledger.ask(resolution=rule)
    for when, named in (("2026-04-10T12:00", "USD"), ("2026-04-20T12:00", series)):
        ledger.now(when)
        body = f'{{"value": 13, "as_of": "2026-03-31", "series": "{named}"}}'
        ledger.world.breaks(body.encode())
        report = ledger.sweep({"q"})
    assert "identity changed" in report.waits["q"]
    assert ledger.state() == "asked"


def test_8_a_field_that_the_source_no_longer_carries_shows_from_the_first_day(ledger: Any) -> None:
    ledger.ask(resolution=source(select="amount", as_of="as_of"))
    ledger.world.says(13, "2026-01-01")
    ledger.sweep()
    state, reason = ledger.one("SELECT state, reason FROM run_rehearsals")
    assert (ledger.state(), state, "amount" in reason) == ("asked", "not_yet", True)


def test_9_whoever_answers_only_proposes_and_may_say_not_yet(ledger: Any) -> None:
    ledger.ask(resolution={"source": [{"name": "manual", "value": "answer", "params": {"ask": "Did it?"}}]})
    ledger.now("2026-04-10T12:00")
    assert answer(ledger.journal, "q", Given("not-yet", "a model")).hash is None
    answer(ledger.journal, "q", Given("yes", "a model", url="https://example.org/a", why="it says so"))
    answer(ledger.journal, "q", Given("not-yet", "ann", why="I doubt it"))
    ledger.now("2026-06-10T12:00")
    assert confirm_due(ledger.journal) == ()
    assert ledger.state() == "proposed"


RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "yaml", "cloudpickle"}
EVENTS_ONLY = ROOT / "resolvers" / "plain_yaml.py"
"""Reads YAML as a row of events and makes no object of any: `yaml.parse` is all it may call of that library."""


@pytest.mark.no_cover
def test_10_no_file_and_no_row_can_run_code() -> None:
    for path in [
        path for room in ("ledger", "resolvers", "forecasts") for path in (ROOT / room).rglob("*.py")
    ]:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        named = {
            alias.name.partition(".")[0]
            for node in nodes
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {(node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
        called = {
            node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        made = {node.attr for node in nodes if isinstance(node, ast.Attribute) and "load" in node.attr}
        assert not named & (RUNS_DATA - {"yaml"} if path == EVENTS_ONLY else RUNS_DATA), path
        assert path != EVENTS_ONLY or not made
        assert not called & {"eval", "exec", "compile"}, path


def test_10_a_question_that_names_code_is_a_question_with_a_problem(tmp_path: Path) -> None:
    found = problems(tmp_path, 'name = "http_json"', 'name = "os:system"')
    assert found == ["17 resolution.source[0].name unknown-source"]


@pytest.mark.parametrize("naive", ["2026-04-10T12:00:00", "2026-04-10 12:00:00"])
def test_11_a_time_without_a_zone_is_a_problem(tmp_path: Path, naive: str) -> None:
    found = problems(tmp_path, "resolves_at = 2026-04-10", f"resolves_at = {naive}")
    assert found == ["9 resolves_at naive-time"]


def test_12_what_was_resolved_stays_with_everything_it_rests_on(ledger: Any) -> None:
    proposed(ledger, challenge_for="24h")
    ledger.now("2026-04-12T12:00")
    confirm_due(ledger.journal)
    for table in ("log_entries", "log_commits", "log_evidence"):
        with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(ledger.journal.path) as database:
            database.execute(f"DELETE FROM {table}")
    (found,) = asyncio.run(replay(ledger.journal))
    assert found.holds


def test_13_a_measurement_that_is_not_the_words_says_how_it_differs(tmp_path: Path) -> None:
    claim = (
        '[claim]\nstance = "asserts"\nsaid_by = "A Lab"\nquote = "merged"\nproxy = "close"\n\n[resolution]'
    )
    found = problems(tmp_path, "[resolution]", claim)
    assert any(said.endswith("claim.proxy_note proxy-note") for said in found), found


def test_14_the_same_candidate_comes_once_however_often_it_is_decided(ledger: Any) -> None:
    digest = proposed(ledger, challenge_for="24h")
    for _ in range(3):
        ledger.sweep({"q"})
    assert ledger.all("SELECT hash FROM now_proposals") == [(digest,)]
    ledger.now("2026-04-12T12:00")
    assert [len(confirm_due(ledger.journal)) for _ in range(3)] == [1, 0, 0]
    assert verify(ledger.journal.path).ok


def test_15_a_challenge_drops_nothing_that_was_pinned(ledger: Any) -> None:
    digest = proposed(ledger, 12.5, challenge_for="72h")
    pinned = "SELECT hash, value, readings, evidence, challenge_until FROM now_proposals"
    before = ledger.one(pinned)
    challenge(ledger.journal, digest, Challenge("ann", "an old table", "no"))
    ledger.world.says(3, "2026-03-31")
    ledger.clock.move(timedelta(days=1))
    ledger.sweep({"q"})
    reject_challenge(ledger.journal, digest, "bo", "the table is of January")
    assert ledger.one(pinned) == before
    ledger.clock.move(timedelta(days=3))
    assert len(confirm_due(ledger.journal)) == 1
    assert ledger.one("SELECT value FROM now_resolutions") == ("12.5",)


# ---- the page ----------------------------------------------------------------------------------------------


def test_the_page_tells_fifteen_causes_and_each_has_its_test_here() -> None:
    causes = re.findall(r"^## (\d+)\. ", PAGE, flags=re.MULTILINE)
    assert causes == [str(number) for number in range(1, 16)]
    here = {name for name in globals() if name.startswith("test_")}
    for number, section in enumerate(re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:], 1):
        named = set(re.findall(rf"`(test_{number}_\w+)`", section))
        assert named, number
        assert named <= here
    assert {name for name in here if re.match(r"test_\d", name)} == set(re.findall(r"`(test_\d+_\w+)`", PAGE))


def test_every_file_the_page_names_is_there_with_the_test_it_names() -> None:
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE):
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), (path, name)
