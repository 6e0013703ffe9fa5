"""`fledger review`: what waits, what lies behind it, who moves, and every act of a reviewer."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import LedgerError
from ledger.journal import entries as kinds
from ledger.tui.blocks import Words
from ledger.tui.commands.command import written
from ledger.tui.commands.reviewing import DECIDES
from ledger.tui.pages.review import case_blocks
from ledger.tui.views.review import read_case
from tests.ledger.cli.conftest import data, fields, run
from tests.ledger.journal.conftest import Make

if TYPE_CHECKING:
    from ledger.resolution.people.pending import Act
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

ROOT = Path(__file__).parents[3]
POISON = "a \x1b[2Jpage"


def reading(world: World, value: str, publisher: str = "Epoch AI", look: str = "a") -> int:
    """A kept reading of one value."""
    make = Make(world.clock)
    kept, bodies = make.evidence(f"{publisher} {value}".encode())
    kept = kept.model_copy(update={"url": f"https://{publisher.split(maxsplit=1)[0]}.example"})
    (evidence,) = world.journal.append(kept, bodies=bodies)
    said = {"publisher": publisher, "look": look * 64, "values": {"lag_months": value}}
    return world.journal.append(
        make.reading(evidence).model_copy(update=said | {"types": {"lag_months": "number"}})
    )[0]


@pytest.fixture
def proposed(world: World, command: Command) -> str:
    """The rule's YES, spoken on by two, not confirmed; the home reads no files. Gives the hash."""
    command.home.joinpath("settings.toml").write_text('[people]\nme = "mira"\n[catalogue]\nfolders = []\n')
    world.ask(resolution={"confirmed_by": "one_person"})
    world.say(p="0.9", by="ann")
    world.say(p="0.2", by="bob")
    world.go(4)
    return world.propose(
        basis="rule", by=None, readings=[reading(world, "12.4")], challenge_until=world.at(7), value="12.4"
    )


def refused(command: Command, *words: str) -> str:
    """What an act says that is refused; it is a usage error."""
    result = command.run(*words)
    exception = result.exception
    code = exception.exit_code if isinstance(exception, LedgerError) else result.exit_code
    assert code == 2, result.output
    return f"{exception} {result.output}"


def challenge(command: Command, sha: str, *more: str) -> None:
    words = ("--why", POISON, "--outcome", "no", "--criterion", "It is so if it is.", "--by", "bob")
    run(command, "review", "challenge", sha[:8], *words, *more)


# ---- the list --------------------------------------------------------------------------------------------


def test_the_list_says_what_waits_since_when_when_it_asks_again_and_what_to_type(
    command: Command, proposed: str
) -> None:
    (one,) = data(command, "review", "list")["waiting"]
    assert (one["need"], one["question"], one["proposal"]) == ("confirm", "q-1", proposed)
    assert (one["since"][:10], one["asks_again_at"][:10]) == ("2026-06-05", "2026-06-12")
    assert one["type"][0] == f"fledger review confirm {proposed[:12]}"
    (row,) = fields(command, "review", "list")
    assert row[:2] == ["confirm", "q-1"]
    assert (row[7], row[8]) == (f"SIM YES by the rule, {proposed[:12]}", one["until"])
    assert data(command, "review") == data(command, "review", "list")
    assert f"SIM YES by the rule, {proposed[:12]}" in run(command, "review").stdout


def test_a_challenge_is_listed_with_outcome_words_and_evidence(command: Command, proposed: str) -> None:
    challenge(command, proposed, "--evidence", "https://example.org/no")
    (one,) = data(command, "review", "list")["waiting"]
    assert one["need"] == "challenge"
    assert one["challenge"]["outcome"] == {"yes": False}
    assert one["challenge"]["evidence"] == "https://example.org/no"
    shown = run(command, "review").stdout
    assert "it should be: SIM NO" in shown
    assert "by the words: It is so if it is." in shown
    assert "\x1b" not in shown
    assert "--challenge" in shown


def test_what_was_given_up_and_what_wants_an_answer_are_listed(world: World, command: Command) -> None:
    command.home.joinpath("settings.toml").write_text('[people]\nme = "mira"\n[catalogue]\nfolders = []\n')
    world.ask("silent")
    world.ask("late", gives_up_at="2026-12-01")
    world.go(80)
    world.journal.append(kinds.QuestionGivenUp(question="silent", reasons={"manual": "no answer"}))
    found = data(command, "review")["waiting"]
    assert [(one["question"], one["need"]) for one in found] == [("late", "answer"), ("silent", "given_up")]
    assert all("fledger answer" in one["type"][0] for one in found)
    assert "manual: no answer" in run(command, "review", "show", "silent").stdout


