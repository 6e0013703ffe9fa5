"""`fledger questions` and `fledger show`: the list, and one question with its evidence and trail."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ledger.cli import words
from ledger.cli.differences import differences
from ledger.cli.history_page import history_line, plot
from ledger.cli.question_terms import terms
from ledger.questions.units import counted
from ledger.record.covered import said_without_covered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ledger.questions.question import Claim, Question
    from ledger.record.alarms import Alarm
    from ledger.record.bound import Bound
    from ledger.record.detail import QuestionDetail
    from ledger.record.forecasts import ForecastRow
    from ledger.record.looks import LookRow
    from ledger.record.markets import MarketRow
    from ledger.record.questions import IfToday, QuestionRow
    from ledger.record.trail import Proposal, Trail, Version

HEADERS = ("id", "ends", "state", "you", "now", "title")
HISTORY = 6
MARK = " !"
"""Behind the state of a question that is likely to be annulled or to need a person."""
PLOT_WIDTH = 72
NO_ALARMS: Mapping[str, Sequence[Alarm]] = {}


def row_cells(row: QuestionRow, *, simulated: bool) -> tuple[str, ...]:
    """One question on one line of the list."""
    ends, now = words.day(row.closes_at), words.now_value(row, simulated=simulated)
    return row.id, ends, f"{row.stands}{MARK if row.heading else ''}", words.mine(row), now, row.title


class QuestionPage:
    """One question whole. `hidden`: others' figures are not shown yet, and `figures` is False."""

    def __init__(
        self,
        detail: QuestionDetail,
        trail: Trail,
        forecasts: Sequence[ForecastRow],
        history: Sequence[IfToday],
        looks: Sequence[LookRow],
        *,
        simulated: bool,
        hidden: bool,
        bound: Bound | None = None,
        markets: Sequence[MarketRow] = (),
        alarms: Mapping[str, Sequence[Alarm]] = NO_ALARMS,
    ) -> None:
        self.detail = detail
        self.question: Question = detail.question()
        self.trail = trail
        self.forecasts = forecasts
        self.history = history
        self.looks = looks
        self.simulated = simulated
        self.markets = markets
        self.alarms = alarms
        self.bound = bound if bound is not None and bound.is_behind else None
        self.figures = not hidden

    @property
    def amendments(self) -> Iterable[tuple[Version, Version]]:
        """Each version after the first, behind the one before."""
        return pairwise(self.trail.versions)

    def said(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a version of the question says, without what is not shown yet."""
        return said if self.figures else said_without_covered(said)

    def lines(self) -> Iterator[str]:
        """The page for people."""
        row = self.detail.row
        yield from (row.title, row.id, "", self.question.statement, "", self.question.criteria.strip(), "")
        yield from (*terms(self.question), "")
        yield from self._facts()
        if self.question.claim is not None:
            yield from self._claim(self.question.claim)
        over = row.state in {"resolved", "annulled"}
        yield from _section("The value until then" if over else "If it resolved today", self._history())
        yield from _section("Sources", self._sources())
        yield from _section("Forecasts", self._forecasts())
        yield from _section("Markets", self._markets())
        yield from _section("Proposals", self._proposals())
        yield from _section("Resolutions", self._resolutions())
        yield from _section("Later revisions", self._revisions())
        yield from _section("Readings", self._readings())
        yield from _section("Evidence", self._evidence())
        yield from _section("Versions", self._versions())
        yield from _section(
            "Notes", (f"{words.day(one.at)}  {one.who}: {one.text}" for one in self.trail.notes)
        )

    def _facts(self) -> Iterator[str]:
        row = self.detail.row
        yield f"State      {row.stands}{f', {self.detail.confirmed}' if self.detail.confirmed else ''}"
        if row.outcome is not None:
            yield f"Outcome    {words.outcome(row.outcome, row.unit, simulated=self.simulated)}"
        if row.known_at is not None:
            yield f"Known      {words.local(row.known_at)}"
        yield f"Closes     {words.deadline(row.closes_at)}"
        yield f"Decided    from {words.deadline(row.resolves_at)}, given up {words.deadline(row.gives_up_at)}"
        if row.heading:
            yield f"Heading    {row.heading.words}"
        yield f"You        {words.my_standing(row.mine, row.unit) if row.mine else 'no forecast yet'}"
        if row.mine and row.mine.reason:
            yield f"           you wrote: {row.mine.reason}"
        if self.bound:
            yield from (f"           {line}" for line in self._behind(self.bound))

    def _behind(self, bound: Bound) -> Iterator[str]:
        yield f"made on version {bound.version} of {bound.newest}, and bound to it; since then:"
        yield from (f"  {line}" for line in differences(bound.then, bound.now))
        yield f"if you still say so: fledger reaffirm {self.detail.row.id}"

    def _claim(self, claim: Claim) -> Iterator[str]:
        quote = f'"{claim.quote}"' if claim.quote else f"{claim.paraphrase} (our words)"
        shown = quote if self.figures else "hidden until you answered; --all shows it"
        yield f"Claim      {claim.said_by}, {claim.stance}: {shown}"
        if claim.repeated_by:
            yield f"           repeated by {', '.join(claim.repeated_by)}"
        for name, text in (("hedged", claim.hedge), ("if", claim.condition), ("caveat", claim.caveat)):
            if text:
                yield f"           {name}: {text}"
        yield f"           proxy {claim.proxy}{f': {claim.proxy_note}' if claim.proxy_note else ''}"
        for one in claim.objections:
            yield f'           objection by {one.by} ({one.about}): "{one.quote}"'

    def _history(self) -> Iterator[str]:
        yield from plot(self.question, self.history, width=PLOT_WIDTH)
        for one in self.history[-HISTORY:]:
            yield history_line(one, self.detail.row.unit, simulated=self.simulated)

    def _sources(self) -> Iterator[str]:
        for look in self.looks:
            last = words.local(look.last_at) if look.last_at else "never"
            good = f", last good {words.local(look.last_good_at) if look.last_good_at else 'never'}"
            state = f"failing ({look.said})" if look.failing else (look.answer or "not looked yet")
            newest = f", newest row {look.as_of}" if look.as_of else ""
            shown = good if look.last_good_at != look.last_at else ""
            yield f"{look.source}  last {last}{shown}, next {words.local(look.next_at)}: {state}{newest}"
            for alarm in self.alarms.get(look.look, ()):
                yield f"  ! {alarm.words}, since {words.day(alarm.since)}"

    def _forecasts(self) -> Iterator[str]:
        own = self.detail.row.mine
        for one in self.forecasts:
            hidden = not self.figures and (own is None or one.forecast != own.forecast)
            said = "hidden until you answered" if hidden else words.says(one.says, self.detail.row.unit)
            marks = [one.grade, *(["number added by us"] if one.imputed else [])]
            marks += [f"on version {one.version}"] if one.version < self.detail.version else []
            how = "taken back" if one.undone else "withdrawn"
            marks += [f"{how} {words.day(one.ended_at)}"] if one.ended_at is not None else []
            reason = f"  {one.reason}" if one.reason and not hidden else ""
            yield f"{words.day(one.made_at)}  {one.forecaster}  {said}  ({', '.join(marks)}){reason}"

    def _markets(self) -> Iterator[str]:
        """What others would bet, hidden as others' forecasts are."""
        if self.markets and not self.figures:
            yield "hidden until you answered; --all shows them"
            return
        for one in self.markets:
            yield words.sim(one.words, simulated=self.simulated)
            yield from (f"  {url}" for url in (one.url,) if url)

    def _proposals(self) -> Iterator[str]:
        for one in self.trail.proposals:
            yield self._proposal(one)
            yield from (f"  {words.day(voice.at)}  {voice.words}" for voice in one.voices)

    def _proposal(self, one: Proposal) -> str:
        unit = self.detail.row.unit
        said = (
            words.outcome(one.outcome, unit, simulated=self.simulated) if one.outcome else "sources conflict"
        )
        until = f"challenge until {words.deadline(one.challenge_until)}"
        return f"{one.hash[:12]}  {said}, by {one.basis}, {one.state}; {until}; {one.why}"

    def _resolutions(self) -> Iterator[str]:
        for one in self.trail.resolutions:
            said = (
                words.outcome(one.outcome, self.detail.row.unit, simulated=self.simulated)
                if one.outcome
                else ""
            )
            mark = "" if one.effective else "  (replaced)"
            by = f" by {one.who}" if one.who else ""
            reason = f": {one.reason}" if one.reason else ""
            yield f"{one.revision}  {words.day(one.at)}  {one.how} {said}".rstrip() + by + reason + mark

    def _revisions(self) -> Iterator[str]:
        stands = "the resolution stands" if self.detail.row.outcome is not None else "the pinned value stands"
        for one in self.trail.revisions:
            said = words.sim(one.words, simulated=self.simulated)
            yield f"{one.seq}  {said}, read on {words.day(one.taken_at)}; {stands}"

    def _readings(self) -> Iterator[str]:
        for one in self.trail.readings:
            values = ", ".join(f"{name} {value}" for name, value in one.values.items())
            span = f"{one.first_day} to {one.last_day}"
            yield f"{one.seq}  {one.source}  {words.sim(values, simulated=self.simulated)}  over {span}, as of {one.as_of}"

    def _evidence(self) -> Iterator[str]:
        for one in self.trail.evidence:
            erased = "  erased" if one.erased else ""
            yield f"{one.seq}  {words.local(one.fetched_at)}  {one.url}  sha256 {one.sha256}  {counted(one.size, 'byte')}{erased}"

    def _versions(self) -> Iterator[str]:
        for old, one in self.amendments:
            plain = "words only" if one.plain else "meaning"
            yield f"{one.version}  {words.day(one.at)}  {plain}, by {one.who}: {one.reason}"
            yield from (f"  {line}" for line in differences(self.said(old.said), self.said(one.said)))


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", name, *(f"  {line}" for line in found))
