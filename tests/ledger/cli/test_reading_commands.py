"""today, questions, show and status, from the command line."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from ledger.cli import reading, words
from ledger.journal import entries as kinds
from ledger.record.detail import detail
from ledger.record.questions import IfToday, Order, page
from tests.ledger.cli.conftest import data, fields, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World


NOW = ("--now", "2026-06-05")
QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
LATE = ("--now", "2026-07-01")


@pytest.mark.usefixtures("lived")
def test_today_is_what_a_login_shell_shows(command: Command) -> None:
    shown = run(command, "today", "--by", "mira", "--since", "2026-06-02", *NOW).stdout.splitlines()
    assert shown[0] == (
        "Since 2026-06-02 (3 d): 10 resolved · 1 proposed · 1 annulled · 1 value moved past your forecast"
    )
    assert (
        "  moved  SIM 6.2 -> 15 months  you p10 4 · p50 7 · p90 14, 4 d old; above your upper end, old"
        in shown
    )
    assert "  annulled  gone  you 50 %" in shown
    assert any(line.startswith("Next 30 days: ") and "moved ends 2026-06-20" in line for line in shown)
    assert "Waits for you: waits wants to be confirmed, by 2026-06-10, asks again 2026-06-11" in shown
    assert (
        "Sources: epoch.eci_lag, shape changed: stale: nothing new (never good), endangers 1 question"
        in shown
    )
    assert shown[-3].startswith("You: ")
    assert shown[-1] == "Last look: 24 h ago by daemon"


def test_an_old_forecast_is_listed_as_old_and_never_as_moved(command: Command, world: World) -> None:
    world.ask("q")
    world.say("q")
    world.rehearse("q", "2026-06-01", would="NO")
    now = ("--by", "mira", "--now", "2026-06-09")
    assert "Old forecast: q  SIM NO  you 50 %, 8 d old" in run(command, "today", *now).stdout.splitlines()
    rows = fields(command, "today", *now)
    assert [row[:4] for row in rows if row[1] == "q" and row[0] in {"old", "moved"}] == [
        ["old", "q", "SIM NO", "50 %"]
    ]
    said = data(command, "today", *now)
    assert [one["question"] for one in said["old"]] == ["q"]
    assert said["moved"] == []


def test_what_was_annulled_has_no_value_any_more(command: Command, lived: World) -> None:
    lived.rehearse("gone", "2026-06-03", value="3", would="NO")
    row = next(row for row in fields(command, "today", "--since", "2026-06-02", *NOW) if row[0] == "annulled")
    assert row[1:3] == ["gone", ""]
    assert "If it resolved today" not in run(command, "show", "gone", *NOW).stdout


def test_what_is_ambiguous_is_told_and_found_apart_from_what_was_annulled(
    command: Command, lived: World
) -> None:
    lived.annul("moved", how="ambiguous")
    asked = ("--by", "mira", "--since", "2026-06-02", "--now", "2026-06-12")
    head, *lines = run(command, "today", *asked).stdout.splitlines()
    assert "1 annulled · 1 ambiguous" in head
    assert "  ambiguous  moved  you p10 4 · p50 7 · p90 14 months" in lines
    for state, name in (("annulled", "gone"), ("ambiguous", "moved")):
        assert [row[0] for row in fields(command, "questions", f"state:{state}")] == [name]
        assert data(command, "today", *asked)["changed"][state] == [name]
    assert "1 annulled, 1 ambiguous" in run(command, "status").stdout


@pytest.mark.usefixtures("lived")
def test_the_last_look_is_told_in_minutes_below_an_hour(command: Command) -> None:
    for now, ago in (("2026-06-04T00:12:00Z", "12 min ago"), ("2026-06-04T00:00:30Z", "just now")):
        assert run(command, "today", "--now", now).stdout.splitlines()[-1] == f"Last look: {ago} by daemon"


@pytest.mark.usefixtures("lived")
def test_the_queue_says_what_waits_and_why(command: Command) -> None:
    said = data(command, "queue", "--by", "mira", *NOW)
    kinds = [one["is"] for one in said["queue"]]
    assert said["count"] == len(kinds)
    assert kinds == sorted(kinds), "new ones come first"
    rows = fields(command, "queue", "--by", "mira", *NOW)
    assert [row[0] for row in rows] == [one["question"] for one in said["queue"]]
    (why,) = [row[3] for row in rows if row[0] == "moved"]
    assert why.startswith("SIM value crossed your p90 (14)")
    assert "a quarter of the time left has passed" in why
    assert "no forecast of yours yet" in run(command, "queue", "--by", "nobody", *NOW).stdout


@pytest.mark.usefixtures("lived")
def test_today_for_programs_and_pipes(command: Command) -> None:
    said = data(command, "today", "--by", "mira", "--since", "2026-06-02", *NOW)
    assert len(said["changed"]["resolved"]) == 10
    assert next((one["question"], one["how"], one["simulated"]) for one in said["moved"]) == (
        "moved",
        ["above", "old"],
        True,
    )
    assert [one["need"] for one in said["waiting"]] == ["confirm"]
    assert [one["questions"] for one in said["endangered"]] == [["served"]]
    rows = fields(command, "today", "--by", "mira", "--since", "2026-06-02", *NOW)
    assert {row[0] for row in rows} == {
        "resolved",
        "proposed",
        "annulled",
        "moved",
        "ends",
        "waits",
        "endangered",
        "not final",
        "unanswered",
        "doing",
        "last look",
    }
    assert said["unanswered"] == int(next(row[2] for row in rows if row[0] == "unanswered"))
    assert (
        said["unanswered"]
        == data(command, "questions", "state:open", "-by:me", "--by", "mira", *NOW)["count"]
    )
    (waits,) = said["not_final"]
    assert next(row[5] for row in rows if row[0] == "not final") == waits["hash"]
    assert (waits["question"], said["not_final_count"]) == ("waits", 1)
    assert said["doing"] == [row[5] for row in rows if row[0] == "doing"]
    assert said["contradictions"] == 0
    assert {len(row) for row in rows} == {6}


def test_today_of_an_empty_ledger_says_nothing_changed(command: Command, world: World) -> None:
    assert run(command, "today", "--now", "2026-06-08").stdout.splitlines() == [
        "Since 2026-06-01 (7 d): nothing changed",
        "Last look: never. Look now: fledger look",
    ]
    assert world.journal.simulated


def test_a_day_that_is_none_is_refused(command: Command, world: World) -> None:
    assert command.run("today", "--since", "yesterday").exit_code == 2
    assert world.journal.simulated


@pytest.mark.usefixtures("lived")
def test_questions_are_listed_and_narrowed(command: Command) -> None:
    shown = run(command, "questions", "state:open", "moved", "--by", "mira", *NOW).stdout.splitlines()
    assert shown[0].split() == ["id", "ends", "state", "you", "now", "title"]
    assert shown[1].split("  ")[:2] == ["moved", "2026-06-20"]
    assert "p10 4 · p50 7 · p90 14 months" in shown[1]
    assert "SIM 15 months" in shown[1]
    resolved = data(command, "questions", "state:resolved", "--by", "mira", *NOW)
    assert (resolved["count"], len(resolved["questions"])) == (10, 10)
    assert resolved["questions"][0]["outcome"] == {"yes": True}
    assert resolved["questions"][0]["simulated"] is True


@pytest.mark.usefixtures("lived")
def test_outcomes_of_a_simulated_ledger_are_marked_in_their_cell(command: Command) -> None:
    rows = fields(command, "questions", "state:resolved", *NOW)
    assert {row[4] for row in rows} == {"SIM YES"}


@pytest.mark.usefixtures("lived")
def test_outside_text_cannot_act_on_the_terminal(command: Command) -> None:
    for typed in (("questions",), ("show", "q-1"), ("today",), ("questions", "--plain")):
        assert "\x1b" not in run(command, *typed, *NOW).stdout


@pytest.mark.usefixtures("lived")
def test_a_limit_says_how_many_are_left(command: Command) -> None:
    result = run(command, "questions", "--limit", "2", "--sort", "id", *NOW)
    assert len(result.stdout.splitlines()) == 3
    assert "2 of 14 questions" in result.stderr


@pytest.mark.usefixtures("lived")
def test_a_filter_that_cannot_be_meant_is_a_sentence(command: Command) -> None:
    done = command.whole("questions", "sourse:x", *NOW)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean source?" in done.stderr


@pytest.mark.usefixtures("lived")
def test_a_question_is_shown_whole_by_a_prefix(command: Command) -> None:
    shown = run(command, "show", "mov", "--by", "mira", *NOW).stdout
    for part in (
        "Closes     2026-06-20",
        " (UTC 06-12 00:00), given up 2026-08-",
        'The Lab, asserts: "so it will be"',
        "repeated by Others",
        "hedged: perhaps",
        'objection by a-review (frame): "two are not all"',
        "2026-06-04  SIM 15.0 months",
        "lab  4 months",
        "mira: odd",
    ):
        assert part in shown


@pytest.mark.usefixtures("lived")
def test_the_publications_figure_is_hidden_until_one_has_answered(command: Command) -> None:
    hidden = run(command, "show", "moved", "--by", "tom", *NOW).stdout
    shown = run(command, "show", "moved", "--by", "tom", "--all", *NOW).stdout
    assert "hidden until you answered" in hidden
    assert "so it will be" not in hidden
    assert "4 months" not in hidden
    assert "so it will be" in shown
    assert "hidden" not in shown


def _told(command: Command, *more: str) -> Any:
    return data(command, "show", "moved", "--by", "tom", *more)


@pytest.mark.usefixtures("lived")
def test_programs_are_told_no_more_than_people_until_one_has_answered(command: Command, world: World) -> None:
    with world.record() as record:
        was: Any = detail(record, "moved", now_us=0).said
    said: Any = {**was, "criteria": "As it says.", "claim": {**was["claim"], "quote": "so it was"}}
    said["forecast"] = [{**was["forecast"][0], "point": "5"}]
    world.journal.append(
        kinds.QuestionAmended(
            question="moved", version=2, plain=True, said=said, file_sha256="1" * 64, by="tom", reason="a word"
        )
    )  # fmt: skip
    hidden, shown = _told(command, *NOW), _told(command, "--all", *NOW)
    assert (hidden["hidden"], shown["hidden"]) == (True, False)
    assert hidden["said"] == {**said, "claim": {**said["claim"], "quote": None}, "forecast": None}
    assert shown["said"] == said
    assert {(one["says"], one["reason"]) for one in hidden["forecasts"]} == {(None, None)}
    assert {"point": "4"} in [one["says"] for one in shown["forecasts"]]
    keys = [{each["key"] for each in one["versions"][0]["changed"]} for one in (hidden, shown)]
    assert (keys[0], keys[1] - keys[0]) == ({"criteria"}, {"claim.quote", "forecast[1].point"})
    for style in (("--json",), ("--plain",), ()):
        assert "it was" not in run(command, "show", "moved", "--by", "tom", *style, *NOW).stdout
    assert ["hidden", "True"] in fields(command, "show", "moved", "--by", "tom", *NOW)
    assert _told(command, "--now", "2026-06-21")["hidden"] is False


@pytest.mark.usefixtures("lived")
def test_a_closed_question_hides_nothing(command: Command) -> None:
    on_its_last_day, after = (
        run(command, "show", "moved", "--by", "tom", "--now", now).stdout
        for now in ("2026-06-20T23:59:59+00:00", "2026-06-21")
    )
    assert "hidden until you answered" in on_its_last_day
    assert "hidden" not in after
    assert "so it will be" in after


@pytest.mark.usefixtures("lived")
def test_a_resolved_question_shows_its_trail(command: Command, world: World) -> None:
    amended = kinds.QuestionAmended(
        question="moved",
        version=2,
        plain=True,
        said=world.said("numeric"),
        file_sha256="1" * 64,
        by="tom",
        reason="a word",
    )
    world.journal.append(amended)
    shown = run(command, "show", "q-1", "--by", "mira", *NOW).stdout
    assert "Outcome    SIM YES" in shown
    assert "you wrote: " not in shown
    assert "SIM YES, by person, accepted" in shown
    assert "resolved SIM YES" in shown
    assert "words only, by tom: a word" in run(command, "show", "moved", *NOW).stdout
    assert "failing (stale: nothing new)" in run(command, "show", "served", *NOW).stdout
    assert "you wrote: a hunch" in run(command, "show", "q-2", "--by", "mira", *NOW).stdout
    said = data(command, "show", "q-1", *NOW)
    assert [one["how"] for one in said["resolutions"]] == ["resolved"]
    assert ["question", "q-1"] in fields(command, "show", "q-1", *NOW)


@pytest.mark.usefixtures("lived")
def test_amendments_stand_word_by_word_and_alarms_below_their_source(command: Command, world: World) -> None:
    said = {**world.said("numeric"), "criteria": "As the second file says."}
    world.journal.append(
        kinds.QuestionAmended(
            question="moved", version=2, plain=True, said=said, file_sha256="1" * 64, by="tom", reason="a word"
        )
    )  # fmt: skip
    shown = run(command, "show", "moved", *NOW).stdout
    assert "words only, by tom: a word" in shown
    assert "+}" in next(line for line in shown.splitlines() if line.strip().startswith("criteria: "))
    (version,) = data(command, "show", "moved", *NOW)["versions"]
    assert (version["version"], version["by"], version["plain"]) == (2, "tom", True)
    assert "criteria" in [each["key"] for each in version["changed"]]
    served = run(command, "show", "served", *NOW).stdout
    (source,) = data(command, "show", "served", *NOW)["sources"]
    assert source["failing"]
    assert source["alarms"]
    assert all(f"! {alarm}" in served for alarm in source["alarms"])


@pytest.mark.usefixtures("lived")
def test_readings_and_evidence_stand_in_the_trail(command: Command, world: World) -> None:
    body = b"lag\n7\n"
    digest = sha256(body).hexdigest()
    evidence = kinds.EvidenceKept(
        look="c" * 64, source="s", source_version=1, request="d" * 64, url="https://example.org/a.csv", query=[],
        accept="text/csv", sha256=digest, size=len(body), status=200, fetched_at=world.now,
    )  # fmt: skip
    (kept,) = world.journal.append(evidence, bodies={digest: body})
    reading = kinds.ReadingTaken(
        look="c" * 64, source="s", source_version=1, publisher="P", params={}, span=("2026-06-01", "2026-06-10"),
        covers=("2026-06-01", "2026-06-10"), as_of="2026-06-09", values={"lag": "7"}, types={"lag": "number"},
        units={}, identity="i", where={}, taken_at=world.now, evidence=[kept],
    )  # fmt: skip
    (taken,) = world.journal.append(reading)
    world.propose("served", basis="rule", readings=[taken], by=None)
    shown = run(command, "show", "served", *NOW).stdout
    assert "s  SIM lag 7  over 2026-06-01 to 2026-06-10, as of 2026-06-09" in shown
    assert "https://example.org/a.csv" in shown
    said = data(command, "show", "served", *NOW)
    assert (said["readings"][0]["values"], said["evidence"][0]["sha256"]) == ({"lag": "7"}, digest)


@pytest.mark.usefixtures("lived")
def test_status_tells_whether_the_ledger_is_well(command: Command, world: World) -> None:
    said = data(command, "status", *NOW)
    assert (said["questions"]["resolved"], said["looks"]["failing"], said["well"]) == (10, 1, False)
    assert said["head"]["size"] == world.journal.head().size
    shown = run(command, "status", *NOW).stdout
    assert "Looks      1, 1 due, 1 failing" in shown
    assert "Daemon     never seen" in shown
    assert ["looks.failing", "1"] in fields(command, "status", *NOW)
    assert command.run("status", "--exit-code", *NOW).exit_code == 1


def test_a_silent_daemon_is_named(command: Command, world: World) -> None:
    world.work("INSERT INTO run_state VALUES ('daemon', 'x', ?)", world.now)
    assert "last heard 4 d ago, silent" in run(command, "status", *NOW).stdout
    assert "last heard 0 min ago" in run(command, "status", "--now", "2026-06-01").stdout
    assert "a year" in run(command, "status", "--now", "2026-08-01").stdout
    command.home.joinpath("settings.toml").write_text('[sweep]\nevery = "2d"\n', encoding="utf-8")
    assert "last heard 4 d ago\n" in run(command, "status", *NOW).stdout


@pytest.mark.usefixtures("world")
def test_status_loads_nothing_heavy(command: Command) -> None:
    code = (
        "import sys\nfrom ledger.cli.main import fledger\n"
        "fledger(['status', '--json'], standalone_mode=False)\n"
        "print([n for n in ('numpy', 'pydantic', 'sqlmodel', 'sqlalchemy', 'textual', 'httpx') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"FLEDGER_HOME": str(command.home), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("value", "would", "state", "shown"),
    [
        ("13", "YES", "reading", "SIM YES (13 months)"),
        ("13", None, "reading", "SIM 13 months"),
        (None, "NO", "reading", "SIM NO"),
        (None, None, "not_yet", "SIM not yet"),
    ],
)
def test_if_it_resolved_today_fits_a_cell(
    world: World, value: str | None, would: str | None, state: str, shown: str
) -> None:
    world.ask("n", kind="numeric")
    with world.record() as record:
        (row,) = page(record, ["n"], now_us=world.now)
    today = IfToday("2026-06-01", world.now, state, value, None, would, None, "as read")
    assert words.now_value(replace(row, today=today), simulated=True) == shown


def test_what_a_newer_program_stored_is_said_and_not_guessed() -> None:
    assert words.says({"hunch": 1}) == "written by a newer fledger"
    assert words.outcome({"hunch": 1}, None, simulated=True) == "written by a newer fledger"


@pytest.mark.usefixtures("lived")
def test_a_withdrawn_forecast_stands_in_brackets(command: Command, world: World) -> None:
    world.withdraw(world.say("served", p="0.25"))
    rows = fields(command, "questions", "served", "--by", "mira", "--now", "2026-06-06")
    assert [row[3] for row in rows] == ["(25 %)"]


@pytest.mark.usefixtures("lived")
def test_the_page_of_a_question_says_when_a_forecast_was_withdrawn_or_ran_out(
    command: Command, world: World
) -> None:
    shown = ("show", "served", "--by", "mira", "--now", "2027-01-01")
    end = world.now + words.DAY_US
    seq = world.say("served", p="0.25", expires_at=end)
    page = run(command, *shown).stdout
    assert f"You        25 %, ran out {words.day(end)}" in page
    world.move(seconds=1)
    world.withdraw(seq)
    page, day = run(command, *shown).stdout, words.day(world.now)
    assert f"You        25 %, withdrawn {day}" in page
    assert f"(seen, withdrawn {day})" in page
    assert data(command, *shown)["mine"]["withdrawn_at"] == words.stamp(world.now)


@pytest.mark.usefixtures("lived")
def test_a_slip_that_was_undone_reads_taken_back(command: Command, world: World) -> None:
    world.withdraw(seq := world.say("served", p="0.25"))
    page, day = run(command, "show", "served", "--by", "mira").stdout, words.day(world.now)
    assert f"You        25 %, taken back {day}" in page
    assert f"(seen, taken back {day})" in page
    assert "withdrawn" not in page
    newest = run(command, "journal").stdout.splitlines()[1]
    assert newest.partition("served: ")[2] == f"forecast {seq} taken back by mira"


def test_the_orders_that_can_be_asked_for_are_those_of_the_record() -> None:
    """The command line says them again, so that its help need not load the record."""
    assert get_args(Order) == reading.ORDERS
