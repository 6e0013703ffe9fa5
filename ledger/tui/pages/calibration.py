"""My calibration in words, never more of it than the number of families bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.standing.calibration.luck_words import EXPLAINED, brier_verdict, luck_verdict, noticed_sentence
from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, quiet
from ledger.tui.drawing.canvas import Canvas
from ledger.tui.ink import Line, Span, joined, line, span
from ledger.tui.times import length
from ledger.tui.wording import SIM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.scoring import Corp, CorpByChance, SmallNumbers
    from ledger.standing.calibration.report import Said
    from ledger.tui.views.calibration import CalibrationView

MOST = 200
"""Lines of the list."""

WHICH = "from each question, the forecast that stood in the middle of the time covered"
SHARED = "Questions of one family share one count, as one measurement decides them; so these counts need not be whole."


def calibration_blocks(view: CalibrationView) -> list[Block]:
    """The page below the chart."""
    report = view.report
    blocks: list[Block] = [*_denominator(view)]
    if view.anyway:
        blocks.append(Words(line(("more than the numbers bear; a hides it again", "warn"))))
    if not report.said:
        return [*blocks, GAP, quiet("No yes/no question you forecast has resolved yet."), *_next(view)]
    if report.block is not None:
        blocks += [GAP, *_summary(report.block)]
    else:
        blocks += [
            GAP,
            quiet(
                f"{report.families} {_families(report.families)} of yes/no questions resolved: too few for a mean. From 10 there is "
                "one; here is the list."
            ),
        ]
    blocks += _misses(view)
    if report.corp is not None and report.by_chance is not None:
        blocks += [GAP, *_corp(report.corp, report.by_chance)]
    return [*blocks, GAP, *_list(view), *_next(view)]


def _denominator(view: CalibrationView) -> list[Block]:
    panel = view.panel
    counts = [
        (panel.annulled, "annulled"),
        (panel.ambiguous, "ambiguous"),
        (panel.held, "held"),
        (panel.open, "open"),
        (panel.late, "too late to score"),
    ]
    first: Line = line(
        (f"{panel.resolved} resolved of {panel.asked} yes/no questions you forecast", "strong")
    )
    rest = [span(f"{count} {word}", "muted") for count, word in counts if count]
    families = [span(f"{panel.families} {_families(panel.families)}", "muted")] if panel.families else []
    blocks: list[Block] = [Words(joined([first, *rest, *families]), 2)]
    if view.other > 0:
        blocks.append(
            quiet(f"{view.other} more are scored that are not yes/no; they are never in one mean with these.")
        )
    return blocks


def _families(count: int) -> str:
    return "family" if count == 1 else "families"


def _summary(block: SmallNumbers) -> list[Block]:
    expected, calibrated = block.expected, block.calibrated
    base = f" · base rates: {block.base_rates:.3f}" if block.base_rates is not None else ""
    return [
        Words(
            line(
                f"You expected {expected.expected:.1f} to happen; {block.happened:g} did. ",
                f"Luck alone gives {expected.low:.0f} to {expected.high:.0f} nine times in ten: ",
                _verdict(luck_verdict(block.happened, expected)),
                ".",
            ),
            2,
        ),
        Words(
            line(
                (f"Brier {block.brier:.3f}", "strong"),
                f" (0 best, 1 worst; lower is better) · always 50 %: {block.always_half:.3f}{base}",
            ),
            2,
        ),
        Words(
            line(
                (
                    (
                        "Someone exactly as calibrated as these forecasts claim would get "
                        f"{calibrated.low:.3f} to {calibrated.high:.3f} nine times in ten: "
                    ),
                    "muted",
                ),
                _verdict(brier_verdict(block.brier, calibrated)),
                (".", "muted"),
            ),
            2,
        ),
        quiet(noticed_sentence(block.families, block.noticed, block.noticed_later), hang=2),
        *([quiet(SHARED, hang=2)] if block.families < block.questions else []),
    ]


def _verdict(words: str) -> Span:
    return span(words, "muted" if words == EXPLAINED else "warn")


def _misses(view: CalibrationView) -> list[Block]:
    if not view.report.misses:
        return []
    blocks: list[Block] = [GAP, heading("Biggest misses", "what you wrote then")]
    for one in view.report.misses:
        blocks.append(_said(one, view))
        blocks.append(Words(line(("    because: ", "muted"), one.reason or "you gave no reason"), 4))
    return blocks


def _corp(found: Corp, chance: CorpByChance) -> list[Block]:
    terms = (
        ("miscalibration", found.miscalibration, "lower is better", chance.miscalibration),
        ("discrimination", found.discrimination, "higher is better", chance.discrimination),
    )
    lines: list[Block] = [
        Pair(
            line((f"{name:<15}", "plain"), (f"{value:.3f}", "strong"), (f"  {better}", "muted")),
            line((f"a perfect forecaster by chance {by.low:.3f} to {by.high:.3f}", "muted")),
        )
        for name, value, better, by in terms
    ]
    whole = line((f"{'uncertainty':<15}", "plain"), (f"{found.uncertainty:.3f}", "strong"))
    return [
        heading("CORP", "Brier = miscalibration − discrimination + uncertainty"),
        *lines,
        Pair(whole, line((f"Brier {found.score:.3f}", "muted"))),
    ]


def _list(view: CalibrationView) -> list[Block]:
    said = sorted(view.report.said, key=lambda one: -one.question.known_us)
    more = (
        [quiet(f"... and {len(said) - MOST} older ones; 3 lists them with state:resolved by:me")]
        if len(said) > MOST
        else []
    )
    return [
        heading("Said and happened"),
        quiet(WHICH),
        Figure(lambda width: _dots(said, width)),
        *(_said(one, view) for one in said[:MOST]),
        *more,
    ]


def _dots(said: Sequence[Said], width: int) -> list[Line]:
    """Every forecast as a dot on a line from 0 to 100 %: above what happened, below what did not."""
    canvas = Canvas(max(width, 30), 3)
    wide = max(width, 30) - 10
    canvas.text(0, 0, "YES")
    canvas.text(0, 2, "NO")
    canvas.text(4, 1, "0%")
    canvas.text(4 + wide + 1, 1, "100%")
    for x in range(wide - 3):
        canvas.put(7 + x, 1, "·", "muted")
    for one in said:
        x = 7 + round(one.probability * (wide - 4))
        canvas.put(
            x, 0 if one.occurred else 2, "●" if one.occurred else "○", "good" if one.occurred else "warn"
        )
    return canvas.lines()


def _said(one: Said, view: CalibrationView) -> Block:
    happened = line(*((SIM,) if view.simulated else ()), ("YES" if one.occurred else "NO", "strong"))
    left = line((f"{one.probability * 100:5.1f} % ", "mine"), one.question.title)
    return Pair(left, joined([happened, (f"Brier {one.brier:.3f}", "muted")]), f"question:{one.question.id}")


def _next(view: CalibrationView) -> list[Block]:
    if not view.next_rows:
        return []
    rows: list[Block] = [
        Pair(
            line(row.title),
            line((f"ends in {length(row.closes_at - view.now_us)}", "muted")),
            f"question:{row.id}",
        )
        for row in view.next_rows
    ]
    return [GAP, heading("Ends next"), *rows]
