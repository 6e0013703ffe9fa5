"""Charts, lines and wrapping: pure functions of numbers, text and a size."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.scoring import LuckRange
from ledger.standing.calibration.corp_steps import Step
from ledger.standing.calibration.groups import Group
from ledger.tui.blocks import Figure, Pair, Words, heading, lay
from ledger.tui.drawing.bars import Bar, draw_bars
from ledger.tui.drawing.corp_curve import draw_corp
from ledger.tui.drawing.density import Density, draw_density
from ledger.tui.drawing.outcome_line import OutcomeLine, draw_outcome_line
from ledger.tui.drawing.reliability import draw_reliability
from ledger.tui.drawing.scale import Scale, around, short, ticks
from ledger.tui.drawing.spark import spark
from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart
from ledger.tui.drawing.timeline import Timeline, draw_timeline
from ledger.tui.ink import cells, cut, joined, line, plain, safe, span, spread
from ledger.tui.sharing_out import moved
from ledger.tui.times import names_of_times
from ledger.tui.wrapping import wrap

DAY = 86_400_000_000
FIRST = 1_778_716_800_000_000
FEW = settings(max_examples=60, deadline=None)
TEXT = st.text(max_size=80)
NUMBERS = st.floats(-1e9, 1e9)


COUNTS = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 12)), min_size=1, max_size=8)


@FEW
@given(ends=COUNTS, width=st.integers(30, 120), ascii_only=st.booleans())
def test_a_timeline_has_a_sign_for_all_that_ends_in_a_cell(
    ends: list[tuple[int, int]], width: int, *, ascii_only: bool
) -> None:
    counts = tuple((FIRST + at * DAY, count) for at, count in sorted(ends))
    names = names_of_times(FIRST, FIRST + 100 * DAY)
    axis, below, *more = draw_timeline(
        Timeline(FIRST, FIRST + 100 * DAY, counts, names), width, ascii_only=ascii_only
    )
    assert cells(axis) == width
    signs = [sign for sign in plain(axis) if sign not in "─-┼|"]
    told = sum(10 if sign == "+" else 1 if sign in "●o" else int(sign) for sign in signs)
    assert len(signs) <= len(ends)
    assert told == sum(count for _, count in ends) if "+" not in signs else told > 0
    assert plain(below).split()[0] in {"Jun", "Jul"}
    assert plain((more or [below])[-1]).endswith(" one, 2-9 so many, + more"), "what the signs are"


@FEW
@given(TEXT, st.integers(8, 60), st.integers(0, 3))
@example("\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}", 8, 0)  # alone it takes no cell
def test_wrapping_never_passes_the_width_and_loses_no_sign(text: str, width: int, hang: int) -> None:
    lines = wrap(line((text, "mine")), width, hang)
    assert all(cells(one) <= width for one in lines)
    wrapped = "".join("".join(plain(one).split()) for one in lines)
    assert wrapped == "".join(safe(text).split())


@FEW
@given(TEXT, st.integers(0, 60))
def test_cutting_never_passes_the_width(text: str, width: int) -> None:
    shown = cut(line(text), width)
    assert cells(shown) <= width
    assert cells(line(text)) > width or plain(shown) == text


@FEW
@given(TEXT, TEXT, st.integers(4, 60))
def test_a_spread_line_fills_its_width_exactly(left: str, right: str, width: int) -> None:
    assert cells(spread(line(left), line(right), width)) == width


@FEW
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_safe_text_is_printable_and_on_one_line(text: str) -> None:
    assert all(sign.isprintable() for sign in safe(text))


def test_half_a_sign_is_a_question_mark_and_tag_characters_are_dropped() -> None:
    assert safe("a\ud800b\U000e0041c") == "a?bc"


def test_options_keep_their_proportion_and_share_alike_from_nothing() -> None:
    assert moved([500, 300, 200], 0, 500) == [500, 300, 200]
    assert moved([1000, 0, 0], 0, 400) == [400, 300, 300]


@FEW
@given(NUMBERS, NUMBERS, st.integers(2, 8))
def test_ticks_lie_inside_their_scale_rise_and_are_two_where_they_may_be_three(
    a: float, b: float, most: int
) -> None:
    low, high = min(a, b), max(a, b)
    scale = around([low, high], 20)
    found = ticks(scale, most)
    assert found == sorted(found)
    assert (2 if most > 2 else 1) <= len(found) <= most
    air = (scale.high - scale.low) * 1e-6
    assert all(scale.low - air <= tick <= scale.high + air for tick in found)
    assert all(short(tick) for tick in found)


def test_of_names_that_would_touch_the_median_has_its_name_then_the_ends() -> None:
    same = (("p10", 3.0), ("p25", 4.0), ("p50", 4.0), ("p75", 4.0), ("p90", 5.0))
    below = plain(draw_outcome_line(OutcomeLine((4.0, "it was 4"), marks=same), 60)[2])
    assert below.split() == ["p10", "3", "p50", "4", "p90", "5"]
    apart = tuple((name, at * 10.0) for at, (name, _) in enumerate(same))
    assert plain(draw_outcome_line(OutcomeLine((4.0, "it was 4"), marks=apart), 60)[2]).count("p") == 5


@pytest.mark.parametrize("height", [10, 11, 12, 13, 14])
def test_labels_up_a_low_chart_are_as_far_from_each_other(height: int) -> None:
    lines = [plain(one) for one in draw_reliability(GROUPS, 60, height)]
    labelled = [at for at, one in enumerate(lines) if "┤" in one]
    apart = {on - at for at, on in pairwise(labelled)}
    assert len(apart) == (2 if height == 13 else 1), "eight lines have no other way"


def test_a_scale_places_its_ends_at_its_ends() -> None:
    scale = Scale(2.0, 4.0, 11)
    assert (scale.place(2.0), scale.place(4.0), scale.place(3.0)) == (0, 10, 5)


def _steps(*values: float) -> Series:
    return Series(
        "you",
        tuple((FIRST + at * DAY, value) for at, value in enumerate(values)),
        "mine",
        "●",
        "o",
        steps=True,
    )


@FEW
@given(st.lists(NUMBERS, min_size=1, max_size=30), st.integers(20, 90), st.integers(5, 15), st.booleans())
def test_a_time_chart_fits_its_size_whatever_the_values(
    values: list[float], width: int, height: int, thin: bool
) -> None:
    chart = TimeChart((_steps(*values),), FIRST + 40 * DAY, threshold=(values[0], "there"), height=height)
    lines = draw_time_chart(chart, width, ascii_only=thin)
    assert len(lines) == height if height >= 6 else len(lines) in {5, 6}
    assert all(cells(one) <= width for one in lines[:-1])
    assert not thin or all(plain(one).isascii() for one in lines)


@FEW
@given(st.lists(NUMBERS, min_size=1, max_size=6), NUMBERS, st.integers(60, 90), st.integers(5, 15))
def test_a_value_stands_on_its_own_side_of_the_threshold_and_on_its_row_only_where_it_is_the_threshold(
    values: list[float], other: float, width: int, height: int
) -> None:
    points = tuple((FIRST + at * DAY, value) for at, value in enumerate(values))
    for threshold in (other, *values, values[0] + 1e-6):
        until = FIRST + max(len(values) - 1, 1) * DAY
        chart = TimeChart(
            (Series("you", points, "mine", "●", "o"),), until, threshold=(threshold, "there"), height=height
        )
        rows = _above_the_axis([plain(one) for one in draw_time_chart(chart, width)])
        turn = next(at for at, row in enumerate(rows) if "╌" in row)
        signs = sorted((x, y) for y, row in enumerate(rows) for x, sign in enumerate(row) if sign == "●")
        sides = [(turn > y) - (turn < y) for _, y in signs]
        assert sides == [(value > threshold) - (value < threshold) for value in values]


@FEW
@given(st.lists(NUMBERS, min_size=1, max_size=6), st.integers(40, 90), st.integers(5, 15))
def test_the_last_point_of_a_time_chart_stands_in_the_row_of_the_line_it_begins(
    values: list[float], width: int, height: int
) -> None:
    chart = TimeChart((_steps(*values),), FIRST + 300 * DAY, height=height)
    rows = _above_the_axis([plain(one) for one in draw_time_chart(chart, width)])
    last = next(row for row in rows if row[-2] in "⣀⠤⠒⠉")
    assert "●" in last
    assert last.rfind("●") == max(row.rfind("●") for row in rows)


def test_a_time_chart_holds_the_last_value_to_its_end() -> None:
    chart = TimeChart((_steps(0.2, 0.8),), FIRST + 100 * DAY, percent=True, height=11)
    lines = [plain(one) for one in draw_time_chart(chart, 60)]
    row = next(one for one in lines if one.count("⣀") + one.count("⠤") + one.count("⠒") + one.count("⠉") > 40)
    assert "●" in row
    assert lines[0].startswith("100 % ┤")
    assert "2026-05-14" in lines[-2]
    assert "● you" in lines[-1]


def _above_the_axis(lines: list[str]) -> list[str]:
    return lines[: next(at for at, one in enumerate(lines) if "└" in one)]


def test_a_low_time_chart_names_its_series_between_its_dates_or_below_where_there_is_no_room() -> None:
    chart = TimeChart((_steps(0.2, 0.8),), FIRST + 100 * DAY, percent=True, height=6)
    *rows, foot = [plain(one) for one in draw_time_chart(chart, 60)]
    assert foot.split() == ["2026-05-14", "●", "you", "2026-08-22"]
    assert len(_above_the_axis(rows)) == 4
    *_, dates, names = [plain(one) for one in draw_time_chart(chart, 32)]
    assert (dates.split(), names.split()) == (["2026-05-14", "2026-08-22"], ["●", "you"])


def test_a_chart_without_a_point_is_no_chart() -> None:
    assert draw_time_chart(TimeChart((_steps(),), FIRST), 60) == []
    assert draw_density(Density(()), 60) == []
    assert draw_density(Density(((0.5, 1.0),)), 19) == []
    assert draw_reliability([], 60, 20) == []


def test_a_threshold_is_labelled_at_its_place() -> None:
    chart = TimeChart((_steps(6.0, 7.0),), FIRST + 9 * DAY, threshold=(12.0, "12 or more"), height=9)
    lines = [plain(one) for one in draw_time_chart(chart, 60)]
    assert any(one.strip().startswith("12") and "╌╌╌" in one for one in lines)
    assert "12 or more" in lines[-1]


def _group(said: float, count: int, families: int, luck: tuple[float, float]) -> Group:
    happened = count / families
    return Group(
        said=said,
        happened=happened,
        low=happened / 2,
        high=(1 + happened) / 2,
        lowest=said,
        highest=said,
        forecasts=families,
        families=families,
        weight=families,
        count=count,
        luck=LuckRange(said * families, *luck),
    )


GROUPS = (_group(0.1, 3, 30, (1, 6)), _group(0.9, 3, 7, (5, 7)))


@pytest.mark.parametrize("width", range(24, 80, 5))
@pytest.mark.parametrize("height", [10, 18])
def test_shares_on_an_axis_are_written_as_everywhere_and_never_touch(width: int, height: int) -> None:
    lines = [plain(one) for one in draw_reliability(GROUPS, width, height)]
    across = next(one for one in lines if one.strip().startswith("0 %") and "┤" not in one)
    labels = re.split(r"(?<=%) +", across.strip())
    assert (labels[0], labels[-1]) == ("0 %", "100 %")
    assert all(re.fullmatch(r"\d+ %", one) for one in labels)
    assert lines[0].startswith("100 %")
    assert all(len(one) <= width for one in lines)


def test_a_number_and_its_percent_sign_stay_on_one_line() -> None:
    text = "you say 35 % and they say 40 % of all"
    for width in range(8, 40):
        lines = [plain(one) for one in wrap(line(text), width)]
        assert not [one for one in lines if one.lstrip().startswith("%")]


def test_a_missed_group_has_a_sign_of_its_own_and_counts_stand_below() -> None:
    lines = [plain(one) for one in draw_reliability(GROUPS, 60, 18)]
    text = "\n".join(lines)
    assert "●" in text
    assert "◆" in text
    assert "░" in text
    assert lines[-1].split() == ["30", "7"]
    assert len(lines) == 18


def test_a_reliability_chart_in_ascii_is_ascii() -> None:
    lines = draw_reliability(GROUPS, 60, 18, ascii_only=True, selected=1)
    assert all(plain(one).isascii() for one in lines)
    assert any("[x]" in plain(one) for one in lines)


def test_counts_of_groups_that_lie_close_take_turns_on_two_lines() -> None:
    close = [_group(0.02 * at, 0, 100, (0, 9)) for at in range(1, 5)]
    *_, upper, lower = (plain(one).split() for one in draw_reliability(close, 80, 20))
    assert (upper, lower) == (["100", "100"], ["100"])


def test_the_steps_of_corp_are_drawn_at_what_should_have_been_said() -> None:
    steps = [Step(0.0, 0.4, 0.0, 3.0), Step(0.6, 1.0, 1.0, 5.0)]
    lines = [plain(one) for one in draw_corp(steps, 60, 18, selected=1)]
    assert lines[0].count("━") == pytest.approx(0.4 * 52, abs=2)
    assert "]" in lines[0] or lines[0].endswith("━")
    assert lines[-1].split() == ["3", "5"]
    assert all(plain(one).isascii() for one in draw_corp(steps, 60, 18, selected=0, ascii_only=True))
    assert draw_corp([], 60, 18) == []


def test_a_bar_has_another_sign_where_luck_puts_its_end_and_a_diamond_where_luck_does_not() -> None:
    bars = [
        Bar("low", 0.1, "10 %", (0.2, 0.4), outside=True),
        Bar("mid", 0.3, "30 %", (0.2, 0.4)),
        Bar("none", 0.0, "0 %"),
    ]
    low, mid, none = (plain(one) for one in draw_bars(bars, 60, selected=1))
    assert ("◆" in low, "◆" in mid) == (True, False)
    assert ("▓" in low, "▓" in mid) == (False, True)
    assert low.count("░") > mid.count("░") > none.count("░") == 0
    assert mid.startswith("> mid")
    assert low.index("10 %") == mid.index("30 %")
    assert all(plain(one).isascii() for one in draw_bars(bars, 60, selected=1, ascii_only=True))
    assert "█" not in plain(draw_bars(bars, 20)[1])


LEAD = Density(((0.1, 4.0), (0.5, 7.0), (0.9, 14.0)), readings=(6.2, 6.9), turns=(12.0,), height=3)


def test_a_density_marks_quantiles_readings_and_thresholds() -> None:
    names, *_, axis, values = (plain(one) for one in draw_density(LEAD, 60))
    assert names.split() == ["p10", "p50", "p90"]
    assert values.split() == ["4", "7", "14"]
    assert {"┃", "•", "◉", "╎"} <= set(axis)
    assert all(plain(one).isascii() for one in draw_density(LEAD, 60, ascii_only=True))


def test_a_density_is_as_high_as_its_share_is_dense() -> None:
    rows = [plain(one) for one in draw_density(LEAD, 60)[1:4]]
    first, last = rows[2].index("█"), rows[2].rindex("█")
    heights = [sum(row[x] == "█" for row in rows) for x in range(first + 1, last - 1)]
    assert heights == sorted(heights, reverse=True), "40 % on 3 months is denser than 40 % on 7"
    assert (heights[0], heights[-1]) == (3, 1)
    assert rows[2].index("░") < first


def test_all_of_what_was_said_at_one_number_stands_in_one_column() -> None:
    rows = [plain(one) for one in draw_density(Density(((0.1, 4.0), (0.6, 4.0), (0.9, 14.0))), 60)]
    assert rows[1].strip() == "█"


@FEW
@given(
    st.lists(st.floats(0.001, 1e9), min_size=1, max_size=7),
    st.lists(st.floats(0.001, 1e9), max_size=4),
    st.integers(20, 120),
    st.integers(1, 6),
    st.booleans(),
)
def test_a_density_fits_its_size_whatever_the_values(
    values: list[float], readings: list[float], width: int, height: int, logarithmic: bool
) -> None:
    points = tuple(((at + 1) / (len(values) + 1), value) for at, value in enumerate(sorted(values)))
    drawn = Density(points, tuple(readings), height=height, logarithmic=logarithmic)
    lines = draw_density(drawn, width)
    assert len(lines) == height + 3
    assert all(cells(one) == width for one in lines)
    assert plain(lines[-2]).count("┃") + plain(lines[-2]).count("◉") >= 1


@FEW
@given(st.lists(NUMBERS, max_size=60), st.integers(1, 30), st.booleans())
def test_a_spark_never_passes_its_width_and_ends_with_the_last_value(
    values: list[float], most: int, thin: bool
) -> None:
    drawn = spark(values, most, ascii_only=thin)
    assert len(drawn) <= most
    assert drawn.isascii() or not thin
    assert bool(drawn) is bool(values)
    if values and values[-1] > max(values[:-1], default=values[-1] - 1) and len(drawn) > 1:
        assert drawn[-1] in "█@"


def test_blocks_lay_out_for_any_width() -> None:
    blocks = [
        heading("Title", "aside"),
        Words(line("one two three four five six seven"), 2),
        Pair(line("a long left part that is cut"), line("right"), "question:x"),
        Pair(line("whole left part"), line("whole right part"), whole=True),
        Figure(lambda width: [line("x" * width)]),
    ]
    laid = lay(blocks, 24)
    assert all(cells(one.text) <= 24 for one in laid)
    assert [one.leads for one in laid].count("question:x") == 2
    assert any(plain(one.text).startswith("whole left part") for one in laid)


def test_joining_leaves_out_what_is_empty() -> None:
    assert plain(joined([line("a"), (), span("b", "mine")])) == "a · b"
