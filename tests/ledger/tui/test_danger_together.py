"""What is wrong with the sources, told once a source with its mend whole: on Today, and after a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.resolution.looking.sweep_report import LookTaken, SweepReport
from ledger.tui.blocks import Words
from ledger.tui.ink import plain
from ledger.tui.pages.look import report_blocks
from resolvers.source import Answer, NotYet, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

MEND = "no_key: needs the key 'congress'. Set it as FLEDGER_SECRET_CONGRESS, or under [secrets] in settings.toml."
NO_KEY = Unusable("no_key", MEND.removeprefix("no_key: "))
DOWN, ALSO_DOWN = (Unusable("down", f"{host} could not be reached") for host in ("a.org", "b.org"))
OFFLINE = "! No host could be reached: this machine seems to be offline."


def _told(*answers: Answer) -> list[str]:
    looks = [
        LookTaken("congress.bill", str(at), one, (f"q-{at}",), kept=False) for at, one in enumerate(answers)
    ]
    blocks = report_blocks(SweepReport(looks=looks), simulated=False)
    told = [plain(block.text) for block in blocks if isinstance(block, Words)]
    return [words for words in told if words.startswith("!")]


def test_looks_with_the_same_trouble_are_one_line() -> None:
    assert _told(NO_KEY, NO_KEY, DOWN) == [
        f"! congress.bill, 2 looks {MEND}",
        "! congress.bill down: a.org could not be reached",
    ]


@pytest.mark.parametrize(
    ("answers", "offline"),
    [
        ((DOWN, ALSO_DOWN, NO_KEY), True),
        ((DOWN, DOWN), False),
        ((DOWN, ALSO_DOWN, NotYet("on the first of the month", None)), False),
        ((NO_KEY,), False),
    ],
)
def test_a_machine_seems_offline_where_several_hosts_and_no_other_are_down(
    answers: tuple[Answer, ...], *, offline: bool
) -> None:
    assert (OFFLINE in _told(*answers)) is offline


async def test_today_tells_a_source_once_with_its_mend_whole(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.fail("lead-months-2028", MEND)
    stage.fail("lead-12-months-2028", MEND)
    async with stage.app().run_test(size=(80, 40)) as pilot:
        await press(pilot)
        text = " ".join(seen(pilot).replace("▁", "").split())
        assert text.count("! epoch.eci_lag") == 1
        assert "or under [secrets] in settings.toml." in text
        assert "endangers 2 questions" in text
