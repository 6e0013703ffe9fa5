"""Reviewing in the app, as a person does: every act by its key, and what stands in the journal after it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.journal import entries
from ledger.resolution.people.confirm import confirm, reject
from tests.ledger.tui import cases
from tests.ledger.tui.pasting import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ledger.record.journal import EntryRow
    from tests.ledger.tui.stage import Stage


def newest(stage: Stage, *kinds: str) -> Sequence[EntryRow]:
    """The entries of these kinds, newest first."""
    with stage.record() as record:
        return entries(record, kinds=kinds)


@asynccontextmanager
async def reviewing(
    stage: Stage, press: Any, *keys: str, question: str = "", size: tuple[int, int] = (100, 40)
) -> AsyncIterator[tuple[Any, Any]]:
    """The app and its pilot in Review, on the line of this question, after these keys."""
    app: Any = stage.app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "9")
        table = app.screen.query_one("#waits")
        for _ in range(len(table)):
            if (table.row or "").endswith(question):
                break
            await press(pilot, "j")
        await press(pilot, *keys)
        yield app, pilot


# ---- the list --------------------------------------------------------------------------------------------


async def test_nothing_waits_and_the_screen_says_what_would(stage: Stage, press: Any, seen: Any) -> None:
    async with reviewing(stage, press, size=(80, 24)) as (_, pilot):
        assert "Nothing waits for a person." in seen(pilot)
        assert "a proposal of the rule, to confirm or challenge" in seen(pilot)
        assert "proposed           until" not in seen(pilot)


async def test_what_comes_while_nothing_waited_is_under_the_cursor(
    stage: Stage, press: Any, seen: Any
) -> None:
    async with reviewing(stage, press, size=(80, 24)) as (app, pilot):
        cases.given_up(stage)
        app.screen.reload()
        await press(pilot)
        assert app.screen.table.has_focus
        assert "decide        Who leads at the end of 2027" in seen(pilot)
        assert any(line.startswith("▌") for line in seen(pilot).splitlines())


async def test_the_list_tells_what_each_needs_and_what_is_proposed(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.disputed(stage)
    cases.given_up(stage)
    async with reviewing(stage, press, size=(120, 40)) as (_, pilot):
        text = seen(pilot)
        assert "end challenge The bill becomes law this year" in text
        assert "decide        Who leads at the end of 2027" in text
        assert "! tom challenges it" in text


async def test_a_changed_file_waits_until_it_is_accepted_by_key(stage: Stage, press: Any, seen: Any) -> None:
    path = stage.settings.home / "forecasts" / "two-futures" / "bill-2026.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("YES if it is enacted by", "YES if it is signed by"), encoding="utf-8")
    async with reviewing(stage, press, size=(120, 40)) as (_, pilot):
        assert "accept change" in seen(pilot)
        assert "Enter, then t accepts it" in seen(pilot)
        await press(pilot, "enter")
        assert "[-enacted-]" in seen(pilot)
        await press(pilot, "t")
        await write(pilot, press, "clearer")
        assert "accepted: the file's words are the newest version" in seen(pilot)
    (entry, *_) = newest(stage, "QuestionAmended")
    assert (entry.data["by"], entry.data["reason"]) == ("mira", "clearer")


# ---- to confirm --------------------------------------------------------------------------------------------


async def test_a_person_confirms_by_the_first_signs_of_the_hash_and_the_journal_has_it(
    stage: Stage, press: Any, seen: Any
) -> None:
    sha256 = cases.answered(stage)
    async with reviewing(stage, press, "enter", "y") as (_, pilot):
        assert sha256[:12] in seen(pilot)
        await write(pilot, press, sha256[:4], "the act is there")
        assert f"you stand behind {sha256[:12]}" in seen(pilot)
        assert "mira stands behind it" in seen(pilot)
    (entry,) = newest(stage, "ProposalConfirmed")
    assert (entry.data["hash"], entry.data["by"], entry.data["why"]) == (sha256, "mira", "the act is there")


async def test_another_hash_confirms_nothing(stage: Stage, press: Any, seen: Any) -> None:
    sha256 = cases.answered(stage)
    other = "0000" if sha256[:4] != "0000" else "1111"
    async with reviewing(stage, press, "enter", "y") as (_, pilot):
        await write(pilot, press, other, "")
        assert "does not begin this hash" in seen(pilot)
        await press(pilot, "escape")
    assert newest(stage, "ProposalConfirmed") == ()


async def test_who_confirmed_is_not_offered_it_again_and_may_not_judge_two_times(
    stage: Stage, press: Any, seen: Any
) -> None:
    sha256 = cases.answered(stage)
    with stage.journal() as journal:
        confirm(journal, sha256, "mira")
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot)
        app.open_question("bill-2026")
        await press(pilot, "r")
        assert "y Confirm" not in seen(pilot)
        assert "x Reject" in seen(pilot)


async def test_a_proposal_that_changed_meanwhile_is_refused_in_words(
    stage: Stage, press: Any, seen: Any
) -> None:
    sha256 = cases.answered(stage)
    async with reviewing(stage, press, "enter", "y") as (_, pilot):
        await write(pilot, press, sha256[:4])
        with stage.journal() as journal:
            reject(journal, sha256, "tom", "it was another bill")
        cases.answered(stage, by="tom")
        await press(pilot, "enter")
        assert "not before us any more" in seen(pilot)
    assert newest(stage, "ProposalConfirmed") == ()


async def test_two_people_are_needed_where_the_file_asks_for_two(stage: Stage, press: Any, seen: Any) -> None:
    cases.asks_two_people(stage)
    sha256 = cases.decided(stage)
    async with reviewing(stage, press, "enter", question=cases.TWELVE, size=(100, 70)) as (app, pilot):
        assert "needs two people" in seen(pilot)
        await press(pilot, "y")
        await write(pilot, press, sha256[:4], "")
        assert "it needs one more person" in seen(pilot)
        with stage.journal() as journal:
            confirm(journal, sha256, "ola")
        app.ask_who_wrote()
        await press(pilot)
        assert "ola stands behind it" in seen(pilot)


@pytest.mark.no_cover
async def test_a_word_after_the_window_resolves_at_once(stage: Stage, press: Any, seen: Any) -> None:
    sha256 = cases.decided(stage)
    stage.clock.move(timedelta(days=4))
    async with reviewing(stage, press, "enter", "y", question=cases.TWELVE, size=(100, 70)) as (_, pilot):
        await write(pilot, press, sha256[:4], "")
        assert "resolved: enough people stand behind" in seen(pilot)
    (entry, *_) = newest(stage, "QuestionResolved")
    assert (entry.data["question"], entry.data["confirmed"]) == (cases.TWELVE, "one person")


# ---- against it --------------------------------------------------------------------------------------------


async def test_a_proposal_is_rejected_with_a_reason_and_not_without(
    stage: Stage, press: Any, seen: Any
) -> None:
    sha256 = cases.answered(stage)
    async with reviewing(stage, press, "enter", "x", "enter") as (_, pilot):
        assert "This needs something in the field 'why'" in seen(pilot)
        await write(pilot, press, "another bill")
        assert f"rejected {sha256[:12]}" in seen(pilot)
    (entry,) = newest(stage, "ProposalRejected")
    assert (entry.data["hash"], entry.data["why"]) == (sha256, "another bill")


async def test_a_challenge_asks_three_things_and_ends_in_every_list_as_challenged(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.answered(stage)
    said = ("it was vetoed", "no", "1", "https://example.org/veto")
    async with reviewing(stage, press, "enter", "c") as (_, pilot):
        await write(pilot, press, *said)
        assert "it is held until people decide" in seen(pilot)
        assert "! challenged" in seen(pilot)
        await press(pilot, "escape")
        assert "end challenge" in seen(pilot)
        await press(pilot, "3")
        assert "contested" in seen(pilot)
    (entry,) = newest(stage, "ResolutionChallenged")
    assert entry.data["outcome"] == {"yes": False}
    assert entry.data["criterion"] == "YES if it is enacted by that day."
    assert (entry.data["evidence"], entry.data["why"]) == (said[3], said[0])


@pytest.mark.no_cover
@pytest.mark.parametrize(("key", "how"), [("p", "upheld"), ("d", "rejected")])
async def test_a_challenge_ends_upheld_or_rejected_by_somebody_else(
    stage: Stage, press: Any, seen: Any, key: str, how: str
) -> None:
    cases.disputed(stage)
    async with reviewing(stage, press, "enter") as (_, pilot):
        assert "y Confirm" not in seen(pilot)
        await press(pilot, key)
        await write(pilot, press, "as the record shows", *([""] * 3 if key == "p" else []))
        assert f"challenge {how}" in seen(pilot)
    (entry,) = newest(stage, "ChallengeEnded")
    assert (entry.data["how"], entry.data["by"], entry.data["why"]) == (how, "mira", "as the record shows")


async def test_what_an_upheld_challenge_said_is_proposed_at_once(stage: Stage, press: Any, seen: Any) -> None:
    cases.disputed(stage)
    stage.clock.at = datetime(2026, 12, 22, tzinfo=UTC)
    async with reviewing(stage, press, "enter", "p") as (_, pilot):
        await write(pilot, press, "the veto stands", "yes", "", "")
        assert "proposed NO" in seen(pilot)
    (entry, _) = newest(stage, "ResolutionProposed")[:2]
    assert (entry.data["outcome"], entry.data["by"]) == ({"yes": False}, "mira")


async def test_who_challenged_may_take_it_back_and_not_uphold_it(stage: Stage, press: Any, seen: Any) -> None:
    cases.disputed(stage, by="mira")
    async with reviewing(stage, press, "enter") as (_, pilot):
        text = seen(pilot)
        assert "d Dismiss" in text
        assert "p Uphold" not in text


# ---- ends and answers --------------------------------------------------------------------------------------


async def test_a_question_is_answered_by_keys_and_becomes_a_proposal(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.given_up(stage)
    async with reviewing(stage, press, "enter", "a", question="who-leads-2027") as (_, pilot):
        await write(pilot, press, "the first", "https://example.org/list", "", "")
        assert "proposed the first" in seen(pilot)
    (entry, *_) = newest(stage, "ResolutionProposed")
    assert (entry.data["question"], entry.data["by"]) == ("who-leads-2027", "mira")
    assert entry.data["outcome"] == {"option": "the first"}


async def test_what_was_decided_is_told_as_invented_in_a_simulated_ledger(
    new_stage: Any, press: Any, seen: Any
) -> None:
    stage = new_stage(simulated=True)
    cases.given_up(stage)
    async with reviewing(stage, press, "enter", "a", question="who-leads-2027") as (_, pilot):
        await write(pilot, press, "the first", "https://example.org/list", "", "")
        assert "proposed SIM the first" in seen(pilot)


async def test_an_answer_of_another_kind_is_refused_with_the_kinds_there_are(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.given_up(stage)
    async with reviewing(stage, press, "enter", "a", question="who-leads-2027") as (app, pilot):
        assert "publisher" not in seen(pilot)
        await write(pilot, press, "42")
        assert "is no answer to this question" in seen(pilot)
        assert app.screen.focused.id == "asked-outcome"


@pytest.mark.no_cover
async def test_a_correction_shows_who_moves_before_it_is_written(stage: Stage, press: Any, seen: Any) -> None:
    sha256 = cases.decided(stage)
    stage.clock.move(timedelta(days=4))
    async with reviewing(stage, press, "enter", "y", question=cases.TWELVE) as (_, pilot):
        await write(pilot, press, sha256[:4], "")
        await press(pilot, "o")
        await write(pilot, press, "no", "https://example.org/erratum", "", "an erratum")
        text = seen(pilot)
        assert "would be NO" in text
        assert "Enter again writes it" in text
        assert "ola" in text
        assert newest(stage, "ResolutionCorrected") == ()
        await press(pilot, "enter")
        assert "is NO, revision 2" in seen(pilot)
    (entry,) = newest(stage, "ResolutionCorrected")
    assert entry.data["outcome"] == {"yes": False}


@pytest.mark.parametrize(
    ("key", "kind", "told"), [("l", "QuestionAnnulled", "annulled"), ("i", "QuestionAnnulled", "ambiguous")]
)
async def test_a_question_is_ended_without_an_outcome_after_its_effect_was_shown(
    stage: Stage, press: Any, seen: Any, key: str, kind: str, told: str
) -> None:
    cases.in_conflict(stage)
    async with reviewing(stage, press, "enter", key, question=cases.TWELVE) as (_, pilot):
        assert "Nobody has a score on it" in seen(pilot)
        await write(pilot, press, "the index ended")
        assert f"is {told}" in seen(pilot)
    (entry,) = newest(stage, kind)
    assert (entry.data["how"], entry.data["reason"]) == (told, "the index ended")


@pytest.mark.no_cover
async def test_escape_writes_nothing(stage: Stage, press: Any) -> None:
    cases.in_conflict(stage)
    async with reviewing(stage, press, "enter", "l", *"because", "escape", "escape", question=cases.TWELVE):
        pass
    assert newest(stage, "QuestionAnnulled") == ()


# ---- receipts ----------------------------------------------------------------------------------------------


async def test_both_receipts_stand_side_by_side_with_the_lines_they_came_from(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.in_conflict(stage)
    async with reviewing(stage, press, "enter", question=cases.TWELVE, size=(120, 40)) as (_, pilot):
        (both,) = [one for one in seen(pilot).splitlines() if "says !" in one]
        assert both.index("12.4") < both.index("11.7")
        assert "model alpha, eci 145.2, lag 11.7" in seen(pilot)
        await pilot.resize_terminal(80, 50)
        await press(pilot)
        assert len([one for one in seen(pilot).splitlines() if "says" in one]) == 2


async def test_beside_a_persons_word_stands_what_the_sources_say_by_themselves(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.measured(stage)
    async with reviewing(stage, press, "enter", question=cases.TWELVE, size=(120, 40)) as (_, pilot):
        (both,) = [one for one in seen(pilot).splitlines() if "says !" in one]
        assert both.index("YES") < both.index("6.9, would be NO")


async def test_an_answer_that_was_given_no_day_shows_none(stage: Stage, press: Any, seen: Any) -> None:
    cases.measured(stage, "no")
    async with reviewing(stage, press, "enter", question=cases.TWELVE, size=(120, 40)) as (_, pilot):
        assert "ola answered" in seen(pilot)
        assert not [one for one in seen(pilot).splitlines() if one.split()[:1] == ["happened"]]


async def test_a_receipt_leads_to_its_bytes(stage: Stage, press: Any, seen: Any) -> None:
    cases.in_conflict(stage)
    async with reviewing(stage, press, "enter", question=cases.TWELVE, size=(120, 50)) as (app, pilot):
        page = app.screen.sheet
        for _ in range(12):
            if (page.leads or "").startswith("evidence:"):
                break
            await press(pilot, "j")
        await press(pilot, "enter")
        assert "Evidence, as it was received" in seen(pilot)
        assert "beta,131.0,0.0" in seen(pilot)