def test_who_stands_behind_it_already_is_told_while_another_is_wanted(world: World, command: Command) -> None:
    world.ask(resolution={"confirmed_by": "two_people"})
    sha256 = world.propose(by="tom")
    world.journal.append(kinds.ProposalConfirmed(hash=sha256, by="ann"))
    (one,) = data(command, "review")["waiting"]
    assert one["behind"] == ["ann"]
    assert "behind it: ann" in run(command, "review").stdout


def test_nothing_waits_in_a_new_ledger(world: World, command: Command) -> None:
    world.ask()
    assert "Nothing waits" in run(command, "review").stderr


# ---- show ------------------------------------------------------------------------------------------------


def test_a_proposal_is_shown_with_its_receipts_and_who_moves(command: Command, proposed: str) -> None:
    shown = run(command, "review", "show", proposed[:8]).stdout
    for words in ("SIM YES (12.4)", "https://Epoch.example", "sha256", "line 2", "by the rule", "Asks again"):
        assert words in shown
    said = data(command, "review", "show", "q-1")
    moved = [(one["forecaster"], one["now"], round(one["then"], 2)) for one in said["moves"]]
    assert moved == [("ann", None, 0.01), ("bob", None, 0.64)]
    assert said["receipts"][0]["values"] == {"lag_months": "12.4"}
    assert said["receipts"][0]["newer"] is None
    assert ["question", "q-1"] in fields(command, "review", "show", "q-1")


def test_a_receipt_shows_the_lines_its_value_came_from(world: World, command: Command) -> None:
    world.ask()
    make = Make(world.clock)
    kept, bodies = make.evidence(b"model,lag\nalpha,12.4\n")
    (evidence,) = world.journal.append(kept, bodies=bodies)
    (seq,) = world.journal.append(make.reading(evidence))
    world.propose(basis="rule", by=None, readings=[seq])
    assert "model alpha, lag 12.4" in run(command, "review", "show", "q-1").stdout
    (receipt,) = data(command, "review", "show", "q-1")["receipts"]
    assert receipt["evidence"][0]["lines"] == [{"at": "line 2", "text": "model alpha, lag 12.4"}]


def test_what_waits_for_nobody_can_still_be_challenged(world: World, command: Command, proposed: str) -> None:
    world.journal.append(kinds.ProposalConfirmed(hash=proposed, by="ann"))
    assert data(command, "review")["waiting"] == []
    assert f"fledger review challenge {proposed[:12]}" in run(command, "review", "show", "q-1").stdout


def test_after_the_window_it_is_rejected_and_not_challenged(command: Command, proposed: str) -> None:
    short, late = proposed[:12], ("--now", "2026-06-09")
    open_, over = f"fledger review challenge {short} --why", f"fledger review reject {short} --why"
    for words in (("review", "list"), ("review", "show", "q-1")):
        assert open_ in run(command, *words).stdout
        told = run(command, *words, *late).stdout
        assert over in told
        assert open_ not in told
    assert "which is over" in run(command, "review", "show", "q-1", *late).stdout
    assert over in refused(command, "review", "challenge", short, "--why", "no", *late)


def test_who_is_missing_is_said_after_a_word_and_wherever_it_waits(world: World, command: Command) -> None:
    command.home.joinpath("settings.toml").write_text('[people]\nme = "mira"\n[catalogue]\nfolders = []\n')
    world.ask(resolution={"confirmed_by": "two_people"})
    world.say(by="ann")
    world.say(by="mira")
    world.go(4)
    seqs = [reading(world, "12.4")]
    sha = world.propose(basis="rule", by=None, readings=seqs, challenge_until=world.at(7), value="12.4")
    assert "needs two people" in run(command, "review").stdout
    done = run(command, "confirm", sha[:8])
    assert "It needs one other person." in done.stderr
    assert "Open to challenge until" in done.stderr
    (one,) = data(command, "review")["waiting"]
    assert one["missing"] == "needs one other person"
    page = run(command, "review", "show", "q-1")
    assert "Missing    needs one other person" in page.stdout
    assert "review confirm" not in page.stdout, "who did already is not asked to do so again"
    late = run(command, "confirm", sha[:8], "--by", "ann", "--now", "2026-06-06")
    assert "needs" not in late.stderr
    assert data(command, "review", "show", "q-1")["proposal"]["missing"] is None


