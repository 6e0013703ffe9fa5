"""try, backtest and explain on the command line, over a real server on loopback, a real folder and a real ledger."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli.duties import Duties
from ledger.clock import SetClock
from ledger.errors import LedgerError
from ledger.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.ledger.cli.conftest import Command

QUESTION = """format = 1
kind = "binary"
title = "A mean of 12"
statement = "Will the mean reach 12 points in the first quarter of 2026?"
opens_at = 2026-01-01
closes_at = 2026-03-31
resolves_at = 2026-04-10
gives_up_at = 2026-06-30
criteria = "The mean of the values as published, rounded to one decimal; 12.0 is enough."
by = "this project"

[resolution]
window = {{ {window} }}
unit = "points"
digits = 1
yes_if = {{ at_least = 12.0 }}

[[resolution.source]]
{source}
"""
CSV = """name = "http_csv"
value = "value"
params = { url = "https://data.example.org/series.csv", column = "value", date_column = "day", aggregate = "mean", unit = "points" }"""
LIVE = """name = "http_json"
value = "value"
params = { url = "https://data.example.org/live.json", select = "value", unit = "points" }"""
OVER, AT = "over = [2026-01-01, 2026-03-31]", "at = 2026-03-31"
AS_OF = ("--as-of", "2026-02-10")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Desk:
    """A home, its question files, and what its publisher has on its server."""

    command: Command
    files: Path
    published: Path

    def write(self, name: str = "q", window: str = OVER, source: str = CSV) -> Path:
        path = self.files / f"{name}.toml"
        path.write_text(QUESTION.format(window=window, source=source), encoding="utf-8")
        return path

    def publish(self, last: date = date(2026, 2, 10), value: int = 6) -> None:
        (self.published / "series.csv").write_bytes(rows(last, value))

    def run(self, *words: str, code: int = 0) -> Result:
        result = self.command.run(*words)
        found = result.exception.exit_code if isinstance(result.exception, LedgerError) else result.exit_code
        assert found == code, result.output + repr(result.exception)
        return result

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).stdout)


def rows(last: date, value: int) -> bytes:
    """A value a day from 2024 on: 13 in 2024, then `value`."""
    days = (date(2024, 1, 1) + timedelta(days=n) for n in range((last - date(2024, 1, 1)).days + 1))
    return b"day,value\n" + b"".join(f"{day},{13 if day.year == 2024 else value}\n".encode() for day in days)


@pytest.fixture
def desk(command: Command, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(command, tmp_path / "files", tmp_path / "published")
    for folder in (made.files, made.published, command.home):
        folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(made.published)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    (command.home / "settings.toml").write_text(
        f'[people]\nme = "ann"\n[catalogue]\nfolders = ["{made.files}"]\n'
        f'[mirrors]\n"data.example.org" = "http://127.0.0.1:{server.server_address[1]}"\n',
        encoding="utf-8",
    )
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


# ---- try -------------------------------------------------------------------------------------------------


def test_a_file_is_tried_on_one_screen_without_a_ledger(desk: Desk) -> None:
    desk.write("older")
    path = desk.write()
    desk.publish()
    said = desk.run("try", str(path), *AS_OF).stdout
    for fact in (
        "now         6.0 points, as of 2026-02-10",
        "distance    6 points below 12",
        "would be    NO",
        "YES 4 times",
        "one file, restated: not what was seen then",
        "in 49 days",
        "the rule alone; open to challenge for 3 d",
        "http_csv: data.example.org, as the publisher says, no key",
        "older (100% alike)",
    ):
        assert fact in said
    assert len(said.splitlines()) <= 24
    assert not (desk.command.home / "ledger.db").exists()


def test_a_trial_for_programs_has_everything_in_it(desk: Desk) -> None:
    desk.write()
    desk.publish()
    said = desk.json("try", "q", *AS_OF)
    assert (said["schema"], said["question"], said["state"], said["value"], said["would_resolve"]) == (
        1, "q", "reading", 6, "NO",
    )  # fmt: skip
    assert said["distance"] == {"by": -6, "threshold": 12}
    assert (said["base_rate"]["said"], said["base_rate"]["restated"]) == ({"NO": 4, "YES": 4}, True)
    assert said["ends"]["days_left"] == 49
    assert said["sources"][0]["publisher"] == "data.example.org"
    assert (said["nearest"], said["missing"], said["confirmed_by"]) == (None, {}, "machine")


def test_a_trial_for_pipes_names_each_fact(desk: Desk) -> None:
    desk.write()
    desk.publish()
    lines = desk.run("try", "q", *AS_OF, "--plain").stdout.splitlines()
    found = [line.split("\t") for line in lines]
    assert found[:2] == [["question", "q"], ["title", found[1][1]]]
    assert ["would be", "NO"] in found
    names = [name for name, _ in found]
    assert names.count("base rate") > 1, "a fact of several lines has its name before each"
    assert "" not in names


def test_what_cannot_be_tried_ends_as_a_rehearsal_does(desk: Desk) -> None:
    path = desk.write()
    said = desk.run("try", str(path), *AS_OF, code=4).stdout
    assert "now         http_csv: source missing" in said
    assert "base rate   none: no window like it could be decided" in said
    assert "no question is like it" in said
    path.write_text("format = ", encoding="utf-8")
    assert "q.toml:1" in str(desk.run("try", str(path), code=3).exception)
    manual = 'name = "manual"\nvalue = "answer"\nparams = { ask = "?" }'
    asked = desk.run("try", str(desk.write("m", source=manual)), "--as-of", "2027-01-01", code=6).stdout
    assert "manual: a person looks it up" in asked
    assert "276 days ago" in asked


# ---- backtest --------------------------------------------------------------------------------------------


def test_a_rule_is_run_over_the_past_its_source_publishes(desk: Desk) -> None:
    desk.write()
    desk.publish()
    said = desk.run("backtest", "q", *AS_OF).stdout
    assert "2024-10-01  2024-12-31  YES        13.0   2025-01-10" in said
    assert (
        "On the last 8 windows like it (2024-01-01 to 2025-12-31) this rule would have said YES 4 times."
        in said
    )
    assert "(before 2024-01-01: http_csv: not yet" not in said
    plain = [line.split("\t") for line in desk.run("backtest", "q", *AS_OF, "--plain").stdout.splitlines()]
    assert plain[0][:5] == ["2025-10-01", "2025-12-31", "NO", "6.0", "2026-01-10"]
    assert desk.json("backtest", "q", *AS_OF)["base_rate"]["tried"] == 8


def test_days_that_say_the_same_stand_in_one_row(desk: Desk) -> None:
    desk.write(window=AT)
    desk.publish()
    said = desk.run("backtest", "q", "--as-of", "2025-02-10", "--since", "2024-12-30").stdout
    assert "2025-01-01  2025-02-10  NO         6.0    2025-01-11  41 days" in said
    assert "2024-12-30  2024-12-31  YES        13.0   2025-01-09  2 days" in said
    nothing = desk.run("backtest", "q", *AS_OF, "--since", "2026-02-11", code=4)
    assert "No window like it is over" in str(nothing.exception)


def test_any_day_is_shown_day_by_day(desk: Desk) -> None:
    path = desk.write(window='any_day = [2026-03-01, 2026-03-31], max_gap = "3d"')
    path.write_text(
        path.read_text(encoding="utf-8").replace("resolves_at = 2026-04-10", "resolves_at = 2026-03-01")
    )
    desk.publish()
    said = desk.run("backtest", "q", "--as-of", "2025-02-10", "--since", "2024-12-01").stdout
    assert "Day by day" in said
    assert "2024-12-01  2024-12-31  yes   13.0" in said
    assert "2025-01-01  2025-01-31  no    6.0" in said


def test_a_source_without_a_past_is_refused_with_a_way_on(desk: Desk) -> None:
    path = desk.write(window=AT, source=LIVE)
    path.write_text(path.read_text(encoding="utf-8").replace("2026-04-10", "2026-03-31"), encoding="utf-8")
    refused = str(desk.run("backtest", "q", *AS_OF, code=4).exception)
    assert "it says only what is so when it is read" in refused
    assert "--bodies DIR" in refused


def test_a_rule_is_run_over_a_folder_of_dated_bodies(desk: Desk, tmp_path: Path) -> None:
    desk.write()
    bodies = tmp_path / "bodies"
    (bodies / "2026-04-12").mkdir(parents=True)
    (bodies / "2026-04-12" / "series.csv").write_bytes(rows(date(2026, 4, 11), 13))
    (bodies / "2026-04-02").mkdir()
    words = ("backtest", "q", "--bodies", str(bodies), "--as-of", "2026-05-01")
    found = desk.run(*words)
    assert "2026-01-01  2026-03-31  YES        13.0   2026-04-12" in found.stdout
    assert "2026-01-01 to 2026-03-31, as it would have gone (UTC)" in found.stdout
    assert "a folder of dated bodies, each from the end of its day" in found.stdout
    missing = (
        "No body for https://data.example.org/series.csv on 1 of the folder's days, the first 2026-04-02."
    )
    assert missing in found.stderr
    assert desk.json(*words)["own_window"]["would_say"] == "YES"


def test_a_folder_without_dated_bodies_and_two_pasts_at_once_cannot_be_meant(
    desk: Desk, tmp_path: Path
) -> None:
    desk.write()
    (tmp_path / "empty").mkdir()
    desk.run("backtest", "q", "--bodies", str(tmp_path / "empty"), code=2)
    desk.run("backtest", "q", "--kept", "--bodies", str(tmp_path), code=2)


def test_a_rule_is_run_over_what_the_ledger_kept(desk: Desk) -> None:
    desk.write()
    desk.publish(date(2026, 4, 9), 13)
    desk.run("init", "--simulated")
    desk.run("sync", "--now", "2026-02-10T12:00Z")
    nothing = desk.run("backtest", "q", "--kept", "--now", "2026-04-12T12:00Z", code=4)
    assert "Nothing that this ledger kept tells of" in str(nothing.exception)
    desk.run("resolve", "q", "--now", "2026-04-12T12:00Z")
    said = desk.run("backtest", "q", "--kept", "--now", "2026-04-13T12:00Z").stdout
    assert "2026-01-01  2026-03-31  SIM YES    13.0   2026-04-12" in said
    assert "the bytes this ledger kept, each from when it was fetched" in said


# ---- explain -----------------------------------------------------------------------------------------------


def test_a_decision_is_explained_from_the_record_without_a_network(desk: Desk) -> None:
    desk.write()
    desk.publish(date(2026, 4, 9), 13)
    desk.run("init", "--simulated")
    desk.run("sync", "--now", "2026-02-10T12:00Z")
    assert "may be decided from 2026-04-10" in desk.run("explain", "q", "--now", "2026-02-11T12:00Z").stdout
    desk.run("resolve", "q", "--now", "2026-04-12T12:00Z")
    (desk.published / "series.csv").unlink()
    lines = desk.run("explain", "q", "--now", "2026-04-13T12:00Z").stdout.splitlines()
    assert lines[:2] == [
        "q, proposed: A mean of 12",
        "  rule: YES if 12 or more points, over 2026-01-01 to 2026-03-31",
    ]
    steps = [line.strip() for line in lines[2:]]
    assert steps[0].startswith("SIM proposal ")
    assert steps[1].startswith("SIM the rule says YES: http_csv on 2026-03-31 to 2026-03-31")
    assert steps[2] == "main: 13.0; at least 12?: yes"
    assert steps[3] == "http_csv, data.example.org: counts"
    assert "from 90 rows, lines 733 to 822, column 'value'" in steps[4]
    assert steps[5] == "line 733: day 2026-01-01, value 13"
    assert any(
        step.startswith("https://data.example.org/series.csv at 2026-04-12 12:00 UTC") for step in steps[6:]
    )
    plain = [
        line.split("\t")
        for line in desk.run("explain", "q", "--plain", "--now", "2026-04-13T12:00Z").stdout.splitlines()
    ]
    assert plain[:2] == [["0", "rule", lines[1].removeprefix("  rule: ")], ["0", "question", lines[0]]]
    assert [row[2] for row in plain[2:]] == steps
    said = desk.json("explain", "q", "--now", "2026-04-13T12:00Z")
    assert (said["schema"], said["simulated"], said["tree"]["kind"]) == (1, True, "question")
    compared = said["tree"]["parts"][1]["parts"][0]
    assert (compared["kind"], compared["truth"], compared["value"]) == ("compared", "yes", "13.0")
    desk.run("explain", "nothing", code=2)


# ---- references ------------------------------------------------------------------------------------------


def test_naive_forecasts_are_stated_once_and_stand_beside_scores(desk: Desk) -> None:
    desk.write()
    desk.write("by-hand", OVER, 'name = "manual"\nvalue = "answer"\nparams = { ask = "What is the mean?" }')
    desk.publish()
    desk.run("init", "--simulated")
    desk.run("sync", "--now", "2026-02-10T12:00Z")
    desk.run("forecast", "q", "10%", "--now", "2026-02-10T12:00Z")
    first = desk.run("references", "--plain", "--now", "2026-02-10T12:00Z")
    assert first.stdout == "q\tbase rate\t50 %\t8 windows, 2024-01-01 to 2025-12-31\n"
    assert "by-hand: no naive forecast: a person answers this; there is no past to read." in first.stderr
    again = desk.json("references", "q", "--now", "2026-02-11T12:00Z")
    assert (again["references"], again["without"]) == ([], [])
    desk.publish(date(2026, 4, 12), 13)
    desk.run("resolve", "q", "--now", "2026-04-12T12:00Z")
    desk.run("resolve", "q", "--now", "2026-04-16T12:00Z")
    shown = desk.run("score", "q", "--now", "2026-04-16T12:00Z").stdout
    assert "base rate 0.25" in shown
    (line,) = desk.json("score", "q", "--now", "2026-04-16T12:00Z")["lines"]
    (reference,) = line["references"]
    assert reference["name"] == "base rate"
    assert {"rule": "brier", "value": 0.25} in reference["scores"]
    assert "q: base rate would say 50 %, from 8 windows" in desk.run("journal").stdout


def test_too_short_a_past_is_said(desk: Desk) -> None:
    desk.write(window="over = [2026-01-01, 2026-12-31]")
    (path,) = desk.files.glob("*.toml")
    text = (
        path.read_text(encoding="utf-8")
        .replace("2026-06-30", "2027-06-30")
        .replace("2026-04-10", "2027-01-10")
    )
    path.write_text(text.replace("closes_at = 2026-03-31", "closes_at = 2026-12-31"), encoding="utf-8")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", "2026-02-10T12:00Z")
    (down,) = desk.json("references", "--now", "2026-02-10T12:00Z")["without"]
    assert down["why"].startswith("0 earlier windows can be decided, and 6 are needed; http_csv: ")
    desk.publish()
    (short,) = desk.json("references", "--now", "2026-02-10T12:00Z")["without"]
    assert short == {"question": "q", "why": "2 earlier windows can be decided, and 6 are needed"}


def test_why_there_is_none_is_told_a_line_a_reason(desk: Desk) -> None:
    for name in ("e", "d", "c", "b", "a"):
        desk.write(name, OVER, 'name = "manual"\nvalue = "answer"\nparams = { ask = "What is the mean?" }')
    desk.write("down")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", "2026-02-10T12:00Z")
    one, other = desk.run("references", "--plain", "--now", "2026-02-10T12:00Z").stderr.splitlines()[-2:]
    assert (
        one
        == "5 questions, a, b, c and 2 more: no naive forecast: a person answers this; there is no past to read."
    )
    assert other.startswith("down: no naive forecast: 0 earlier windows can be decided")
    table = desk.run("references", "--now", "2026-02-10T12:00Z")
    assert table.stdout == "", "no head above nothing"
    assert "No naive forecast is stated." in table.stderr
    assert one in table.stderr


def test_what_lacks_one_is_counted_after_sync_and_look_until_it_was_tried(desk: Desk) -> None:
    desk.write()
    desk.publish()
    desk.run("init", "--simulated")
    at = ("--now", "2026-02-10T12:00Z")
    line = "1 question has no naive forecast to compare yours with: fledger references"
    assert line in desk.run("sync", *at).stderr
    assert line in desk.run("look", *at).stderr
    assert line not in desk.run("look", "q", *at).stderr
    desk.run("references", *at)
    assert "naive" not in desk.run("look", *at).stderr


def test_the_daemon_states_them_by_itself(desk: Desk) -> None:
    desk.write()
    desk.write("by-hand", OVER, 'name = "manual"\nvalue = "answer"\nparams = { ask = "What is the mean?" }')
    desk.publish()
    desk.run("init", "--simulated")
    clock = SetClock(datetime(2026, 2, 10, 12, tzinfo=UTC))
    duties = Duties(read_settings(desk.command.home, {}), clock, threading.Event())
    duties.once()
    assert "q: base rate would say 50 %, from 8 windows" in desk.run("journal").stdout
    found = desk.json("references", "--now", "2026-02-10T12:00Z")
    assert [one["question"] for one in found["without"]] == ["by-hand"]
