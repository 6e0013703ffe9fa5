"""source, rehearse, sync, look, resolve, answer, confirm and replay, over a real server on loopback."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import LedgerError, UnknownQuestionError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.ledger.cli.conftest import Command

SAVED = Path(__file__).parents[2] / "resolvers" / "saved"
QUESTION = """format = 1
kind = "binary"
title = "A value of 12"
statement = "Will the value reach 12 in the first quarter of 2026?"
opens_at = 2026-01-01
closes_at = 2026-03-31
resolves_at = 2026-04-10
gives_up_at = 2026-06-30
criteria = "The value as published."
by = "this project"

[resolution]
window = {{ over = [2026-01-01, 2026-03-31] }}
unit = "points"
digits = 1
yes_if = {{ at_least = 12.0 }}
confirmed_by = "{confirmed_by}"
{source}
"""
HTTP = """
[[resolution.source]]
name = "http_json"
value = "value"
params = { url = "https://data.example.org/value", select = "value", as_of = "as_of", query = { to = "{last}" }, max_age = 365, unit = "points" }
"""
MANUAL = """
[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "What was it?" }
"""
HOSTS = ("data.example.org", "epoch.ai", "api.manifold.markets")
EARLY, LATE, LATER = "2026-02-10T12:00Z", "2026-04-10T12:00Z", "2026-04-18T12:00Z"


@dataclass
class Published:
    """What the server says: a JSON body, or bytes; and with which status."""

    body: bytes = b""
    status: int = 200
    date: str = ""
    asked: list[str] = field(default_factory=list)

    def says(self, value: object, as_of: str) -> None:
        self.body, self.status = json.dumps({"value": value, "as_of": as_of}).encode(), 200


@dataclass
class Desk:
    """A home, its files and its publisher."""

    command: Command
    files: Path
    page: Published

    def write(self, name: str = "q", source: str = HTTP, confirmed_by: str = "machine") -> Path:
        path = self.files / f"{name}.toml"
        path.write_text(QUESTION.format(source=source, confirmed_by=confirmed_by), encoding="utf-8")
        return path

    def run(self, *words: str, code: int = 0) -> Result:
        result = self.command.run(*words)
        found = result.exception.exit_code if isinstance(result.exception, LedgerError) else result.exit_code
        assert found == code, result.output + repr(result.exception)
        return result

    def rows(self, *words: str, code: int = 0) -> list[list[str]]:
        return [line.split("\t") for line in self.run(*words, "--plain", code=code).stdout.splitlines()]

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).stdout)


@pytest.fixture
def page() -> Iterator[tuple[Published, int]]:
    published = Published()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            published.asked.append(self.path)
            self.send_response_only(published.status)
            if published.date:
                self.send_header("Date", published.date)
            self.send_header("Content-Length", str(len(published.body)))
            self.end_headers()
            self.wfile.write(published.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield published, server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def desk(command: Command, page: tuple[Published, int], tmp_path: Path) -> Desk:
    published, port = page
    files = tmp_path / "files"
    files.mkdir()
    command.home.mkdir()
    (command.home / "settings.toml").write_text(
        f'[people]\nme = "ann"\n[catalogue]\nfolders = ["{files}"]\n'
        "[mirrors]\n" + "".join(f'"{host}" = "http://127.0.0.1:{port}"\n' for host in HOSTS),
        encoding="utf-8",
    )
    return Desk(command, files, published)


@pytest.fixture
def ledger(desk: Desk) -> Desk:
    """The same with a simulated ledger, because only there the time can be set, and one question in it."""
    desk.write()
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    return desk


# ---- source and rehearse ---------------------------------------------------------------------------------


def test_every_source_is_listed_and_shown(desk: Desk) -> None:
    names = [each["name"] for each in desk.json("source", "list")["sources"]]
    assert {"epoch.eci_lag", "epoch.chip_ratio", "http_json", "manual"} <= set(names)
    assert "lag_months" in desk.run("source", "list").stdout
    for name in names:
        assert name in desk.run("source", "show", name).stdout
        assert {row[0] for row in desk.rows("source", "show", name)} <= {"source", "value", "param"}
    assert desk.json("source", "show", "congress.bill")["secret"] == "congress"
    head, *rest = desk.rows("source", "show", "congress.bill")
    assert (head[:2], head[7]) == (["source", "congress.bill"], "congress")
    assert {row[0] for row in rest} == {"value", "param"}


def test_a_source_nobody_has_is_named_with_a_way_on(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"fledger source list"):
        raise desk.run("source", "show", "epoch.eci_lagg", code=2).exception or ValueError


PARAMS = (
    "--param", "url=https://data.example.org/value", "--param", "select=value",
    "--param", "as_of=as_of", "--param", "max_age=365",
)  # fmt: skip


def test_trying_a_source_needs_no_ledger_and_keeps_nothing(desk: Desk) -> None:
    desk.page.says(8.115, "2026-02-10")
    found = desk.json("source", "try", "http_json", *PARAMS, "--as-of", "2026-02-10")
    assert (found["schema"], found["state"], found["span"]) == (1, "reading", ["2026-02-10", "2026-02-10"])
    assert (found["values"], found["exact"]) == ({"value": 8.12}, {"value": "8.115"})
    assert found["reason"] is None
    assert found["evidence"][0]["url"] == "https://data.example.org/value"
    assert "8.12" in desk.run("source", "try", "http_json", *PARAMS, "--as-of", "2026-02-10").stdout
    assert sorted(path.name for path in desk.command.home.iterdir()) == ["settings.toml"]


def test_a_source_is_tried_for_pipes_with_its_days_values_and_requests(desk: Desk) -> None:
    desk.page.says(8.115, "2026-02-10")
    days, value, request = desk.rows("source", "try", "http_json", *PARAMS, "--as-of", "2026-02-10")
    assert days == ["reading", "http_json", "2026-02-10", "2026-02-10", "2026-02-10"]
    assert value[:3] == ["value", "value", "8.12"]
    assert (request[:2], len(request[2])) == (["request", "https://data.example.org/value"], 64)
    desk.page.body = b"<html>"
    (how, name, why), _ = desk.rows("source", "try", "http_json", *PARAMS, code=4)
    assert (how, name) == ("unusable", "http_json")
    assert "shape changed" in why


def test_a_source_of_one_quarter_is_tried_on_the_newest_whole_one(desk: Desk) -> None:
    desk.page.body = (SAVED / "epoch.eci_change" / "lead_grew" / "eci_scores.csv").read_bytes()
    words = ("--param", "quarters_before=2", "--as-of", "2025-11-20")
    found = desk.json("source", "try", "epoch.eci_change", *words)
    assert (found["span"], found["exact"]["lag_change_months"]) == (
        ["2025-07-01", "2025-09-30"], "2.68547451120",
    )  # fmt: skip


def test_a_source_that_cannot_be_read_ends_with_four(desk: Desk) -> None:
    desk.page.body = b"<html>"
    found = desk.json("source", "try", "http_json", *PARAMS, "--as-of", "2026-02-10", code=4)
    assert (found["state"], found["values"]) == ("unusable", None)
    assert "shape changed" in desk.run("source", "try", "http_json", *PARAMS, code=4).stdout
    desk.page.says(None, "2026-02-10")
    assert desk.json("source", "try", "http_json", *PARAMS, code=4)["state"] == "not_yet"


@pytest.mark.parametrize(
    "words",
    [("--param", "nothing"), ("--param", "query={broken"), ("--from", "2026-03-01", "--as-of", "2026-02-01")],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, words: tuple[str, ...]) -> None:
    desk.run("source", "try", "http_json", *words, code=2)


def test_days_and_lists_may_be_given(desk: Desk) -> None:
    desk.page.says(3, "2026-02-10")
    days = ("--from", "2026-02-01", "--as-of", "2026-02-10", "--param", 'query={"a": ["1", "2"]}')
    assert desk.json("source", "try", "http_json", *PARAMS, *days)["span"] == ["2026-02-01", "2026-02-10"]
    assert desk.page.asked[-1] in {"/value?a=1&a=2", "/value?a=1%2C2"}


@pytest.mark.parametrize("by_file", [True, False])
def test_a_question_is_rehearsed_by_its_file_or_the_beginning_of_its_id(desk: Desk, by_file: bool) -> None:
    path = desk.write("a-question")
    desk.page.says(12.04, "2025-12-18")
    found = desk.json("rehearse", str(path) if by_file else "a-q", "--as-of", "2025-12-19")
    assert (found["question"], found["state"], found["value"]) == ("a-question", "reading", 12)
    assert (found["unit"], found["would_resolve"]) == ("points", "YES")
    assert "would resolve YES" in desk.run("rehearse", "a-question", "--as-of", "2025-12-19").stdout
    asked, source, *_ = desk.rows("rehearse", "a-question", "--as-of", "2025-12-19")
    assert asked[:6] == ["question", "a-question", "YES", "12.0", "points", "2025-12-18"]
    assert source[:2] == ["reading", "http_json"]


def test_a_rehearsal_without_a_reading_says_why_by_its_exit_code(desk: Desk) -> None:
    desk.write("by-source")
    desk.write("by-people", source=MANUAL, confirmed_by="one_person")
    desk.page.body, desk.page.status = b"gone", 404
    refused = desk.run("rehearse", "by-source", "--as-of", "2026-02-10", code=4)
    assert "source missing" in refused.stdout + refused.stderr
    assert desk.json("rehearse", "by-people", code=6)["state"] == "needs_person"


def test_an_id_nobody_has_and_a_broken_file_are_refused(desk: Desk) -> None:
    desk.write("one")
    desk.write("only")
    assert isinstance(desk.run("rehearse", "two", code=2).exception, UnknownQuestionError)
    assert isinstance(desk.run("rehearse", "on", code=2).exception, UnknownQuestionError)
    broken = desk.files / "broken.toml"
    broken.write_text("format = ", encoding="utf-8")
    assert "broken.toml:1" in str(desk.run("rehearse", str(broken), code=3).exception)


# ---- sync ------------------------------------------------------------------------------------------------


def test_sync_takes_new_files_once(desk: Desk) -> None:
    desk.write()
    desk.run("init")
    assert desk.json("sync", "--dry-run")["asked"] == ["q"]
    assert "new      q" in desk.run("sync").stdout
    assert desk.json("sync")["unchanged"] == 1


def test_sync_shows_word_by_word_what_waits_and_takes_what_is_accepted(ledger: Desk) -> None:
    ledger.page.says(12.5, "2026-04-09")
    ledger.run("resolve", "q", "--now", LATE)
    path = ledger.write()
    path.write_text(
        path.read_text(encoding="utf-8").replace("A value of 12", "A value of twelve"), encoding="utf-8"
    )
    assert "title: A value of [-12-]{+twelve+}" in ledger.run("sync").stdout
    assert ledger.json("sync")["waiting"] == [{"question": "q", "keys": ["title"]}]
    assert ledger.run("sync", "--plain").stdout == "waits\tq\ttitle\tA value of [-12-]{+twelve+}\n"
    assert "amended  q" in ledger.run("sync", "--accept", "q", "--why", "clearer").stdout


@pytest.mark.parametrize("why", [(), ("--why", " ")], ids=["none", "blank"])
def test_a_change_is_accepted_only_with_a_reason(ledger: Desk, why: tuple[str, ...]) -> None:
    ledger.page.says(12.5, "2026-04-09")
    ledger.run("resolve", "q", "--now", LATE)
    path = ledger.write()
    path.write_text(path.read_text(encoding="utf-8").replace("A value", "Some value"), encoding="utf-8")
    assert 'sync --accept q --why "..."' in ledger.run("sync").stdout
    refused = ledger.run("sync", "--accept", "q", *why, code=2).exception
    assert "Say why the change is right" in str(refused)
    assert ledger.json("sync")["waiting"] == [{"question": "q", "keys": ["title"]}]


def test_sync_ends_with_three_where_a_file_is_bad_or_its_meaning_changed(ledger: Desk) -> None:
    ledger.page.says(12.5, "2026-04-09")
    ledger.run("resolve", "q", "--now", LATE)
    path = ledger.write()
    path.write_text(path.read_text(encoding="utf-8").replace("12.0", "13.0"), encoding="utf-8")
    assert 'supersedes = "q"' in ledger.run("sync", code=3).stdout
    ledger.write()
    (ledger.files / "broken.toml").write_text("format = ", encoding="utf-8")
    assert "see: fledger check" in ledger.run("sync", code=3).stderr
    what, place, *_ = ledger.run("sync", "--plain", code=3).stdout.split("\t")
    assert (what, place) == ("problem", f"{ledger.files / 'broken.toml'}:1:10")


# ---- look, resolve, confirm, replay ----------------------------------------------------------------------


def test_looking_shows_and_keeps_only_what_counts(ledger: Desk) -> None:
    ledger.page.says(3, "2026-02-10")
    (look,) = ledger.json("look", "--now", EARLY)["looks"]
    assert (look["source"], look["answer"], look["kept"], look["questions"]) == (
        "http_json", "reading", "shown only", ["q"],
    )  # fmt: skip
    assert "1 look, 2 requests, 0 entries kept." in ledger.run("look", "q", "--now", EARLY).stderr
    ledger.page.says(12.5, "2026-04-09")
    assert ledger.json("look", "q", "--now", LATE)["entries"] == 2


def test_a_dry_run_lists_the_requests_and_sends_none(ledger: Desk) -> None:
    asked = len(ledger.page.asked)
    listed = ledger.run("look", "q", "--dry-run")
    assert "Nothing was sent" in listed.stderr
    (row,) = ledger.run("look", "--dry-run", "--plain").stdout.splitlines()
    assert row.split("\t")[:4] == ["due", "data.example.org", "http_json", "1"]
    (one,) = ledger.json("look", "--dry-run")["requests"]
    assert one["url"] in row
    assert one["url"] in listed.stdout
    assert len(ledger.page.asked) == asked


def test_looking_ends_with_four_where_nothing_could_be_read(ledger: Desk) -> None:
    ledger.page.body = b"<html>"
    assert "shape_changed" in ledger.run("look", "--now", EARLY, code=4).stdout


def test_looks_of_a_source_are_one_line_for_people_and_a_line_each_for_pipes(ledger: Desk) -> None:
    ledger.write("other", HTTP.replace('"{last}"', '"{last}", more = "yes"'))
    ledger.run("sync", "--now", EARLY)
    ledger.page.body = b"<html>"
    _, line = ledger.run("look", "--now", EARLY, code=4).stdout.splitlines()
    assert line.split()[:2] == ["http_json", "unusable"]
    assert line.split()[-2:] == ["other,", "q"]
    piped = ledger.run("look", "--now", EARLY, "--plain", code=4).stdout.splitlines()
    assert [row.split("\t")[4] for row in piped] == ["other", "q"]


def test_a_market_that_reads_does_not_hide_that_the_source_did_not(ledger: Desk) -> None:
    market = '[[market]]\nsource = "manifold.market"\nparams = { slug = "it" }\ndiffers = "all of it"\n'
    ledger.write("beside", HTTP + market)
    ledger.run("sync", "--now", EARLY)
    said = {"id": "a", "slug": "it", "question": "Will it?", "outcomeType": "BINARY"}
    ledger.page.body = json.dumps(said | {"probability": 0.5, "isResolved": False}).encode()
    looks = ledger.json("look", "beside", "--now", EARLY, code=4)["looks"]
    assert {each["source"]: each["answer"] for each in looks} == {
        "http_json": "not_yet",
        "manifold.market": "reading",
    }


def test_a_question_resolves_from_the_command_line_and_replays(ledger: Desk) -> None:
    assert "waits  q" in ledger.run("resolve", "q", "--dry-run", "--now", EARLY, code=4).stdout
    ((what, which, _),) = ledger.rows("resolve", "q", "--dry-run", "--now", EARLY, code=4)
    assert (what, which) == ("waits", "q")
    ledger.page.says(12.5, "2026-04-09")
    (proposed,) = ledger.rows("resolve", "--due", "--now", LATE)
    assert proposed[:3] == ["proposed", "q", "SIM YES"]
    assert ledger.json("resolve", "--now", LATER)["resolved"] == [{"question": "q", "confirmed": "machine"}]
    (found,) = ledger.json("replay")["replayed"]
    assert (found["holds"], found["decision"]["cause"]) == (True, "equal")
    assert "rule: equal  bytes: 1 equal" in ledger.run("replay", "q").stdout
    assert ledger.rows("replay", "q") == [["q", proposed[3], "holds", "equal", "1 equal", ""]]


def test_a_dry_run_says_what_would_be_proposed(ledger: Desk) -> None:
    ledger.page.body, ledger.page.date = b"<html>", "Wed, 01 Jul 2026 00:00:00 GMT"
    assert ledger.json("resolve", "q", "--dry-run", "--now", "2026-07-01", code=6)["given_up"].keys() == {"q"}
    assert "given up  q" in ledger.run("resolve", "q", "--now", "2026-07-01", code=6).stdout


def test_a_question_and_due_together_cannot_be_meant(ledger: Desk) -> None:
    ledger.run("resolve", "q", "--due", code=2)


def test_a_person_stands_behind_a_proposal_by_its_hash(desk: Desk) -> None:
    desk.write(confirmed_by="one_person")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    desk.page.says(12.5, "2026-04-09")
    (proposed,) = desk.json("resolve", "q", "--now", LATE)["proposed"]
    early = desk.run("confirm", proposed["hash"][:12], "--why", "looked at it", "--now", LATE)
    assert "ann stands behind" in early.stdout
    assert "Open to challenge until" in early.stderr
    desk.run("confirm", "zz", code=2)
    assert "resolved  q  confirmed by one person" in desk.run("resolve", "--now", LATER).stdout


def test_a_record_that_does_not_follow_ends_with_five(ledger: Desk) -> None:
    import sqlite3

    ledger.page.says(12.5, "2026-04-09")
    ledger.run("resolve", "q", "--now", LATE)
    with sqlite3.connect(ledger.command.home / "ledger.db") as database:
        database.execute("UPDATE now_readings SET said = replace(said, '12.5', '3.5')")
    database.close()
    assert "the pinned readings give" in ledger.run("replay", code=5).stdout
    assert ledger.rows("replay", code=5)[0][2] == "differs"


# ---- answer ----------------------------------------------------------------------------------------------


def test_a_person_answers_with_a_page_or_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.write("one", source=MANUAL, confirmed_by="one_person")
    desk.write("two", source=MANUAL, confirmed_by="one_person")
    desk.write("three", source=MANUAL, confirmed_by="one_person")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    said = desk.run(
        "answer", "one", "yes", "--evidence", "https://example.org", "--why", "it says so", "--now", LATE
    )
    assert "one: proposed SIM YES, open to challenge until" in said.stdout
    assert "; you can confirm it from then on with: fledger confirm" in said.stdout
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("12.5", encoding="utf-8")
    done = desk.json(
        "answer", "two", "no", "--evidence", str(receipt), "--why", "searched it all", "--now", LATE
    )
    assert (done["outcome"], done["resolved"]) == ({"yes": False}, False)
    words = ("answer", "three", "no", "--evidence", str(receipt), "--why", "searched it all", "--now", LATE)
    ((what, which, outcome, sha, until),) = desk.rows(*words)
    assert (what, which, outcome, len(sha)) == ("proposed", "three", "SIM NO", 64)
    assert until > LATE
    assert "needs a person" not in desk.run("resolve", "--now", LATE).stdout


def test_not_yet_is_noted(desk: Desk) -> None:
    desk.write("one", source=MANUAL, confirmed_by="one_person")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    assert desk.run("answer", "one", "not-yet", "--now", EARLY).stdout == "one: noted, not yet\n"
    assert desk.json("answer", "one", "not-yet", "--now", EARLY)["outcome"] is None
    assert desk.rows("answer", "one", "not-yet", "--now", EARLY) == [["not yet", "one"]]
    assert "needs a person  one" in desk.run("resolve", "one", "--now", EARLY, code=6).stdout


def test_an_answer_without_evidence_is_refused(ledger: Desk) -> None:
    ledger.run("answer", "q", "yes", "--now", LATE, code=2)


def test_an_early_yes_says_on_which_day(desk: Desk) -> None:
    desk.write("one", source=MANUAL, confirmed_by="one_person")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    words = ("answer", "one", "yes", "--evidence", "https://example.org", "--now", EARLY)
    assert "--on" in str(desk.run(*words, code=2).exception)
    done = desk.json(*words, "--on", "2026-02-03")
    assert (done["outcome"], done["simulated"]) == ({"yes": True}, True)


REPORT = """
[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "What does the report say?", publisher = "A report", unit = "points" }
"""


def test_where_two_must_agree_an_answer_is_what_one_of_them_says(desk: Desk) -> None:
    desk.write("one", source=f"quorum = 2\ntolerance = 1.0\n{HTTP}{REPORT}")
    desk.run("init", "--simulated")
    desk.run("sync", "--now", EARLY)
    desk.page.says(12.5, "2026-03-31")
    assert "a person gives the figure of A report" in desk.run("resolve", "one", "--now", LATE, code=6).stdout
    words = ("answer", "one", "12.9", "--evidence", "https://example.org", "--now", LATE)
    assert "leave" not in str(desk.run(*words, "--of", "Nobody", code=2).exception)
    done = desk.json(*words, "--of", "A report")
    assert (done["figure"], done["outcome"], done["resolved"]) == ("12.9 points", None, False)
    assert "kept SIM 13.1 points as a reading" in desk.run(*words[:2], "13.1", *words[3:]).stdout
    assert desk.rows(*words[:2], "13.2", *words[3:]) == [["kept", "one", "SIM 13.2 points"]]
    assert "proposed  one  SIM YES" in desk.run("resolve", "one", "--now", LATE).stdout
    assert "the bytes" not in desk.run("replay").stdout


# ---- against a proposal ----------------------------------------------------------------------------------


def proposed(ledger: Desk) -> str:
    ledger.page.says(12.5, "2026-03-31")
    (one,) = ledger.json("resolve", "q", "--now", LATE)["proposed"]
    return str(one["hash"])


def test_a_wrong_proposal_is_rejected_by_its_hash_and_not_made_again(ledger: Desk) -> None:
    sha = proposed(ledger)
    ledger.run("reject", sha[:12], "--now", LATE, code=2)
    ledger.run("reject", sha[:12], "--why", " ", "--now", LATE, code=2)
    assert (
        f"q: rejected {sha[:12]}" in ledger.run("reject", sha[:12], "--why", "a typo", "--now", LATE).stdout
    )
    assert "took back this outcome" in ledger.run("resolve", "q", "--now", LATER, code=4).stdout


def test_a_challenged_proposal_is_held_until_a_person_decides(ledger: Desk) -> None:
    sha = proposed(ledger)
    words = ("challenge", sha[:12], "--why", "the page says 11", "--now", LATE)
    ledger.run(*words, "--outcome", "maybe", code=2)
    assert "q: contested" in ledger.run(*words, "--outcome", "no").stdout
    assert ledger.json("resolve", "--now", LATER)["resolved"] == []
    ledger.run("challenge", "zz", "--why", "no hash", code=2)
    ledger.run("confirm", sha[:12], "--by", "bob", "--now", LATER, code=2)
    ended = ledger.run("reject", sha[:12], "--challenge", "--why", "it says 12.5", "--now", LATER)
    assert "stands before us again" in ended.stdout
    assert "q: resolved" in ledger.run("confirm", sha[:12], "--by", "bob", "--now", LATER).stdout


def test_outcomes_of_a_simulated_ledger_are_marked(ledger: Desk) -> None:
    ledger.page.says(12.5, "2026-03-31")
    assert "proposed  q  SIM YES" in ledger.run("resolve", "--due", "--now", LATE).stdout
    assert ledger.json("resolve", "--now", LATE)["simulated"] is True
    assert ledger.json("look", "--now", LATE)["simulated"] is True


def test_a_question_without_a_file_is_rehearsed_from_the_ledger(ledger: Desk) -> None:
    (ledger.files / "q.toml").unlink()
    ledger.page.says(12.5, "2026-02-10")
    assert ledger.json("rehearse", "q", "--as-of", "2026-02-10")["would_resolve"] == "YES"
    ledger.run("rehearse", "nothing", code=2)


def test_a_changed_source_says_that_what_the_old_one_read_no_longer_counts(ledger: Desk) -> None:
    proposed(ledger)
    path = ledger.write()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("example.org/value", "example.org/moved"), encoding="utf-8")
    told = "no longer count"
    assert told in ledger.run("sync").stdout
    assert told in ledger.run("sync", "--accept", "q", "--why", "clearer").stdout
    assert told not in ledger.run("sync").stdout