def test_who_is_alone_is_told_from_when_their_own_word_counts(world: World, command: Command) -> None:
    command.home.joinpath("settings.toml").write_text('[people]\nme = "mira"\n[catalogue]\nfolders = []\n')
    world.ask(resolution={"confirmed_by": "one_person"})
    world.go(4)
    sha = world.propose(basis="person", by="mira", readings=[], challenge_until=world.at(7))
    assert "in a ledger of one, your own word counts from" in run(command, "review").stdout
    assert _case_of_mira(world).count("mira can confirm from 8 Jun 2026") == 1
    run(command, "review", "challenge", sha[:8], "--why", "it was vetoed", "--by", "mira")
    assert "review uphold" not in run(command, "review").stdout
    text = _case_of_mira(world)
    assert "mira can uphold the challenge from 12 Jun 2026" in text
    assert ("p Uphold" in text, "d Dismiss" in text) == (False, True)
    world.go(12)
    assert "p Uphold" in _case_of_mira(world)


def _case_of_mira(world: World) -> str:
    with world.record() as record:
        case = read_case(record, "q-1", (), me="mira", now_us=world.now)
    lines = [one.text for one in case_blocks(case, UTC) if isinstance(one, Words)]
    return "\n".join("".join(written(span, {})[0] for span in one) for one in lines)


def test_after_the_window_nothing_is_open_to_challenge(world: World, command: Command) -> None:
    world.ask(resolution={"confirmed_by": "two_people"})
    world.say(by="ann")
    world.say(by="bob")
    sha = world.propose(by="tom", challenge_until=world.at(1))
    done = run(command, "confirm", sha[:8], "--by", "tom", "--now", "2026-06-20")
    assert "It needs one other person." in done.stderr
    assert "Open to challenge" not in done.stderr


def test_what_the_source_says_now_stands_beside_what_was_pinned(
    world: World, command: Command, proposed: str
) -> None:
    world.go(5)
    reading(world, "11.0")
    world.rehearse("q-1", "2026-06-06", value="11.0", would="NO")
    shown = run(command, "review", "show", proposed[:8]).stdout
    assert "lag_months 12.4" in shown
    assert "lag_months 11.0" in shown
    assert "what is pinned stands" in shown
    assert "Today      SIM NO, if it resolved on 2026-06-06" in shown
    assert data(command, "review", "show", "q-1")["receipts"][0]["newer"]["values"] == {"lag_months": "11.0"}


def test_publishers_that_disagree_are_shown_side_by_side(world: World, command: Command) -> None:
    world.ask()
    world.go(4)
    seqs = [reading(world, "12.4"), reading(world, "9.1", "Other Lab", "c")]
    conflict = {"basis": "conflict", "outcome": None, "known_at": None, "by": None, "readings": seqs}
    make = Make(world.clock)
    world.journal.append(make.proposed("q-1", **conflict))
    lines = run(command, "review", "show", "q-1").stdout.splitlines()
    (says,) = (line for line in lines if line.strip().startswith("says"))
    assert "12.4" in says
    assert "9.1" in says
    assert any("Epoch AI" in line and "Other Lab" in line for line in lines)
    assert not any(line.startswith("Challenge") for line in lines)
    (one,) = data(command, "review")["waiting"]
    assert (one["need"], one["outcome"]) == ("conflict", None)


def test_an_unknown_or_short_hash_is_told(command: Command, proposed: str) -> None:
    assert "No question" in refused_unknown(command, "review", "show", "ffffffff")
    assert "hexadecimal" in refused(command, "review", "uphold", proposed[:3], "--why", "so")


def refused_unknown(command: Command, *words: str) -> str:
    result = command.run(*words)
    assert isinstance(result.exception, LedgerError)
    return str(result.exception)


# ---- acts ------------------------------------------------------------------------------------------------


def test_a_dry_run_says_who_moves_and_records_nothing(world: World, command: Command, proposed: str) -> None:
    before = world.journal.head()
    said = run(command, "review", "confirm", proposed[:8], "--dry-run")
    assert "would stand behind" in said.stdout
    assert "0.64" in said.stdout
    assert world.journal.head() == before


