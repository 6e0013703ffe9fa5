"""One question whole: what fits the first screen, what fills in, and each state of it at three sizes."""

from __future__ import annotations

import hashlib
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.acts import note
from ledger.clock import microseconds
from ledger.journal.entries import (
    EvidenceKept,
    ForecastMade,
    ProposalConfirmed,
    QuestionAmended,
    QuestionAnnulled,
    QuestionResolved,
    ReadingTaken,
)
from ledger.journal.pinning import pinned
from ledger.record.detail import detail
from ledger.record.forecasts import of_question
from ledger.resolution.looking.register import asked_of, look_rows
from ledger.resolution.people.answer import Given, answer
from tests.ledger.tui import cases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.ledger.tui.stage import Stage

NUMBER, TWELVE, BILL, OWN = (
    "lead-months-2028", "lead-12-months-2028", "bill-2026", "will-the-report-be-out-2026"
)  # fmt: skip
BODY = b'Model,eci,note\nalpha,145.2,"two\nlines"\nbeta,140.1,\n'


def _amended(stage: Stage) -> None:
    """Other words after I had spoken, one more sentence in long criteria."""
    stage.say(TWELVE, "35%", reason="as the trend")
    stage.clock.move(timedelta(hours=1))
    with stage.record() as record:
        found = detail(record, TWELVE, now_us=0)
    said: Any = {
        **found.said,
        "statement": f"{found.said['statement']} On their own index.",
        "criteria": "As before.",
    }
    with stage.journal() as journal:
        journal.append(
            QuestionAmended(
                question=TWELVE, version=2, plain=True, said=said, file_sha256="1" * 64, by="ola", reason="clearer"
            )
        )  # fmt: skip
        note(journal, TWELVE, "which file counts?", by="tom", badly_worded=True)


def _read(stage: Stage) -> None:
    """A reading of the number's look, with the bytes it came from."""
    with stage.record() as record:
        found = detail(record, NUMBER, now_us=0)
    (row,) = look_rows([asked_of(found.question(), found.version)], stage.clock.at)
    sha, now = hashlib.sha256(BODY).hexdigest(), microseconds(stage.clock.at)
    kept = EvidenceKept(
        look=row.look, source=row.source, source_version=1, request="a" * 64, url="https://epoch.ai/data/eci_scores.csv",
        query=[("v", "2")], accept="text/csv", sha256=sha, size=len(BODY), status=200, fetched_at=now,
        last_modified="Fri, 20 Nov 2026 08:00:00 GMT",
    )  # fmt: skip
    with stage.journal() as journal:
        (seq,) = journal.append(kept, bodies={sha: BODY})
        journal.append(
            ReadingTaken(
                look=row.look, source=row.source, source_version=1, publisher="Epoch AI", params={},
                span=("2028-10-01", "2028-12-31"), covers=("2028-10-01", "2028-12-31"), as_of="2026-11-20",
                values={"mean_lag_months": "6.9"}, types={"mean_lag_months": "number"}, units={"mean_lag_months": "months"},
                identity="ECI", where={"mean_lag_months": "line 2 (alpha) and line 4 (beta)"}, taken_at=now, evidence=[seq],
            )
        )  # fmt: skip


def _resolved(stage: Stage, question: str, outcome: dict[str, Any], value: str | None = None) -> None:
    """It ends now, as a source said an hour ago."""
    now = microseconds(stage.clock.at)
    known = now - 3_600_000_000
    proposal = pinned(
        question=question, version=1, basis="person", by="ola", outcome=outcome, value=value, known_at=known, readings=[],
        rule_version=1, decided_at=now, challenge_until=now, why="the mean of the quarter",
    )  # fmt: skip
    with stage.journal() as journal:
        (seq,) = journal.append(proposal)
        journal.append(
            ProposalConfirmed(hash=proposal.hash, by="tom"),
            QuestionResolved(
                question=question, revision=1, outcome=outcome, value=value, known_at=known, proposal=seq,
                confirmed="one person",
            ),
        )  # fmt: skip


def _many(stage: Stage, count: int) -> None:
    """So many forecasts by twenty people, every fourth hour, mine among them."""
    now = microseconds(stage.clock.at)
    with stage.journal() as journal:
        journal.append_many(
            ForecastMade(
                question=TWELVE, version=1, by=f"person-{at % 20}" if at % 20 else "mira", grade="claimed",
                made_at=now - (count - at) * 3_600_000_000, says={"probability": f"0.{20 + at * 7 % 40}"}, reason=f"the {at}th",
            )
            for at in range(count)
        )  # fmt: skip