def test_a_challenged_proposal_is_not_confirmed_and_says_how_to_go_on(
    command: Command, proposed: str
) -> None:
    challenge(command, proposed)
    assert "--challenge" in refused(command, "review", "confirm", proposed[:8])


def test_of_a_challenged_proposal_it_must_be_said_what_is_rejected(
    world: World, command: Command, proposed: str
) -> None:
    challenge(command, proposed)
    words = ("reject", proposed[:8], "--why", "it says 12.4", "--by", "ann")
    assert "say what you reject" in refused(command, *words)
    assert "stands before us again" in run(command, "review", *words, "--challenge").stdout
    challenge(command, proposed)
    assert "rejected" in run(command, *words, "--proposal").stdout
    with world.record() as record:
        assert record.one("SELECT state FROM now_questions") == ("asked",)


def test_an_upheld_challenge_is_proposed_in_the_name_of_who_upheld_it(
    command: Command, proposed: str
) -> None:
    challenge(command, proposed, "--evidence", "https://example.org/no")
    words = ("review", "uphold", proposed[:8], "--why", "bob is right", "--by", "ann", "--propose")
    assert "q-1: proposed" in run(command, *words, "--now", "2026-06-20").stdout
    (one,) = data(command, "review")["waiting"]
    assert (one["need"], one["outcome"]) == ("confirm", {"yes": False})


def test_what_is_upheld_without_more_says_how_to_answer(command: Command, proposed: str) -> None:
    challenge(command, proposed)
    assert "--propose" in run(command, "review").stdout
    done = run(command, "review", "uphold", proposed, "--why", "right", "--by", "ann")
    assert "fledger answer q-1" in done.stderr


def test_a_file_that_is_not_there_shows_nothing(world: World, command: Command, proposed: str) -> None:
    before = world.journal.head()
    words = ("review", "challenge", proposed, "--why", "no", "--evidence", "far//away/missing.txt")
    assert "'far//away/missing.txt' cannot be kept as evidence" in refused(command, *words)
    assert world.journal.head() == before


def test_an_address_that_nobody_can_open_decides_nothing(
    world: World, command: Command, proposed: str
) -> None:
    challenge(command, proposed)
    before = world.journal.head()
    for words in (("challenge", proposed), ("uphold", proposed, "--propose"), ("correct", "q-1", "no")):
        told = refused(command, "review", *words, "--why", "right", "--by", "ann", "--evidence", "https://")
        assert "'https://' is no web address: it names no host. Write it as https://HOST/PATH." in told
    assert world.journal.head() == before


def test_a_challenge_upheld_without_more_leaves_the_question_asked(command: Command, proposed: str) -> None:
    run(command, "review", "challenge", proposed, "--why", "no", "--by", "bob")
    done = run(command, "review", "uphold", proposed, "--reason", "right", "--by", "ann", "--propose")
    assert "named no outcome" in done.stderr
    assert data(command, "review")["waiting"] == []


@pytest.mark.parametrize(
    ("act", "why"), [("annul", "was flawed"), ("ambiguous", "what happened cannot be told")]
)
def test_both_ends_without_an_outcome_mean_the_same_in_the_shell_the_app_and_the_glossary(
    command: Command, act: Act, why: str
) -> None:
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    word = {"annul": "annulled"}.get(act, act)
    assert why in run(command, "review", act, "--help").stdout
    assert why in DECIDES[act].TELLS
    row = next(line for line in glossary.splitlines() if line.startswith(f"| **{word}**"))
    assert why in row