@asynccontextmanager
async def opened(
    stage: Stage, press: Any, question: str, at: str | None = None, *, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Any, Any, str]]:
    """The app and its pilot on this question, and its whole page as text."""
    app: Any = stage.app()
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        app.open_question(question, at=at)
        await press(pilot)
        yield app, pilot, app.screen.sheet.text


async def test_the_first_screen_has_the_state_the_value_its_distance_and_what_i_say(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    stage.say(TWELVE, "35%", reason="as the trend")
    async with opened(stage, press, TWELVE, size=(80, 24)) as (_, pilot, _):
        text = seen(pilot)
        assert "open · closes 31 Dec 2028" in text
        assert "6.9 · would be NO · YES at 12 or more: 5.1 away" in text
        assert "you 35 % · just now" in text
        assert "because: as the trend" in text
        await looks(pilot, "question-open")


async def test_a_wide_screen_has_both_charts_and_both_texts_beside_each_other(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with opened(stage, press, TWELVE) as (_, pilot, _):
        lines = seen(pilot).splitlines()
        assert any("If it resolved today" in line and "Forecasts" in line for line in lines)
        assert any("The question" in line and "The claim" in line for line in lines)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert not any(
            "If it resolved today" in line and "f forecasts" in line for line in seen(pilot).splitlines()
        )


async def test_what_is_read_stays_where_it_is_when_the_rest_fills_in(stage: Stage, press: Any) -> None:
    from ledger.tui.pages.question import question_blocks
    from ledger.tui.views.question import read_question

    async with opened(stage, press, OWN, size=(80, 24)) as (app, _, whole):
        with stage.record() as record:
            view = read_question(record, OWN, now_us=stage.desk.now_us, me="mira", revealed=False)
        app.screen.sheet.show(question_blocks(view, publications={}, zone=stage.desk.zone))
        first = app.screen.sheet.text.splitlines()
        moved = [(one, other) for one, other in zip(first, whole.splitlines(), strict=False) if one != other]
        assert [one for one, _ in moved] == ["what it was worth: working it out ...", ""]
        assert len(first) < len(whole.splitlines())


async def test_keys_go_from_part_to_part_and_back(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with opened(stage, press, TWELVE, size=(80, 24)) as (app, pilot, _):
        found = []
        for _ in range(9):
            await press(pilot, "right_square_bracket")
            found.append(app.screen.sheet.part)
        assert found[:6] == ["Now", "Forecasts", "Question", "Claim", "Sources", "Evidence"]
        assert found[-1] == found[-2] == "Trail", (
            "the last part is the last, though it cannot come to the top"
        )
        assert "▸Trail" in seen(pilot)
        await press(pilot, "left_square_bracket")
        assert app.screen.sheet.part == found[found.index("Trail") - 1]


async def test_a_click_on_the_name_of_a_part_goes_there(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with opened(stage, press, TWELVE, size=(80, 24)) as (app, pilot, _):
        await pilot.click("#parts", offset=(seen(pilot).splitlines()[1].index("Sources"), 0))
        await press(pilot)
        assert app.screen.sheet.part == "Sources"


async def test_a_failing_source_says_since_when_and_what_was_good_last(stage: Stage, press: Any) -> None:
    async with opened(stage, press, NUMBER) as (_, _, text):
        assert "! unusable, failed 1 time · last good look never" in text
        assert "! shape changed: no column eci · since 21 Nov 2026" in text
        assert "licence CC BY 4.0" in text


async def test_evidence_shows_the_lines_the_value_came_from_and_what_was_asked(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    _read(stage)
    async with opened(stage, press, NUMBER, "evidence") as (_, pilot, page):
        text = " ".join(page.split())
        assert "line 2 Model alpha, eci 145.2, note two lines" in text
        assert "line 4 Model beta, eci 140.1" in text
        assert "https://epoch.ai/data/eci_scores.csv?v=2" in text
        assert "changed Fri, 20 Nov 2026 08:00:00 GMT" in text
        assert "asked for text/csv" in text
        await looks(pilot, "question-evidence")


async def test_an_amendment_shows_what_went_and_what_came_by_signs(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    _amended(stage)
    async with opened(stage, press, TWELVE, "amendments") as (_, pilot, page):
        text = " ".join(page.split())
        assert "{+ On their own index.+}" in text
        assert (
            "[-The mean of the daily lag over the quarter, on the first complete file. Rounded half to even.-]{+As"
            in text
        )
        assert "words only · by ola · after your forecast" in text
        assert "! said of version 1; it is version 2 now" in text
        assert "tom, 21 Nov 2026 · badly worded: which file counts?" in text
        await looks(pilot, "question-amended")


async def test_an_amendment_tells_nothing_of_a_claim_that_is_hidden(stage: Stage, press: Any) -> None:
    with stage.record() as record:
        found = detail(record, TWELVE, now_us=0)
    said: Any = {**found.said, "criteria": "As before."}
    said["claim"] = {**said["claim"], "quote": "It is 17 months."}
    with stage.journal() as journal:
        journal.append(
            QuestionAmended(
                question=TWELVE, version=2, plain=True, said=said, file_sha256="1" * 64, by="ola", reason="a word"
            )
        )  # fmt: skip
    async with opened(stage, press, TWELVE, "amendments") as (_, _, page):
        assert "criteria: " in page
        assert "17 months" not in page
    stage.say(TWELVE, "35%")
    async with opened(stage, press, TWELVE, "amendments") as (_, _, page):
        assert "17 months" in " ".join(page.split())


async def test_a_proposal_stands_before_the_value(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    with stage.journal() as journal:
        answer(
            journal, BILL,
            Given("yes", "ola", why="it was signed", url="https://example.org/act", on=date(2026, 11, 20)),
        )  # fmt: skip
    async with opened(stage, press, BILL) as (_, pilot, text):
        assert text.index("Proposed, not final yet") < text.index("If it resolved today")
        await looks(pilot, "question-proposed")


async def test_a_challenged_proposal_says_by_whom_and_that_it_is_held(stage: Stage, press: Any) -> None:
    cases.disputed(stage)
    async with opened(stage, press, BILL) as (_, _, text):
        assert "tom challenges it: it was vetoed the day after. It is held" in text
        assert "challenge to" not in text


async def test_a_resolved_question_shows_the_score_its_references_and_the_rows_that_add_up(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    stage.say(TWELVE, "20%", reason="as the trend")
    stage.clock.move(timedelta(days=2))
    stage.say(TWELVE, "10%", reason="it fell")
    stage.clock.move(timedelta(days=3))
    _resolved(stage, TWELVE, {"yes": False}, "7.2")
    async with opened(stage, press, TWELVE) as (app, pilot, page):
        text = " ".join(page.split())
        assert "it was 7.2" in text
        assert "YES at 12 or more" in text
        assert "you said 10 % · 2 d before it was known because: it fell" in text
        assert "beside always 50 % 0.25 · crowd median 0.05" in text
        assert "NO" in text
        await looks(pilot, "question-resolved")
        app.screen.sheet.go_to_part("score")
        await looks(pilot, "question-score")


async def test_the_rows_of_the_score_are_those_of_the_trace(stage: Stage, press: Any) -> None:
    from ledger.standing.trace import traces

    stage.say(TWELVE, "20%")
    stage.clock.move(timedelta(days=2))
    stage.say(TWELVE, "10%")
    stage.clock.move(timedelta(days=3))
    _resolved(stage, TWELVE, {"yes": False}, "7.2")
    async with opened(stage, press, TWELVE) as (_, _, page):
        lines = page.splitlines()
    with stage.record() as record:
        (trace,) = traces(record, TWELVE, "mira", rule="brier")
    start = next(at for at, line in enumerate(lines) if line.split()[:3] == ["from", "for", "said"])
    adds = lines[start].index("adds") + len("adds")
    shown = [float(line[:adds].split()[-1]) for line in lines[start + 1 : start + 1 + len(trace.stretches)]]
    assert len(shown) == 2
    assert abs(sum(shown) - trace.total) < 1e-3
    assert f"adds up to {trace.total:.4g}" in lines[start + 3]


async def test_enter_on_the_sum_shows_every_row_of_every_score(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with opened(stage, press, OWN, "score") as (app, pilot, _):
        await press(pilot, "enter")
        assert type(app.screen).__name__ == "TraceScreen"
        assert "baseline score" in seen(pilot)
        await press(pilot, "escape")
        assert app.screen.sheet.part == "Score"


async def test_a_number_that_resolved_lies_on_a_line_with_what_i_said(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    _resolved(stage, NUMBER, {"value": "6.9"}, "6.9")
    async with opened(stage, press, NUMBER) as (_, pilot, text):
        lines = text.splitlines()
        at = next(at for at, line in enumerate(lines) if "it was 6.9 months" in line)
        assert "◉" in lines[at + 1]
        assert lines[at + 1].count("┃") == 3
        assert "p50 6.2" in lines[at + 2]
        assert "because: the mean of two years" in text
        await looks(pilot, "question-numeric")


async def test_of_many_forecasts_the_newest_are_listed_and_enter_shows_more(
    stage: Stage, press: Any, looks: Callable[..., Any]
) -> None:
    _many(stage, 3_000)
    async with opened(stage, press, TWELVE) as (app, pilot, text):
        assert "the 2999th" in text
        assert "the 2990th" not in text
        assert "34 more: Enter shows them" in text
        await looks(pilot, "question-many")
        app.screen.sheet.cursor = next(
            at for at, line in enumerate(app.screen.sheet.text.splitlines()) if "34 more" in line
        )
        await press(pilot, "enter")
        assert "the 2990th" in app.screen.sheet.text


async def test_others_are_neither_drawn_nor_listed_before_i_answered(stage: Stage, press: Any) -> None:
    async with opened(stage, press, TWELVE) as (app, pilot, text):
        assert "○ crowd" not in text
        assert "ola" not in text.replace("A Laboratory", "")
        await press(pilot, "h")
        shown = app.screen.sheet.text
        assert "○ crowd" in shown
        assert "ola 20 %" in shown
    with stage.record() as record:
        assert len(of_question(record, TWELVE)) == 3


async def test_the_page_beside_the_list_waits_until_the_cursor_rests(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        before, app.screen.rests_after = app.screen.shown, 60.0
        await press(pilot, "j", "j")
        assert app.screen.shown is before, "no question is read on the way"
        app.screen.rests_after = 0.01
        await press(pilot, "j")
        await pilot.pause(0.1)
        await press(pilot)
        assert app.screen.shown[0].row.id == app.screen.table.row


async def test_a_closed_question_offers_no_forecast(stage: Stage, press: Any) -> None:
    async with opened(stage, press, TWELVE, size=(80, 24)) as (_, _, text):
        assert "f forecasts" in text
        assert "you have said nothing yet f forecasts" in text
    stage.clock.at = cases.AFTER
    async with opened(stage, press, TWELVE, size=(80, 24)) as (_, _, text):
        assert "f forecasts" not in text
        assert "you said nothing" in text


async def test_an_annulled_question_says_why(stage: Stage, press: Any) -> None:
    with stage.journal() as journal:
        journal.append(
            QuestionAnnulled(question=BILL, revision=1, how="annulled", reason="it was withdrawn", by="ola")
        )
    async with opened(stage, press, BILL, size=(80, 24)) as (_, _, text):
        assert "annulled\nbecause: it was withdrawn" in text
        assert "your forecast" not in text.casefold(), "nothing is scored"
        assert "If it resolved today" not in text, "it will not"


async def test_what_is_read_stays_when_somebody_writes_lines_above_it(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    _read(stage)
    async with opened(stage, press, TWELVE, "claim", size=(80, 24)) as (app, pilot, _):
        top, scrolled = seen(pilot).splitlines()[2], app.screen.sheet.scroll_offset.y
        assert "The claim" in top
        stage.say(TWELVE, "35%", reason="a reason that takes a line of its own above the claim")
        app.screen.reload()
        await press(pilot)
        assert seen(pilot).splitlines()[2].split() == [*top.split()[:2]], (
            "the claim's heading, no longer covered"
        )
        assert app.screen.sheet.scroll_offset.y > scrolled


async def test_the_page_beside_the_list_promises_nothing_that_only_the_whole_page_works_out(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "G")
        await pilot.pause(0.5)
        await press(pilot)
        assert "you said 70 %" in seen(pilot)
        assert "working it out" not in seen(pilot)
        await press(pilot, "enter")
        assert "Brier (0-1, lower is better) 0.09" in seen(pilot)


@pytest.mark.parametrize("answered", [True, False])
async def test_one_column_has_the_statement_in_view_once(
    stage: Stage, press: Any, seen: Callable[[Any], str], *, answered: bool
) -> None:
    if answered:
        stage.say("lead-12-months-2028", "35%")
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        app.open_question("lead-12-months-2028")
        await press(pilot)
        shown = seen(pilot)
        assert shown.count("Will the second trail by 12 months or more, averaged over October") == 1
        assert ("The question" in shown) != answered


async def test_both_charts_of_a_question_are_in_view_on_a_screen_of_24_lines(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.say("lead-12-months-2028", "35%", reason="as the trend")
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        app.open_question("lead-12-months-2028")
        await press(pilot)
        shown = seen(pilot)
        for words in ("6.9 · would be NO", "╌╌ 12 or more", "you 35 %", "because: as the trend", "● you"):
            assert words in shown