def test_an_end_is_corrected_withdrawn_and_annulled_and_every_revision_stays(
    world: World, command: Command, proposed: str, tmp_path: Path
) -> None:
    run(command, "confirm", proposed, "--by", "ann", "--now", "2026-06-09")
    scan = tmp_path / "scan.txt"
    scan.write_text("11", encoding="utf-8")
    said = ("--reason", POISON, "--evidence", str(scan), "--by", "ann", "--now", "2026-06-11")
    fix = ("review", "correct", "q-1", "no", *said)
    assert "would be corrected to SIM NO, revision 2" in run(command, *fix, "--dry-run").stdout
    done = run(command, *fix).stdout
    assert "+0.8" in done
    assert "-0.6" in done
    assert "revision 3" in run(command, "review", "withdraw", "q-1", "--why", "a draft").stdout
    assert "q-1: ambiguous" in run(command, "review", "ambiguous", "q-1", "--reason", "two ways").stdout
    assert "q-1 is ambiguous already" in refused(command, "review", "annul", "q-1", "--reason", "again")
    whole = data(command, "review", "show", "q-1")
    ends = whole["ends"]
    assert whole["moves"] == []
    assert [(one["revision"], one["how"], one["effective"]) for one in ends] == [
        (1, "resolved", False),
        (2, "resolved", False),
        (3, "withdrawn", False),
        (4, "ambiguous", True),
    ]
    assert (ends[1]["by"], len(ends[1]["evidence"])) == ("ann", 1)
    shown = run(command, "review", "show", "q-1").stdout
    assert "by ann: a " in shown
    assert "\x1b" not in shown
    assert "by ann" in run(command, "show", "q-1").stdout
    world.journal.close()
    assert command.run("verify").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("forecast",),
        ("answer",),
        ("sync",),
        ("review", "challenge"),
        ("review", "confirm"),
        ("review", "correct"),
        ("review", "annul"),
    ],
    ids=" ".join,
)
def test_a_reason_is_asked_for_by_one_name(command: Command, words: tuple[str, ...]) -> None:
    shown = run(command, *words, "--help").stdout
    assert "--why TEXT" in shown
    assert "--reason" not in shown


def test_pipes_and_programs_are_told_what_was_done_and_who_moves(command: Command, proposed: str) -> None:
    late, short = ("--now", "2026-06-09"), proposed[:12]
    dry = fields(command, "confirm", proposed, "--dry-run", *late)
    assert dry[0] == ["would be confirmed", "q-1", short, ""]
    assert [row[:2] for row in dry[1:]] == [["moves", "ann"], ["moves", "bob"]]
    said = data(command, "confirm", proposed, "--by", "ann", *late)
    assert (said["did"], said["hash"], said["resolved"], said["dry_run"]) == (
        "confirmed",
        proposed,
        True,
        False,
    )
    assert [one["forecaster"] for one in said["moves"]] == ["ann", "bob"]
    late = ("--now", "2026-06-11")
    fix = ("review", "correct", "q-1", "no", "--why", POISON, "--evidence", "https://example.org/no")
    shown = data(command, *fix, "--by", "ann", *late, "--dry-run")
    assert (shown["did"], shown["revision"], shown["outcome"]) == ("corrected", 2, {"yes": False})
    assert fields(command, *fix, "--by", "ann", *late)[0] == ["corrected", "q-1", "revision 2", "SIM NO"]
    gone = fields(command, "review", "withdraw", "q-1", "--why", "a draft", *late)
    assert gone[0] == ["withdrawn", "q-1", "revision 3", ""]
    over = data(command, "review", "annul", "q-1", "--why", "its premise fell", *late)
    assert (over["did"], over["revision"], over["outcome"]) == ("annulled", 4, None)


def test_pipes_and_programs_are_told_what_became_of_a_challenge(command: Command, proposed: str) -> None:
    short, why = proposed[:12], ("--why", "it says 11", "--by", "bob")
    contested = fields(command, "challenge", short, *why, "--outcome", "no")
    assert contested == [["challenged", "q-1", short, ""]]
    dismissed = data(command, "reject", short, "--challenge", "--why", "it says 12.4", "--by", "ann")
    assert (dismissed["did"], dismissed["hash"]) == ("challenge rejected", proposed)
    evidence = ("--evidence", "https://example.org/no")
    run(command, "challenge", short, *why, "--outcome", "no", *evidence)
    uphold = ("review", "uphold", short, "--why", "bob is right", "--by", "ann", "--propose")
    done, made = fields(command, *uphold, "--now", "2026-06-20")
    assert (done, made[:2]) == (["upheld", "q-1", short, ""], ["proposed", "q-1"])
    gone = fields(command, "reject", made[2], "--why", "it says 12.4 after all", "--by", "ann")
    assert gone == [["rejected", "q-1", made[2], ""]]


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("review", "correct"), "kept. [required, but for the owner of a private question]"),
        (("answer",), "kept. [required, but for not-yet, and for the owner of a private question]"),
        (("review", "challenge"), "kept. --by"),
    ],
    ids=["correct", "answer", "challenge"],
)
def test_help_says_where_nothing_is_done_without_evidence(
    command: Command, words: tuple[str, ...], needed: str
) -> None:
    assert needed in " ".join(run(command, *words, "--help").stdout.split())


def test_what_has_no_end_is_not_corrected(command: Command, proposed: str) -> None:
    assert "no end that could be changed" in refused(
        command, "review", "withdraw", "q-1", "--reason", f"not {proposed[:6]}"
    )


def test_a_proposed_question_is_annulled_by_a_person(command: Command, proposed: str) -> None:
    done = run(command, "review", "annul", "q-1", "--reason", f"its premise fell {proposed[:6]}").stdout
    assert "q-1: annulled, revision 1" in done
    assert "Nobody has a score on it" in done


# ---- what the files say ----------------------------------------------------------------------------------

FILE = """format = 1
kind = "binary"
title = "A value of 12"
statement = "Will it be so?"
opens_at = 2026-06-01
closes_at = 2026-06-10
resolves_at = 2026-06-12
gives_up_at = 2026-08-01
criteria = "The value as published."
by = "this project"

[resolution]
window = {{ over = [2026-06-01, 2026-06-10] }}
yes_if = {{ at_least = {threshold} }}
[[resolution.source]]
name = "manual"
value = "answer"
params = {{ ask = "{ask}" }}
"""


@pytest.fixture
def amended(world: World, command: Command, tmp_path: Path) -> Path:
    """A question somebody relies on, whose file says otherwise since."""
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "q.toml"
    command.home.joinpath("settings.toml").write_text(
        f'[people]\nme = "mira"\n[catalogue]\nfolders = [{json.dumps(str(folder))}]\n'
    )
    path.write_text(FILE.format(threshold="12.0", ask="What was it?"), encoding="utf-8")
    run(command, "sync")
    world.say("q", by="mira")
    path.write_text(FILE.format(threshold="12.0", ask="What is it?"), encoding="utf-8")
    return path


def changes(found: Any) -> list[str]:
    return [one["key"] for one in found]


def test_an_amendment_in_the_files_waits_in_the_list_word_by_word(command: Command, amended: Path) -> None:
    (one,) = data(command, "review")["waiting"]
    assert (one["need"], one["since"], changes(one["changed"])) == (
        "amendment",
        None,
        ["resolution.source[1].params.ask"],
    )
    told = "What [-was-]{+is+} it?"
    for words in (("review",), ("review", "show", "q"), ("sync", "--dry-run")):
        assert told in run(command, *words).stdout, amended
    assert changes(data(command, "review", "show", "q")["amendment"]) == ["resolution.source[1].params.ask"]


def test_a_changed_meaning_is_shown_word_by_word_and_refused(command: Command, amended: Path) -> None:
    amended.write_text(FILE.format(threshold="13.0", ask="What was it?"), encoding="utf-8")
    result = command.run("sync", "--dry-run")
    assert result.exit_code == 3
    assert "supersedes" in result.stdout
    assert "resolution.yes_if.at_least: [-12.0-]{+13.0+}" in result.stdout
    assert data(command, "review")["waiting"] == []


def test_a_forecast_stays_on_its_version_until_it_is_reaffirmed(command: Command, amended: Path) -> None:
    assert "holds for version 1, the newest" in refused(command, "reaffirm", "q"), amended
    run(command, "sync", "--accept", "q", "--why", "clearer")
    page = run(command, "show", "q").stdout
    assert "made on version 1 of 2" in page
    assert "What [-was-]{+is+} it?" in page
    assert data(command, "show", "q")["mine_on_version"] == 1
    assert "would hold" in run(command, "reaffirm", "q", "--dry-run").stdout
    assert [row[:1] + row[3:] for row in fields(command, "reaffirm", "q", "--dry-run")] == [
        ["would hold", "1", "2"],
        ["changed"],
    ]
    done = run(command, "reaffirm", "q").stdout
    assert done.index("{+is+}") < done.index("holds for version 2")
    assert "made on version" not in run(command, "show", "q").stdout
    assert data(command, "show", "q")["mine_on_version"] is None


def test_who_said_nothing_has_nothing_to_reaffirm(command: Command, amended: Path) -> None:
    assert "no forecast" in refused(command, "reaffirm", "q", "--by", "eve"), amended


def test_a_reaffirmation_is_told_to_programs(command: Command, amended: Path) -> None:
    run(command, "sync", "--accept", amended.stem, "--why", "clearer")
    said = data(command, "reaffirm", "q")
    assert (said["from_version"], said["to_version"]) == (1, 2)
    assert changes(said["changed"]) == ["resolution.source[1].params.ask"]
